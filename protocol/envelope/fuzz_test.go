package envelope

import (
	"bytes"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"
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

func FuzzParse(f *testing.F) {
	f.Add(goodEnvelope(f))
	f.Fuzz(func(t *testing.T, b []byte) {
		var e Envelope
		var err error
		bound(t, b, func() { e, err = Parse(b) })
		if err == nil {
			require.Equal(t, b, e.Append(nil))
			require.Equal(t, e.Body, b[e.BodyOffset:e.BodyOffset+len(e.Body)])
		}
	})
}

// again parses a body and appends what it is.
func again[T body](parse func([]byte) (T, error)) func([]byte) ([]byte, error) {
	return func(b []byte) ([]byte, error) {
		m, err := parse(b)
		if err != nil {
			return nil, err
		}
		return appendBody(nil, m)
	}
}

var readers = map[Type]func([]byte) ([]byte, error){
	TypeSignIn1: again(ParseSignIn1), TypeSignIn2: again(ParseSignIn2), TypeSignIn3: again(ParseSignIn3),
	TypeOffer: again(ParseOffer), TypeAuthorize: again(ParseAuthorize), TypeVerdict: again(ParseVerdict),
	TypeConfirm: again(ParseConfirm), TypeReverse: again(ParseReverse), TypeReversed: again(ParseReversed),
}

// FuzzBodies: whatever a ParseX takes is written again to the same bytes.
func FuzzBodies(f *testing.F) {
	for _, m := range []body{
		goodSignIn1(), goodSignIn2(), goodSignIn3(), goodOffer(), goodAuthorize(), goodVerdict(), goodConfirm(), goodReverse(),
		goodReversed(),
	} {
		b, err := appendBody(nil, m)
		require.NoError(f, err)
		f.Add(uint8(m.typ()), b)
	}
	f.Fuzz(func(t *testing.T, typ uint8, b []byte) {
		read, ok := readers[Type(typ)]
		if !ok {
			return
		}
		bound(t, b, func() {
			if out, err := read(b); err == nil && !bytes.Equal(out, b) {
				t.Fatal("not the same bytes again")
			}
		})
	})
}
