package message

import "github.com/openmpos/mpos/internal/cbor"

// Body is the body of one message: one of the structs of this package, as a
// value.
type Body interface {
	Kind() Kind
	// check returns the key of a field that breaks its limit, and why; 0 if
	// none does.
	check() (key uint64, reason string)
}

// Append appends the message to dst. It returns dst unchanged with a
// *SyntaxError if a field breaks its limit or the message is longer than
// MaxMessage. An event has id 0, everything else another one.
func Append(dst []byte, id uint32, b Body) ([]byte, error) {
	k := b.Kind()
	if reason := checkID(k, id); reason != "" {
		return dst, &SyntaxError{Code: WrongID, Path: "id", Reason: reason}
	}
	if key, reason := b.check(); key != 0 {
		return dst, limitError(k, nil, 0, key, reason)
	}
	out := cbor.AppendHead(dst, cbor.Array, 4)
	out = cbor.AppendUint(out, Version)
	out = cbor.AppendUint(out, uint64(k))
	out = cbor.AppendUint(out, uint64(id))
	out, err := cbor.Append(out, b)
	if err != nil {
		return dst, bodyError(k, err, 0)
	}
	if len(out)-len(dst) > MaxMessage {
		return dst, &SyntaxError{Code: TooLong, Path: k.String(), Reason: tooLong}
	}
	return out, nil
}

// Parse reads one message. The body is one of the structs of this package, as
// a value; it shares no memory with p. The error is a *SyntaxError. When kind
// or body are at fault, id is that of the message, so that an answer can name
// it; else it is 0.
func Parse(p []byte) (id uint32, b Body, err error) {
	if len(p) > MaxMessage {
		return 0, nil, &SyntaxError{Code: TooLong, Offset: MaxMessage, Reason: tooLong}
	}
	if err := cbor.Check(p); err != nil {
		return 0, nil, encodingError(err)
	}
	h, bad := parseHead(p)
	if bad != nil {
		return 0, nil, bad
	}
	r, ok := readers[h.kind]
	if !ok {
		return h.id, nil, &SyntaxError{Code: UnknownKind, Offset: h.kindOffset, Path: "kind", Reason: "unknown kind"}
	}
	b, err = r(p[h.body:])
	if err != nil {
		return h.id, nil, bodyError(h.kind, err, h.body)
	}
	if key, reason := b.check(); key != 0 {
		return h.id, nil, limitError(h.kind, p, h.body, key, reason)
	}
	return h.id, b, nil
}

const tooLong = "message is longer than 2,048 bytes"

// head is what stands before the body.
type head struct {
	kind       Kind
	kindOffset int
	id         uint32
	body       int // offset
}

func parseHead(p []byte) (head, *SyntaxError) {
	array, _ := cbor.Next(p, 0)
	if array.Major != cbor.Array || array.Value != 4 {
		return head{}, &SyntaxError{Code: BadHead, Reason: "is not an array of four"}
	}
	var part [3]cbor.Item
	off := array.End()
	for n, limit := range [3]uint64{0xFF, 0xFF, 0xFFFF_FFFF} {
		part[n], _ = cbor.Next(p, off)
		if part[n].Major != cbor.Uint || part[n].Value > limit {
			return head{}, &SyntaxError{BadHead, off, headNames[n], "is not a number of its size"}
		}
		off = part[n].End()
	}
	if part[0].Value != Version {
		return head{}, &SyntaxError{UnknownVersion, part[0].Offset, "version", "unknown version"}
	}
	h := head{kind: Kind(part[1].Value), kindOffset: part[1].Offset, id: uint32(part[2].Value), body: off}
	if reason := checkID(h.kind, h.id); reason != "" {
		return head{}, &SyntaxError{WrongID, part[2].Offset, "id", reason}
	}
	return h, nil
}

var headNames = [3]string{"version", "kind", "id"}

// checkID: an event has id 0. A command has another one, and so has its
// answer; the error answer has 0 when the command could not be read.
func checkID(k Kind, id uint32) string {
	switch {
	case k.IsEvent() && id != 0:
		return "event with an id"
	case !k.IsEvent() && k != KindError && id == 0:
		return "no id"
	}
	return ""
}
