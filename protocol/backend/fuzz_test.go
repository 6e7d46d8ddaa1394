package backend_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/protocol/acquirer"
	"github.com/openmpos/mpos/protocol/backend"
)

// FuzzReceive gives a backend that knows a reader in mid-sale any bytes: it
// does not panic, gives at most one answer, and no byte string that the reader
// did not send moves money or a counter.
func FuzzReceive(f *testing.F) {
	seed := newBench(f)
	story(seed)
	for _, frame := range seed.frames {
		f.Add(frame)
	}
	given := map[string]bool{} // a host may wrap the reader's envelope anew and gets the stored answer
	for _, frame := range slices.Clone(seed.frames) {
		for _, a := range seed.send(frame) {
			v := parse(f, a)
			given[string(v.Bytes(57))] = true
		}
	}
	r := newReader(seed, enrolment(0))
	f.Fuzz(func(t *testing.T, frame []byte) {
		before := seed.snapshot(r)
		answers := seed.send(frame)
		seed.frames, seed.events = nil, nil
		require.LessOrEqual(t, len(answers), 1)
		for _, a := range answers {
			v := parse(t, a)
			require.True(t, v.Has(39))
			if v.Has(57) && !given[string(v.Bytes(57))] {
				require.Equal(t, acquirer.KindOrderAnswer, v.Kind())
			}
		}
		after := seed.snapshot(r)
		after.terminal.Session.Offers = before.terminal.Session.Offers
		require.Equal(t, before, after)
		require.True(t, seed.b.Settled())
	})
}

// FuzzIssuerAnswer: no bytes of an issuer move what is not pending, nor panic.
func FuzzIssuerAnswer(f *testing.F) {
	w := newBench(f)
	story(w)
	r := newReader(w, enrolment(0))
	for _, code := range []string{"00", "51"} {
		for _, reversal := range []bool{false, true} {
			body, err := backend.IssuerAnswer{
				Reversal: reversal, RRN: backend.RRN(r.e.IKID, 2), Code: code, F41: r.e.F41, F42: r.e.F42, Currency: 156, STAN: 3,
			}.Append(nil)
			require.NoError(f, err)
			f.Add(body)
		}
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		before := w.b.Ledger()
		w.b.IssuerAnswer(w.now, body)
		w.pump(0)
		w.events = nil
		require.Equal(t, before, w.b.Ledger())
		require.True(t, w.b.Settled())
	})
}
