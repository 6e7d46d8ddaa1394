package tlv

// Tag is the tag field of a data object, its one to four bytes read as a
// big-endian number: 0x9F02, 0x5A, 0xDF8104 (EMV Book 3, Annex B1).
type Tag uint32

// Class is the class of a tag, bits 8 and 7 of its first byte.
type Class uint8

// The classes of ISO/IEC 8825-1, 8.1.2.2.
const (
	Universal Class = iota
	Application
	ContextSpecific
	Private
)

const maxTagLen = 4

// Len returns how many bytes the tag takes, 1 to 4.
func (t Tag) Len() int {
	switch {
	case t > 0xFFFFFF:
		return 4
	case t > 0xFFFF:
		return 3
	case t > 0xFF:
		return 2
	}
	return 1
}

func (t Tag) first() byte { return byte(t >> (8 * (t.Len() - 1))) }

// Constructed reports whether the value of t is itself a list of data objects:
// bit 6 of the first byte (EMV Book 3, Annex B1).
func (t Tag) Constructed() bool { return t.first()&0x20 != 0 }

// Class returns the class of t.
func (t Tag) Class() Class { return Class(t.first() >> 6) }

// Valid reports whether the bytes of t form exactly one tag.
func (t Tag) Valid() bool {
	var b [maxTagLen]byte
	got, n, err := ParseTag(t.Append(b[:0]))
	return err == nil && n == t.Len() && got == t && t != 0
}

// Append appends the bytes of t.
func (t Tag) Append(dst []byte) []byte {
	for i := t.Len() - 1; i >= 0; i-- {
		dst = append(dst, byte(t>>(8*i)))
	}
	return dst
}

// String returns t in hexadecimal, as the standards write it: "9F02".
func (t Tag) String() string {
	const digits = "0123456789ABCDEF"
	var b [2 * maxTagLen]byte
	n := 2 * t.Len()
	for i := range n {
		b[i] = digits[t>>(4*(n-1-i))&0xF]
	}
	return string(b[:n])
}

// ParseTag reads the tag at the start of b and returns it with its length in
// bytes. It fails when the tag is cut off or longer than four bytes.
func ParseTag(b []byte) (Tag, int, error) {
	t, end, f := readTag(b, 0)
	if f != faultNone {
		return 0, 0, &Error{Reason: f.reason(0)}
	}
	return t, end, nil
}

// ParseTagString reads a tag written in hexadecimal, as String writes it;
// lower case is accepted.
func ParseTagString(s string) (Tag, error) {
	var t Tag
	if len(s) == 0 || len(s) > 2*maxTagLen || len(s)%2 != 0 {
		return 0, &Error{Reason: "a tag is 2, 4, 6 or 8 hexadecimal digits"}
	}
	for i := range len(s) {
		d := hexDigit(s[i])
		if d < 0 {
			return 0, &Error{Offset: i, Reason: "not a hexadecimal digit"}
		}
		t = t<<4 | Tag(d)
	}
	if !t.Valid() || 2*t.Len() != len(s) {
		return 0, &Error{Reason: "not a tag"}
	}
	return t, nil
}

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	}
	return -1
}
