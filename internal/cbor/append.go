package cbor

import "encoding/binary"

// AppendHead appends the shortest head of a major type: an integer, the length
// of a string that follows, the number of elements or pairs that follow.
func AppendHead(dst []byte, major uint8, value uint64) []byte {
	m := major << 5
	switch headLen(value) {
	case 1:
		return append(dst, m|byte(value))
	case 2:
		return append(dst, m|24, byte(value))
	case 3:
		return binary.BigEndian.AppendUint16(append(dst, m|25), uint16(value))
	case 5:
		return binary.BigEndian.AppendUint32(append(dst, m|26), uint32(value))
	}
	return binary.BigEndian.AppendUint64(append(dst, m|27), value)
}

// AppendUint appends an unsigned integer.
func AppendUint(dst []byte, v uint64) []byte { return AppendHead(dst, Uint, v) }

// AppendBytes appends a byte string.
func AppendBytes(dst, b []byte) []byte {
	return append(AppendHead(dst, Bytes, uint64(len(b))), b...)
}
