package cbor

import (
	"bytes"
	"math/big"
	"runtime"
	"testing"

	"github.com/fxamacker/cbor/v2"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

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

func bound(t *testing.T, b []byte, f func()) {
	if n := allocated(f); n > uint64(8*len(b)+4096) {
		t.Fatalf("%d bytes allocated for %d", n, len(b))
	}
}

func FuzzCheck(f *testing.F) {
	for _, s := range []string{zeroSample, "a201020304", "5f42010243030405ff", "818181818181818181818180", "fa47c35000"} {
		f.Add(unhex(f, s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var err error
		bound(t, b, func() { err = Check(b) })
		if (err == nil) != canonical(b) {
			t.Fatalf("Check says %v", err)
		}
		var e *Error
		if err != nil {
			require.ErrorAs(t, err, &e)
			require.LessOrEqual(t, e.Offset, len(b))
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add(unhex(f, zeroSample))
	f.Add(unhex(f, "a1078100"))
	f.Fuzz(func(t *testing.T, b []byte) {
		var v sample
		var err error
		bound(t, b, func() { v = sample{}; err = Parse(b, &v) })
		if err != nil {
			var e *Error
			require.ErrorAs(t, err, &e)
			return
		}
		again, err := Append(nil, v)
		require.NoError(t, err)
		require.Equal(t, b, again)
	})
}

// canonical is another judge of the subset: fxamacker's decoder into any, with
// its own limits, and its encoder. It shares no code with the walker.
func canonical(b []byte) bool {
	o := cbor.DecOptions{
		DupMapKey: cbor.DupMapKeyEnforcedAPF, MaxNestedLevels: MaxDepth, MaxArrayElements: MaxElements, MaxMapPairs: MaxElements,
		IndefLength: cbor.IndefLengthForbidden, TagsMd: cbor.TagsForbidden, UTF8: cbor.UTF8RejectInvalid,
	}
	mode, err := o.DecMode()
	if err != nil {
		return false
	}
	var v any
	if mode.Unmarshal(b, &v) != nil || !inSubset(v) {
		return false
	}
	em, _ := cbor.CoreDetEncOptions().EncMode()
	again, err := em.Marshal(v)
	return err == nil && bytes.Equal(again, b)
}

func inSubset(v any) bool {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			if !inSubset(e) {
				return false
			}
		}
		return true
	case map[any]any:
		for k, e := range v {
			if !isInteger(k) || !inSubset(e) {
				return false
			}
		}
		return true
	case []byte, string, bool:
		return true
	}
	return isInteger(v)
}

// isInteger counts numbers below −2^63, which fxamacker decodes as big.Int.
func isInteger(v any) bool {
	switch v.(type) {
	case int64, uint64, big.Int:
		return true
	}
	return false
}

// Random documents, some of them with a byte changed, and both judges.
func TestCheckAgreesWithAnotherDecoder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := document(t, 0)
		if rapid.Bool().Draw(t, "damage") {
			b[rapid.IntRange(0, len(b)-1).Draw(t, "at")] ^= byte(1 << rapid.IntRange(0, 7).Draw(t, "bit"))
		}
		if got, want := Check(b) == nil, canonical(b); got != want {
			t.Fatalf("Check %v, fxamacker %v: %x", got, want, b)
		}
	})
}

// document draws an item; its lengths are honest, its order and form may not
// be.
func document(t *rapid.T, depth int) []byte {
	major := rapid.SampledFrom([]uint8{Uint, Nint, Bytes, Text, Array, Map, Simple}).Draw(t, "major")
	if depth > MaxDepth && major >= Array {
		major = Uint
	}
	switch major {
	case Bytes, Text:
		s := rapid.StringN(0, 8, 30).Draw(t, "text")
		return append(AppendHead(nil, major, uint64(len(s))), s...)
	case Array, Map:
		n := rapid.IntRange(0, 4).Draw(t, "n")
		b := AppendHead(nil, major, uint64(n))
		for k := range n {
			if major == Map {
				b = AppendUint(b, uint64(k*rapid.IntRange(1, 3).Draw(t, "key")))
			}
			b = append(b, document(t, depth+1)...)
		}
		return b
	case Simple:
		return []byte{rapid.SampledFrom([]byte{0xF4, 0xF5, 0xF6, 0xF7, 0xE0}).Draw(t, "simple")}
	}
	return AppendHead(nil, major, rapid.Uint64().Draw(t, "value"))
}
