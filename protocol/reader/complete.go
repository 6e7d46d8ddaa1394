package reader

import (
	"time"

	"github.com/openmpos/mpos/emv/kernel"
	"github.com/openmpos/mpos/internal/rule"
	"github.com/openmpos/mpos/protocol/envelope"
	"github.com/openmpos/mpos/protocol/message"
)

// handleComplete takes the Verdict. A verdict that does not fit leads to a
// reversal at once: the reader has no way to tell an attacker from a fault,
// and needs none.
func (r *Reader) handleComplete(now time.Duration, id uint32, c message.Complete) {
	v, reason := r.checkVerdict(c.Envelope)
	if reason != "" {
		r.refuse(now, id, message.KindComplete, reason)
		if r.State() == message.Sent {
			r.beginReversal(now, reasonBadAnswer)
		}
		return
	}
	t := r.txn
	t.verdict, t.answered = v, c.Envelope
	r.later(id, message.KindComplete)
	r.setTimer(now, r.cfg.CardTimeout)
	r.drive(now, kernel.Online{
		Approved: v.Outcome == envelope.Approved, ARC: responseCode(v), IssuerAuthData: v.IssuerAuth, Scripts: v.Scripts,
	})
}

// checkVerdict returns why the verdict is not the answer to the Authorize that
// this reader sent (rule result-bound), or "".
func (r *Reader) checkVerdict(b []byte) (envelope.Verdict, string) {
	t := r.txn
	e, err := t.keys.open(envelope.TypeVerdict, b)
	if err != nil {
		return envelope.Verdict{}, err.Error()
	}
	v, err := envelope.ParseVerdict(e.Body)
	switch {
	case err != nil:
		return v, err.Error()
	case r.cfg.Rules.On(rule.ResultBound) && v.H5 != envelope.Hash(t.sent):
		return v, "verdict on another request"
	case v.Outcome != envelope.Approved && v.Outcome != envelope.Declined:
		return v, "verdict without an outcome"
	case t.answered != nil:
		return v, "a verdict was taken"
	}
	return v, ""
}

// responseCode is the authorisation response code for the card (tag 8A): the
// issuer's own, which ends its authentication data (ARPC 8 ‖ ARC 2), or the
// code that says what the verdict says.
func responseCode(v envelope.Verdict) [2]byte {
	if n := len(v.IssuerAuth); n == 10 {
		return [2]byte(v.IssuerAuth[n-2:])
	}
	if v.Outcome == envelope.Approved {
		return [2]byte{'0', '0'}
	}
	return [2]byte{'0', '5'}
}

// finish decides after the second GENERATE AC. Only a TC confirms an approval.
func (r *Reader) finish(now time.Duration, o kernel.Outcome) {
	v := r.txn.verdict
	switch {
	case v.Outcome == envelope.Declined:
		r.closeRecord(now, envelope.Declined, nil)
	case v.Outcome == envelope.Approved && o.Kind == kernel.Approved:
		r.confirm(now, o)
	case !r.cfg.Rules.On(rule.AACReverses):
		r.closeRecord(now, envelope.Declined, nil)
	default:
		r.beginReversal(now, reasonCardDeclined)
	}
}

// confirm makes the Confirm and closes the record with it.
func (r *Reader) confirm(now time.Duration, o kernel.Outcome) {
	t := r.txn
	body, err := envelope.Confirm{H6: envelope.Hash(t.answered), TC: o.TC, ScriptResults: o.ScriptResults}.Append(nil)
	if err != nil {
		r.beginReversal(now, reasonCardDeclined)
		return
	}
	r.closeRecord(now, envelope.Approved, t.keys.seal(envelope.TypeConfirm, body))
}

// closeRecord is rule close-first: outcome and Confirm are in the store before
// anything is shown or sent.
func (r *Reader) closeRecord(now time.Duration, o envelope.Outcome, confirm []byte) {
	rec := &r.st.Record
	rec.Status, rec.Outcome, rec.Confirm = recordClosed, o, confirm
	first := r.cfg.Rules.On(rule.CloseFirst)
	if first && r.save() != nil {
		return
	}
	r.dropTransaction()
	r.stopTimer()
	r.prompt(now, outcomePrompt(o))
	r.answerLater(now, message.CompleteAnswer{Outcome: uint8(o), Confirm: confirm})
	if !first {
		_ = r.save() // the mutant: too late; a failure has marked the reader dead
	}
}

// handleConfirmed ends the resending of the Confirm. It is the host's word
// and moves no money: a charge without its Confirm settles as charged.
func (r *Reader) handleConfirmed(now time.Duration, id uint32, c message.Confirmed) {
	if c.F11 != r.st.Record.F11 {
		r.fail(now, id, message.KindConfirmed, message.BadState)
		return
	}
	r.st.Record = record{}
	if r.save() != nil {
		return
	}
	r.answer(now, id, message.ConfirmedAnswer{})
}
