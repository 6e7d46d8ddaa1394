package link

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"slices"
	"strconv"
)

// Type says what a frame is for.
type Type uint8

// The types of frame.
const (
	Data  Type = 1 // carries a payload; seq counts 0 to 127 and begins again
	ACK   Type = 2 // names the seq of a DATA, PING or RESET that was taken
	NAK   Type = 3 // something unreadable came: repeat what is unacknowledged
	Reset Type = 4 // the sender has forgotten everything; seq is 128 plus its epoch
	Ping  Type = 5 // asks for an ACK and nothing else
)

var typeNames = [...]string{Data: "DATA", ACK: "ACK", NAK: "NAK", Reset: "RESET", Ping: "PING"}

// String returns the name in capitals.
func (t Type) String() string {
	if t >= Data && t <= Ping {
		return typeNames[t]
	}
	return "type " + strconv.Itoa(int(t))
}

// Frame is one frame of the link. Only DATA has a payload.
type Frame struct {
	Type    Type
	Seq     uint8
	Payload []byte // at most MaxPayload bytes
}

// Error says why a frame is not one. It holds no byte of it.
type Error struct {
	Offset int // in the bytes of the frame as received
	Reason string
}

func (e *Error) Error() string { return "link: " + e.Reason + " at " + strconv.Itoa(e.Offset) }

// Append appends the frame as it goes on the wire, its final 00 included. A
// payload over MaxPayload makes a frame that Parse refuses; Endpoint.Send
// reports it before.
func (f Frame) Append(dst []byte) []byte {
	var small [64]byte // no allocation for what has little or no payload
	raw := append(small[:0], byte(f.Type), f.Seq)
	raw = append(slices.Grow(raw, len(f.Payload)+4), f.Payload...)
	raw = binary.BigEndian.AppendUint32(raw, crc32.ChecksumIEEE(raw))
	return append(appendCOBS(dst, raw), 0)
}

// Parse reads one frame, with or without its final 00. The payload is a copy.
// The error is an *Error.
func Parse(b []byte) (Frame, error) {
	b = bytes.TrimSuffix(b, []byte{0})
	if len(b) >= MaxFrame {
		return Frame{}, &Error{MaxFrame, "frame is too long"}
	}
	raw, err := decodeCOBS(make([]byte, 0, len(b)), b)
	if err != nil {
		return Frame{}, err
	}
	f, reason := parseRaw(raw)
	if reason != "" {
		return Frame{}, &Error{0, reason}
	}
	return f, nil
}

// parseRaw reads what COBS held; the payload aliases it.
func parseRaw(raw []byte) (f Frame, reason string) {
	if len(raw) < minRaw {
		return Frame{}, "frame is too short"
	}
	if len(raw) > maxRaw {
		return Frame{}, "payload is too long"
	}
	end := len(raw) - 4
	if crc32.ChecksumIEEE(raw[:end]) != binary.BigEndian.Uint32(raw[end:]) {
		return Frame{}, "CRC does not fit"
	}
	f = Frame{Type: Type(raw[0]), Seq: raw[1], Payload: raw[2:end:end]}
	if f.Type < Data || f.Type > Ping {
		return Frame{}, "unknown frame type"
	}
	if f.Type != Data && len(f.Payload) > 0 {
		return Frame{}, "payload in a frame that has none"
	}
	if f.Seq >= resetSeq && (f.Type == Data || f.Type == Ping) || f.Seq < resetSeq && f.Type == Reset {
		return Frame{}, "seq does not fit the type"
	}
	return f, ""
}
