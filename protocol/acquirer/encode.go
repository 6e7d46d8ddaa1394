package acquirer

import "slices"

// Encoders of one field, prefix included. Each returns dst with the field
// appended, or a reason and dst of unspecified content.

// prefixFor appends the length prefix and checks the length, in units.
func (s *spec) prefixFor(dst []byte, units int) ([]byte, string) {
	if s.prefix == Fixed {
		if units != int(s.max) {
			return dst, "length is not the field's"
		}
		return dst, ""
	}
	if units == 0 {
		return dst, "empty"
	}
	if units > int(s.max) {
		return dst, "over the maximum length"
	}
	if s.prefix == LLLVAR {
		dst = append(dst, byte(units/100))
		units %= 100
	}
	return append(dst, byte(units/10<<4|units%10)), ""
}

// encodeDigits packs the digits of an n field or the nibbles of a z field.
func encodeDigits[T string | []byte](dst []byte, s *spec, digits T) ([]byte, string) {
	table := &decNibble
	switch s.class {
	case N:
	case Z:
		table = &hexNibble
	default:
		return encodeBytes(dst, s, digits)
	}
	dst, reason := s.prefixFor(dst, len(digits))
	if reason != "" {
		return dst, reason
	}
	start, size := len(dst), (len(digits)+1)/2
	dst = slices.Grow(dst, size)[:start+size]
	if bad := pack(dst[start:], digits, table, s.align); bad >= notNibble {
		return dst, "not decimal"
	}
	return dst, ""
}

// pack writes two digits a byte, with a pad nibble of 0 if they are odd, and
// returns notNibble or more if a character was none.
func pack[T string | []byte](out []byte, digits T, table *[256]byte, align Align) (bad byte) {
	if len(digits)%2 == 1 && align == Right {
		bad = table[digits[0]]
		out[0] = bad
		out, digits = out[1:], digits[1:]
	}
	for len(digits) >= 2 && len(out) > 0 {
		hi, lo := table[digits[0]], table[digits[1]]
		bad |= hi | lo
		out[0] = hi<<4 | lo
		out, digits = out[1:], digits[2:]
	}
	if len(digits) == 1 {
		hi := table[digits[0]]
		bad |= hi
		out[0] = hi << 4
	}
	return bad
}

// encodeBytes copies the value of an an, ans or b field.
func encodeBytes[T string | []byte](dst []byte, s *spec, value T) ([]byte, string) {
	if s.class <= Z {
		return dst, "holds digits, not bytes"
	}
	dst, reason := s.prefixFor(dst, len(value))
	if reason != "" {
		return dst, reason
	}
	start := len(dst)
	dst = append(dst, value...)
	if !s.valid(dst[start:]) {
		return dst, invalid[s.class]
	}
	return dst, ""
}

// encodeUint writes a number into a fixed field of digits, zero-filled.
func encodeUint(dst []byte, s *spec, value uint64) ([]byte, string) {
	if s.prefix != Fixed || s.max > 20 {
		return dst, "not a fixed number"
	}
	var room [20]byte
	digits, ok := appendDecimal(room[:0], value, int(s.max))
	if !ok {
		return dst, "number too large"
	}
	return encodeDigits(dst, s, digits)
}
