package message

import (
	"errors"
	"strconv"

	"github.com/openmpos/mpos/internal/cbor"
)

// Code classes what is wrong with a message.
type Code uint8

// The classes.
const (
	TooLong        Code = 1 + iota // over MaxMessage
	BadEncoding                    // not the strict CBOR of the protocol
	BadHead                        // not [version, kind, id, body]
	UnknownVersion                 // of the protocol
	UnknownKind                    // no such command, answer or event
	WrongID                        // an event with one, a command without
	BadBody                        // a key too many or too few, a wrong type
	BadField                       // a value outside its limits
)

var codeNames = [...]string{
	TooLong: "too-long", BadEncoding: "bad-encoding", BadHead: "bad-head", UnknownVersion: "unknown-version",
	UnknownKind: "unknown-kind", WrongID: "wrong-id", BadBody: "bad-body", BadField: "bad-field",
}

// String returns the name, "bad-encoding".
func (c Code) String() string {
	if c >= TooLong && c <= BadField {
		return codeNames[c]
	}
	return "code " + strconv.Itoa(int(c))
}

// SyntaxError says what is wrong with a message and where. It holds none of
// its bytes.
type SyntaxError struct {
	Code   Code
	Offset int    // in the message; 0 when one could not be written
	Path   string // "id", or kind and key: "Start/1"
	Reason string
}

func (e *SyntaxError) Error() string {
	s := "message: " + e.Code.String() + ": "
	if e.Path != "" {
		s += e.Path + ": "
	}
	return s + e.Reason + " at " + strconv.Itoa(e.Offset)
}

func encodingError(err error) *SyntaxError {
	var c *cbor.Error
	if errors.As(err, &c) {
		return &SyntaxError{BadEncoding, c.Offset, c.Path, c.Reason}
	}
	return &SyntaxError{Code: BadEncoding, Reason: "cannot be read"}
}

// bodyError is that of a body which begins at an offset of the message.
func bodyError(k Kind, err error, offset int) *SyntaxError {
	e := encodingError(err)
	e.Code = BadBody
	e.Offset += offset
	if e.Path != "" {
		e.Path = "/" + e.Path
	}
	e.Path = k.String() + e.Path
	return e
}

// limitError is that of a field. p is nil when the message is not written yet.
func limitError(k Kind, p []byte, body int, key uint64, reason string) *SyntaxError {
	e := &SyntaxError{Code: BadField, Path: k.String() + "/" + strconv.FormatUint(key, 10), Reason: reason}
	if p != nil {
		v, _ := cbor.Find(p[body:], key)
		e.Offset = body + v.Offset
	}
	return e
}
