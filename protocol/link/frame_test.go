package link

import (
	"bytes"
	"encoding/binary"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// crc32bits is CRC-32 (IEEE) bit by bit: reflected polynomial EDB88320, all
// ones before and after. It shares no code with hash/crc32.
func crc32bits(b []byte) uint32 {
	crc := ^uint32(0)
	for _, c := range b {
		crc ^= uint32(c)
		for range 8 {
			crc = crc>>1 ^ 0xEDB88320&-(crc&1)
		}
	}
	return ^crc
}

// The check value of CRC-32 is CBF43926 for "123456789" (RevEng catalogue,
// CRC-32/ISO-HDLC).
func TestFrame(t *testing.T) {
	require.Equal(t, uint32(0xCBF43926), crc32bits([]byte("123456789")))
	raw := []byte{1, 5, 'h', 'i'}
	raw = binary.BigEndian.AppendUint32(raw, crc32bits(raw))
	require.NotContains(t, raw, byte(0))
	want := append(append([]byte{byte(len(raw) + 1)}, raw...), 0) // one COBS block
	f := Frame{Type: Data, Seq: 5, Payload: []byte("hi")}
	require.Equal(t, want, f.Append(nil))
	for _, b := range [][]byte{want, want[:len(want)-1]} {
		got, err := Parse(b)
		require.NoError(t, err)
		require.Equal(t, f, got)
	}
}

// wire makes a frame of any bytes, with a good CRC.
func wire(raw ...byte) []byte {
	return appendCOBS(nil, binary.BigEndian.AppendUint32(raw, crc32bits(raw)))
}

func TestParseRefuses(t *testing.T) {
	flipped := wire(1, 0, 7)
	flipped[3] ^= 1
	for _, c := range []struct {
		name   string
		in     []byte
		reason string
	}{
		{"nothing", nil, "frame is empty"},
		{"a zero", []byte{0}, "frame is empty"},
		{"two zeros", []byte{0, 0}, "zero byte inside the frame"},
		{"short", appendCOBS(nil, []byte{1, 2, 3, 4, 5}), "frame is too short"},
		{"CRC", flipped, "CRC does not fit"},
		{"type 0", wire(0, 0), "unknown frame type"},
		{"type 6", wire(6, 0), "unknown frame type"},
		{"ACK with a payload", wire(2, 0, 1), "payload in a frame that has none"},
		{"DATA with the seq of a RESET", wire(1, 0x80, 1), "seq does not fit the type"},
		{"PING with the seq of a RESET", wire(5, 0x80), "seq does not fit the type"},
		{"RESET with the seq of DATA", wire(4, 0x7F), "seq does not fit the type"},
		{"long payload", Frame{Type: Data, Payload: make([]byte, MaxPayload+1)}.Append(nil), "payload is too long"},
		{"long frame", bytes.Repeat([]byte{1}, MaxFrame), "frame is too long"},
	} {
		_, err := Parse(c.in)
		var e *Error
		require.ErrorAs(t, err, &e, c.name)
		require.Equal(t, c.reason, e.Reason, c.name)
	}
	require.EqualError(t, &Error{3, "CRC does not fit"}, "link: CRC does not fit at 3")
}

// The longest frame is a payload without a zero byte: 2,054 bytes, a code byte
// for each 254 and one zero.
func TestLongestFrame(t *testing.T) {
	longest := 0
	for _, fill := range []byte{0, 1, 0xFF} {
		f := Frame{Type: Data, Seq: 1, Payload: bytes.Repeat([]byte{fill}, MaxPayload)}
		b := f.Append(nil)
		longest = max(longest, len(b))
		got, err := Parse(b)
		require.NoError(t, err)
		require.Equal(t, f, got)
	}
	require.LessOrEqual(t, longest, MaxFrame)
	require.Equal(t, 2054+9+1, MaxFrame)
}

// Any one flipped bit is noticed.
func TestParseNoticesAFlippedBit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := Frame{Type: Data, Seq: 1, Payload: rapid.SliceOf(rapid.Byte()).Draw(t, "payload")}.Append(nil)
		b = b[:len(b)-1]
		b[rapid.IntRange(0, len(b)-1).Draw(t, "at")] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
		if _, err := Parse(b); err == nil {
			t.Fatal("taken")
		}
	})
}

func TestTypeNames(t *testing.T) {
	require.Equal(t, "DATA ACK NAK RESET PING",
		Data.String()+" "+ACK.String()+" "+NAK.String()+" "+Reset.String()+" "+Ping.String())
	require.Equal(t, "type 0", Type(0).String())
	require.Equal(t, "type 6", Type(6).String())
}

// allocated returns the bytes that f allocates: the least of some runs, since
// the runtime allocates too.
func allocated(f func()) uint64 {
	least := ^uint64(0)
	for range 3 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		f()
		runtime.ReadMemStats(&after)
		least = min(least, after.TotalAlloc-before.TotalAlloc)
	}
	return least
}

func FuzzParse(f *testing.F) {
	f.Add(Frame{Type: Data, Seq: 1, Payload: []byte("hello")}.Append(nil))
	f.Add(wire(4, 0x81))
	f.Add(wire(2, 0, 1))
	f.Fuzz(func(t *testing.T, b []byte) {
		var frame Frame
		var err error
		if n := allocated(func() { frame, err = Parse(b) }); n > uint64(8*len(b)+4096) {
			t.Fatalf("%d bytes allocated for %d", n, len(b))
		}
		if err == nil {
			require.Equal(t, bytes.TrimSuffix(b, []byte{0}), bytes.TrimSuffix(frame.Append(nil), []byte{0}))
		}
	})
}

func BenchmarkFrameAppend(b *testing.B) {
	f, dst := Frame{Type: Data, Payload: make([]byte, 300)}, make([]byte, 0, MaxFrame)
	b.ReportAllocs()
	for b.Loop() {
		f.Append(dst)
	}
}

func BenchmarkFrameParse(b *testing.B) {
	wire := Frame{Type: Data, Payload: make([]byte, 300)}.Append(nil)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(wire); err != nil {
			b.Fatal(err)
		}
	}
}
