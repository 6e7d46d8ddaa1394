package message

import "strconv"

// ErrorCode says why a command was not carried out.
type ErrorCode uint8

// The codes.
const (
	BadState   ErrorCode = 1 // the state does not list the command
	Refused    ErrorCode = 2 // an envelope or a HostMAC does not fit; no reason is given
	BadMessage ErrorCode = 3 // not a message
	Busy       ErrorCode = 4 // another command waits for its answer
	CardError  ErrorCode = 5 // the card, or the kernel, ended the transaction
	Cancelled  ErrorCode = 6
	Timeout    ErrorCode = 7 // no card, or no key, in time
)

var errorNames = [...]string{
	BadState: "bad state", Refused: "refused", BadMessage: "bad message", Busy: "busy", CardError: "card error",
	Cancelled: "cancelled", Timeout: "timeout",
}

// String returns the code in words, "bad state".
func (c ErrorCode) String() string {
	if c >= BadState && c <= Timeout {
		return errorNames[c]
	}
	return "error " + strconv.Itoa(int(c))
}

// Error is the answer to a command that was not carried out. Its id is 0 when
// the command could not be read. It is a message, not a Go error.
type Error struct {
	Code    ErrorCode `cbor:"1,keyasint"`
	Command Kind      `cbor:"2,keyasint"` // what was asked, 0 when it could not be read
}

// Kind returns KindError.
func (Error) Kind() Kind { return KindError }

func (e Error) check() (uint64, string) {
	if e.Code < BadState || e.Code > Timeout {
		return 1, "is not an error code"
	}
	return 0, ""
}
