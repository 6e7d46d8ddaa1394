package acquirer

import "encoding/binary"

// builder writes the fields of a message with a known list straight to the
// destination, in ascending order, without the copy that Message makes.
type builder struct {
	table  *Table
	dst    []byte
	start  int
	bitmap uint64
	err    *BuildError
}

func (t *Table) begin(dst []byte, mti string) builder {
	b := builder{table: t, start: len(dst)}
	b.dst = append(dst, (mti[0]-'0')<<4|(mti[1]-'0'), (mti[2]-'0')<<4|(mti[3]-'0'), 0, 0, 0, 0, 0, 0, 0, 0)
	return b
}

func (b *builder) digits(n int, digits string) {
	if b.err == nil {
		dst, reason := encodeDigits(b.dst, b.table.of(n), digits)
		b.keep(n, dst, reason)
	}
}

func (b *builder) uint(n int, value uint64) {
	if b.err == nil {
		dst, reason := encodeUint(b.dst, b.table.of(n), value)
		b.keep(n, dst, reason)
	}
}

func (b *builder) text(n int, text string) {
	if b.err == nil {
		dst, reason := encodeBytes(b.dst, b.table.of(n), text)
		b.keep(n, dst, reason)
	}
}

// optional is text, or digits in a field of digits, unless there are none.
func (b *builder) optional(n int, text string) {
	if text != "" {
		b.digits(n, text)
	}
}

func (b *builder) bytes(n int, value []byte) {
	if b.err == nil {
		dst, reason := encodeBytes(b.dst, b.table.of(n), value)
		b.keep(n, dst, reason)
	}
}

func (b *builder) optionalBytes(n int, value []byte) {
	if len(value) > 0 {
		b.bytes(n, value)
	}
}

// amount writes F4; currency writes F49, three digits of an alphanumeric field.
func (b *builder) amount(minor uint64) { b.uint(4, minor) }

func (b *builder) currency(code uint16) {
	if code > 999 {
		b.fail(49, "number too large")
		return
	}
	b.text(49, string([]byte{'0' + byte(code/100), '0' + byte(code/10%10), '0' + byte(code%10)}))
}

// entry writes F22 from its three or four digits.
func (b *builder) entry(f22 string) {
	if len(f22) == 3 {
		f22 += "0"
	}
	b.digits(22, f22)
}

func (b *builder) f60(f F60) {
	if b.err != nil {
		return
	}
	var room [17]byte
	digits, err := f.Append(room[:0])
	if err != nil {
		b.fail(60, "a part does not fit")
		return
	}
	dst, reason := encodeDigits(b.dst, b.table.of(60), digits)
	b.keep(60, dst, reason)
}

// mac writes F64; for the MAC's own input it only sets the bit.
func (b *builder) mac(mac []byte, forMAC bool) {
	if forMAC {
		b.bitmap |= 1
		return
	}
	b.bytes(64, mac)
}

func (b *builder) keep(n int, dst []byte, reason string) {
	if reason != "" {
		b.fail(n, reason)
		return
	}
	b.dst = dst
	b.bitmap |= bit(n)
}

func (b *builder) fail(n int, reason string) {
	if b.err == nil {
		b.err = &BuildError{Field: n, Reason: reason}
	}
}

// end fills in the bitmap. On failure it returns the destination as it was.
func (b *builder) end() ([]byte, error) {
	if b.err != nil {
		return b.dst[:b.start], b.err
	}
	binary.BigEndian.PutUint64(b.dst[b.start+2:], b.bitmap)
	return b.dst, nil
}
