package dukpt

import (
	"crypto/cipher"
	"math/bits"

	"github.com/openmpos/mpos/internal/secret"
)

// BDK is a base derivation key: the root of all readers of one series, which
// only an HSM may hold. It is safe for concurrent use.
type BDK struct {
	secret.Hidden
	block cipher.Block
	n     uint8
}

// NewBDK takes an AES key of 16, 24 or 32 bytes, which it copies.
func NewBDK(key []byte) (*BDK, error) {
	m, err := newMaterial(key)
	if err != nil {
		return nil, err
	}
	defer m.destroy()
	block, err := m.cipher()
	if err != nil {
		return nil, err
	}
	return &BDK{block: block, n: m.n}, nil
}

// InitialKey derives the key that is injected into one reader (X9.24-3, 6.3.1).
func (k *BDK) InitialKey(ikid [8]byte) (*InitialKey, error) {
	if k == nil || k.block == nil {
		return nil, ErrDestroyed
	}
	var d deriver
	return &InitialKey{key: d.derive(k.block, k.n, usageInitialKey, ikid), ikid: ikid}, nil
}

// TransactionKey derives the key of one counter, from the initial key through
// at most 16 steps. The counter must be one that terminals use.
func (k *BDK) TransactionKey(ksn KSN) (*TransactionKey, error) {
	ik, err := k.InitialKey(ksn.IKID())
	if err != nil {
		return nil, err
	}
	defer ik.Destroy()
	return ik.TransactionKey(ksn)
}

// Destroy drops the key.
func (k *BDK) Destroy() {
	if k != nil {
		k.block = nil
	}
}

// InitialKey is the key that one reader is born with (X9.24-3: IK).
type InitialKey struct {
	secret.Hidden
	key  material
	ikid [8]byte
}

// NewInitialKey takes an injected key of 16, 24 or 32 bytes, which it copies,
// and its initial key ID.
func NewInitialKey(key []byte, ikid [8]byte) (*InitialKey, error) {
	m, err := newMaterial(key)
	if err != nil {
		return nil, err
	}
	return &InitialKey{key: m, ikid: ikid}, nil
}

// IKID returns the initial key ID.
func (k *InitialKey) IKID() [8]byte { return k.ikid }

// Destroy clears the key.
func (k *InitialKey) Destroy() {
	if k != nil {
		k.key.destroy()
	}
}

// TransactionKey derives the key of one counter. The KSN's initial key ID must
// be the key's own (ErrIKID), and the counter one that terminals use
// (ErrCounterZero, ErrCounterBits).
func (k *InitialKey) TransactionKey(ksn KSN) (*TransactionKey, error) {
	if k == nil {
		return nil, ErrDestroyed
	}
	if ksn.IKID() != k.ikid {
		return nil, ErrIKID
	}
	if err := ksn.Valid(); err != nil {
		return nil, err
	}
	m, err := k.walk(ksn.Counter())
	defer m.destroy()
	if err != nil {
		return nil, err
	}
	return newTransactionKey(&m, ksn)
}

// walk derives the derivation key of a counter: one step for each one-bit,
// from the highest down (X9.24-3, 6.3.1).
func (k *InitialKey) walk(counter uint32) (material, error) {
	var d deriver
	m, at := k.key, uint32(0)
	for rest := counter; rest != 0; {
		bit := uint32(1) << (31 - bits.LeadingZeros32(rest))
		rest &^= bit
		at |= bit
		block, err := m.cipher()
		if err != nil {
			return m, err
		}
		m = d.derive(block, m.n, usageDerivation, context(k.ikid, at))
	}
	return m, nil
}
