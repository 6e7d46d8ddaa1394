package host

import (
	"time"

	"github.com/openmpos/mpos/protocol/acquirer"
	"github.com/openmpos/mpos/protocol/message"
)

// kind is what the backend was asked.
type kind uint8

const (
	signInRequest kind = 1 + iota // SignIn1
	reportRequest                 // SignIn3
	orderRequest
	saleRequest
	reverseRequest
	confirmRequest
)

func (k kind) String() string {
	return [...]string{"", "sign-in", "device report", "order", "sale", "reversal", "confirm"}[k]
}

// request is a frame of which the answer is awaited. The same bytes go out
// again when the timer ends: the backend answers a repeat with what it
// answered before.
type request struct {
	kind  kind
	mti   string // of the answer
	f11   uint32
	frame []byte
	tries int
	until time.Duration
}

// job is what the reader gave for the running sale.
type job struct {
	sale   acquirer.Financial
	undo   acquirer.Reversal
	macced kind // which of the two HostMAC was asked for
}

// ask sends a body to the backend.
func (h *Host) ask(now time.Duration, k kind, answer string, f11 uint32, body []byte, err error) {
	if err != nil {
		h.event(BadMessage, err.Error())
		h.after(now+retryPause, h.askStatus)
		return
	}
	f := acquirer.Frame{TPDU: h.cfg.TPDU, Header: h.cfg.Header, Body: body}.Append(nil)
	h.request = request{kind: k, mti: answer, f11: f11, frame: f}
	h.put(now)
}

func (h *Host) put(now time.Duration) {
	r := &h.request
	r.tries++
	r.until = now + h.cfg.Timeout
	h.out = append(h.out, r.frame)
}

// again repeats a request that was not answered, and gives up where the flow
// has a way on: an order is dropped, a sale is reversed. A reversal and a
// Confirm are repeated until they are answered; a sign-in begins anew.
func (h *Host) again(now time.Duration) {
	r := &h.request
	h.event(BackendSilent, r.kind.String())
	if r.tries < h.cfg.Tries || r.kind == reverseRequest || r.kind == confirmRequest {
		h.put(now)
		return
	}
	k := r.kind
	h.request = request{}
	switch k {
	case saleRequest:
		h.reverse(now)
	case orderRequest:
		h.finish(NotCharged)
		h.after(now+retryPause, h.askStatus)
	default:
		h.after(now+retryPause, h.signInFirst)
	}
}

// stanNext counts the host's own messages: field 11 of 0800.
func (h *Host) stanNext() uint32 {
	h.stan = h.stan%999_999 + 1
	return h.stan
}

// FromBackend takes one whole frame of the backend. What does not answer the
// outstanding request is late, and is dropped: the reader would not take it.
func (h *Host) FromBackend(now time.Duration, frame []byte) {
	f, err := acquirer.ParseFrame(frame)
	if err != nil {
		h.event(BadMessage, err.Error())
		return
	}
	v, err := acquirer.Terminal.View(f.Body)
	if err != nil {
		h.event(BadMessage, err.Error())
		return
	}
	r := h.request
	if r.kind == 0 || v.MTI() != r.mti || uint32(v.Uint(11)) != r.f11 {
		return
	}
	h.request = request{}
	envelope := clone(v.Bytes(57))
	if len(envelope) == 0 && (v.Text(39) != acceptedCode || r.kind.wantsEnvelope()) {
		h.refusedByBackend(now, r)
		return
	}
	h.answered(now, r, envelope)
}

// acceptedCode is field 39 of an answer that carries what was asked for. A
// declined sale has another code, and a Verdict all the same.
const acceptedCode = "00"

// wantsEnvelope says whether an answer without field 57 is a refusal.
func (k kind) wantsEnvelope() bool { return k != reportRequest && k != confirmRequest }

// answered passes the envelope of an answer on.
func (h *Host) answered(now time.Duration, r request, envelope []byte) {
	h.refusals = 0
	switch r.kind {
	case signInRequest:
		h.send(now, message.SignIn{Envelope: envelope})
	case reportRequest:
		h.next(now)
	case orderRequest:
		h.begun = true
		h.enter(Paying)
		h.send(now, message.Start{Offer: envelope})
	case saleRequest:
		h.send(now, message.Complete{Envelope: envelope})
	case reverseRequest:
		h.send(now, message.Reverse{Reversed: envelope})
	case confirmRequest:
		h.send(now, message.Confirmed{F11: r.f11})
	}
}

func clone(b []byte) []byte { return append([]byte(nil), b...) }
