package backend

import (
	"crypto/sha256"
	"encoding/binary"
)

// rrnAlphabet is Crockford's base 32: digits and letters that an an field may
// hold and a person can read out.
const rrnAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

const (
	rrnCounter = 7 // characters: 35 bits for a counter of 31
	rrnReader  = 5 // characters: 25 bits of the reader's key ID, hashed
)

// rrn is F37, the number that backend and issuer know a transaction by: the
// reader's counter and a mark of the reader. With F41 and F42 it is unique: a
// reader uses a counter once, and the mark keeps a terminal number apart from
// its earlier readers.
func rrn(ikid [8]byte, ct uint32) string {
	var out [rrnCounter + rrnReader]byte
	put32(out[:rrnCounter], uint64(ct))
	h := sha256.Sum256(ikid[:])
	put32(out[rrnCounter:], uint64(binary.BigEndian.Uint32(h[:])>>7))
	return string(out[:])
}

// parseRRN returns the counter of a number that rrn made for this reader.
func parseRRN(s string, ikid [8]byte) (ct uint32, ok bool) {
	if len(s) != rrnCounter+rrnReader {
		return 0, false
	}
	var n uint64
	for i := range rrnCounter {
		d := digit32(s[i])
		if d < 0 {
			return 0, false
		}
		n = n<<5 | uint64(d)
	}
	if n > 1<<32-1 {
		return 0, false
	}
	return uint32(n), rrn(ikid, uint32(n)) == s
}

func put32(dst []byte, n uint64) {
	for i := len(dst) - 1; i >= 0; i-- {
		dst[i] = rrnAlphabet[n&31]
		n >>= 5
	}
}

func digit32(c byte) int {
	for i := range len(rrnAlphabet) {
		if rrnAlphabet[i] == c {
			return i
		}
	}
	return -1
}
