package link

import "bytes"

// Consistent Overhead Byte Stuffing (Cheshire and Baker, 1999): blocks of a
// code and code−1 bytes that are not zero. A block stands for its bytes and a
// zero after them, except a full one (code FF) and the last.

// appendCOBS appends the encoding of src, which holds no zero byte.
func appendCOBS(dst, src []byte) []byte {
	for {
		n := bytes.IndexByte(src, 0)
		last := n < 0
		if last {
			n = len(src)
		}
		for ; n >= 254; n -= 254 {
			dst = append(append(dst, 0xFF), src[:254]...)
			src = src[254:]
			if last && n == 254 { // a full block at the end needs no other
				return dst
			}
		}
		dst = append(append(dst, byte(n+1)), src[:n]...)
		if last {
			return dst
		}
		src = src[n+1:]
	}
}

// decodeCOBS appends what src stands for to dst. It takes only what appendCOBS
// makes. The error is an *Error with the offset in src.
func decodeCOBS(dst, src []byte) ([]byte, error) {
	if n := bytes.IndexByte(src, 0); n >= 0 {
		return dst, &Error{n, "zero byte inside the frame"}
	}
	full := false
	for off := 0; off < len(src); {
		code := int(src[off])
		end := off + code
		if end > len(src) {
			return dst, &Error{off, "block runs past the end"}
		}
		if full && code == 1 && end == len(src) {
			return dst, &Error{off, "empty block after a full one"}
		}
		dst = append(dst, src[off+1:end]...)
		full = code == 0xFF
		if !full && end < len(src) {
			dst = append(dst, 0)
		}
		off = end
	}
	if len(src) == 0 {
		return dst, &Error{0, "frame is empty"}
	}
	return dst, nil
}
