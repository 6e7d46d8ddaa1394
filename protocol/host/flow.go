package host

import (
	"time"

	"github.com/openmpos/mpos/protocol/message"
)

// askStatus asks the reader where it stands; everything else follows from the
// answer.
func (h *Host) askStatus(now time.Duration) { h.send(now, message.GetStatus{}) }

// next goes on after something was finished.
func (h *Host) next(now time.Duration) { h.askStatus(now) }

// statusKnown is the flow: what to do next, by the reader's state alone.
func (h *Host) statusKnown(now time.Duration, s message.StatusAnswer) {
	switch s.State {
	case message.Locked:
		h.dropSale()
		h.signInFirst(now)
	case message.SignedIn:
		h.dropSale()
		h.ready(now)
	case message.Offered, message.Card, message.CVM:
		h.send(now, message.Cancel{}) // its Start's answer would come to nobody
	case message.Sent, message.Reversing:
		h.reverse(now)
	case message.Closed:
		h.closed(now, s)
	default:
		h.finish(NotCharged)
	}
}

// dropSale ends a sale that the reader knows nothing of any more: its record
// was closed without a charge.
func (h *Host) dropSale() {
	if h.begun {
		h.finish(NotCharged)
	}
	h.begun, h.job = false, job{}
}

// ready begins the sale that is wanted.
func (h *Host) ready(now time.Duration) {
	h.refusals = 0
	if h.order == nil {
		h.enter(Ready)
		return
	}
	h.enter(Ordering)
	h.orderOffer(now)
}

// closed reports the stored outcome and brings its Confirm to the backend.
func (h *Host) closed(now time.Duration, s message.StatusAnswer) {
	if h.begun {
		h.begun = false
		h.finish(Result(s.Outcome))
	}
	switch {
	case len(s.Confirm) != 0:
		h.enter(Confirming)
		h.confirm(now, s.F11, s.Confirm)
	default:
		h.ready(now)
	}
}

// signInFirst begins a sign-in.
func (h *Host) signInFirst(now time.Duration) {
	h.enter(SigningIn)
	h.send(now, message.SignIn{})
}

// reverse asks the reader for its Reverse.
func (h *Host) reverse(now time.Duration) {
	h.enter(Reversing)
	h.send(now, message.Reverse{})
}

// refusedByBackend paces what follows a refusal, so that two parties that
// disagree for good do not do so at full speed.
func (h *Host) refusedByBackend(now time.Duration, r request) {
	h.event(BackendRefused, r.kind.String())
	h.refusals++
	pause := retryPause << min(h.refusals-1, 5)
	switch {
	case r.kind == orderRequest && h.refusals >= h.cfg.Tries:
		h.finish(NotCharged) // no offer was given, so nothing can be charged
		h.refusals = 0
		h.after(now+pause, h.askStatus)
	case r.kind == saleRequest:
		h.reverse(now)
	case r.kind == confirmRequest:
		// The charge stands without its Confirm; asking for ever helps nobody.
		h.send(now, message.Confirmed{F11: r.f11})
	default:
		h.after(now+pause, h.signInFirst)
	}
}
