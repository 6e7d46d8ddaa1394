package acquirer

import "iter"

// Table returns the table that the body was parsed with, nil for a zero View.
func (v *View) Table() *Table { return v.table }

// Body returns the bytes that the View was made from.
func (v *View) Body() []byte { return v.body }

// MTI returns the message type, four digits, "0200".
func (v *View) MTI() string {
	if len(v.body) < 2 {
		return ""
	}
	for _, known := range mtis {
		if v.isMTI(known) {
			return known // no allocation for the usual ones
		}
	}
	return string(appendNibbles(nil, v.body[:2], 4, Left))
}

var mtis = []string{
	"0200", "0210", "0400", "0410", "0800", "0810", "0620", "0630", "0100", "0110", "0220", "0230",
	"0320", "0330", "0500", "0510", "0820", "0830",
}

func (v *View) isMTI(mti string) bool {
	return len(v.body) >= 2 && len(mti) == 4 &&
		v.body[0] == (mti[0]-'0')<<4|(mti[1]-'0') && v.body[1] == (mti[2]-'0')<<4|(mti[3]-'0')
}

// Bitmap returns the bitmap; field 1 is the highest bit.
func (v *View) Bitmap() uint64 { return v.bitmap }

// Has says whether field n's bit is set.
func (v *View) Has(n int) bool { return n >= 1 && n <= 64 && v.bitmap&bit(n) != 0 }

// Numbers iterates over the fields that are present, in the order of the bytes.
func (v *View) Numbers() iter.Seq[int] {
	return func(yield func(int) bool) {
		for rest := v.bitmap; rest != 0; rest &^= bit(first(rest)) {
			if !yield(first(rest)) {
				return
			}
		}
	}
}

// Span returns where the value of field n stands in the body, without its
// length prefix; 0, 0 if it is absent.
func (v *View) Span(n int) (off, size int) {
	if !v.Has(n) {
		return 0, 0
	}
	return int(v.spans[n-1].off), int(v.spans[n-1].size)
}

// PrefixSpan returns where the length prefix of field n stands; size 0 if the
// field has none or is absent.
func (v *View) PrefixSpan(n int) (off, size int) {
	if !v.Has(n) {
		return 0, 0
	}
	size = int(v.table.of(n).prefix)
	return int(v.spans[n-1].off) - size, size
}

// Bytes returns the value of field n as on the wire (BCD for n and z), without
// its length prefix; nil if it is absent. It aliases the body.
func (v *View) Bytes(n int) []byte {
	if !v.Has(n) {
		return nil
	}
	s := v.spans[n-1]
	return v.body[s.off : s.off+s.size : s.off+s.size]
}

// Len returns the length of field n in the unit of its class: digits, nibbles
// or bytes, without pad nibble; 0 if it is absent.
func (v *View) Len(n int) int {
	if !v.Has(n) || v.spans[n-1].size == 0 {
		return 0
	}
	s := v.table.of(n)
	off, _ := v.PrefixSpan(n)
	units, _ := s.units(v.body[off:])
	return units
}

// Digits returns the digits of an n field or the nibbles (0–9A–F) of a z
// field, without pad nibble; the text of any other; "" if it is absent. F22
// has the four digits of the wire, F23 three.
func (v *View) Digits(n int) string {
	if !v.Has(n) {
		return ""
	}
	if v.table.of(n).class > Z {
		return v.Text(n)
	}
	var room [40]byte
	return string(v.AppendDigits(room[:0], n))
}

// AppendDigits appends to dst what Digits returns.
func (v *View) AppendDigits(dst []byte, n int) []byte {
	if !v.Has(n) {
		return dst
	}
	s := v.table.of(n)
	if s.class > Z {
		return append(dst, v.Bytes(n)...)
	}
	return appendNibbles(dst, v.Bytes(n), v.Len(n), s.align)
}

// Text returns the bytes of field n as a string, undecoded: an answer's text
// may be GBK. "" if it is absent.
func (v *View) Text(n int) string { return string(v.Bytes(n)) }

// Uint returns a field of decimal digits as a number; 0 if it is absent, has
// more than 18 digits or is not decimal.
func (v *View) Uint(n int) uint64 {
	var room [40]byte
	if !v.Has(n) || v.Len(n) > len(room) {
		return 0
	}
	value, _ := decode(v.AppendDigits(room[:0], n))
	return value
}

// Is says, without allocating, whether field n is present with exactly the
// digits or the text of want.
func (v *View) Is(n int, want string) bool {
	if !v.Has(n) || v.Len(n) != len(want) {
		return false
	}
	var room [64]byte
	if len(want) > len(room) {
		return v.Digits(n) == want
	}
	return string(v.AppendDigits(room[:0], n)) == want
}

// MACSpan returns where the input of F64 stands in the body: from the MTI to
// the field before 64. Size 0 means that bit 64 is not set.
func (v *View) MACSpan() (off, size int) {
	if !v.Has(64) {
		return 0, 0
	}
	return 0, len(v.body) - int(v.spans[63].size)
}

// MACInput returns the bytes of MACSpan; nil if bit 64 is not set.
func (v *View) MACInput() []byte {
	_, size := v.MACSpan()
	return v.body[:size:size]
}
