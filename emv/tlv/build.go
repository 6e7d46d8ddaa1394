package tlv

import "slices"

// Append appends one object, its length in the fewest bytes. It writes the tag
// as it is; Tag.Valid tells whether it can be read back. A value of 4 GiB or
// more has no encoding and must not be passed.
func Append(dst []byte, tag Tag, value []byte) []byte {
	dst = tag.Append(dst)
	dst = AppendLength(dst, len(value))
	return append(dst, value...)
}

// AppendLength appends the length field for n bytes, in its shortest form
// (EMV Book 3, Annex B2). n must not be negative.
func AppendLength(dst []byte, n int) []byte {
	k := lengthBytes(n)
	if k == 0 {
		return append(dst, byte(n))
	}
	dst = append(dst, 0x80|byte(k))
	for i := k - 1; i >= 0; i-- {
		dst = append(dst, byte(uint64(n)>>(8*i)))
	}
	return dst
}

// lengthBytes is how many bytes follow the first one of the length field.
func lengthBytes(n int) int {
	if n < 0x80 {
		return 0
	}
	k := 1
	for v := uint64(n) >> 8; v > 0; v >>= 8 {
		k++
	}
	return k
}

// Builder writes nested objects. The lengths of templates come from what is
// written inside them. The zero value is ready to use.
//
//	var b tlv.Builder
//	b.Constructed(0x6F, func(b *tlv.Builder) {
//		b.Add(0x84, name)
//	})
type Builder struct {
	buf []byte
}

// NewBuilder returns a builder that appends to dst.
func NewBuilder(dst []byte) *Builder { return &Builder{buf: dst} }

// Add writes one object with the given value.
func (b *Builder) Add(tag Tag, value []byte) { b.buf = Append(b.buf, tag, value) }

// Raw writes bytes that are encoded already.
func (b *Builder) Raw(objects []byte) { b.buf = append(b.buf, objects...) }

// Constructed writes a template that holds what inside writes. The builder
// given to inside is good only until it returns.
func (b *Builder) Constructed(tag Tag, inside func(*Builder)) {
	b.buf = tag.Append(b.buf)
	at := len(b.buf)
	b.buf = append(b.buf, 0)
	inside(b)
	n := len(b.buf) - at - 1
	k := lengthBytes(n)
	if k == 0 {
		b.buf[at] = byte(n)
		return
	}
	// The place kept was for a one-byte length: move the content up.
	b.buf = slices.Insert(b.buf, at+1, make([]byte, k)...)
	AppendLength(b.buf[:at], n)
}

// Bytes returns everything written, the bytes given to NewBuilder included.
func (b *Builder) Bytes() []byte { return b.buf }
