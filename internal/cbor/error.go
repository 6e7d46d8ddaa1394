package cbor

import "strconv"

// Error says what is wrong with an encoding and where. It holds none of the
// bytes read, so it may be logged.
type Error struct {
	// Offset is the position of the item at fault in the input.
	Offset int
	// Path is the way to that item: map keys and array indexes, "4/0". It is
	// empty for the outermost item.
	Path string
	// Reason is the cause, without the position.
	Reason string
}

func (e *Error) Error() string {
	s := "cbor: "
	if e.Path != "" {
		s += e.Path + ": "
	}
	return s + e.Reason + " at " + strconv.Itoa(e.Offset)
}

// In returns the error as seen from a document that holds the faulty one at
// an offset and under a path.
func (e *Error) In(offset int, path string) *Error {
	if e.Path != "" && path != "" {
		path += "/"
	}
	return &Error{Offset: e.Offset + offset, Path: path + e.Path, Reason: e.Reason}
}

// fault is an error without its place; a number, so that success costs
// nothing.
type fault uint8

const (
	faultNone fault = iota
	faultCut
	faultOverrun
	faultLongForm
	faultIndefinite
	faultReserved
	faultTag
	faultSimple
	faultUTF8
	faultElements
	faultDepth
	faultKey
	faultDuplicate
	faultOrder
	faultTrailing
	faultOffset
)

var reasons = [...]string{
	faultNone:       "no fault",
	faultCut:        "item is cut off",
	faultOverrun:    "length runs past the end",
	faultLongForm:   "number is not in its shortest form",
	faultIndefinite: "indefinite length",
	faultReserved:   "reserved additional information",
	faultTag:        "tag",
	faultSimple:     "simple value other than false and true",
	faultUTF8:       "text is not UTF-8",
	faultElements:   "more than 64 elements",
	faultDepth:      "nested deeper than 8",
	faultKey:        "map key is not an integer",
	faultDuplicate:  "duplicate key",
	faultOrder:      "keys are not in order",
	faultTrailing:   "bytes after the end",
	faultOffset:     "offset is outside the input",
}

func (f fault) at(offset int, path string) *Error {
	return &Error{Offset: offset, Path: path, Reason: reasons[f]}
}
