package trace

import (
	"encoding/hex"
	"strconv"
	"strings"
	"unicode/utf8"
)

// scanner reads the JSON that this package writes: objects and arrays without
// white space, strings, integers. After the first error it does nothing and
// every method returns at once.
type scanner struct {
	b   []byte
	off int
	err *Error
}

func (s *scanner) fail(path, reason string) {
	if s.err == nil {
		s.err = &Error{Offset: s.off, Path: path, Reason: reason}
	}
}

// byte consumes c, if it comes next.
func (s *scanner) byte(c byte) bool {
	if s.err == nil && s.off < len(s.b) && s.b[s.off] == c {
		s.off++
		return true
	}
	return false
}

func (s *scanner) expect(c byte, path string) {
	if !s.byte(c) {
		s.fail(path, "expected "+strconv.QuoteRune(rune(c)))
	}
}

// object reads an object; member reads the value of each key.
func (s *scanner) object(path string, member func(key string)) {
	s.expect('{', path)
	for first := true; s.err == nil && !s.byte('}'); first = false {
		if !first {
			s.expect(',', path)
		}
		key := s.text(path)
		s.expect(':', path)
		if s.err == nil {
			member(key)
		}
	}
}

// array reads an array; element reads each of its values.
func (s *scanner) array(path string, element func()) {
	s.expect('[', path)
	for n := 0; s.err == nil && !s.byte(']'); n++ {
		if n > 0 {
			s.expect(',', path)
		}
		if n == MaxList {
			s.fail(path, "has too many elements")
		}
		if s.err == nil {
			element()
		}
	}
}

func (s *scanner) text(path string) string {
	s.expect('"', path)
	start := s.off
	escaped := false
	for s.err == nil {
		if s.off == len(s.b) {
			s.fail(path, "string does not end")
			return ""
		}
		switch c := s.b[s.off]; {
		case c == '"':
			raw := string(s.b[start:s.off])
			s.off++
			return s.decode(raw, escaped, path)
		case c == '\\':
			escaped = true
			s.off++
		case c < 0x20:
			s.fail(path, "control in a string")
			return ""
		}
		if s.off < len(s.b) {
			s.off++
		}
	}
	return ""
}

// decode undoes the escapes of appendEscape.
func (s *scanner) decode(raw string, escaped bool, path string) string {
	if !utf8.ValidString(raw) {
		s.fail(path, "string is not UTF-8")
		return ""
	}
	if !escaped {
		return raw
	}
	var out strings.Builder
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' {
			out.WriteByte(raw[i])
			continue
		}
		i++
		switch {
		case raw[i] == '"' || raw[i] == '\\':
			out.WriteByte(raw[i])
		case raw[i] == 'u' && len(raw)-i > 4:
			n, err := strconv.ParseUint(raw[i+1:i+5], 16, 8)
			if err != nil {
				s.fail(path, "unknown escape")
				return ""
			}
			out.WriteByte(byte(n))
			i += 4
		default:
			s.fail(path, "unknown escape")
			return ""
		}
	}
	return out.String()
}

// number reads an integer from low to high.
func (s *scanner) number(path string, low, high int64) int64 {
	start := s.off
	s.byte('-')
	for s.err == nil && s.off < len(s.b) && s.b[s.off]-'0' <= 9 {
		s.off++
	}
	if s.err != nil {
		return 0
	}
	n, err := strconv.ParseInt(string(s.b[start:s.off]), 10, 64)
	if err != nil || n < low || n > high {
		s.off = start
		s.fail(path, "is not a number of its range")
		return 0
	}
	return n
}

func (s *scanner) hex(path string) []byte {
	b, err := hex.DecodeString(s.text(path))
	if err != nil {
		s.fail(path, "is not hexadecimal")
	}
	return b
}

// end checks that nothing is left and that the text is the one that the value
// is written as: again, from the reader's result.
func (s *scanner) end(again func() []byte) {
	if s.err == nil && s.off != len(s.b) {
		s.fail("", "text after the end")
	}
	if s.err != nil {
		return
	}
	if b := again(); string(b) != string(s.b) {
		s.off = differ(b, s.b)
		s.fail("", "is not written the one way there is")
	}
}

// differ returns the first offset at which two texts differ.
func differ(a, b []byte) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}
