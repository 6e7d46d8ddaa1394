package acquirer

import (
	"encoding/binary"
	"strconv"
)

const (
	nibbleTop = 0x8888888888888888
	byteTop   = 0x8080808080808080
	spaces    = 0x2020202020202020
	deletes   = 0x7F7F7F7F7F7F7F7F
	ones      = 0x0101010101010101
)

// decimal says whether every nibble is 0–9. A nibble above 9 has bit 3 set
// and bit 2 or bit 1; the shifts bring those two onto bit 3. Loads overlap
// rather than go byte by byte.
func decimal(b []byte) bool {
	switch n := len(b); {
	case n >= 8:
		bad := notDecimal(binary.LittleEndian.Uint64(b[n-8:]))
		for ; len(b) > 8; b = b[8:] {
			bad |= notDecimal(binary.LittleEndian.Uint64(b))
		}
		return bad&nibbleTop == 0
	case n >= 4:
		lo, hi := binary.LittleEndian.Uint32(b), binary.LittleEndian.Uint32(b[n-4:])
		return notDecimal(uint64(hi)<<32|uint64(lo))&nibbleTop == 0
	case n >= 2:
		return bcd[b[0]]|bcd[b[1]]|bcd[b[n-1]] < 128
	case n == 1:
		return bcd[b[0]] < 128
	}
	return true
}

// shortDecimal is decimal for size bytes at off, if they are at most eight and
// eight can be loaded; otherwise it says false. It is small enough to inline.
func shortDecimal(body []byte, off, size int) bool {
	return size <= 8 && off+8 <= len(body) &&
		notDecimal(binary.LittleEndian.Uint64(body[off:]))<<(64-8*size)&nibbleTop == 0
}

func notDecimal(w uint64) uint64 { return w & (w<<1 | w<<2) }

// printable says whether no byte is a control character, 00–1F or 7F. Bytes
// from 80 on are text in some code page.
func printable(b []byte) bool {
	n := len(b)
	if n < 8 {
		for _, c := range b {
			if c < 0x20 || c == 0x7F {
				return false
			}
		}
		return true
	}
	bad := control(binary.LittleEndian.Uint64(b[n-8:]))
	for ; len(b) > 8; b = b[8:] {
		bad |= control(binary.LittleEndian.Uint64(b))
	}
	return bad == 0
}

// control has a bit set if one of eight bytes is below 20 or is 7F.
func control(w uint64) uint64 {
	x := w ^ deletes
	return ((w-spaces)&^w | (x-ones)&^x) & byteTop
}

// alphanumeric says whether every byte is a letter, a digit or a space.
func alphanumeric(b []byte) bool {
	for _, c := range b {
		if !isAN[c] {
			return false
		}
	}
	return true
}

var isAN = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == ' '
	}
	return t
}()

// appendNibbles writes units nibbles of b as characters 0–9A–F, leaving out
// the pad nibble.
func appendNibbles(dst, b []byte, units int, align Align) []byte {
	const hex = "0123456789ABCDEF"
	skip := 0
	if align == Right {
		skip = len(b)*2 - units
	}
	for i := skip; i < skip+units; i++ {
		n := b[i/2]
		if i%2 == 0 {
			n >>= 4
		}
		dst = append(dst, hex[n&0x0F])
	}
	return dst
}

// notNibble marks, in the tables below, a character that is no nibble.
const notNibble = 0xF0

// decNibble and hexNibble give the value of a character 0–9, 0–9A–F.
var decNibble, hexNibble = nibbles("0123456789"), nibbles("0123456789ABCDEF")

func nibbles(alphabet string) (t [256]byte) {
	for i := range t {
		t[i] = notNibble
	}
	for i := range len(alphabet) {
		t[alphabet[i]] = byte(i)
	}
	return t
}

// decode returns a number of digits as a number; false if one is no digit or
// there are more than 18.
func decode[T string | []byte](digits T) (uint64, bool) {
	if len(digits) == 0 || len(digits) > 18 {
		return 0, false
	}
	var n uint64
	for i := 0; i < len(digits); i++ {
		c := digits[i] - '0'
		if c > 9 {
			return 0, false
		}
		n = n*10 + uint64(c)
	}
	return n, true
}

// appendDecimal writes v with leading zeros to width digits; false if it has
// more.
func appendDecimal(dst []byte, v uint64, width int) ([]byte, bool) {
	var room [20]byte
	text := strconv.AppendUint(room[:0], v, 10)
	if len(text) > width {
		return dst, false
	}
	for range width - len(text) {
		dst = append(dst, '0')
	}
	return append(dst, text...), true
}
