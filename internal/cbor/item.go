package cbor

import (
	"encoding/binary"
	"unicode/utf8"
)

// The major types of RFC 8949, 3.1.
const (
	Uint   uint8 = 0
	Nint   uint8 = 1 // the number is −1 − Value
	Bytes  uint8 = 2
	Text   uint8 = 3
	Array  uint8 = 4
	Map    uint8 = 5
	Tag    uint8 = 6 // refused
	Simple uint8 = 7 // Value is 20 for false, 21 for true
)

// Item is the head of one data item, with the content of a string.
type Item struct {
	Major   uint8
	Value   uint64 // the integer, the length, the number of elements or pairs
	Offset  int    // of the head
	HeadLen int    // 1, 2, 3, 5 or 9
	Data    []byte // content of a byte or text string, aliasing the input
}

// End returns the offset after the item; for an array or a map that of its
// first element.
func (i Item) End() int { return i.Offset + i.HeadLen + len(i.Data) }

// Next reads the item that begins at off. Elements of arrays and maps are
// items of their own. The error is an *Error with the item's offset.
func Next(b []byte, off int) (Item, error) {
	i, f := next(b, off)
	if f != faultNone {
		return Item{}, f.at(off, "")
	}
	return i, nil
}

func next(b []byte, off int) (Item, fault) {
	h, f := head(b, off)
	if f != faultNone {
		return Item{}, f
	}
	i := Item{Major: h.major, Value: h.value, Offset: off, HeadLen: h.len}
	if h.major == Bytes || h.major == Text {
		start := off + h.len
		i.Data = b[start : start+int(h.value) : start+int(h.value)]
	}
	return i, faultNone
}

// heading is an Item without its place and content.
type heading struct {
	value uint64
	len   int
	major uint8
}

// head reads initial byte and argument (RFC 8949, 3), and checks what an item
// is bound to: the subset, the length of its content, its form.
func head(b []byte, off int) (heading, fault) {
	if uint(off) >= uint(len(b)) {
		if off == len(b) {
			return heading{}, faultCut
		}
		return heading{}, faultOffset
	}
	major, info := b[off]>>5, b[off]&0x1F
	h := heading{uint64(info), 1, major}
	if info >= 24 && major < 6 {
		var f fault
		if h.value, h.len, f = argument(b[off+1:], info); f != faultNone {
			return h, f
		}
	}
	rest := uint64(len(b) - off - h.len)
	switch {
	case major <= Nint:
	case major == Tag:
		return h, faultTag
	case major == Simple:
		if info == 31 {
			return h, faultIndefinite
		}
		if info != 20 && info != 21 {
			return h, faultSimple
		}
	case major >= Array && h.value > MaxElements:
		return h, faultElements
	case h.value > rest:
		return h, faultOverrun
	case major == Text && !utf8.Valid(b[off+h.len:off+h.len+int(h.value)]):
		return h, faultUTF8
	}
	return h, faultNone
}

// argument reads the number behind an initial byte, and gives the length of
// both.
func argument(b []byte, info byte) (value uint64, n int, f fault) {
	if info == 31 {
		return 0, 1, faultIndefinite
	}
	if info > 27 {
		return 0, 1, faultReserved
	}
	width := 1 << (info - 24)
	if len(b) < width {
		return 0, 1, faultCut
	}
	switch width {
	case 1:
		value = uint64(b[0])
	case 2:
		value = uint64(binary.BigEndian.Uint16(b))
	case 4:
		value = uint64(binary.BigEndian.Uint32(b))
	default:
		value = binary.BigEndian.Uint64(b)
	}
	if headLen(value) != 1+width {
		return 0, 1, faultLongForm
	}
	return value, 1 + width, faultNone
}

// headLen is the length of the shortest head for a value (RFC 8949, 4.2.1).
func headLen(v uint64) int {
	switch {
	case v < 24:
		return 1
	case v <= 0xFF:
		return 2
	case v <= 0xFFFF:
		return 3
	case v <= 0xFFFF_FFFF:
		return 5
	}
	return 9
}
