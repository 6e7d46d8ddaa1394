package acquirer

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestFrameRefuses(t *testing.T) {
	good := unhex(t, oneVector(t, "echo_rsp").Frame)
	cases := map[string]struct {
		frame  []byte
		offset int
		path   string
	}{
		"empty":         {nil, 0, "frame"},
		"short":         {good[:22], 22, "frame"},
		"length":        {good[:len(good)-1], 0, "frame.length"},
		"trailing":      {append(good[:len(good):len(good)], 0), 0, "frame.length"},
		"length small":  {append([]byte{0, 20}, good[2:]...), 0, "frame.length"},
		"over limit":    {append([]byte{0xFF, 0xFF}, make([]byte, 0xFFFF)...), 0, "frame.length"},
		"id":            {edit(good, 2, 0x61), 2, "frame.tpdu"},
		"address":       {edit(good, 4, 0x0A), 3, "frame.tpdu"},
		"header letter": {edit(good, 12, 0xF0), 7, "frame.header"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := ParseFrame(c.frame)
			var e *Error
			require.ErrorAs(t, err, &e)
			require.Equal(t, c.offset, e.Offset)
			require.Equal(t, c.path, e.Path)
			require.NotEmpty(t, e.Error())
		})
	}
	require.Equal(t, []byte("x"), Frame{Body: make([]byte, 70000)}.Append([]byte("x")))
}

func edit(b []byte, at int, to byte) []byte {
	b = append([]byte{}, b...)
	b[at] = to
	return b
}

// The request and answer vectors have each other's addresses.
func TestSwap(t *testing.T) {
	f, err := ParseFrame(unhex(t, oneVector(t, "sale_ic_pin_req").Frame))
	require.NoError(t, err)
	require.Equal(t, DefaultTPDU, f.TPDU)
	require.Equal(t, DefaultHeader, f.Header)
	answer := f.Answer([]byte("0123456789"))
	require.Equal(t, oneVector(t, "sale_rsp_approved").TPDU, answer.TPDU.String())
	require.Equal(t, "frame{tpdu 6000000003, header 603100310000, body of 10 bytes}", fmt.Sprintf("%+v", answer))

	h := f.Header.WithRequirement(3)
	require.Equal(t, "603103310000", h.String())
	require.Equal(t, uint8(3), h.Requirement())
	require.Equal(t, h, h.WithRequirement(10))
	require.Equal(t, "sign in again", RequirementText(h.Requirement()))
	require.Empty(t, RequirementText(12))
}

// However the stream is cut, the frames come out as they went in.
func TestSplitter(t *testing.T) {
	var frames [][]byte
	var stream []byte
	for _, vec := range allVectors(t) {
		frames = append(frames, unhex(t, vec.Frame))
		stream = append(stream, unhex(t, vec.Frame)...)
	}
	rapid.Check(t, func(t *rapid.T) {
		s := NewSplitter(0)
		var got [][]byte
		for rest := stream; len(rest) > 0; {
			n := min(len(rest), rapid.IntRange(1, 700).Draw(t, "piece"))
			_, err := s.Write(rest[:n])
			require.NoError(t, err)
			rest = rest[n:]
			for rapid.IntRange(0, 3).Draw(t, "fetch") > 0 {
				frame, ok, err := s.Next()
				require.NoError(t, err)
				if !ok {
					break
				}
				got = append(got, append([]byte{}, frame...))
			}
		}
		for {
			frame, ok, err := s.Next()
			require.NoError(t, err)
			if !ok {
				break
			}
			got = append(got, append([]byte{}, frame...))
		}
		require.Equal(t, frames, got)
		require.Zero(t, s.Pending())
	})
}

func TestSplitterRefuses(t *testing.T) {
	for _, head := range [][]byte{{0, 20}, {0, 101}, {0xFF, 0xFF}} {
		s := NewSplitter(100)
		_, err := s.Write(head)
		require.NoError(t, err)
		_, ok, err := s.Next()
		require.False(t, ok)
		var e *Error
		require.ErrorAs(t, err, &e)
		_, again := s.Write([]byte{1})
		require.Equal(t, err, again)
		_, _, again = s.Next()
		require.Equal(t, err, again)
	}
	s := NewSplitter(100)
	_, err := s.Write(make([]byte, maxPending))
	require.NoError(t, err)
	_, err = s.Write([]byte{1})
	require.Error(t, err)
}
