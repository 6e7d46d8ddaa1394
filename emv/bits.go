package emv

// Bit is one bit of a bit string, counted as the standard does: bytes from 1,
// bits from 8 down to 1.
type Bit struct {
	Byte, Bit int
	Name      string
}

// BitMeaning is one bit of a bit string with its state and where it is defined.
type BitMeaning struct {
	Byte   int // from 1
	Mask   byte
	Set    bool
	Name   string
	Clause string
}

// bitName is one line of a bit table. at is the byte number, from 1, in the
// upper byte, and the mask in the lower.
type bitName struct {
	at   uint16
	name string
}

// bitTable is what a standard says about one bit string.
type bitTable struct {
	clause string
	bits   []bitName
}

const reserved = "reserved"

func hasBit(b []byte, at uint16) bool {
	i := int(at>>8) - 1
	return i >= 0 && i < len(b) && b[i]&byte(at) != 0
}

func setBit(b []byte, at uint16) {
	if i := int(at>>8) - 1; i >= 0 && i < len(b) {
		b[i] |= byte(at)
	}
}

func clearBit(b []byte, at uint16) {
	if i := int(at>>8) - 1; i >= 0 && i < len(b) {
		b[i] &^= byte(at)
	}
}

// explain lists the defined bits in order, set or not, and those set without
// being defined.
func (t *bitTable) explain(b []byte) []BitMeaning {
	out := make([]BitMeaning, 0, len(t.bits)+2)
	next := 0
	for i := range b {
		for mask := byte(0x80); mask != 0; mask >>= 1 {
			at := uint16(i+1)<<8 | uint16(mask)
			m := BitMeaning{Byte: i + 1, Mask: mask, Set: b[i]&mask != 0, Name: reserved, Clause: t.clause}
			if next < len(t.bits) && t.bits[next].at == at {
				m.Name = t.bits[next].name
				next++
			} else if !m.Set {
				continue
			}
			out = append(out, m)
		}
	}
	return out
}

// list returns the bits that are set.
func (t *bitTable) list(b []byte) []Bit {
	var out []Bit
	for _, m := range t.explain(b) {
		if m.Set {
			out = append(out, Bit{m.Byte, bitNumber(m.Mask), m.Name})
		}
	}
	return out
}

func bitNumber(mask byte) int {
	n := 0
	for ; mask != 0; mask >>= 1 {
		n++
	}
	return n
}

// name returns the name of one bit.
func (t *bitTable) name(at uint16) string {
	for _, b := range t.bits {
		if b.at == at {
			return b.name
		}
	}
	return reserved
}

func hexString(b []byte) string {
	const digits = "0123456789ABCDEF"
	out := make([]byte, 0, 2*len(b))
	for _, c := range b {
		out = append(out, digits[c>>4], digits[c&0xF])
	}
	return string(out)
}
