package emv

import "strconv"

// ParseN reads a numeric value, format n: two digits a byte, most significant
// first (EMV Book 3, 4.3). At most 9 bytes, and no digit above 9.
func ParseN(b []byte) (uint64, error) {
	if len(b) > 9 {
		return 0, &Error{9, "n", "longer than 18 digits"}
	}
	var v uint64
	for i, c := range b {
		if c>>4 > 9 || c&0xF > 9 {
			return 0, &Error{i, "n", "not a decimal digit"}
		}
		v = v*100 + uint64(c>>4)*10 + uint64(c&0xF)
	}
	return v, nil
}

// AppendN appends value in format n, bytes long. Digits that do not fit are
// lost at the left, as a DOL would have it; an amount of 12 digits takes 6
// bytes.
func AppendN(dst []byte, value uint64, bytes int) []byte {
	at := len(dst)
	dst = appendRepeat(dst, 0, bytes)
	for i := len(dst) - 1; i >= at && value > 0; i-- {
		two := value % 100
		dst[i] = byte(two/10<<4 | two%10)
		value /= 100
	}
	return dst
}

// FormatAmount writes an amount given in the smallest unit with the decimal
// point where the currency has it: FormatAmount(1234, 2) is "12.34". exponent
// is taken as 0 to 9.
func FormatAmount(value uint64, exponent int) string {
	s := strconv.FormatUint(value, 10)
	exponent = max(0, min(exponent, 9))
	if exponent == 0 {
		return s
	}
	for len(s) <= exponent {
		s = "0" + s
	}
	return s[:len(s)-exponent] + "." + s[len(s)-exponent:]
}
