package sim

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/internal/rule"
	"github.com/openmpos/mpos/protocol/acquirer"
	"github.com/openmpos/mpos/protocol/backend"
	"github.com/openmpos/mpos/protocol/link"
	"github.com/openmpos/mpos/protocol/message"
	"github.com/openmpos/mpos/protocol/reader"
	"github.com/openmpos/mpos/protocol/trace"
	"github.com/openmpos/mpos/sim/enrol"
)

// hostile is a phone in the attacker's hand: it speaks to the reader and to the
// backend message by message, in any order, and keeps whatever it saw.
type hostile struct {
	t    *testing.T
	w    *World
	link *link.Endpoint
	id   uint32
	stan uint32
	got  map[uint32]message.Body
	held [][]byte // answers of the issuer
	hold bool     // the issuer's answers wait
}

func newHostile(t *testing.T, out ...rule.Name) *hostile {
	var names []string
	for _, n := range out {
		names = append(names, n.String())
	}
	return newHostileRun(t, trace.Run{Seed: 9, Rules: names})
}

func newHostileRun(t *testing.T, run trace.Run) *hostile {
	w, err := New(run)
	require.NoError(t, err)
	h := &hostile{t: t, w: w, link: link.New(link.Config{}), got: map[uint32]message.Body{}}
	h.boot()
	return h
}

// boot switches the reader on.
func (h *hostile) boot() {
	h.w.now += time.Second
	h.w.boot()
	h.pump()
}

// powerOff pulls the plug.
func (h *hostile) powerOff() {
	h.w.reader = nil
	h.w.person.powerOff()
}

// pump lets reader, card, cardholder and link come to rest. A reader that has
// lost its power stays off.
func (h *hostile) pump() {
	for busy := true; busy && h.w.reader != nil; {
		busy = false
		r := h.w.reader
		for _, f := range r.Frames() {
			h.link.Receive(h.w.now, f)
			busy = true
		}
		h.w.person.look()
		if r.Dead() {
			h.powerOff()
			break
		}
		if c, ok := r.Command(); ok {
			if answer, err := h.w.card.Transmit(c); err == nil {
				r.CardResponse(h.w.uptime(), append([]byte(nil), answer...))
			}
			busy = true
		}
		for _, f := range h.link.OutputFrames() {
			r.Receive(h.w.uptime(), f)
			busy = true
		}
		busy = h.people() || busy
		h.take()
	}
	h.take()
}

// people does what the screen asks for.
func (h *hostile) people() bool {
	r := h.w.reader
	switch r.Screen().Prompt {
	case reader.PromptInsertCard:
		h.w.card.Reset()
		r.CardRemoved(h.w.uptime())
		h.w.person.in = true
		r.CardInserted(h.w.uptime())
	case reader.PromptEnterPIN:
		for _, k := range enrol.PIN {
			r.Press(h.w.uptime(), reader.Key(k))
		}
		r.Press(h.w.uptime(), reader.KeyEnter)
	default:
		return false
	}
	return true
}

func (h *hostile) take() {
	for _, e := range h.link.Events() {
		if d, ok := e.(link.Delivered); ok {
			id, body, err := message.Parse(d.Payload)
			require.NoError(h.t, err)
			h.got[id] = body
		}
	}
}

// ask gives the reader a command and returns its answer, nil for none.
func (h *hostile) ask(b message.Body) message.Body {
	h.id++
	h.w.now += 10 * time.Millisecond
	p, err := message.Append(nil, h.id, b)
	require.NoError(h.t, err)
	require.NoError(h.t, h.link.Send(h.w.now, p))
	h.pump()
	return h.got[h.id]
}

// send gives the backend a body and returns field 57 of the answer to it.
func (h *hostile) send(body []byte, err error) []byte {
	require.NoError(h.t, err)
	h.w.now += 10 * time.Millisecond
	f := acquirer.Frame{TPDU: acquirer.DefaultTPDU, Header: acquirer.DefaultHeader, Body: body}
	h.w.backend.Receive(h.w.clock(), 1, f.Append(nil))
	return h.rest()
}

// rest lets backend and issuer come to rest; it returns field 57 of the last
// answer to the host.
func (h *hostile) rest() (answer []byte) {
	for out := h.w.backend.Output(); len(out) > 0; out = h.w.backend.Output() {
		for _, o := range out {
			if !o.ToIssuer {
				f, err := acquirer.ParseFrame(o.Bytes)
				require.NoError(h.t, err)
				v, err := acquirer.Terminal.View(f.Body)
				require.NoError(h.t, err)
				answer = append([]byte(nil), v.Bytes(57)...)
				continue
			}
			a := h.w.issuer.Receive(h.w.clock(), o.Bytes)
			if h.hold {
				h.held = append(h.held, a)
			} else if a != nil {
				h.w.backend.IssuerAnswer(h.w.clock(), a)
			}
		}
	}
	return answer
}

// release delivers what the issuer had answered.
func (h *hostile) release() []byte {
	h.hold = false
	for _, a := range h.held {
		h.w.backend.IssuerAnswer(h.w.clock(), a)
	}
	h.held = nil
	return h.rest()
}

func (h *hostile) signIn() {
	a := h.ask(message.SignIn{}).(message.SignInAnswer)
	two := h.send(h.signInBody(a.Envelope))
	b, ok := h.ask(message.SignIn{Envelope: two}).(message.SignInAnswer)
	require.True(h.t, ok, "sign-in refused")
	h.send(h.signInBody(b.Envelope))
}

func (h *hostile) signInBody(envelope []byte) ([]byte, error) {
	h.stan++
	return acquirer.SignIn{STAN: h.stan, TID: enrol.Terminal, MID: enrol.Merchant, Envelope: envelope, Batch: 1}.Append(nil)
}

// offer orders one from the backend.
func (h *hostile) offer(amount uint64) []byte {
	h.stan++
	return h.send(acquirer.Order{
		Type: acquirer.Sale, Amount: amount, STAN: h.stan, TID: enrol.Terminal, MID: enrol.Merchant,
		Currency: enrol.Currency, Batch: 1,
	}.Append(nil))
}

// start gives the reader an offer; the card and the cardholder do their part.
func (h *hostile) start(offer []byte) message.StartAnswer {
	a, ok := h.ask(message.Start{Offer: offer}).(message.StartAnswer)
	require.True(h.t, ok, "Start was not carried out")
	return a
}

// sale has the reader MAC the 0200 around its Authorize.
func (h *hostile) sale(a message.StartAnswer, amount uint64) acquirer.Financial {
	m := acquirer.Financial{
		Type: acquirer.Sale, Amount: amount, STAN: a.F11, Entry: a.F22, TID: enrol.Terminal, MID: enrol.Merchant,
		Currency: enrol.Currency, ICC: a.F55, Envelope: a.Envelope, Batch: 1, Capability: 5,
	}
	body, err := m.AppendForMAC(nil)
	require.NoError(h.t, err)
	mac, ok := h.ask(message.HostMAC{Body: body}).(message.HostMACAnswer)
	require.True(h.t, ok, "HostMAC refused")
	m.MAC = mac.F64
	return m
}

// reverse asks the reader for its Reverse and returns the 0400 around it; nil
// if the reader has none to give.
func (h *hostile) reverse() ([]byte, error) {
	a, ok := h.ask(message.Reverse{}).(message.ReverseAnswer)
	if !ok {
		return nil, errNoReverse
	}
	m := acquirer.Reversal{
		Type: acquirer.TxnType(a.Type), Amount: a.Amount, STAN: a.F11, Reason: acquirer.ReasonNoAnswer,
		TID: enrol.Terminal, MID: enrol.Merchant, Currency: a.Currency, Envelope: a.Envelope, Batch: 1,
	}
	body, err := m.AppendForMAC(nil)
	require.NoError(h.t, err)
	mac, ok := h.ask(message.HostMAC{Body: body}).(message.HostMACAnswer)
	require.True(h.t, ok, "HostMAC refused")
	m.MAC = mac.F64
	return m.Append(nil)
}

// said is the last outcome that the screen told the cardholder.
func (h *hostile) said() string {
	o := h.w.Outcomes()
	if len(o) == 0 {
		return ""
	}
	return o[len(o)-1].String()
}

func (h *hostile) booked() int64 { return balance(h.w, backend.IssuerClearing) }
