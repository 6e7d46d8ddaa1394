package dukpt

import (
	"crypto/cipher"
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
	deriver deriver
}

// NewTerminal loads an initial key. The caller destroys it: the terminal keeps
// what it derived, not the key.
func NewTerminal(ik *InitialKey) (*Terminal, error) {
	if ik == nil {
		return nil, ErrDestroyed
	}
	block, err := ik.key.cipher()
	if err != nil {
		return nil, err
	}
	t := &Terminal{ikid: ik.ikid, n: ik.key.n}
	t.fill(block, 0, len(t.reg))
	return t, nil
}

// fill derives the registers below one from the key of a counter.
func (t *Terminal) fill(from cipher.Block, counter uint32, below int) {
	for i := range below {
		t.reg[i] = t.deriver.derive(from, t.n, usageDerivation, context(t.ikid, counter|1<<i))
		t.held |= 1 << i
	}
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
	tk, err := newTransactionKey(&t.reg[i], NewKSN(t.ikid, c))
	if err != nil {
		return KSN{}, nil, err
	}
	if bits.OnesCount32(c) < maxOneBits {
		t.fill(tk.block, c, i)
	}
	t.reg[i].destroy()
	t.held &^= 1 << i
	t.counter = c
	return tk.ksn, tk, nil
}

// heldAt says which registers hold a key after a counter. Above its lowest
// one-bit: those of its zero-bits, whose counters are still to come. Below:
// all of them, unless the counter has no one-bit to spare.
func heldAt(counter uint32) uint32 {
	lowest := counter & -counter
	if lowest == 0 {
		return ^uint32(0)
	}
	held := ^counter &^ (lowest - 1)
	if bits.OnesCount32(counter) < maxOneBits {
		held |= lowest - 1
	}
	return held
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
	if t.counter != 0 && validCounter(t.counter) != nil || t.held != heldAt(t.counter) {
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

// Destroy clears every register; Next then returns ErrState.
func (t *Terminal) Destroy() {
	if t != nil {
		*t = Terminal{}
	}
}
