package host

// State is where the host stands, for a screen. The reader's own state
// decides what happens.
type State uint8

// The states.
const (
	Starting    State = iota // the reader was not heard of yet
	SigningIn                // the reader and the backend prove themselves to each other
	Ready                    // a sale may begin
	Ordering                 // the backend is asked for an offer
	Paying                   // the reader has the offer
	Authorising              // the backend has the Authorize
	Confirming               // the result is known, its Confirm on the way
	Reversing                // the sale was given up
)

var stateNames = [...]string{
	Starting: "STARTING", SigningIn: "SIGNING IN", Ready: "READY", Ordering: "ORDERING",
	Paying: "PAYING", Authorising: "AUTHORISING", Confirming: "CONFIRMING", Reversing: "REVERSING",
}

// String returns the state in capitals.
func (s State) String() string {
	if int(s) < len(stateNames) {
		return stateNames[s]
	}
	return "?"
}

// EventKind says what an Event tells.
type EventKind uint8

// The kinds of event.
const (
	StateChanged    EventKind = 1 + iota
	SaleEnded                 // Result is set
	ReaderSilent              // no answer in time
	ReaderRestarted           // its power was gone
	ReaderRefused             // Detail names the command
	BackendSilent             // no answer in time; Detail names the request
	BackendRefused            // Detail names the request
	CardEvent                 // card in or out, prompt, PIN digits: Detail
	BadMessage                // of the reader or the backend
)

var eventNames = [...]string{
	StateChanged: "state", SaleEnded: "sale ended", ReaderSilent: "reader silent", ReaderRestarted: "reader restarted",
	ReaderRefused: "reader refused", BackendSilent: "backend silent", BackendRefused: "backend refused",
	CardEvent: "card", BadMessage: "bad message",
}

// String returns the kind in words.
func (k EventKind) String() string {
	if int(k) < len(eventNames) {
		return eventNames[k]
	}
	return "?"
}

// Event is one line for the merchant's screen or a log. It holds no more of
// the card than the masked number.
type Event struct {
	Kind   EventKind
	Detail string
	Result Result
}

// Events drains what happened.
func (h *Host) Events() []Event {
	e := h.events
	h.events = nil
	return e
}

// State returns where the host stands.
func (h *Host) State() State { return h.state }

func (h *Host) event(k EventKind, detail string) {
	h.events = append(h.events, Event{Kind: k, Detail: detail})
}

func (h *Host) enter(s State) {
	if h.state != s {
		h.state = s
		h.event(StateChanged, s.String())
	}
}
