package sim

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/internal/rule"
	"github.com/openmpos/mpos/protocol/envelope"
	"github.com/openmpos/mpos/protocol/message"
	"github.com/openmpos/mpos/protocol/trace"
	"github.com/openmpos/mpos/sim/card"
	"github.com/openmpos/mpos/sim/enrol"
)

var errNoReverse = errors.New("no Reverse")

// Every rule of docs/protocol.md, section 6, left out once: what it is for
// happens. With all rules on, the same attack fails. A rule that another one
// masks is left out together with that one, and alone it changes nothing.

// world runs a sale with one fault under a set of rules and returns what is
// wrong at rest, nil if nothing is.
func world(t *testing.T, e trace.Edit, setup func(*World), out ...rule.Name) error {
	t.Helper()
	run := trace.Run{Seed: 1, Edits: []trace.Edit{e}}
	for _, n := range out {
		run.Rules = append(run.Rules, n.String())
	}
	w, err := New(run)
	require.NoError(t, err)
	if setup != nil {
		setup(w)
	}
	w.Sale(saleAmount, enrol.Currency, "order-1")
	if err := w.Settle(); err != nil {
		return err
	}
	return w.contradiction(balance(w, "issuer clearing"))
}

func cutAt(step int, at string) trace.Edit {
	return trace.Edit{At: at, Op: trace.OpPowerCut, Party: string(trace.Reader), Step: step}
}

// The power goes when the open record is written: without the rule the request
// has long left, the sale is charged, and the reader does not remember it.
func TestRulePersistFirst(t *testing.T) {
	require.NoError(t, world(t, cutAt(3, "before"), nil))
	require.Error(t, world(t, cutAt(3, "before"), nil, rule.PersistFirst))
}

// The power goes at the write that closes the record: without the rule the
// screen has said APPROVED, and the sale is reversed after the boot.
func TestRuleCloseFirst(t *testing.T) {
	require.NoError(t, world(t, cutAt(4, "before"), nil))
	require.Error(t, world(t, cutAt(4, "before"), nil, rule.CloseFirst))
}

// The issuer approves and the card says AAC: without the rule the screen says
// DECLINED and the charge stands.
func TestRuleAACReverses(t *testing.T) {
	aac := func(w *World) { w.card.Misbehave(card.Misbehaviour{AACSecond: true}) }
	require.NoError(t, world(t, trace.Edit{At: "none", Op: trace.OpDrop}, aac))
	require.Error(t, world(t, trace.Edit{At: "none", Op: trace.OpDrop}, aac, rule.AACReverses))
}

// A Reverse overtakes the issuer: without the tombstone the approval that
// comes afterwards is booked, though the screen says NOT CHARGED.
func TestRuleTombstone(t *testing.T) {
	attack := func(out ...rule.Name) (string, int64) {
		h := newHostile(t, out...)
		h.signIn()
		m := h.sale(h.start(h.offer(saleAmount)), saleAmount)
		h.hold = true
		h.send(m.Append(nil))
		reversed := h.send(h.reverse())
		h.ask(message.Reverse{Reversed: reversed})
		h.release()
		return h.said(), h.booked()
	}
	said, booked := attack()
	require.Equal(t, "NOT CHARGED", said)
	require.Zero(t, booked)
	said, booked = attack(rule.Tombstone)
	require.Equal(t, "NOT CHARGED", said)
	require.EqualValues(t, saleAmount, booked)
}

// The Verdict is kept back until the backend has reversed the sale: without
// the rule the reader still takes it and says APPROVED.
func TestRuleNoLateAccept(t *testing.T) {
	attack := func(out ...rule.Name) (string, int64) {
		h := newHostile(t, out...)
		h.signIn()
		m := h.sale(h.start(h.offer(saleAmount)), saleAmount)
		verdict := h.send(m.Append(nil))
		h.send(h.reverse())
		h.ask(message.Complete{Envelope: verdict})
		return h.said(), h.booked()
	}
	said, booked := attack()
	require.NotEqual(t, "APPROVED", said)
	require.Zero(t, booked)
	said, booked = attack(rule.NoLateAccept)
	require.Equal(t, "APPROVED", said)
	require.Zero(t, booked)
}

// A new sale before Reversed: without the rule the record of the first one is
// lost, and its charge stands though the screen never said APPROVED.
func TestRuleOneOpen(t *testing.T) {
	attack := func(out ...rule.Name) message.Body {
		h := newHostile(t, out...)
		h.signIn()
		m := h.sale(h.start(h.offer(saleAmount)), saleAmount)
		h.send(m.Append(nil))
		h.ask(message.Reverse{})
		require.EqualValues(t, saleAmount, h.booked())
		return h.ask(message.Start{Offer: h.offer(500)})
	}
	require.Equal(t, message.Error{Code: message.BadState, Command: message.KindStart}, attack())
	require.IsType(t, message.StartAnswer{}, attack(rule.OneOpen))
}

// The host changes the amount of the offer: without the rule the cardholder
// sees 1.00 and 100.00 is booked.
func TestRuleAmountInOffer(t *testing.T) {
	attack := func(out ...rule.Name) message.Body {
		h := newHostile(t, out...)
		h.signIn()
		e, err := envelope.Parse(h.offer(saleAmount))
		require.NoError(t, err)
		o, err := envelope.ParseOffer(e.Body)
		require.NoError(t, err)
		o.Amount = 100
		e.Body, err = o.Append(nil)
		require.NoError(t, err)
		return h.ask(message.Start{Offer: e.Append(nil)})
	}
	require.Equal(t, message.Error{Code: message.Refused, Command: message.KindStart}, attack())
	require.IsType(t, message.StartAnswer{}, attack(rule.AmountInOffer))
}

// One offer is given to the reader twice. The offer number stops an honest
// reader, offer-once the backend: either alone is enough.
func TestRuleOfferOnce(t *testing.T) {
	attack := func(out ...rule.Name) int64 {
		h := newHostile(t, out...)
		h.signIn()
		offer := h.offer(saleAmount)
		for range 2 {
			a, ok := h.ask(message.Start{Offer: offer}).(message.StartAnswer)
			if !ok {
				break
			}
			verdict := h.send(h.sale(a, saleAmount).Append(nil))
			if len(verdict) == 0 {
				break
			}
			h.ask(message.Complete{Envelope: verdict})
		}
		return h.booked()
	}
	require.EqualValues(t, saleAmount, attack())
	require.EqualValues(t, saleAmount, attack(rule.OfferOnce))
	require.EqualValues(t, saleAmount, attack(rule.OfferNumber))
	require.EqualValues(t, 2*saleAmount, attack(rule.OfferOnce, rule.OfferNumber))
}

// verdictFor makes an approval that only an HSM could: the tests of rules that
// the counter's own key masks hand that key to the attacker.
func (h *hostile) verdictFor(a message.StartAnswer, h5 [32]byte, generation bool) []byte {
	e, err := envelope.Parse(a.Envelope)
	require.NoError(h.t, err)
	bdk, err := enrol.BDK()
	require.NoError(h.t, err)
	tk, err := bdk.TransactionKey(e.KSN)
	require.NoError(h.t, err)
	body, err := envelope.Verdict{H5: h5, Outcome: envelope.Approved}.Append(nil)
	require.NoError(h.t, err)
	input := envelope.MACInput(nil, e.Suite, envelope.TypeVerdict, e.KSN, body)
	e.Type, e.Body = envelope.TypeVerdict, body
	if generation {
		k, err := tk.MACGeneration()
		require.NoError(h.t, err)
		e.MAC = k.Sum(input)
	} else {
		k, err := tk.MACVerification()
		require.NoError(h.t, err)
		e.MAC = k.Sum(input)
	}
	return e.Append(nil)
}

// A Verdict with a good MAC that names another request. Its partner is the key
// of the counter, which no other request has: the attacker is given it.
func TestRuleResultBound(t *testing.T) {
	attack := func(out ...rule.Name) bool {
		h := newHostile(t, out...)
		h.signIn()
		a := h.start(h.offer(saleAmount))
		answer := h.ask(message.Complete{Envelope: h.verdictFor(a, [32]byte{1}, false)})
		return answer == message.Error{Code: message.Refused, Command: message.KindComplete}
	}
	require.True(t, attack())
	require.False(t, attack(rule.ResultBound))
}

// A Verdict under the key of the reader's own MACs, as an attacker could make
// it who gets the reader to MAC what he likes.
func TestRuleTwoDirections(t *testing.T) {
	attack := func(out ...rule.Name) bool {
		h := newHostile(t, out...)
		h.signIn()
		a := h.start(h.offer(saleAmount))
		answer := h.ask(message.Complete{Envelope: h.verdictFor(a, envelope.Hash(a.Envelope), true)})
		return answer == message.Error{Code: message.Refused, Command: message.KindComplete}
	}
	require.True(t, attack())
	require.False(t, attack(rule.TwoDirections))
}

// A Reverse is lost, the session is renewed: without the rule the reader gives
// out the old Reverse, whose counter is behind the sign-in's, and no backend
// will ever take it.
func TestRuleFreshCR(t *testing.T) {
	attack := func(out ...rule.Name) string {
		h := newHostile(t, out...)
		h.signIn()
		m := h.sale(h.start(h.offer(saleAmount)), saleAmount)
		h.send(m.Append(nil))
		_, err := h.reverse() // and lost
		require.NoError(t, err)
		h.signIn()
		reversed := h.send(h.reverse())
		if len(reversed) == 0 {
			return "stuck"
		}
		h.ask(message.Reverse{Reversed: reversed})
		return h.said()
	}
	require.Equal(t, "NOT CHARGED", attack())
	require.Equal(t, "stuck", attack(rule.FreshCR))
}

// Somebody without keys sends a sign-in with a high counter: without the rule
// the backend remembers it and refuses the honest reader from then on.
func TestRuleMACBeforeState(t *testing.T) {
	attack := func(out ...rule.Name) message.Body {
		h := newHostile(t, out...)
		a := h.ask(message.SignIn{}).(message.SignInAnswer)
		forged, err := envelope.Parse(a.Envelope)
		require.NoError(t, err)
		forged.KSN = forged.KSN.WithCounter(0x00F00000)
		forged.MAC = [16]byte{}
		require.Empty(t, h.send(h.signInBody(forged.Append(nil))))
		two := h.send(h.signInBody(a.Envelope))
		if len(two) == 0 {
			return nil
		}
		return h.ask(message.SignIn{Envelope: two})
	}
	require.IsType(t, message.SignInAnswer{}, attack())
	require.Nil(t, attack(rule.MACBeforeState))
}
