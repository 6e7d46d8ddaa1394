package acquirer

// The tagged text of F59 and F62: tag two characters, length three digits,
// value. It is the form of the terminal identification that UnionPay's
// circular 21 asks for (PX, SY, TW).

// nextTagged cuts one element off b.
func nextTagged(b []byte) (tag string, value, rest []byte, reason string) {
	if len(b) < 5 {
		return "", nil, nil, "element ends early"
	}
	n, ok := decode(b[2:5])
	if !ok {
		return "", nil, nil, "length is not decimal"
	}
	if int(n) > len(b)-5 {
		return "", nil, nil, "length runs past the end"
	}
	return string(b[:2]), b[5 : 5+n], b[5+n:], ""
}

// appendTagged appends one element; the value is at most 999 bytes.
func appendTagged(dst []byte, tag, value string) []byte {
	dst = append(dst, tag...)
	dst, _ = appendDecimal(dst, uint64(len(value)), 3)
	return append(dst, value...)
}

// element is one allowed element of a tagged text: its place in the struct
// and the most bytes its value has.
type element struct {
	tag string
	max int
	to  *string
}

// parseTagged reads elements in the order of the list, each at most once, none
// empty, all printable ASCII.
func parseTagged(b []byte, field int, path string, list []element) *Error {
	total := len(b)
	fail := func(reason string) *Error {
		return &Error{Offset: total - len(b), Field: field, Path: path, Reason: reason}
	}
	for len(b) > 0 {
		tag, value, rest, reason := nextTagged(b)
		if reason != "" {
			return fail(reason)
		}
		for len(list) > 0 && list[0].tag != tag {
			list = list[1:]
		}
		if len(list) == 0 {
			return fail("tag unknown, repeated or out of order")
		}
		if len(value) == 0 || len(value) > list[0].max || !asciiText(value) {
			return fail("value is empty, too long or not printable ASCII")
		}
		*list[0].to = string(value)
		list, b = list[1:], rest
	}
	return nil
}

// fits says whether a value may be sent as an element; empty is left out.
func (e element) fits() bool { return len(*e.to) <= e.max && asciiText(*e.to) }

// asciiText says whether every byte is 20–7E.
func asciiText[T string | []byte](s T) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 0x20 || s[i] > 0x7E {
			return false
		}
	}
	return true
}
