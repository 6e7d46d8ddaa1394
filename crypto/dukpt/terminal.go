package dukpt

import (
	"encoding/binary"
	"errors"
	"math/bits"

	"github.com/openmpos/mpos/internal/secret"
)

// ErrState is returned for a stored state that no Terminal wrote.
var ErrState = errors.New("dukpt: terminal state is malformed")

// Terminal is the reader's side: the intermediate derivation keys of the
// counters to come, and none of those that are gone (X9.24-3, 6.3.4). It is
// not safe for concurrent use.
type Terminal struct {
	secret.Hidden
	ikid    [8]byte
	counter uint32       // last used, 0 for none
	n       uint8        // bytes of a key
	held    uint32       // which registers hold a key
	reg     [32]material // register i: the key of the next counter whose lowest one-bit is i
}

// NewTerminal loads an initial key. The caller destroys it: the terminal keeps
// what it derived, not the key.
func NewTerminal(ik *InitialKey) (*Terminal, error) {
	t := &Terminal{ikid: ik.ikid, n: ik.key.n}
	if err := t.fill(&ik.key, 0, len(t.reg)); err != nil {
		return nil, err
	}
	return t, nil
}

// fill derives the registers below from the key of a counter.
func (t *Terminal) fill(from *material, counter uint32, below int) error {
	block, err := from.cipher()
	if err != nil {
		return err
	}
	for i := range below {
		t.reg[i] = derive(block, t.n, usageDerivation, context(t.ikid, counter|1<<i))
		t.held |= 1 << i
	}
	return nil
}

// IKID returns the initial key ID.
func (t *Terminal) IKID() [8]byte { return t.ikid }

// Counter returns the last counter used, 0 for none.
func (t *Terminal) Counter() uint32 { return t.counter }

// Next moves to the next counter and returns its KSN and key. When it returns,
// the terminal can no longer make that key, nor any earlier one: store the
// state before the key is used, or a loss of power repeats the counter.
func (t *Terminal) Next() (KSN, *TransactionKey, error) {
	c, err := nextCounter(t.counter)
	if err != nil {
		return KSN{}, nil, err
	}
	i := bits.TrailingZeros32(c)
	if t.held&(1<<i) == 0 {
		return KSN{}, nil, ErrState
	}
	m := t.reg[i]
	defer m.destroy()
	ksn := NewKSN(t.ikid, c)
	tk, err := newTransactionKey(m, ksn)
	if err != nil {
		return KSN{}, nil, err
	}
	if bits.OnesCount32(c) < maxOneBits {
		if err := t.fill(&m, c, i); err != nil {
			return KSN{}, nil, err
		}
	}
	t.reg[i].destroy()
	t.held &^= 1 << i
	t.counter = c
	return ksn, tk, nil
}

// The state: version, key length, IKID, counter, held, then the held registers
// from the lowest up.
const (
	stateVersion = 1
	stateHead    = 1 + 1 + 8 + 4 + 4
)

// AppendUnsafeState appends the state, with its keys in clear, to dst: at most
// 18 bytes and 32 keys. It belongs into memory inside the reader's tamper
// boundary, and nowhere else.
func (t *Terminal) AppendUnsafeState(dst []byte) []byte {
	dst = append(dst, stateVersion, t.n)
	dst = append(dst, t.ikid[:]...)
	dst = binary.BigEndian.AppendUint32(dst, t.counter)
	dst = binary.BigEndian.AppendUint32(dst, t.held)
	for i := range t.reg {
		if t.held&(1<<i) != 0 {
			dst = append(dst, t.reg[i].bytes()...)
		}
	}
	return dst
}

// ParseTerminal reads a state, which it copies.
func ParseTerminal(state []byte) (*Terminal, error) {
	if len(state) < stateHead || state[0] != stateVersion {
		return nil, ErrState
	}
	t := &Terminal{
		n: state[1], ikid: [8]byte(state[2:10]),
		counter: binary.BigEndian.Uint32(state[10:]), held: binary.BigEndian.Uint32(state[14:]),
	}
	keys := state[stateHead:]
	if algorithm(t.n) < 2 || algorithm(t.n) > 4 || t.n%8 != 0 || len(keys) != bits.OnesCount32(t.held)*int(t.n) {
		return nil, ErrState
	}
	if t.counter != 0 && validCounter(t.counter) != nil {
		return nil, ErrState
	}
	for i := range t.reg {
		if t.held&(1<<i) == 0 {
			continue
		}
		t.reg[i].n = uint8(copy(t.reg[i].b[:t.n], keys))
		keys = keys[t.n:]
	}
	return t, nil
}

// Destroy clears every register.
func (t *Terminal) Destroy() { *t = Terminal{} }
