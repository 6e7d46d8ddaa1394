package reader

import (
	"time"

	"github.com/openmpos/mpos/internal/rule"
	"github.com/openmpos/mpos/protocol/envelope"
	"github.com/openmpos/mpos/protocol/message"
)

// Why a sale is reversed, as the Reverse and field 39 of the 0400 say it.
const (
	reasonNoAnswer     uint8 = 98   // no answer, or power was lost
	reasonBadAnswer    uint8 = 0xA0 // the answer did not fit
	reasonCardDeclined uint8 = 6    // approved, but the card said AAC
	reasonCancelled    uint8 = 6
	reasonCardLost     uint8 = 6
)

// reversal is a Reverse that was given out. It stays the same to the byte
// until a boot or a new sign-in (rule fresh-cr).
type reversal struct {
	keys    *counterKeys
	request []byte
	macced  []byte
	reason  uint8
}

// beginReversal gives the open sale up. From here on no verdict is taken
// (rule no-late-accept): the keys that could check one are cleared.
func (r *Reader) beginReversal(now time.Duration, reason uint8) {
	r.reason = reason
	if r.cfg.Rules.On(rule.NoLateAccept) {
		r.dropTransaction()
	} else {
		r.txn.state = message.Reversing
	}
	r.stopTimer()
	r.note("reversing", "")
	r.prompt(now, PromptReversing)
	r.failLater(now, message.CardError)
}

// handleReverse gives out the Reverse, or takes the Reversed.
func (r *Reader) handleReverse(now time.Duration, id uint32, c message.Reverse) {
	if len(c.Reversed) != 0 {
		r.finishReversal(now, id, c.Reversed)
		return
	}
	if r.State() == message.Sent {
		r.beginReversal(now, reasonNoAnswer)
	}
	if r.session == nil {
		r.fail(now, id, message.KindReverse, message.BadState)
		return
	}
	if r.undo == nil && !r.makeReverse(now, id) {
		return
	}
	rec := &r.st.Record
	r.answer(now, id, message.ReverseAnswer{
		Envelope: r.undo.request, Type: uint8(rec.Type), Amount: rec.Amount, Currency: rec.Currency, F11: rec.F11, Reason: r.undo.reason,
	})
}

// makeReverse spends a fresh counter on the Reverse: the counter of the sale
// is behind the sign-in's by now, and its keys may be gone.
func (r *Reader) makeReverse(now time.Duration, id uint32) bool {
	ksn, tk, err := r.term.Next()
	if err != nil {
		r.refuse(now, id, message.KindReverse, err.Error())
		return false
	}
	defer tk.Destroy()
	if r.save() != nil {
		return false
	}
	u := &reversal{reason: r.reason}
	if u.reason == 0 {
		u.reason = reasonNoAnswer // the record was found open at boot
	}
	if u.keys, err = r.newCounterKeys(ksn, tk); err != nil {
		r.refuse(now, id, message.KindReverse, err.Error())
		return false
	}
	rec := &r.st.Record
	body, err := envelope.Reverse{SID: rec.SID, CT: rec.CT, TN: rec.TN, Reason: u.reason}.Append(nil)
	if err != nil {
		r.refuse(now, id, message.KindReverse, err.Error())
		return false
	}
	u.request = u.keys.seal(envelope.TypeReverse, body)
	r.undo = u
	return true
}

// finishReversal takes the backend's final word on the record.
func (r *Reader) finishReversal(now time.Duration, id uint32, b []byte) {
	if r.undo == nil || r.State() != message.Reversing {
		r.fail(now, id, message.KindReverse, message.BadState)
		return
	}
	e, err := r.undo.keys.open(envelope.TypeReversed, b)
	if err != nil {
		r.refuse(now, id, message.KindReverse, err.Error())
		return
	}
	in, err := envelope.ParseReversed(e.Body)
	if err != nil || in.H8 != envelope.Hash(r.undo.request) {
		r.refuse(now, id, message.KindReverse, "Reversed answers another Reverse")
		return
	}
	p := PromptNotCharged
	if in.State == envelope.FinalConfirmed {
		p = PromptApproved
		r.st.Record.Status, r.st.Record.Outcome = recordClosed, envelope.Approved
	} else {
		r.st.Record = record{}
	}
	if r.save() != nil {
		return
	}
	r.dropTransaction()
	r.dropReversal()
	r.reason = 0
	r.prompt(now, p)
	r.answer(now, id, message.ReverseAnswer{FinalState: uint8(in.State)})
}

func (r *Reader) dropReversal() {
	if r.undo != nil {
		r.undo.keys.destroy()
		r.undo = nil
	}
}

// handleCancel gives up: locally while nothing has left, by reversal after.
func (r *Reader) handleCancel(now time.Duration, id uint32) {
	r.answer(now, id, message.CancelAnswer{})
	if r.State() == message.Sent {
		r.beginReversal(now, reasonCancelled)
		return
	}
	r.closeLocally(now, message.Cancelled, "host cancelled")
}
