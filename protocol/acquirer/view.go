package acquirer

import "encoding/binary"

// MaxBody is the longest body in bytes. No table can describe a longer one.
const MaxBody = 8192

// View is a parsed body: where each field stands in the received bytes, which
// it aliases. Nothing is copied or allocated. The zero View has no field.
//
// The accessors have pointer receivers only so that they do not copy; a View
// may be passed by value. Printing a View shows the redacted fields.
type View struct {
	table  *Table
	body   []byte
	bitmap uint64
	spans  [65]span
}

type span struct{ off, size uint16 }

// View parses a body: MTI n4, bitmap b64, fields. It refuses, as *Error, a bit
// that the table does not define (bit 1, a second bitmap, is one), a length
// that is not decimal, zero or over the field's maximum, a digit that is none,
// text with control characters, a body that ends early, and trailing bytes.
func (t *Table) View(body []byte) (v View, err error) {
	if e := v.scan(t, body, false); e != nil {
		return View{}, e
	}
	return v, nil
}

// ViewMACInput parses what F64 is computed over: a body from the MTI to the
// field before 64, with bit 64 set and F64 itself missing. Has(64) is true of
// such a View, Bytes(64) is empty.
func (t *Table) ViewMACInput(input []byte) (v View, err error) {
	if e := v.scan(t, input, true); e != nil {
		return View{}, e
	}
	return v, nil
}

func (v *View) scan(t *Table, body []byte, cut bool) *Error {
	if len(body) < 10 {
		return &Error{Offset: len(body), Path: "body", Reason: "ends within MTI and bitmap"}
	}
	if len(body) > MaxBody {
		return &Error{Offset: MaxBody, Path: "body", Reason: "longer than the limit"}
	}
	if !decimal(body[:2]) {
		return &Error{Path: "mti", Reason: "not decimal"}
	}
	bitmap := binary.BigEndian.Uint64(body[2:])
	if extra := bitmap &^ t.defined; extra != 0 {
		n := first(extra)
		return fieldError(n, 2+(n-1)/8, "not defined in this table")
	}
	v.table, v.body, v.bitmap = t, body, bitmap
	off, rest := 10, bitmap
	if cut {
		if bitmap&1 == 0 {
			return fieldError(64, 9, "bit not set")
		}
		rest &^= 1
	}
	for rest != 0 {
		n := first(rest)
		rest &^= bit(n)
		s := &t.spec[n]
		size := int(s.size)
		if s.prefix != Fixed {
			var reason string
			if size, reason = s.readPrefix(body[off:]); reason != "" {
				return fieldError(n, off, reason)
			}
			off += int(s.prefix)
		}
		if size > len(body)-off {
			return fieldError(n, off, "ends early")
		}
		if reason := s.check(body[off-int(s.prefix):off+size], size); reason != "" {
			return fieldError(n, off, reason)
		}
		v.spans[n] = span{uint16(off), uint16(size)}
		off += size
	}
	if off != len(body) {
		return &Error{Offset: off, Path: "body", Reason: "trailing bytes"}
	}
	return nil
}

// readPrefix returns the size in bytes of the value after a length prefix.
func (s *spec) readPrefix(b []byte) (size int, reason string) {
	if len(b) < int(s.prefix) {
		return 0, "length ends early"
	}
	units, ok := s.units(b)
	switch {
	case !ok:
		return 0, "length is not decimal"
	case units > int(s.max):
		return 0, "length over the maximum"
	case units == 0:
		return 0, "length is zero"
	}
	return s.bytes(units), ""
}

// units reads the length prefix at the start of b, or takes the fixed length.
func (s *spec) units(b []byte) (int, bool) {
	switch s.prefix {
	case LLVAR:
		return int(b[0]>>4)*10 + int(b[0]&15), decimal(b[:1])
	case LLLVAR:
		hi, lo := b[0], b[1]
		return int(hi>>4)*1000 + int(hi&15)*100 + int(lo>>4)*10 + int(lo&15), decimal(b[:2])
	}
	return int(s.max), true
}

// check looks at the content of a value, given with its prefix.
func (s *spec) check(b []byte, size int) string {
	value := b[len(b)-size:]
	switch s.class {
	case N:
		if decimal(value) {
			return ""
		}
		if units, _ := s.units(b); units%2 == 1 && s.align == Left {
			last := len(value) - 1
			if decimal(value[:last]) && value[last] < 0xA0 {
				return "" // only the pad nibble is no digit
			}
		}
		return "not decimal"
	case AN:
		if !alphanumeric(value) {
			return "not alphanumeric"
		}
	case ANS:
		if !printable(value) {
			return "has a control character"
		}
	}
	return ""
}
