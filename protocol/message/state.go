package message

import "strconv"

// State is where the reader stands (docs/protocol.md, section 3).
type State uint8

// The states.
const (
	Locked    State = 1 // no session
	SignedIn  State = 2
	Offered   State = 3 // an offer is shown
	Card      State = 4 // the card is at work
	CVM       State = 5 // the cardholder is asked for the PIN
	Sent      State = 6 // Authorize has left, the Verdict is awaited
	Reversing State = 7 // a record is open that will be reversed
	Closed    State = 8 // an outcome is stored and shown
	Tampered  State = 9
)

var stateNames = [...]string{
	Locked: "LOCKED", SignedIn: "SIGNED_IN", Offered: "OFFERED", Card: "CARD", CVM: "CVM", Sent: "SENT",
	Reversing: "REVERSING", Closed: "CLOSED", Tampered: "TAMPERED",
}

// String returns the name in capitals, "SIGNED_IN".
func (s State) String() string {
	if s >= Locked && s <= Tampered {
		return stateNames[s]
	}
	return "state " + strconv.Itoa(int(s))
}
