package dukpt

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"
)

// The errors of KSNs and counters.
var (
	ErrKSN         = errors.New("dukpt: KSN is not 12 bytes")
	ErrCounterZero = errors.New("dukpt: counter is zero")
	ErrCounterBits = errors.New("dukpt: counter has more than 16 one-bits")
	ErrExhausted   = errors.New("dukpt: counters are used up")
)

// maxOneBits is how many bits of a counter may be one (X9.24-3, 6.1: a host
// derives in at most 16 steps).
const maxOneBits = 16

// KSN is a key serial number: 8 bytes initial key ID, 4 bytes transaction
// counter, big-endian (X9.24-3, 6.2).
type KSN [12]byte

// ParseKSN takes exactly 12 bytes. Valid says whether the counter may be used.
func ParseKSN(b []byte) (KSN, error) {
	if len(b) != len(KSN{}) {
		return KSN{}, ErrKSN
	}
	return KSN(b), nil
}

// NewKSN puts a KSN together.
func NewKSN(ikid [8]byte, counter uint32) KSN {
	var k KSN
	copy(k[:], ikid[:])
	return k.WithCounter(counter)
}

// IKID returns the initial key ID: BDK ID and derivation ID, 4 bytes each.
func (k KSN) IKID() [8]byte { return [8]byte(k[:8]) }

// Counter returns the transaction counter.
func (k KSN) Counter() uint32 { return binary.BigEndian.Uint32(k[8:]) }

// WithCounter returns the KSN with another counter.
func (k KSN) WithCounter(counter uint32) KSN {
	binary.BigEndian.PutUint32(k[8:], counter)
	return k
}

// Valid returns ErrCounterZero or ErrCounterBits for a counter that no
// terminal uses.
func (k KSN) Valid() error { return validCounter(k.Counter()) }

func validCounter(c uint32) error {
	switch {
	case c == 0:
		return ErrCounterZero
	case bits.OnesCount32(c) > maxOneBits:
		return ErrCounterBits
	}
	return nil
}

// Next returns the KSN of the next counter with at most 16 one-bits, or
// ErrExhausted.
func (k KSN) Next() (KSN, error) {
	c, err := nextCounter(k.Counter())
	return k.WithCounter(c), err
}

// nextCounter steps over counters with too many one-bits. Between one of them
// and its sum with its own lowest bit all have more.
func nextCounter(c uint32) (uint32, error) {
	n := c + 1
	for bits.OnesCount32(n) > maxOneBits {
		n += n & -n
	}
	if n <= c {
		return c, ErrExhausted
	}
	return n, nil
}

// String returns IKID and counter in hexadecimal: "1234567890123456 00000001".
func (k KSN) String() string { return fmt.Sprintf("%X %X", k[:8], k[8:]) }
