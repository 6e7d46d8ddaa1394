package backend_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/crypto/dukpt"
	"github.com/openmpos/mpos/crypto/hsm"
	"github.com/openmpos/mpos/internal/rule"
	"github.com/openmpos/mpos/protocol/acquirer"
	"github.com/openmpos/mpos/protocol/backend"
	"github.com/openmpos/mpos/protocol/backend/memory"
)

// The keys are patterns, not secrets.
var (
	testBDK  = bytes.Repeat([]byte{0xB1}, 16)
	testZone = bytes.Repeat([]byte{0x20}, 16)
	morning  = time.Date(2026, 1, 2, 9, 0, 0, 0, time.UTC)
)

const (
	testAmount   = 12_345
	testCurrency = 156
)

// chance is a random stream that a test can repeat.
func chance(seed uint64) io.Reader {
	return rand.NewChaCha8([32]byte{byte(seed), byte(seed >> 8), 31: 7})
}

// countingHSM counts commands and can be made to fail.
type countingHSM struct {
	hsm.HSM
	commands int
	broken   bool
}

var errBroken = errors.New("test: HSM is broken")

func (h *countingHSM) VerifyMAC(bdk hsm.Handle, ksn dukpt.KSN, m ...hsm.MACed) error {
	h.commands++
	return h.HSM.VerifyMAC(bdk, ksn, m...)
}

func (h *countingHSM) Open(bdk hsm.Handle, ksn dukpt.KSN, r hsm.OpenRequest) (hsm.Opened, error) {
	h.commands++
	return h.HSM.Open(bdk, ksn, r)
}

func (h *countingHSM) GenerateMAC(bdk hsm.Handle, ksn dukpt.KSN, data []byte) ([16]byte, error) {
	if h.broken {
		return [16]byte{}, errBroken
	}
	return h.HSM.GenerateMAC(bdk, ksn, data)
}

// modelIssuer is the least an issuer is: what it holds for each transaction.
type modelIssuer struct {
	code     string // of its answers
	silent   bool   // requests get lost
	deaf     bool   // reversals get lost
	held     map[string]uint64
	reversed map[string]bool
	last     backend.IssuerRequest
	asked    int
	undone   int
}

func (i *modelIssuer) answer(body []byte) []byte {
	r, err := backend.ParseIssuerRequest(body)
	if err != nil {
		panic(err)
	}
	a := backend.IssuerAnswer{
		Reversal: r.Reversal, Amount: r.Amount, STAN: r.STAN, RRN: r.RRN, Code: i.code,
		F41: r.F41, F42: r.F42, Currency: r.Currency,
	}
	key := r.F41 + r.F42 + r.RRN
	if r.Reversal {
		i.undone++
		if i.deaf {
			return nil
		}
		i.reversed[key] = true
		delete(i.held, key)
		a.Code = acquirer.CodeApproved
	} else {
		i.asked++
		i.last = r
		i.last.PINBlock, i.last.ICC = bytes.Clone(r.PINBlock), bytes.Clone(r.ICC)
		if i.reversed[key] {
			a.Code = acquirer.CodeDoNotHonour
		}
		if a.Code == acquirer.CodeApproved {
			i.held[key] = r.Amount
			a.AuthCode = "123456"
			a.ICC = append([]byte{0x91, 10}, "ARPCARPC00"...)
		}
		if i.silent {
			return nil
		}
	}
	out, err := a.Append(nil)
	if err != nil {
		panic(err)
	}
	return out
}

func (i *modelIssuer) total() (sum uint64) {
	for _, h := range i.held {
		sum += h
	}
	return sum
}

// bench is a backend with its surroundings.
type bench struct {
	t      testing.TB
	now    time.Time
	soft   *hsm.Soft
	hsm    *countingHSM
	store  *backend.FaultyStore
	cfg    backend.Config
	b      *backend.Backend
	issuer *modelIssuer
	events []backend.Event
	frames [][]byte // every one that was sent
	hold   bool     // the issuer's answers wait in held
	held   [][]byte
	conn   uint64
}

func newBench(t testing.TB, out ...rule.Name) *bench {
	w := &bench{
		t: t, now: morning, soft: hsm.NewSoft(chance(1)), store: &backend.FaultyStore{Store: memory.New()},
		issuer: &modelIssuer{code: acquirer.CodeApproved, held: map[string]uint64{}, reversed: map[string]bool{}},
	}
	require.NoError(t, w.soft.LoadBDK("bdk", testBDK))
	require.NoError(t, w.soft.LoadZonePINKey("zone", testZone))
	w.hsm = &countingHSM{HSM: w.soft}
	w.cfg = backend.Config{
		HSM: w.hsm, BDK: "bdk", Zone: "zone", Store: w.store, Rules: rule.Without(out...), Random: chance(2),
	}
	for n := range 3 {
		w.cfg.Terminals = append(w.cfg.Terminals, enrolment(n))
	}
	if !w.cfg.Rules.On(rule.TwoDirections) {
		w.cfg.HSM = w.soft
	}
	w.restart()
	return w
}

func enrolment(n int) backend.Enrolment {
	return backend.Enrolment{
		IKID: [8]byte{0x12, 0x34, 0x56, 0x78, 0, 0, 0, byte(n + 1)}, Serial: fmt.Sprintf("TUSN%04d", n),
		F41: fmt.Sprintf("%08d", n+1), F42: fmt.Sprintf("8980000000%05d", n+1), Merchant: "Tea House", Suite: 1,
	}
}

// restart is a new process on the same store.
func (w *bench) restart() {
	b, err := backend.New(w.cfg)
	require.NoError(w.t, err)
	w.b = b
	b.Start(w.now)
	w.pump(0)
}

// pump carries messages to the issuer and back, and returns what came for a
// connection.
func (w *bench) pump(conn uint64) (answers [][]byte) {
	for {
		out := w.b.Output()
		w.events = append(w.events, w.b.Events()...)
		if len(out) == 0 {
			return answers
		}
		for _, o := range out {
			if !o.ToIssuer {
				if o.Conn == conn {
					answers = append(answers, o.Bytes)
				}
				continue
			}
			a := w.issuer.answer(o.Bytes)
			switch {
			case a == nil:
			case w.hold:
				w.held = append(w.held, a)
			default:
				w.b.IssuerAnswer(w.now, a)
			}
		}
	}
}

// send sends a frame on a connection of its own and returns the answers.
func (w *bench) send(frame []byte) [][]byte {
	w.conn++
	w.frames = append(w.frames, bytes.Clone(frame))
	w.b.Receive(w.now, w.conn, frame)
	return w.pump(w.conn)
}

// one sends a frame and wants one answer: its View.
func (w *bench) one(frame []byte) acquirer.View {
	w.t.Helper()
	answers := w.send(frame)
	require.Len(w.t, answers, 1)
	return parse(w.t, answers[0])
}

func parse(t testing.TB, frame []byte) acquirer.View {
	t.Helper()
	f, err := acquirer.ParseFrame(frame)
	require.NoError(t, err)
	v, err := acquirer.Terminal.View(f.Body)
	require.NoError(t, err)
	return v
}

// pass lets time go by, with every Tick that is due.
func (w *bench) pass(d time.Duration) {
	end := w.now.Add(d)
	for {
		at, ok := w.b.Deadline()
		if !ok || at.After(end) {
			break
		}
		w.now = at
		w.b.Tick(at)
		w.pump(0)
	}
	w.now = end
}

// take drains the events of a kind.
func (w *bench) take(kind backend.EventKind) (list []backend.Event) {
	for _, e := range w.events {
		if e.Kind == kind {
			list = append(list, e)
		}
	}
	w.events = nil
	return list
}

// refused wants the one refusal, for the given reason.
func (w *bench) refused(frame []byte, reason backend.Reason) {
	w.t.Helper()
	w.events = nil
	v := w.one(frame)
	require.Equal(w.t, acquirer.CodeRefused, v.Text(39))
	require.False(w.t, v.Has(57))
	var got []backend.Reason
	for _, e := range w.events {
		if e.Kind == backend.Refusal {
			got = append(got, e.Reason)
		}
	}
	require.Equal(w.t, []backend.Reason{reason}, got)
}

// balanced wants the ledger's sums to be zero and the issuers' debt to be what
// the issuer holds.
func (w *bench) balanced() {
	w.t.Helper()
	var sum, clearing int64
	for _, a := range w.b.Ledger() {
		sum += a.Amount
		if a.Account == backend.IssuerClearing {
			clearing = a.Amount
		}
	}
	require.Zero(w.t, sum)
	require.EqualValues(w.t, w.issuer.total(), clearing)
}
