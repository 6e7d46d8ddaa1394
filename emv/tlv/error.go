package tlv

import "strconv"

// Error says what is wrong with an encoding and where. It holds none of the
// bytes read, so it may be logged.
type Error struct {
	// Offset is the position in the input, counted from its first byte: the
	// start of the tag, of the length field or of the value, whichever is at
	// fault.
	Offset int
	// Path is the way to the object: "6F/A5/9F38". It is empty when the
	// fault is in a top-level tag.
	Path string
	// Reason is the cause, without the position.
	Reason string
}

func (e *Error) Error() string {
	s := e.Reason + " at " + strconv.Itoa(e.Offset)
	if e.Path == "" {
		return "tlv: " + s
	}
	return "tlv: " + e.Path + ": " + s
}

// fault is an error without its place. It is a number so that success costs
// nothing; text is made only when something failed.
type fault uint8

const (
	faultNone fault = iota
	faultTagCut
	faultTagLong
	faultLenMissing
	faultLenCut
	faultIndefinite
	faultLenLong
	faultOverrun
	faultDepth
	faultCount
)

func (f fault) reason(n int) string {
	switch f {
	case faultTagCut:
		return "tag is cut off"
	case faultTagLong:
		return "tag is longer than 4 bytes"
	case faultLenMissing:
		return "length is missing"
	case faultLenCut:
		return "length is cut off"
	case faultIndefinite:
		return "indefinite length"
	case faultLenLong:
		return "length of more than 4 bytes"
	case faultOverrun:
		return "length " + strconv.Itoa(n) + " runs past the end"
	case faultDepth:
		return "nested deeper than " + strconv.Itoa(n)
	case faultCount:
		return "more than " + strconv.Itoa(n) + " objects"
	}
	return ""
}
