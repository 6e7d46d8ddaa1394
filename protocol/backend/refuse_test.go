package backend_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/protocol/acquirer"
	"github.com/openmpos/mpos/protocol/backend"
	"github.com/openmpos/mpos/protocol/envelope"
)

// refusals has a way to every reason.
var refusals = []struct {
	reason backend.Reason
	name   string
	make   func(w *bench, r *reader) []byte
}{
	{backend.ReasonEnvelope, "garbage", func(w *bench, r *reader) []byte {
		x := r.sell()
		x.env = []byte{0x86, 1, 2}
		r.financial(x, nil)
		return x.frame
	}},
	{backend.ReasonMAC, "envelope", func(w *bench, r *reader) []byte {
		x := r.sell()
		x.env[len(x.env)-1] ^= 1
		r.financial(x, nil)
		return x.frame
	}},
	{backend.ReasonMAC, "F64", func(w *bench, r *reader) []byte {
		x := r.sell()
		x.frame[len(x.frame)-1] ^= 1
		return x.frame
	}},
	{backend.ReasonMAC, "backend's own direction", func(w *bench, r *reader) []byte {
		return r.signInFrame(r.reflect(r.next()))
	}},
	{backend.ReasonType, "another message", func(w *bench, r *reader) []byte {
		x := r.sell()
		body, err := envelope.Confirm{}.Append(nil)
		x.env = r.seal(envelope.TypeConfirm, x.ct, body, err)
		r.financial(x, nil)
		return x.frame
	}},
	{backend.ReasonKey, "not enrolled", func(w *bench, r *reader) []byte {
		other := newReader(w, enrolment(9))
		return other.signInFrame(other.signIn1(1, nil))
	}},
	{backend.ReasonSuite, "envelope", func(w *bench, r *reader) []byte {
		body, err := envelope.SignIn1{Serial: r.e.Serial, Suites: []uint8{1}}.Append(nil)
		require.NoError(w.t, err)
		return r.signInFrame(r.sealAs(envelope.SuiteTDESDUKPT, envelope.TypeSignIn1, r.next(), body))
	}},
	{backend.ReasonSuite, "not offered", func(w *bench, r *reader) []byte {
		return r.signInFrame(r.signIn1(r.next(), func(m *envelope.SignIn1) { m.Suites = []uint8{2} }))
	}},
	{backend.ReasonBody, "of SignIn1", func(w *bench, r *reader) []byte {
		return r.signInFrame(r.seal(envelope.TypeSignIn1, r.next(), []byte{0xA1, 1, 1}, nil))
	}},
	{backend.ReasonBody, "of SignIn3", func(w *bench, r *reader) []byte {
		return r.signInFrame(r.seal(envelope.TypeSignIn3, r.cs, []byte{0xA1, 1, 1}, nil))
	}},
	{backend.ReasonBody, "of Authorize", func(w *bench, r *reader) []byte {
		x := r.sell()
		x.env = r.seal(envelope.TypeAuthorize, x.ct, []byte{0xA1, 1, 1}, nil)
		r.financial(x, nil)
		return x.frame
	}},
	{backend.ReasonTerminal, "serial", func(w *bench, r *reader) []byte {
		return r.signInFrame(r.signIn1(r.next(), func(m *envelope.SignIn1) { m.Serial = "TUSN0001" }))
	}},
	{backend.ReasonTerminal, "F41", func(w *bench, r *reader) []byte {
		x := r.sell()
		r.financial(x, func(m *acquirer.Financial) { m.TID = "00000002" })
		return x.frame
	}},
	{backend.ReasonTerminal, "order", func(w *bench, r *reader) []byte {
		r.e.F42 = "898000000000099"
		return r.orderFrame(1)
	}},
	{backend.ReasonFork, "SignIn1", func(w *bench, r *reader) []byte {
		return r.signInFrame(r.signIn1(r.cs, func(m *envelope.SignIn1) { m.RA[0]++ }))
	}},
	{backend.ReasonFork, "Reverse", func(w *bench, r *reader) []byte {
		x := r.sell()
		cr := r.next()
		w.one(r.reverse(x, cr, nil, nil).frame)
		return r.reverse(x, cr, func(m *envelope.Reverse) { m.Reason++ }, nil).frame
	}},
	{backend.ReasonCounter, "SignIn1 kept back", func(w *bench, r *reader) []byte {
		old := r.signIn1(r.next(), nil)
		r.signIn()
		return r.signInFrame(old)
	}},
	{backend.ReasonCounter, "Authorize kept back", func(w *bench, r *reader) []byte {
		x := r.sell()
		w.one(r.reverse(x, r.next(), nil, nil).frame)
		return x.frame
	}},
	{backend.ReasonCounter, "Reverse kept back", func(w *bench, r *reader) []byte {
		v := r.reverse(r.sell(), r.next(), nil, nil)
		r.signIn()
		return v.frame
	}},
	{backend.ReasonRollback, "boot count", func(w *bench, r *reader) []byte {
		return r.signInFrame(r.signIn1(r.next(), func(m *envelope.SignIn1) { m.Boot = 0 }))
	}},
	{backend.ReasonRollback, "highest counter", func(w *bench, r *reader) []byte {
		w.one(r.sell().frame)
		return r.signInFrame(r.signIn1(r.next(), func(m *envelope.SignIn1) { m.Highest = 1 }))
	}},
	{backend.ReasonTamper, "flag", func(w *bench, r *reader) []byte {
		return r.signInFrame(r.signIn1(r.next(), func(m *envelope.SignIn1) { m.Tamper = true }))
	}},
	{backend.ReasonSession, "no SignIn3", func(w *bench, r *reader) []byte {
		w.one(r.signInFrame(r.signIn1(r.next(), nil)))
		return r.orderFrame(1)
	}},
	{backend.ReasonSession, "life over", func(w *bench, r *reader) []byte {
		w.pass(backend.DefaultSessionLife + time.Second)
		return r.orderFrame(1)
	}},
	{backend.ReasonSession, "SignIn3 of an older SignIn1", func(w *bench, r *reader) []byte {
		cs := r.next()
		v := w.one(r.signInFrame(r.signIn1(cs, nil)))
		h2 := envelope.Hash(v.Bytes(57))
		r.signIn()
		return r.signInFrame(r.signIn3(cs, h2, nil))
	}},
	{backend.ReasonTranscript, "SignIn3", func(w *bench, r *reader) []byte {
		cs := r.next()
		w.one(r.signInFrame(r.signIn1(cs, nil)))
		return r.signInFrame(r.signIn3(cs, [32]byte{1}, nil))
	}},
	{backend.ReasonTranscript, "Confirm", func(w *bench, r *reader) []byte {
		x := r.sell()
		w.one(x.frame)
		return r.confirmFrame(x, [32]byte{1})
	}},
	{backend.ReasonFields, "F4", changed(func(m *acquirer.Financial) { m.Amount++ })},
	{backend.ReasonFields, "F11", changed(func(m *acquirer.Financial) { m.STAN++ })},
	{backend.ReasonFields, "F22", changed(func(m *acquirer.Financial) { m.Entry = "0520" })},
	{backend.ReasonFields, "F49", changed(func(m *acquirer.Financial) { m.Currency = 840 })},
	{backend.ReasonFields, "F55", changed(func(m *acquirer.Financial) { m.ICC = []byte{0x95, 1, 1} })},
	{backend.ReasonFields, "amount is not the offer's", func(w *bench, r *reader) []byte {
		return r.authorize(r.order(1), r.next(), spoil{auth: func(a *envelope.Authorize) { a.Amount = 2 }}).frame
	}},
	{backend.ReasonFields, "currency is not the offer's", func(w *bench, r *reader) []byte {
		return r.authorize(r.order(1), r.next(), spoil{auth: func(a *envelope.Authorize) { a.Currency = 840 }}).frame
	}},
	{backend.ReasonFields, "type is not the offer's", func(w *bench, r *reader) []byte {
		return r.authorize(r.order(1), r.next(), spoil{auth: func(a *envelope.Authorize) { a.Type = envelope.Refund }}).frame
	}},
	{backend.ReasonFields, "0400 F4", func(w *bench, r *reader) []byte {
		return r.reverse(r.sell(), r.next(), nil, func(m *acquirer.Reversal) { m.Amount++ }).frame
	}},
	{backend.ReasonFields, "0400 F11", func(w *bench, r *reader) []byte {
		return r.reverse(r.sell(), r.next(), nil, func(m *acquirer.Reversal) { m.STAN++ }).frame
	}},
	{backend.ReasonFields, "0400 F49", func(w *bench, r *reader) []byte {
		return r.reverse(r.sell(), r.next(), nil, func(m *acquirer.Reversal) { m.Currency = 840 }).frame
	}},
	{backend.ReasonFields, "0620 F11", func(w *bench, r *reader) []byte {
		x := r.sell()
		v := w.one(x.frame)
		x.iso.STAN++
		return r.confirmFrame(x, envelope.Hash(v.Bytes(57)))
	}},
	{backend.ReasonOffer, "unknown", func(w *bench, r *reader) []byte {
		return r.authorize(r.order(1), r.next(), spoil{auth: func(a *envelope.Authorize) { a.TN[0]++ }}).frame
	}},
	{backend.ReasonOffer, "of an older session", func(w *bench, r *reader) []byte {
		o := r.order(1)
		r.signIn()
		return r.authorize(o, r.next(), spoil{}).frame
	}},
	{backend.ReasonOffer, "of another session", func(w *bench, r *reader) []byte {
		return r.authorize(r.order(1), r.next(), spoil{auth: func(a *envelope.Authorize) { a.SID[0]++ }}).frame
	}},
	{backend.ReasonOffer, "of a Reverse", func(w *bench, r *reader) []byte {
		return r.reverse(r.sell(), r.next(), func(m *envelope.Reverse) { m.TN[0]++ }, nil).frame
	}},
	{backend.ReasonOffer, "session of a Reverse", func(w *bench, r *reader) []byte {
		return r.reverse(r.sell(), r.next(), func(m *envelope.Reverse) { m.SID[0]++ }, nil).frame
	}},
	{backend.ReasonExpired, "offer", func(w *bench, r *reader) []byte {
		x := r.sell()
		w.pass(backend.DefaultOfferLife + time.Second)
		return x.frame
	}},
	{backend.ReasonUsed, "by a Reverse", func(w *bench, r *reader) []byte {
		x := r.sell()
		w.one(r.reverse(x, r.next(), nil, nil).frame)
		return r.authorize(x.offer, r.next(), spoil{}).frame
	}},
	{backend.ReasonTwice, "offer", func(w *bench, r *reader) []byte {
		x := r.sell()
		w.one(x.frame)
		return r.authorize(x.offer, r.next(), spoil{}).frame
	}},
	{backend.ReasonRecord, "tn of another sale", func(w *bench, r *reader) []byte {
		x := r.sell()
		w.one(x.frame)
		y := r.sell()
		y.ct = x.ct
		return r.reverse(y, r.next(), nil, nil).frame
	}},
	{backend.ReasonRecord, "counter to come", func(w *bench, r *reader) []byte {
		x := r.sell()
		x.ct += 10
		return r.reverse(x, r.next(), nil, nil).frame
	}},
	{backend.ReasonState, "Confirm of nothing", func(w *bench, r *reader) []byte {
		return r.confirmFrame(r.sell(), [32]byte{})
	}},
	{backend.ReasonCard, "no card number", func(w *bench, r *reader) []byte {
		return r.authorize(r.order(1), r.next(), spoil{
			plain: []byte{0x57, 1, 0},
			auth:  func(a *envelope.Authorize) { a.PINBlock = nil },
			iso:   func(m *acquirer.Financial) { m.Entry = "0520" },
		}).frame
	}},
	{backend.ReasonGivenUp, "reversed while pending", func(w *bench, r *reader) []byte {
		x := r.sell()
		w.hold = true
		w.send(x.frame)
		w.one(r.reverse(x, r.next(), nil, nil).frame)
		return x.frame
	}},
	{backend.ReasonHSM, "no MAC", func(w *bench, r *reader) []byte {
		w.hsm.broken = true
		return r.orderFrame(1)
	}},
}

func changed(f func(*acquirer.Financial)) func(*bench, *reader) []byte {
	return func(w *bench, r *reader) []byte {
		return r.authorize(r.order(testAmount), r.next(), spoil{iso: f}).frame
	}
}

// reflect is an envelope of the reader under the key of the other direction.
func (r *reader) reflect(c uint32) []byte {
	k, err := r.key(c).MACVerification()
	require.NoError(r.w.t, err)
	body, err := envelope.SignIn1{Serial: r.e.Serial, Suites: []uint8{1}}.Append(nil)
	require.NoError(r.w.t, err)
	e := envelope.Envelope{Suite: envelope.SuiteAESDUKPT, Type: envelope.TypeSignIn1, KSN: r.ksn(c), Body: body}
	e.MAC = k.Sum(envelope.MACInput(nil, e.Suite, e.Type, e.KSN, body))
	return e.Append(nil)
}

// Every reason is reached, raises the alarm if it is proof and only then,
// looks the same outside, costs the HSM one command, and changes nothing.
func TestRefusals(t *testing.T) {
	reached := map[backend.Reason]bool{}
	for _, c := range refusals {
		reached[c.reason] = true
		t.Run(string(c.reason)+" "+c.name, func(t *testing.T) {
			w := newBench(t)
			r := newReader(w, enrolment(0))
			r.signIn()
			frame := c.make(w, r)
			before := w.snapshot(r)
			w.hsm.commands, w.events = 0, nil
			answers := w.send(frame)
			require.Len(t, answers, 1)

			f, err := acquirer.ParseFrame(frame)
			require.NoError(t, err)
			request, err := acquirer.Terminal.View(f.Body)
			require.NoError(t, err)
			body, err := acquirer.AppendRefusal(nil, request, "A0")
			require.NoError(t, err)
			require.Equal(t, f.Answer(body).Append(nil), answers[0])
			require.Equal(t, 1, w.hsm.commands)

			proof := c.reason == backend.ReasonFork || c.reason == backend.ReasonRollback || c.reason == backend.ReasonTwice
			require.Equal(t, c.reason, w.events[0].Reason)
			require.Equal(t, proof, len(w.take(backend.CloneAlarm)) == 1)
			after := w.snapshot(r)
			require.Equal(t, proof, after.terminal.Alarms == before.terminal.Alarms+1)
			after.terminal.Alarms = before.terminal.Alarms
			require.Equal(t, before, after)
		})
	}
	for _, r := range backend.Reasons {
		require.True(t, reached[r], "no test reaches %s", r)
	}
}

// snapshot is everything the backend knows of a reader.
type snapshot struct {
	terminal backend.Terminal
	txns     []backend.Txn
	postings []backend.Posting
	ledger   []backend.Balance
}

func (w *bench) snapshot(r *reader) snapshot {
	s := r.e.Serial
	return snapshot{w.b.Terminal(s), w.b.Txns(s), w.b.Postings(s), w.b.Ledger()}
}

// Those who wait for a Verdict when the sale is given up get the refusal too,
// and the issuer is asked to reverse, again after its late approval.
func TestGivenUpWhileWaiting(t *testing.T) {
	w := newBench(t)
	r := newReader(w, enrolment(0))
	r.signIn()
	x := r.sell()
	w.hold = true
	require.Empty(t, w.send(x.frame))
	waiting := w.conn
	v := r.reverse(x, r.next(), nil, nil)
	w.b.Receive(w.now, 500, v.frame)
	out := w.b.Output()
	require.Len(t, out, 3)
	require.Equal(t, waiting, out[0].Conn)
	answer := parse(t, out[0].Bytes)
	require.Equal(t, "A0", answer.Text(39))
	require.False(t, answer.Has(57))
	require.True(t, out[1].ToIssuer)
	ack := w.issuer.answer(out[1].Bytes)
	w.b.IssuerAnswer(w.now, ack)
	require.True(t, w.b.Settled())
	w.b.IssuerAnswer(w.now, w.held[0]) // the approval, late
	require.False(t, w.b.Settled())
	w.hold = false
	w.pump(0)
	require.True(t, w.b.Settled())
	require.Equal(t, 2, w.issuer.undone)
	w.balanced()
}

// An issuer that does not acknowledge is asked again until it does.
func TestUndoRepeats(t *testing.T) {
	w := newBench(t)
	r := newReader(w, enrolment(0))
	r.signIn()
	x := r.sell()
	w.one(x.frame)
	w.issuer.deaf = true
	w.one(r.reverse(x, r.next(), nil, nil).frame)
	w.pass(5 * backend.DefaultIssuerTimeout)
	require.Equal(t, 6, w.issuer.undone)
	w.restart()
	require.Equal(t, 7, w.issuer.undone)
	w.issuer.deaf = false
	w.pass(backend.DefaultIssuerTimeout)
	require.True(t, w.b.Settled())
	w.balanced()
	_, more := w.b.Deadline()
	require.False(t, more)
}

func TestSessionTransactions(t *testing.T) {
	w := newBench(t)
	w.cfg.SessionTxns = 2
	w.restart()
	r := newReader(w, enrolment(0))
	r.signIn()
	spare := r.order(1)
	w.one(r.sell().frame)
	w.one(r.sell().frame)
	w.refused(r.orderFrame(1), backend.ReasonSession)
	w.refused(r.authorize(spare, r.next(), spoil{}).frame, backend.ReasonSession)
	r.signIn()
	for range 8 {
		r.order(1)
	}
	w.refused(r.orderFrame(1), backend.ReasonSession)
}

// What is not MPOS/1, or not allowed, is named.
func TestNamed(t *testing.T) {
	w := newBench(t)
	r := newReader(w, enrolment(0))
	r.signIn()
	good := r.sell()
	code := func(frame []byte) string {
		v := w.one(frame)
		return v.Text(39)
	}
	require.Equal(t, "58", code(r.frame(acquirer.Order{
		Type: acquirer.Refund, Amount: 1, TID: r.e.F41, MID: r.e.F42, Currency: 156,
		Original: acquirer.Original{STAN: 1, Batch: 1, Date: "0102"},
	}.Append(nil))))
	x := *good
	r.financial(&x, func(m *acquirer.Financial) { m.Type = acquirer.Balance })
	require.Equal(t, "58", code(x.frame))
	require.Equal(t, "58", code(r.reverse(good, 9, nil, func(m *acquirer.Reversal) { m.Type = acquirer.PreAuth }).frame))
	echo := acquirer.Terminal.New("0820")
	echo.SetDigits(60, "00000001301")
	require.Equal(t, "12", code(r.frame(echo.Append(nil))))
	short := acquirer.Terminal.New("0800")
	short.SetDigits(60, "00000000901")
	require.Equal(t, "30", code(r.frame(short.Append(nil))))
	broken := append([]byte(nil), good.frame...)
	broken[15] ^= 0x80 // bit 1 of the bitmap
	require.Equal(t, "30", code(broken))
	require.Empty(t, w.send(good.frame[:20]))
	answer := acquirer.Terminal.New("0210")
	answer.SetText(39, "00")
	require.Empty(t, w.send(r.frame(answer.Append(nil))))
	require.Len(t, w.b.Txns(r.e.Serial), 0)
}

func TestRRN(t *testing.T) {
	seen := map[string]bool{}
	for _, id := range [][8]byte{{}, {1}, {7: 1}} {
		for _, ct := range []uint32{0, 1, 31, 32, 1 << 20, 1<<32 - 1} {
			n := backend.RRN(id, ct)
			require.Len(t, n, 12)
			require.False(t, seen[n])
			seen[n] = true
			got, ok := backend.ParseRRN(n, id)
			require.True(t, ok)
			require.Equal(t, ct, got)
			_, ok = backend.ParseRRN(n, [8]byte{9})
			require.False(t, ok)
		}
	}
	for _, bad := range []string{"", "0000001", "000000100000", "00000U1AAAAA", "ZZZZZZZ00000"} {
		_, ok := backend.ParseRRN(bad, [8]byte{})
		require.False(t, ok, bad)
	}
}

func TestNew(t *testing.T) {
	good := newBench(t).cfg
	for name, spoil := range map[string]func(*backend.Config){
		"no store": func(c *backend.Config) { c.Store = nil },
		"F41":      func(c *backend.Config) { c.Terminals[0].F41 = "1" },
		"F42":      func(c *backend.Config) { c.Terminals[0].F42 = "1" },
		"serial":   func(c *backend.Config) { c.Terminals[0].Serial = "" },
		"twice": func(c *backend.Config) {
			c.Terminals[1].F41, c.Terminals[1].F42 = c.Terminals[0].F41, c.Terminals[0].F42
		},
		"key":   func(c *backend.Config) { c.Terminals[1].IKID = c.Terminals[0].IKID },
		"suite": func(c *backend.Config) { c.Terminals[0].Suite = 3 },
	} {
		c := good
		c.Terminals = append([]backend.Enrolment(nil), good.Terminals...)
		spoil(&c)
		_, err := backend.New(c)
		require.Error(t, err, name)
	}
}
