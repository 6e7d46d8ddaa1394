package trace

import (
	"strconv"
	"time"
	"unicode/utf8"
)

// AppendJSON appends the event as one line without its line feed. Text that is
// not UTF-8 is written with U+FFFD in place of what is not.
func (e *Event) AppendJSON(dst []byte) []byte {
	dst = append(dst, `{"t":`...)
	o := object{dst: strconv.AppendInt(dst, int64(e.T/time.Microsecond), 10), some: true}
	o.text("from", string(e.From))
	o.text("to", string(e.To))
	o.text("layer", string(e.Layer))
	o.text("name", e.Name)
	o.text("key", e.Key)
	if len(e.Bytes) > 0 {
		o.key("bytes")
		o.dst = append(appendHex(append(o.dst, '"'), e.Bytes), '"')
	}
	o.text("verdict", e.Verdict)
	o.text("detail", e.Detail)
	if len(e.Keys) > 0 {
		o.key("keys")
		o.dst = append(o.dst, '[')
		for i := range e.Keys {
			o.dst = e.Keys[i].appendJSON(comma(o.dst, i))
		}
		o.dst = append(o.dst, ']')
	}
	if len(e.Delta) > 0 {
		o.key("delta")
		o.dst = append(o.dst, '[')
		for i := range e.Delta {
			o.dst = e.Delta[i].appendJSON(comma(o.dst, i))
		}
		o.dst = append(o.dst, ']')
	}
	return append(o.dst, '}')
}

func (k *KeyUse) appendJSON(dst []byte) []byte {
	o := object{dst: append(dst, '{')}
	o.text("id", k.ID)
	o.text("usage", k.Usage)
	o.text("kcv", k.KCV)
	o.number("counter", int64(k.Counter))
	return append(o.dst, '}')
}

func (c *Change) appendJSON(dst []byte) []byte {
	o := object{dst: append(dst, '{')}
	o.text("party", string(c.Party))
	o.text("name", c.Name)
	o.text("value", c.Value)
	return append(o.dst, '}')
}

// object writes the members of an object that are not empty or 0.
type object struct {
	dst  []byte
	some bool // a member stands before
}

func (o *object) key(name string) {
	if o.some {
		o.dst = append(o.dst, ',')
	}
	o.some = true
	o.dst = append(o.dst, '"')
	o.dst = append(o.dst, name...)
	o.dst = append(o.dst, '"', ':')
}

func (o *object) text(name, value string) {
	if value != "" {
		o.key(name)
		o.dst = appendString(o.dst, value)
	}
}

func (o *object) number(name string, value int64) {
	if value != 0 {
		o.key(name)
		o.dst = strconv.AppendInt(o.dst, value, 10)
	}
}

func comma(dst []byte, i int) []byte {
	if i > 0 {
		return append(dst, ',')
	}
	return dst
}

func appendUint(dst []byte, v uint64) []byte { return strconv.AppendUint(dst, v, 10) }

const (
	upperHex = "0123456789ABCDEF"
	lowerHex = "0123456789abcdef"
)

func appendHex(dst, b []byte) []byte {
	for _, c := range b {
		dst = append(dst, upperHex[c>>4], upperHex[c&0xF])
	}
	return dst
}

// appendString writes a JSON string with the fewest escapes that JSON allows
// (RFC 8259, 7): quotation mark, backslash and the controls.
func appendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' && c < utf8.RuneSelf {
			i++
			continue
		}
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			if r != utf8.RuneError || n != 1 {
				i += n
				continue
			}
			dst = append(append(dst, s[start:i]...), "\uFFFD"...)
		} else {
			dst = appendEscape(append(dst, s[start:i]...), c)
		}
		i++
		start = i
	}
	return append(append(dst, s[start:]...), '"')
}

func appendEscape(dst []byte, c byte) []byte {
	if c == '"' || c == '\\' {
		return append(dst, '\\', c)
	}
	return append(dst, '\\', 'u', '0', '0', lowerHex[c>>4], lowerHex[c&0xF])
}
