package backend_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/internal/rule"
	"github.com/openmpos/mpos/protocol/backend"
	"github.com/openmpos/mpos/protocol/envelope"
)

// Each rule of the backend is left out once, and what it is for happens. Its
// masks (docs/protocol.md) are left out with it.

// Rule tombstone: the reader has said NOT CHARGED, and then the issuer's
// approval is booked.
func TestWithoutTombstone(t *testing.T) {
	run := func(out ...rule.Name) (*bench, backend.TxnState) {
		w := newBench(t, out...)
		r := newReader(w, enrolment(0))
		r.signIn()
		x := r.sell()
		w.hold = true
		w.send(x.frame)
		back := r.reverse(x, r.next(), nil, nil)
		require.Equal(t, envelope.FinalReversed, r.reversed(back, w.one(back.frame)))
		w.hold = false
		for _, a := range w.held {
			w.b.IssuerAnswer(w.now, a)
		}
		w.pump(0)
		return w, w.b.Txns(r.e.Serial)[0].State
	}
	w, state := run()
	require.Equal(t, backend.Reversed, state)
	w.balanced()
	_, state = run(rule.Tombstone)
	require.Equal(t, backend.Charged, state)
}

// The same with a request that was kept back: the counter rule masks it.
func TestWithoutTombstoneAndCounter(t *testing.T) {
	late := func(out ...rule.Name) int {
		w := newBench(t, out...)
		r := newReader(w, enrolment(0))
		r.signIn()
		x := r.sell()
		w.one(r.reverse(x, r.next(), nil, nil).frame)
		w.one(x.frame)
		return len(w.b.Ledger())
	}
	require.Zero(t, late())
	require.Zero(t, late(rule.Tombstone))
	require.Zero(t, late(rule.HighestCounter))
	require.NotZero(t, late(rule.Tombstone, rule.HighestCounter))
}

// Rule offer-once: a reader that does not keep to the rules charges one offer
// twice.
func TestWithoutOfferOnce(t *testing.T) {
	charges := func(out ...rule.Name) uint64 {
		w := newBench(t, out...)
		r := newReader(w, enrolment(0))
		r.signIn()
		x := r.sell()
		w.one(x.frame)
		w.one(r.authorize(x.offer, r.next(), spoil{}).frame)
		return w.issuer.total() / testAmount
	}
	require.EqualValues(t, 1, charges())
	require.EqualValues(t, 2, charges(rule.OfferOnce))
}

// Rule mac-before-state: made-up bytes lock an honest reader out.
func TestWithoutMACBeforeState(t *testing.T) {
	sold := func(out ...rule.Name) string {
		w := newBench(t, out...)
		r := newReader(w, enrolment(0))
		r.signIn()
		x := r.sell()
		forged := envelope.Envelope{Suite: 1, Type: envelope.TypeConfirm, KSN: r.ksn(1 << 30), Body: []byte{0xA0}}.Append(nil)
		w.refused(r.signInFrame(forged), backend.ReasonMAC)
		v := w.one(x.frame)
		return v.Text(39)
	}
	require.Equal(t, "00", sold())
	require.Equal(t, "A0", sold(rule.MACBeforeState))
}

// Rule amount-in-offer: nothing ties what is booked to what was offered.
func TestWithoutAmountInOffer(t *testing.T) {
	booked := func(out ...rule.Name) uint64 {
		w := newBench(t, out...)
		r := newReader(w, enrolment(0))
		r.signIn()
		v := w.one(r.orderFrame(100))
		e, err := envelope.Parse(v.Bytes(57))
		require.NoError(t, err)
		o, err := envelope.ParseOffer(e.Body)
		require.NoError(t, err)
		o.Amount = 99_900
		changed, err := o.Append(nil)
		require.NoError(t, err)
		bare, err := envelope.OfferWithoutAmount(changed)
		require.NoError(t, err)
		k, err := r.key(r.cs).MACVerification()
		require.NoError(t, err)
		covered := k.Verify(envelope.MACInput(nil, 1, envelope.TypeOffer, e.KSN, bare), e.MAC[:]) == nil
		require.Equal(t, len(out) > 0, covered)
		x := r.authorize(o, r.next(), spoil{})
		w.one(x.frame)
		total := w.issuer.total()
		if len(out) > 0 {
			back := r.reverse(x, r.next(), nil, nil)
			r.reversed(back, w.one(back.frame))
			w.balanced()
		}
		return total
	}
	require.Zero(t, booked())
	require.EqualValues(t, 99_900, booked(rule.AmountInOffer))
}

// Rule result-bound and the partners type-in-mac, transcript-hash and
// two-directions change bytes; what they protect against needs a reader that
// leaves them out too.
func TestWithoutBinding(t *testing.T) {
	w := newBench(t, rule.ResultBound)
	r := newReader(w, enrolment(0))
	r.signIn()
	x := r.sell()
	v := w.one(x.frame)
	out, err := envelope.ParseVerdict(r.open(envelope.TypeVerdict, x.ct, v.Bytes(57)))
	require.NoError(t, err)
	require.Zero(t, out.H5)

	w = newBench(t, rule.TranscriptHash)
	r = newReader(w, enrolment(0))
	v = w.one(r.signInFrame(r.signIn1(r.next(), nil)))
	two, err := envelope.ParseSignIn2(r.open(envelope.TypeSignIn2, 1, v.Bytes(57)))
	require.NoError(t, err)
	require.Equal(t, [32]byte{1, 0xA}, two.H1) // ra, zeros
	var rb [32]byte
	copy(rb[:], two.RB[:])
	v = w.one(r.signInFrame(r.signIn3(1, rb, nil)))
	require.Equal(t, "00", v.Text(39))

	w = newBench(t, rule.TypeInMAC)
	r = newReader(w, enrolment(0))
	e, err := envelope.Parse(r.signIn1(1, nil))
	require.NoError(t, err)
	gen, err := r.key(1).MACGeneration()
	require.NoError(t, err)
	e.MAC = gen.Sum(envelope.MACInput(nil, 1, 0, e.KSN, e.Body))
	v = w.one(r.signInFrame(e.Append(nil)))
	require.Equal(t, "00", v.Text(39))
	got, err := envelope.Parse(v.Bytes(57))
	require.NoError(t, err)
	ver, err := r.key(1).MACVerification()
	require.NoError(t, err)
	require.NoError(t, ver.Verify(envelope.MACInput(nil, 1, 0, got.KSN, got.Body), got.MAC[:]))

	w = newBench(t, rule.TwoDirections)
	r = newReader(w, enrolment(0))
	v = w.one(r.signInFrame(r.signIn1(r.next(), nil)))
	got, err = envelope.Parse(v.Bytes(57))
	require.NoError(t, err)
	require.NoError(t, gen.Verify(envelope.MACInput(nil, 1, got.Type, got.KSN, got.Body), got.MAC[:]))

	w = newBench(t)
	w.cfg.Rules = rule.Without(rule.TwoDirections) // an HSM that cannot
	_, err = backend.New(w.cfg)
	require.ErrorIs(t, err, backend.ErrRules)
}

// Rule highest-counter: without it a forked reader goes unseen.
func TestWithoutHighestCounter(t *testing.T) {
	alarms := func(out ...rule.Name) int {
		w := newBench(t, out...)
		r := newReader(w, enrolment(0))
		r.signIn()
		r.signIn()
		w.events = nil
		w.one(r.signInFrame(r.signIn1(r.next(), func(m *envelope.SignIn1) { m.Highest = 1 })))
		return len(w.take(backend.CloneAlarm))
	}
	require.Equal(t, 1, alarms())
	require.Zero(t, alarms(rule.HighestCounter))
}
