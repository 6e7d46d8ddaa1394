package host

import (
	"strconv"
	"time"

	"github.com/openmpos/mpos/protocol/message"
)

// send gives the reader a command and remembers which answer is due.
func (h *Host) send(now time.Duration, b message.Body) {
	h.id++
	limit := commandLimit
	switch b.(type) {
	case message.Start, message.Complete:
		limit = cardLimit
	}
	h.command = command{id: h.id, body: b, until: now + limit}
	p, err := message.Append(nil, h.id, b)
	if err == nil {
		err = h.link.Send(now, p)
	}
	if err != nil {
		h.event(BadMessage, err.Error())
		h.restart(now)
	}
}

// fromReader takes one message of the reader: an event, or the answer to the
// outstanding command. Any other answer is late, and is dropped.
func (h *Host) fromReader(now time.Duration, p []byte) {
	id, body, err := message.Parse(p)
	if err != nil {
		h.event(BadMessage, err.Error())
		return
	}
	if e, ok := describe(body); ok {
		h.event(CardEvent, e)
		return
	}
	if h.command.body == nil || id != h.command.id {
		return
	}
	asked := h.command.body
	h.command = command{}
	switch b := body.(type) {
	case message.StatusAnswer:
		h.statusKnown(now, b)
	case message.SignInAnswer:
		k := signInRequest
		if s, ok := asked.(message.SignIn); ok && len(s.Envelope) != 0 {
			k = reportRequest
		}
		h.carrySignIn(now, k, b.Envelope)
	case message.StartAnswer:
		h.authorise(now, b)
	case message.HostMACAnswer:
		h.sendMACed(now, b.F64)
	case message.CompleteAnswer:
		h.completed(now, b)
	case message.ConfirmedAnswer:
		h.next(now)
	case message.ReverseAnswer:
		h.reverseAnswered(now, b)
	case message.Error:
		h.event(ReaderRefused, asked.Kind().String()+": "+b.Code.String())
		h.readerFailed(now, asked.Kind(), b.Code)
	default:
		h.askStatus(now)
	}
}

// readerFailed decides what follows a command that the reader did not carry
// out. Where the sale stands is the reader's knowledge: the host asks.
func (h *Host) readerFailed(now time.Duration, asked message.Kind, code message.ErrorCode) {
	switch {
	case asked == message.KindReverse && code == message.BadState:
		h.signInFirst(now) // a session comes before the Reverse
	case asked == message.KindSignIn, code == message.Refused, code == message.Busy:
		h.after(now+retryPause, h.askStatus)
	default:
		h.askStatus(now)
	}
}

func describe(b message.Body) (string, bool) {
	switch e := b.(type) {
	case message.CardInserted:
		return "card inserted", true
	case message.CardRemoved:
		return "card removed", true
	case message.PromptShown:
		return "prompt " + strconv.Itoa(int(e.Prompt)), true
	case message.PINDigits:
		return "PIN digits: " + strconv.Itoa(int(e.Digits)), true
	case message.Battery:
		return "battery", true
	case message.Tamper:
		return "tamper", true
	}
	return "", false
}
