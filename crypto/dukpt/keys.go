package dukpt

import (
	"crypto/cipher"
	"errors"

	"github.com/openmpos/mpos/crypto/mac"
	"github.com/openmpos/mpos/crypto/pin"
	"github.com/openmpos/mpos/internal/secret"
)

// ErrIKID is returned for a KSN of another initial key.
var ErrIKID = errors.New("dukpt: KSN names another initial key")

// TransactionKey is the derivation key of one counter. It makes the working
// keys and is destroyed when they are made: it is none of them.
type TransactionKey struct {
	secret.Hidden
	block cipher.Block
	n     uint8
	ksn   KSN
}

func newTransactionKey(m *material, ksn KSN) (*TransactionKey, error) {
	block, err := m.cipher()
	if err != nil {
		return nil, err
	}
	return &TransactionKey{block: block, n: m.n, ksn: ksn}, nil
}

// KSN returns the KSN that the key belongs to.
func (k *TransactionKey) KSN() KSN { return k.ksn }

// Destroy drops the key.
func (k *TransactionKey) Destroy() {
	if k != nil {
		k.block = nil
	}
}

func (k *TransactionKey) working(u usage) (material, error) {
	if k == nil || k.block == nil {
		return material{}, ErrDestroyed
	}
	var d deriver
	return d.derive(k.block, k.n, u, context(k.ksn.IKID(), k.ksn.Counter())), nil
}

func (k *TransactionKey) cmac(u usage) (*mac.CMAC, error) {
	m, err := k.working(u)
	if err != nil {
		return nil, err
	}
	defer m.destroy()
	return mac.NewCMAC(m.bytes())
}

// PINEncryption makes the key of the PIN block (usage 1000).
func (k *TransactionKey) PINEncryption() (*pin.Key, error) {
	m, err := k.working(usagePINEncryption)
	if err != nil {
		return nil, err
	}
	defer m.destroy()
	return pin.NewKey(m.bytes())
}

// DataEncryption makes the key that seals one message (usage 3000).
func (k *TransactionKey) DataEncryption() (*DataKey, error) {
	m, err := k.working(usageDataEncryption)
	if err != nil {
		return nil, err
	}
	defer m.destroy()
	block, err := m.cipher()
	if err != nil {
		return nil, err
	}
	return &DataKey{block: block}, nil
}

// KCV returns the key check value of a working key: the first 5 bytes of the
// CMAC of a zero block (ANSI X9.24-1:2017, annex A). It is for screens that
// teach with published test keys.
func (k *TransactionKey) KCV(u Usage) ([5]byte, error) {
	c, err := k.cmac(usage(u))
	if err != nil {
		return [5]byte{}, err
	}
	defer c.Destroy()
	sum := c.Sum(make([]byte, 16))
	return [5]byte(sum[:5]), nil
}

// Usage is a key usage indicator, for KCV.
type Usage uint16

// The usages of working keys (X9.24-3, 6.3.3).
const (
	PINEncryption   = Usage(usagePINEncryption)
	MACGeneration   = Usage(usageMACGeneration)
	MACVerification = Usage(usageMACVerification)
	DataEncryption  = Usage(usageDataEncryption)
)
