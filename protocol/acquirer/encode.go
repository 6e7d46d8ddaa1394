package acquirer

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
	top := byte(9)
	switch s.class {
	case N:
	case Z:
		top = 15
	default:
		return encodeBytes(dst, s, digits)
	}
	dst, reason := s.prefixFor(dst, len(digits))
	if reason != "" {
		return dst, reason
	}
	i := 0
	if len(digits)%2 == 1 && s.align == Right {
		lo := nibble(digits[0])
		if lo > top {
			return dst, "not decimal"
		}
		dst = append(dst, lo)
		i = 1
	}
	for ; i+1 < len(digits); i += 2 {
		hi, lo := nibble(digits[i]), nibble(digits[i+1])
		if hi > top || lo > top {
			return dst, "not decimal"
		}
		dst = append(dst, hi<<4|lo)
	}
	if i < len(digits) {
		hi := nibble(digits[i])
		if hi > top {
			return dst, "not decimal"
		}
		dst = append(dst, hi<<4)
	}
	return dst, ""
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
	return dst, s.check(dst[start:], len(dst)-start)
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
