package host

import (
	"fmt"
	"time"

	"github.com/openmpos/mpos/protocol/acquirer"
	"github.com/openmpos/mpos/protocol/message"
)

// carrySignIn carries SignIn1, or SignIn3, to the backend.
func (h *Host) carrySignIn(now time.Duration, k kind, envelope []byte) {
	f11 := h.stanNext()
	body, err := acquirer.SignIn{
		STAN: f11, TID: h.cfg.F41, MID: h.cfg.F42, Envelope: envelope, Batch: h.cfg.Batch,
	}.Append(nil)
	h.ask(now, k, "0810", f11, body, err)
}

// orderOffer asks the backend for the offer that the cardholder will see.
func (h *Host) orderOffer(now time.Duration) {
	f11 := h.stanNext()
	body, err := acquirer.Order{
		Type: acquirer.Sale, Amount: h.order.Amount, STAN: f11, TID: h.cfg.F41, MID: h.cfg.F42,
		Currency: h.order.Currency, Batch: h.cfg.Batch,
		Info: acquirer.OrderInfo{ID: h.order.ID, Operator: h.cfg.Operator, Fingerprint: h.cfg.Fingerprint},
	}.Append(nil)
	h.ask(now, orderRequest, "0810", f11, body, err)
}

// authorise builds the 0200 around the Authorize and has the reader MAC it.
func (h *Host) authorise(now time.Duration, a message.StartAnswer) {
	h.event(CardEvent, "card "+a.MaskedPAN)
	h.enter(Authorising)
	if h.order == nil {
		h.reverse(now)
		return
	}
	h.job = job{macced: saleRequest, sale: acquirer.Financial{
		Type: acquirer.Sale, Amount: h.order.Amount, STAN: a.F11, Entry: a.F22, TID: h.cfg.F41, MID: h.cfg.F42,
		Currency: h.order.Currency, ICC: clone(a.F55), Envelope: clone(a.Envelope), Batch: h.cfg.Batch,
		Terminal:   acquirer.TerminalID{Device: acquirer.DeviceMPOS, TUSN: h.cfg.Serial, Version: h.cfg.Version},
		Capability: contactChip,
	}}
	body, err := h.job.sale.AppendForMAC(nil)
	h.askMAC(now, body, err)
}

// contactChip is the reader capability of field 60.4.
const contactChip = 5

// reverseAnswered builds the 0400 around the Reverse, or reports the end of
// the reversal.
func (h *Host) reverseAnswered(now time.Duration, a message.ReverseAnswer) {
	if a.FinalState != 0 {
		h.next(now) // the reader's state says what became of the sale
		return
	}
	h.job = job{macced: reverseRequest, undo: acquirer.Reversal{
		Type: acquirer.TxnType(a.Type), Amount: a.Amount, STAN: a.F11, Reason: reasonText(a.Reason),
		TID: h.cfg.F41, MID: h.cfg.F42, Currency: a.Currency, Envelope: clone(a.Envelope), Batch: h.cfg.Batch,
	}}
	body, err := h.job.undo.AppendForMAC(nil)
	h.askMAC(now, body, err)
}

// reasonText writes field 39 of a 0400: 98, 06 or A0.
func reasonText(r uint8) string {
	if r >= 0xA0 {
		return fmt.Sprintf("%02X", r)
	}
	return fmt.Sprintf("%02d", r)
}

func (h *Host) askMAC(now time.Duration, body []byte, err error) {
	if err != nil {
		h.event(BadMessage, err.Error())
		h.after(now+retryPause, h.askStatus)
		return
	}
	h.send(now, message.HostMAC{Body: body})
}

// sendMACed sends the message that the reader has MACed.
func (h *Host) sendMACed(now time.Duration, f64 []byte) {
	if h.job.macced == saleRequest {
		m := h.job.sale
		m.MAC = clone(f64)
		body, err := m.Append(nil)
		h.ask(now, saleRequest, "0210", m.STAN, body, err)
		return
	}
	m := h.job.undo
	m.MAC = clone(f64)
	body, err := m.Append(nil)
	h.ask(now, reverseRequest, "0410", m.STAN, body, err)
}

// completed takes the reader's word on the sale.
func (h *Host) completed(now time.Duration, a message.CompleteAnswer) {
	h.finish(Result(a.Outcome))
	h.next(now) // CLOSED: its Confirm, if there is one, goes out from there
}

// confirm carries the Confirm to the backend, again and again until it is
// acknowledged.
func (h *Host) confirm(now time.Duration, f11 uint32, envelope []byte) {
	body, err := acquirer.ConfirmAdvice{
		STAN: f11, TID: h.cfg.F41, MID: h.cfg.F42, Envelope: envelope, Batch: h.cfg.Batch,
	}.Append(nil)
	h.ask(now, confirmRequest, "0630", f11, body, err)
}
