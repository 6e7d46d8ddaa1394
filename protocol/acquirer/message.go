package acquirer

import "encoding/binary"

// Message builds a body from typed values. A setter checks its value at once
// against the table, copies it, and remembers the first failure, which Append
// and Err return as *BuildError; so a row of setters needs one check. Fields
// may be set in any order and again. Reset makes a Message usable again
// without allocation. Not safe for concurrent use; do not copy.
type Message struct {
	table  *Table
	mti    [2]byte
	bitmap uint64
	slots  [64]span // field n at n-1: where in buf, prefix included
	buf    []byte
	err    *BuildError
}

// New starts a message of the given type, four digits.
func (t *Table) New(mti string) *Message {
	m := &Message{table: t}
	m.Reset(mti)
	return m
}

// Reset clears every field, zeroes the memory that held them, and starts a
// message of the given type.
func (m *Message) Reset(mti string) {
	clear(m.buf)
	m.buf, m.bitmap, m.err = m.buf[:0], 0, nil
	n, ok := decode(mti)
	if !ok || len(mti) != 4 {
		m.err = &BuildError{Field: 0, Reason: "message type is not four digits"}
		return
	}
	m.mti = [2]byte{byte(n/1000<<4 | n/100%10), byte(n/10%10<<4 | n%10)}
}

// SetDigits sets an n field to decimal digits, or a z field to nibbles
// (0–9A–F); on any other field it is SetText. F22 takes four digits.
func (m *Message) SetDigits(n int, digits string) {
	if s := m.spec(n); s != nil {
		buf, reason := encodeDigits(m.buf, s, digits)
		m.keep(n, buf, reason)
	}
}

// SetUint sets a fixed field of digits to a number, zero-filled.
func (m *Message) SetUint(n int, value uint64) {
	if s := m.spec(n); s != nil {
		buf, reason := encodeUint(m.buf, s, value)
		m.keep(n, buf, reason)
	}
}

// SetText sets an an, ans or b field. A fixed field takes its exact length:
// trailing spaces are the caller's.
func (m *Message) SetText(n int, text string) {
	if s := m.spec(n); s != nil {
		buf, reason := encodeBytes(m.buf, s, text)
		m.keep(n, buf, reason)
	}
}

// SetBytes sets an an, ans or b field from bytes, which it copies.
func (m *Message) SetBytes(n int, value []byte) {
	if s := m.spec(n); s != nil {
		buf, reason := encodeBytes(m.buf, s, value)
		m.keep(n, buf, reason)
	}
}

// Unset removes field n.
func (m *Message) Unset(n int) {
	if n >= 1 && n <= 64 {
		m.bitmap &^= bit(n)
	}
}

// Has says whether field n is set.
func (m *Message) Has(n int) bool { return n >= 1 && n <= 64 && m.bitmap&bit(n) != 0 }

// Err returns the first failure of a setter, nil if there was none.
func (m *Message) Err() error {
	if m.err == nil {
		return nil
	}
	return m.err
}

func (m *Message) spec(n int) *spec {
	if m.err != nil {
		return nil
	}
	if n < 1 || n > 64 || m.table.defined&bit(n) == 0 {
		m.err = &BuildError{Field: n, Reason: "not defined in this table"}
		return nil
	}
	return m.table.of(n)
}

func (m *Message) keep(n int, buf []byte, reason string) {
	if reason == "" && len(buf) > 4*MaxBody {
		reason = "set too often without Reset"
	}
	if reason != "" {
		m.err = &BuildError{Field: n, Reason: reason}
		return
	}
	m.slots[n-1] = span{uint16(len(m.buf)), uint16(len(buf) - len(m.buf))}
	m.bitmap |= bit(n)
	m.buf = buf
}

// Append appends the body to dst: MTI, bitmap, fields in order.
func (m *Message) Append(dst []byte) ([]byte, error) {
	return m.append(dst, m.bitmap, m.bitmap)
}

// AppendForMAC appends the input of F64: the body with bit 64 set, up to and
// without F64, whether F64 was set or not.
func (m *Message) AppendForMAC(dst []byte) ([]byte, error) {
	return m.append(dst, m.bitmap|1, m.bitmap&^1)
}

func (m *Message) append(dst []byte, bitmap, fields uint64) ([]byte, error) {
	if m.err != nil {
		return dst, m.err
	}
	dst = append(dst, m.mti[:]...)
	dst = binary.BigEndian.AppendUint64(dst, bitmap)
	run := span{} // slots that follow each other are copied at once
	for ; fields != 0; fields &^= top >> leading(fields) {
		s := m.slots[leading(fields)]
		if s.off != run.off+run.size {
			dst = append(dst, m.buf[run.off:run.off+run.size]...)
			run = span{off: s.off}
		}
		run.size += s.size
	}
	return append(dst, m.buf[run.off:run.off+run.size]...), nil
}
