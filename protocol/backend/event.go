package backend

import "strconv"

// EventKind says what an Event tells.
type EventKind uint8

// The kinds of event.
const (
	BadFrame     EventKind = 1 + iota // malformed frame or ISO 8583: Detail says where
	NotAllowed                        // message or transaction that the policy does not list
	Refusal                           // Reason says why; the host is not told
	CloneAlarm                        // proof of two readers with one key: Reason says which
	SignedIn                          // a reader's session has begun
	ReaderReport                      // Detail: what the reader refused, one code a byte, in hex
	OfferIssued                       // Amount, Number
	StateChanged                      // State of transaction CT
	Posted                            // Postings
	IssuerSilent                      // no answer in time
	IssuerBad                         // an answer that fits no transaction or cannot be read
	UndoSent                          // transaction CT is being reversed at the issuer
	UndoAcked                         // the issuer has acknowledged it
	StoreFailed                       // the Backend is dead
)

var kindNames = [...]string{
	"", "bad frame", "not allowed", "refused", "clone alarm", "signed in", "reader report", "offer",
	"state", "posted", "issuer silent", "issuer answer unusable", "issuer reversal", "issuer reversal acknowledged",
	"store failed",
}

// String returns the kind in words.
func (k EventKind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "?"
}

// Event is one line of the backend's own trace. It holds no card data and is
// never sent to anyone.
type Event struct {
	Kind     EventKind
	Conn     uint64 // connection of the request; 0 if none
	Serial   string
	CT       uint32 // counter of the transaction, or of the message refused
	State    TxnState
	Reason   Reason
	Detail   string
	Number   uint32 // of an offer
	Amount   uint64
	Postings []Posting
}

// String returns one line, "state PENDING ct 2".
func (e Event) String() string {
	s := e.Kind.String()
	if e.State != 0 {
		s += " " + e.State.String()
	}
	if e.Reason != "" {
		s += " " + string(e.Reason)
	}
	if e.CT != 0 {
		s += " ct " + strconv.FormatUint(uint64(e.CT), 10)
	}
	if e.Detail != "" {
		s += ": " + e.Detail
	}
	return s
}

// Events drains what happened.
func (b *Backend) Events() []Event {
	e := b.events
	b.events = nil
	return e
}

func (b *Backend) event(e Event) { b.events = append(b.events, e) }
