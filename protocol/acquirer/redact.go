package acquirer

import (
	"fmt"
	"strconv"
)

// MaskPAN shows the first six and the last four digits of a card number of 13
// digits or more, and only the last four of a shorter one.
func MaskPAN(digits string) string {
	masked := []byte(digits)
	from, to := 6, len(digits)-4
	if len(digits) < 13 {
		from = 0
	}
	for i := from; i < to; i++ {
		masked[i] = '*'
	}
	if len(digits) <= 4 {
		return hidden(len(digits))
	}
	return string(masked)
}

func hidden(size int) string { return "[" + strconv.Itoa(size) + " hidden]" }

// AppendSafe appends the value of field n as it may be shown in a log: digits
// or quoted text, hexadecimal for b fields, a card number masked, everything
// that is not Public or PAN replaced by its length. Nothing if it is absent.
func (v *View) AppendSafe(dst []byte, n int) []byte {
	if !v.Has(n) {
		return dst
	}
	field, _ := v.table.Field(n)
	switch {
	case field.Sensitivity == PAN:
		return append(dst, MaskPAN(v.Digits(n))...)
	case field.Sensitivity != Public:
		return append(dst, hidden(v.Len(n))...)
	case field.Class <= Z:
		return v.AppendDigits(dst, n)
	case field.Class == B:
		return appendNibbles(dst, v.Bytes(n), 2*len(v.Bytes(n)), Left)
	}
	return strconv.AppendQuoteToASCII(dst, v.Text(n))
}

// appendSafe writes all fields in one line, "0200 F3=000000 F4=000000000001".
func (v *View) appendSafe(dst []byte) []byte {
	dst = append(dst, v.MTI()...)
	for n := range v.Numbers() {
		dst = append(dst, " F"...)
		dst = strconv.AppendInt(dst, int64(n), 10)
		dst = append(dst, '=')
		dst = v.AppendSafe(dst, n)
	}
	return dst
}

// String returns the redacted fields in one line.
func (v View) String() string { return string(v.appendSafe(nil)) }

// Format prints String with every verb.
func (v View) Format(s fmt.State, _ rune) { _, _ = s.Write(v.appendSafe(nil)) }

// MarshalText returns String.
func (v View) MarshalText() ([]byte, error) { return v.appendSafe(nil), nil }

// String returns the message's type and the numbers of its fields, no values.
func (m *Message) String() string {
	s := string(appendNibbles(nil, m.mti[:], 4, Left))
	for rest := m.bitmap; rest != 0; rest &^= bit(first(rest)) {
		s += " F" + strconv.Itoa(first(rest))
	}
	return s
}

// Format prints String with every verb.
func (m *Message) Format(s fmt.State, _ rune) { _, _ = s.Write([]byte(m.String())) }

// MarshalText returns String.
func (m *Message) MarshalText() ([]byte, error) { return []byte(m.String()), nil }
