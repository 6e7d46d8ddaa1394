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
	spans  [64]span // field n at n-1
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
	rest := bitmap
	if cut {
		if bitmap&1 == 0 {
			return fieldError(64, 9, "bit not set")
		}
		rest &^= 1
	}
	off := 10
	for ; rest != 0; rest &^= top >> leading(rest) {
		n := leading(rest)
		s := &t.spec[n]
		size := int(s.size)
		if s.prefix != Fixed {
			if int(s.prefix) > len(body)-off {
				return fieldError(n+1, off, "length ends early")
			}
			units, ok := s.units(body[off:])
			if !ok || units == 0 || units > int(s.max) {
				return fieldError(n+1, off, lengthIs(units, ok))
			}
			off += int(s.prefix)
			size = s.bytes(units)
		}
		end := off + size
		if end > len(body) {
			return fieldError(n+1, off, "ends early")
		}
		switch {
		case s.class == B || s.class == N && shortDecimal(body, off, size): // the usual ones, without a call
		case !s.valid(body[off:end]) && !s.padded(body, off, size):
			return fieldError(n+1, off, invalid[s.class])
		}
		v.spans[n] = span{uint16(off), uint16(size)}
		off = end
	}
	if off != len(body) {
		return &Error{Offset: off, Path: "body", Reason: "trailing bytes"}
	}
	return nil
}

// lengthIs says what is wrong with a length prefix.
func lengthIs(units int, decimal bool) string {
	switch {
	case !decimal:
		return "length is not decimal"
	case units == 0:
		return "length is zero"
	}
	return "length over the maximum"
}

// units reads the length prefix at the start of b, or takes the fixed length.
func (s *spec) units(b []byte) (int, bool) {
	switch s.prefix {
	case LLVAR:
		n := bcd[b[0]]
		return int(n), n < 100
	case LLLVAR:
		hi, lo := bcd[b[0]], bcd[b[1]]
		return int(hi)*100 + int(lo), hi < 100 && lo < 100
	}
	return int(s.max), true
}

// bcd is the number that two BCD digits mean, 255 if they are none.
var bcd = func() (t [256]uint8) {
	for b := range t {
		t[b] = 255
		if hi, lo := b>>4, b&15; hi < 10 && lo < 10 {
			t[b] = uint8(hi*10 + lo)
		}
	}
	return t
}()

// valid looks at the content of a value as its class demands.
func (s *spec) valid(value []byte) bool {
	switch s.class {
	case N:
		return decimal(value)
	case AN:
		return alphanumeric(value)
	case ANS:
		return printable(value)
	}
	return true
}

// invalid says what valid found, by class.
var invalid = [...]string{N: "not decimal", AN: "not alphanumeric", ANS: "has a control character", B: ""}

// padded says whether only the pad nibble of a left-aligned odd number of
// digits keeps the value from being decimal: that one is ignored.
func (s *spec) padded(body []byte, off, size int) bool {
	if s.class != N || s.align != Left {
		return false
	}
	units, _ := s.units(body[off-int(s.prefix):])
	last := off + size - 1
	return units%2 == 1 && decimal(body[off:last]) && body[last] < 0xA0
}
