package backend_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/protocol/acquirer"
	"github.com/openmpos/mpos/protocol/backend"
	"github.com/openmpos/mpos/protocol/envelope"
)

// insist sends a frame as a host does: the same bytes until there is an
// answer. A backend that has crashed is started again.
func (w *bench) insist(frame []byte) acquirer.View {
	for range 20 {
		answers := w.send(frame)
		if w.b.Dead() {
			w.restart()
			for w.b.Dead() {
				w.restart()
			}
		}
		if len(answers) > 0 {
			return parse(w.t, answers[0])
		}
		w.pass(time.Second)
	}
	w.t.Fatal("no answer")
	return acquirer.View{}
}

// story is three sales: one confirmed, one reversed after its Verdict, one
// reversed without. A Verdict that never comes is reversed as well.
func story(w *bench) (charged uint64) {
	r := newReader(w, enrolment(0))
	for signedIn := false; !signedIn; {
		r.cs = r.next()
		one := r.signIn1(r.cs, nil)
		v := w.insist(r.signInFrame(one))
		two, err := envelope.ParseSignIn2(r.open(envelope.TypeSignIn2, r.cs, v.Bytes(57)))
		require.NoError(w.t, err)
		r.sid = two.SID
		v = w.insist(r.signInFrame(r.signIn3(r.cs, envelope.Hash(v.Bytes(57)), nil)))
		signedIn = v.Text(39) == "00"
	}
	for n, keep := range []bool{true, false, false} {
		v := w.insist(r.orderFrame(testAmount))
		o, err := envelope.ParseOffer(r.open(envelope.TypeOffer, r.cs, v.Bytes(57)))
		require.NoError(w.t, err)
		x := r.authorize(o, r.next(), spoil{})
		verdict := acquirer.View{}
		if n != 2 {
			verdict = w.insist(x.frame)
		} else {
			w.hold = true
			w.send(x.frame)
			w.hold = false
			for w.b.Dead() {
				w.restart()
			}
		}
		if keep && verdict.Has(57) {
			_, raw := r.verdict(x, verdict)
			v = w.insist(r.confirmFrame(x, envelope.Hash(raw)))
			require.Equal(w.t, "00", v.Text(39))
			charged += testAmount
			continue
		}
		back := r.reverse(x, r.next(), nil, nil)
		require.Equal(w.t, envelope.FinalReversed, r.reversed(back, w.insist(back.frame)))
	}
	return charged
}

// The process dies before, or after, any of its commits, up to twice: at rest
// the ledger, the issuer and the reader's screen agree.
func TestCrashAtEveryCommit(t *testing.T) {
	probe := newBench(t)
	require.EqualValues(t, testAmount, story(probe))
	total := int(probe.store.Commits())
	require.Greater(t, total, 12)
	for _, fault := range []backend.Fault{backend.CrashBefore, backend.CrashAfter} {
		for first := 1; first <= total; first++ {
			for _, gap := range []int{0, 1, 2, 5} {
				t.Run(fmt.Sprint(fault, first, gap), func(t *testing.T) {
					w := newBench(t)
					w.store.At = func(n uint64) backend.Fault {
						if int(n) == first || gap > 0 && int(n) == first+gap {
							return fault
						}
						return backend.NoFault
					}
					charged := story(w)
					for _, a := range w.held {
						w.b.IssuerAnswer(w.now, a)
						w.pump(0)
						for w.b.Dead() {
							w.restart()
						}
					}
					for range 3 {
						w.pass(time.Hour)
						for w.b.Dead() {
							w.restart()
						}
					}
					require.True(t, w.b.Settled())
					w.balanced()
					require.Equal(t, charged, w.issuer.total())
				})
			}
		}
	}
}

// Every frame that was ever sent, again, in the order it was sent and in the
// reverse, at once, after a restart and much later: nothing moves.
func TestReplayChangesNothing(t *testing.T) {
	w := newBench(t)
	story(w)
	r := newReader(w, enrolment(0))
	frames := slices.Clone(w.frames)
	require.Greater(t, len(frames), 10)
	w.pass(time.Hour)
	before := w.snapshot(r)
	asked, undone := w.issuer.asked, w.issuer.undone
	for range 2 {
		for range 2 {
			for _, f := range frames {
				w.send(f)
			}
			slices.Reverse(frames)
		}
		after := w.snapshot(r)
		after.terminal.Session.Offers = before.terminal.Session.Offers // orders have no MAC
		require.Equal(t, before, after)
		w.restart()
		w.now = w.now.Add(24 * time.Hour)
	}
	require.Equal(t, asked, w.issuer.asked)
	require.Equal(t, undone, w.issuer.undone)
}

// A failed Store stops the backend: it takes and says nothing more.
func TestDead(t *testing.T) {
	w := newBench(t)
	r := newReader(w, enrolment(0))
	r.signIn()
	x := r.sell()
	w.store.At = func(uint64) backend.Fault { return backend.CrashBefore }
	require.Empty(t, w.send(x.frame))
	require.True(t, w.b.Dead())
	require.Len(t, w.take(backend.StoreFailed), 1)
	w.store.At = nil
	require.Empty(t, w.send(x.frame))
	w.b.IssuerAnswer(w.now, nil)
	w.b.Tick(w.now)
	w.b.Start(w.now)
	_, ok := w.b.Deadline()
	require.False(t, ok)
	require.Empty(t, w.b.Events())
	w.restart()
	v := w.one(x.frame)
	require.Equal(t, "00", v.Text(39))
}

// A late approval puts an issuer reversal back into the queue, even one that
// was acknowledged, and that outlives the process.
func TestLateApprovalOutlivesCrash(t *testing.T) {
	w := newBench(t)
	r := newReader(w, enrolment(0))
	r.signIn()
	x := r.sell()
	w.hold = true
	w.send(x.frame)
	w.hold = false
	w.one(r.reverse(x, r.next(), nil, nil).frame)
	require.True(t, w.b.Settled())
	w.issuer.deaf = true
	w.b.IssuerAnswer(w.now, w.held[0])
	w.pump(0)
	w.issuer.deaf = false
	undone := w.issuer.undone
	w.restart()
	require.Equal(t, undone+1, w.issuer.undone)
	require.True(t, w.b.Settled())
	w.balanced()
}

// Another process on the same Store has given the sale up meanwhile: no
// Verdict, no charge.
func TestTwoProcesses(t *testing.T) {
	w := newBench(t)
	r := newReader(w, enrolment(0))
	r.signIn()
	x := r.sell()
	w.hold = true
	require.Empty(t, w.send(x.frame))
	conn, first := w.conn, w.b
	w.hold = false
	w.restart()
	w.b = first
	w.b.IssuerAnswer(w.now, w.held[0])
	answers := w.pump(conn)
	require.Len(t, answers, 1)
	v := parse(t, answers[0])
	require.Equal(t, acquirer.CodeRefused, v.Text(39))
	require.False(t, v.Has(57))
	require.True(t, w.b.Settled())
	require.Equal(t, 2, w.issuer.undone)
	w.balanced()
}
