package acquirer

import (
	"encoding/binary"
	"fmt"
)

// Frame is one unit on the TCP connection: a two-byte big-endian length that
// counts what follows it, TPDU, header, body.
type Frame struct {
	TPDU   TPDU
	Header Header
	Body   []byte // for Table.View
}

const (
	frameHead = 5 + 6          // TPDU and header
	minFrame  = frameHead + 10 // with MTI and bitmap
	// MaxFrame is the largest value of the length prefix that ParseFrame takes.
	MaxFrame = frameHead + MaxBody
)

// ParseFrame reads exactly one frame; Body aliases b. It refuses, as *Error, a
// length that is not that of b, an ID other than 0x60, addresses or a header
// that are not decimal, and more than MaxFrame bytes after the length.
func ParseFrame(b []byte) (Frame, error) {
	if len(b) < 2+minFrame {
		return Frame{}, &Error{Offset: len(b), Path: "frame", Reason: "ends early"}
	}
	size := int(binary.BigEndian.Uint16(b))
	if reason := lengthReason(size, MaxFrame); reason != "" {
		return Frame{}, &Error{Path: "frame.length", Reason: reason}
	}
	if size != len(b)-2 {
		return Frame{}, &Error{Path: "frame.length", Reason: "is not that of the frame"}
	}
	if b[2] != 0x60 {
		return Frame{}, &Error{Offset: 2, Path: "frame.tpdu", Reason: "id is not 60"}
	}
	if !decimal(b[3:7]) {
		return Frame{}, &Error{Offset: 3, Path: "frame.tpdu", Reason: "address is not decimal"}
	}
	if !decimal(b[7:13]) {
		return Frame{}, &Error{Offset: 7, Path: "frame.header", Reason: "not decimal"}
	}
	return Frame{TPDU: parseTPDU(b[2:7]), Header: Header(b[7:13]), Body: b[13:]}, nil
}

func lengthReason(size, limit int) string {
	switch {
	case size < minFrame:
		return "too short for TPDU, header, MTI and bitmap"
	case size > limit:
		return "over the limit"
	}
	return ""
}

// Append appends the frame with its length. A Body over MaxBody cannot come
// from this package's messages; its frame would be refused by ParseFrame, and
// one over 65,524 bytes would not fit the length, so Append appends nothing.
func (f Frame) Append(dst []byte) []byte {
	size := frameHead + len(f.Body)
	if size > 0xFFFF {
		return dst
	}
	dst = binary.BigEndian.AppendUint16(dst, uint16(size))
	dst = f.TPDU.Append(dst)
	dst = append(dst, f.Header[:]...)
	return append(dst, f.Body...)
}

// Answer returns the frame that answers f: addresses swapped, same header.
func (f Frame) Answer(body []byte) Frame {
	return Frame{TPDU: f.TPDU.Swap(), Header: f.Header, Body: body}
}

// Format prints TPDU, header and the body's length, never the body.
func (f Frame) Format(s fmt.State, _ rune) {
	fmt.Fprintf(s, "frame{tpdu %s, header %s, body of %d bytes}", f.TPDU, f.Header, len(f.Body))
}
