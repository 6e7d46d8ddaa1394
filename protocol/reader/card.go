package reader

import (
	"time"

	"github.com/openmpos/mpos/emv/kernel"
	"github.com/openmpos/mpos/protocol/envelope"
	"github.com/openmpos/mpos/protocol/message"
)

// CardInserted tells the reader that a card is in and powered.
func (r *Reader) CardInserted(now time.Duration) {
	if r.dead || r.card {
		return
	}
	r.card = true
	r.event(now, message.CardInserted{})
	if r.State() == message.Offered {
		r.startKernel(now)
	}
}

// CardRemoved tells the reader that the card is gone.
func (r *Reader) CardRemoved(now time.Duration) {
	if r.dead || !r.card {
		return
	}
	r.card = false
	r.command = nil
	r.event(now, message.CardRemoved{})
	switch r.State() {
	case message.Card, message.CVM:
		r.closeLocally(now, message.CardError, "card removed")
	case message.Sent: // lost before the TC
		r.beginReversal(now, reasonCardLost)
	}
}

// CardResponse gives the card's answer to the last Command.
func (r *Reader) CardResponse(now time.Duration, response []byte) {
	if r.dead || !r.card || r.txn == nil || r.txn.kernel == nil {
		return
	}
	r.drive(now, kernel.Response{Bytes: response})
}

func (r *Reader) startKernel(now time.Duration) {
	r.txn.state = message.Card
	r.prompt(now, PromptProcessing)
	r.setTimer(now, r.cfg.CardTimeout)
	r.drive(now, nil)
}

// drive gives the kernel an answer and carries out the step that it asks for.
func (r *Reader) drive(now time.Duration, a kernel.Answer) {
	t := r.txn
	step := t.kernel.Next(a)
	for _, e := range t.kernel.Events() {
		r.note(e.Code, e.Clause+" · "+e.Detail)
	}
	switch s := step.(type) {
	case kernel.Transmit:
		r.command = s.Command
	case kernel.Choose:
		r.beginChoice(now, s)
	case kernel.EnterPIN:
		r.beginPIN(now, s)
	case kernel.GoOnline:
		r.authorize(now, s)
	case kernel.Done:
		r.cardDone(now, s.Outcome)
	}
}

// authorize seals what the card gave and answers Start with the Authorize.
func (r *Reader) authorize(now time.Duration, s kernel.GoOnline) {
	t := r.txn
	sealed, err := t.data.Seal(nil, s.Sealed)
	clear(s.Sealed)
	if err != nil {
		r.closeLocally(now, message.CardError, "seal")
		return
	}
	o := &t.offer
	body, err := envelope.Authorize{
		SID: o.SID, TN: o.TN, Type: o.Type, Amount: o.Amount, Currency: o.Currency,
		Entry: envelope.EntryContact, UN: s.UN, CVMResult: s.CVMResults, ATC: s.ATC,
		HF55: hashF55(s.F55), Sealed: sealed, PINBlock: t.pinBlock,
	}.Append(nil)
	if err != nil {
		r.closeLocally(now, message.CardError, "authorize")
		return
	}
	t.sent = t.keys.seal(envelope.TypeAuthorize, body)
	a := message.StartAnswer{
		Envelope: t.sent, F11: r.st.Record.F11, F22: entryMode(t.pinBlock), F55: s.F55, MaskedPAN: t.pan.Masked(),
	}
	t.dropCardKeys()
	t.state = message.Sent
	r.prompt(now, PromptPleaseWait)
	r.setTimer(now, r.cfg.VerdictTimeout)
	r.answerLater(now, a)
}

// entryMode is field 22: contact chip, with or without a PIN (ISO 8583, F22).
func entryMode(pinBlock []byte) string {
	if len(pinBlock) != 0 {
		return "051"
	}
	return "052"
}

// cardDone handles the kernel's outcome: before Authorize it closes the record
// locally, after the verdict it decides between Confirm, DECLINED and Reverse.
func (r *Reader) cardDone(now time.Duration, o kernel.Outcome) {
	if r.txn.sent == nil {
		r.closeLocally(now, localCode(o.Kind), o.Kind.String()+": "+o.Reason)
		return
	}
	r.finish(now, o)
}

func localCode(k kernel.OutcomeKind) message.ErrorCode {
	if k == kernel.Cancelled {
		return message.Cancelled
	}
	return message.CardError
}
