package backend

import (
	"time"

	"github.com/openmpos/mpos/internal/rule"
	"github.com/openmpos/mpos/protocol/acquirer"
	"github.com/openmpos/mpos/protocol/envelope"
)

// reverse takes a 0400 with its Reverse.
func (b *Backend) reverse(rq *request) {
	m, err := acquirer.ParseReversal(rq.view)
	if err != nil {
		b.malformed(rq, err)
		return
	}
	if !supported(m.Type) {
		b.notAllowed(rq, acquirer.CodeNotPermitted)
		return
	}
	o, reason := b.open(rq, m.Envelope, envelope.TypeReverse)
	if reason != "" {
		b.refuse(rq, &o, reason)
		return
	}
	in, err := envelope.ParseReverse(o.env.Body)
	if err != nil {
		b.refuse(rq, &o, ReasonBody)
		return
	}
	var answer Message
	var was, txn Txn
	repeat := false
	reason, ok := b.step(o.from, func(tx Tx) (reason Reason) {
		if answer, repeat, reason = before(tx, &o); repeat || reason != "" {
			return reason
		}
		was, txn, answer, reason = b.undoTxn(rq.now, tx, &o, in, m)
		return reason
	})
	switch {
	case !ok:
		return
	case reason != "":
		b.refuse(rq, &o, reason)
		return
	case !repeat && txn.State != was.State:
		b.afterReverse(rq.now, o.from, was, txn)
	}
	body, err := acquirer.ReversalAnswer{
		Type: m.Type, Amount: m.Amount, STAN: m.STAN, ResponseCode: answer.Code, TID: m.TID, MID: m.MID,
		Currency: m.Currency, Envelope: answer.Envelope, Batch: m.Batch,
	}.Append(nil)
	b.send(rq, body, err)
}

// undoTxn checks a new Reverse and writes what it does, with its answer. was
// is the transaction before, a zero Txn for NONE.
func (b *Backend) undoTxn(
	now time.Time, tx Tx, o *opened, in envelope.Reverse, m acquirer.Reversal,
) (was, txn Txn, answer Message, reason Reason) {
	t := tx.Terminal()
	if !b.fresh(t, o.counter()) {
		return was, txn, answer, ReasonCounter
	}
	offer, found := tx.Offer(in.TN)
	if !found || offer.SID != in.SID {
		return was, txn, answer, ReasonOffer
	}
	was, found = tx.Txn(in.CT)
	if found && was.TN != in.TN || in.CT >= o.counter() {
		return was, txn, answer, ReasonRecord
	}
	if !b.reversalFits(offer, in, m) {
		return was, txn, answer, ReasonFields
	}
	txn = was
	final := b.reversed(tx, &txn, o, in, offer, m)
	if found && txn.State != was.State || !found && txn.State != 0 {
		txn.At = now
		tx.PutTxn(txn)
	}
	body, err := envelope.Reversed{H8: o.hash, State: final}.Append(nil)
	if err != nil {
		return was, txn, answer, ReasonBody
	}
	sealed, reason := b.seal(o.env.Suite, envelope.TypeReversed, o.env.KSN, body)
	if reason != "" {
		return was, txn, answer, reason
	}
	b.see(&t, o.counter())
	tx.PutTerminal(t)
	answer = accepted(o, acquirer.CodeApproved, sealed)
	tx.PutMessage(answer)
	return was, txn, answer, ""
}

// reversalFits compares the fields of the 0400 with the offer of its tn.
func (b *Backend) reversalFits(offer Offer, in envelope.Reverse, m acquirer.Reversal) bool {
	return uint8(m.Type) == uint8(offer.Type) && m.Currency == offer.Currency &&
		(m.Amount == offer.Amount || !b.rules.On(rule.AmountInOffer)) && m.STAN == systemTraceNumber(in.CT)
}

// reversed moves a transaction to REVERSED where that is possible, and returns
// the final state that Reversed names. The tombstone on NONE and PENDING and
// the spent offer are what keeps a late Authorize, or a late approval, from
// charging a customer whose screen says NOT CHARGED (rule tombstone).
func (b *Backend) reversed(
	tx Tx, t *Txn, o *opened, in envelope.Reverse, offer Offer, m acquirer.Reversal,
) envelope.FinalState {
	switch t.State {
	case Declined:
		return envelope.FinalDeclined
	case Confirmed:
		return envelope.FinalConfirmed
	case Charged:
		t.State, t.Undo = Reversed, UndoQueued
		tx.Post(uncharge(*t)...)
	case Pending:
		if b.rules.On(rule.Tombstone) {
			t.State, t.Undo = Reversed, UndoQueued
			b.closeAuthorize(tx, in.CT, acquirer.CodeRefused)
		}
	case 0:
		if b.rules.On(rule.Tombstone) {
			*t = Txn{
				CT: in.CT, TN: in.TN, SID: in.SID, F41: o.from.F41, F42: o.from.F42,
				Type: offer.Type, Amount: m.Amount, Currency: offer.Currency, State: Reversed,
			}
			offer.Used = true
			tx.PutOffer(offer)
		}
	}
	return envelope.FinalReversed
}

// closeAuthorize gives an Authorize that was accepted an answer without a
// Verdict.
func (b *Backend) closeAuthorize(tx Tx, ct uint32, code string) {
	if m, found := tx.Message(ct, envelope.TypeAuthorize); found {
		m.Code, m.Envelope = code, nil
		tx.PutMessage(m)
	}
}

// afterReverse tells the trace, whoever waits for a Verdict, and the issuer.
func (b *Backend) afterReverse(now time.Time, from *Enrolment, was, txn Txn) {
	if was.State == Charged {
		b.event(Event{Kind: Posted, Serial: from.Serial, CT: txn.CT, Postings: uncharge(txn)})
	}
	b.state(from, txn)
	key := Key{from.Serial, txn.CT}
	b.dismiss(key, acquirer.CodeRefused)
	if txn.Undo == UndoQueued {
		b.startUndo(now, key, txn)
	}
}

// dismiss answers those who wait for a Verdict that will not come.
func (b *Backend) dismiss(key Key, code string) {
	p := b.pending[key]
	if p == nil {
		return
	}
	delete(b.pending, key)
	for _, c := range p.waiting {
		b.answer(c, Message{Code: code}, Txn{})
	}
}
