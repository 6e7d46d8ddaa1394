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
	if off < 0 || off > len(b) {
		return Item{}, faultOffset
	}
	i, f := head(b, off)
	if f != faultNone {
		return i, f
	}
	rest := uint64(len(b) - off - i.HeadLen)
	switch i.Major {
	case Bytes, Text:
		if i.Value > rest {
			return i, faultOverrun
		}
		start := off + i.HeadLen
		i.Data = b[start : start+int(i.Value) : start+int(i.Value)]
		if i.Major == Text && !utf8.Valid(i.Data) {
			return i, faultUTF8
		}
	case Array, Map:
		if i.Value > MaxElements {
			return i, faultElements
		}
		if i.Value > rest {
			return i, faultOverrun
		}
	case Simple:
		if i.HeadLen != 1 || (i.Value != 20 && i.Value != 21) {
			return i, faultSimple
		}
	}
	return i, faultNone
}

// head reads initial byte and argument (RFC 8949, 3).
func head(b []byte, off int) (Item, fault) {
	if off == len(b) {
		return Item{}, faultCut
	}
	i := Item{Major: b[off] >> 5, Offset: off, HeadLen: 1}
	if i.Major == 6 {
		return i, faultTag
	}
	info := b[off] & 0x1F
	if info < 24 {
		i.Value = uint64(info)
		return i, faultNone
	}
	if info == 31 {
		return i, faultIndefinite
	}
	if info > 27 {
		return i, faultReserved
	}
	if i.Major == Simple { // 24 is a simple value in two bytes, 25 to 27 are floats
		return i, faultSimple
	}
	width := 1 << (info - 24)
	if len(b)-off-1 < width {
		return i, faultCut
	}
	i.HeadLen += width
	arg := b[off+1:]
	switch width {
	case 1:
		i.Value = uint64(arg[0])
	case 2:
		i.Value = uint64(binary.BigEndian.Uint16(arg))
	case 4:
		i.Value = uint64(binary.BigEndian.Uint32(arg))
	default:
		i.Value = binary.BigEndian.Uint64(arg)
	}
	if headLen(i.Value) != i.HeadLen {
		return i, faultLongForm
	}
	return i, faultNone
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
