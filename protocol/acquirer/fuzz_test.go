package acquirer

import (
	"math"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"
)

// allocated returns the bytes that f allocates, the least of three runs: the
// runtime allocates besides.
func allocated(f func()) uint64 {
	least := uint64(math.MaxUint64)
	var before, after runtime.MemStats
	for range 3 {
		runtime.ReadMemStats(&before)
		f()
		runtime.ReadMemStats(&after)
		least = min(least, after.TotalAlloc-before.TotalAlloc)
	}
	return least
}

func seeds(f *testing.F) {
	for _, vec := range allVectors(f) {
		f.Add(vec.body(f))
	}
	for _, body := range fullBodies(f) {
		f.Add(body)
	}
}

// unpadded sets the pad nibbles of a body to zero, as a Message sends them.
func unpadded(v *View) []byte {
	out := append([]byte{}, v.Body()...)
	for n := range v.Numbers() {
		field, _ := v.Table().Field(n)
		off, size := v.Span(n)
		switch {
		case field.Class > Z || v.Len(n)%2 == 0:
		case field.Align == Left:
			out[off+size-1] &= 0xF0
		default:
			out[off] &= 0x0F
		}
	}
	return out
}

// FuzzView: whatever the bytes, no panic, at most 8 times the input and 4 KB
// allocated; what is accepted is built again to the same bytes.
func FuzzView(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, table := range []*Table{Terminal, Issuer} {
			limit := uint64(8*len(body) + 4096)
			require.LessOrEqual(t, allocated(func() { _, _ = table.View(body) }), limit)
			require.LessOrEqual(t, allocated(func() { _, _ = table.ViewMACInput(body) }), limit)
			v, err := table.View(body)
			if err != nil {
				continue
			}
			m := table.New(v.MTI())
			for n := range v.Numbers() {
				m.SetDigits(n, v.Digits(n))
			}
			again, err := m.Append(nil)
			require.NoError(t, err)
			require.Equal(t, unpadded(&v), again)
			_ = v.String()
		}
	})
}

// FuzzMessages: a message of mpos/1 that is accepted has one encoding.
func FuzzMessages(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		v, err := Terminal.View(body)
		if err != nil {
			return
		}
		var again []byte
		require.LessOrEqual(t, allocated(func() { again, err = reparse(v) }), uint64(8*len(body)+4096))
		if err == nil {
			require.Equal(t, body, again)
		}
	})
}

// FuzzFrame: the Splitter and ParseFrame agree, and frames re-encode.
func FuzzFrame(f *testing.F) {
	for _, vec := range allVectors(f) {
		f.Add(unhex(f, vec.Frame), uint16(64))
	}
	f.Fuzz(func(t *testing.T, stream []byte, piece uint16) {
		if frame, err := ParseFrame(stream); err == nil {
			require.Equal(t, stream, frame.Append(nil))
		}
		s := NewSplitter(int(piece))
		if len(stream) > maxPending {
			return
		}
		require.LessOrEqual(t, allocated(func() { _, _ = NewSplitter(0).Write(stream) }), uint64(8*len(stream)+4096))
		_, err := s.Write(stream)
		require.NoError(t, err)
		for {
			raw, ok, err := s.Next()
			if err != nil || !ok {
				break
			}
			if frame, err := ParseFrame(raw); err == nil {
				require.Equal(t, raw, frame.Append(nil))
			}
		}
		require.LessOrEqual(t, s.Pending(), len(stream))
	})
}

// FuzzSubfields: F59, F60, F61 and F62 re-encode to the same bytes.
func FuzzSubfields(f *testing.F) {
	f.Add([]byte("A20350100203" + "02010D1A1234567" + "05008320006  "))
	f.Add([]byte("22000001000501123"))
	f.Add([]byte("0000010001311123"))
	f.Add([]byte("01003A-10401031.2,121.4"))
	f.Fuzz(func(t *testing.T, b []byte) {
		check := func(appendTo func([]byte) ([]byte, error), err error) {
			if err == nil {
				again, err := appendTo(nil)
				require.NoError(t, err)
				require.Equal(t, b, again)
			}
		}
		id, err := ParseTerminalID(b)
		check(id.Append, err)
		info, err := ParseOrderInfo(b)
		check(info.Append, err)
		f60, err := ParseF60(string(b))
		check(f60.Append, err)
		original, err := ParseOriginal(string(b))
		check(original.Append, err)
	})
}
