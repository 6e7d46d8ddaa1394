package dukpt

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
	"errors"

	"github.com/openmpos/mpos/internal/secret"
)

// ErrKeySize is returned for a key that is not 16, 24 or 32 bytes.
var ErrKeySize = errors.New("dukpt: key is not 16, 24 or 32 bytes")

// ErrDestroyed is returned by a key after Destroy.
var ErrDestroyed = errors.New("dukpt: key is destroyed")

// usage is the key usage indicator of the derivation data (X9.24-3, 6.3.3).
type usage uint16

const (
	usagePINEncryption   usage = 0x1000
	usageMACGeneration   usage = 0x2000
	usageMACVerification usage = 0x2001
	usageDataEncryption  usage = 0x3000
	usageDerivation      usage = 0x8000
	usageInitialKey      usage = 0x8001
)

// material is the bytes of an AES key and its length.
type material struct {
	secret.Hidden
	b [32]byte
	n uint8
}

func newMaterial(key []byte) (m material, err error) {
	switch len(key) {
	case 16, 24, 32:
	default:
		return m, ErrKeySize
	}
	m.n = uint8(copy(m.b[:], key))
	return m, nil
}

func (m *material) bytes() []byte { return m.b[:m.n] }

func (m *material) cipher() (cipher.Block, error) {
	if m.n == 0 {
		return nil, ErrDestroyed
	}
	return aes.NewCipher(m.bytes())
}

func (m *material) destroy() { *m = material{} }

// algorithm is the algorithm indicator of an AES key of n bytes: 2, 3, 4.
func algorithm(n uint8) uint16 { return uint16(n) / 8 }

// deriver holds the two blocks of a derivation. Many derivations share one:
// what goes through the cipher interface would else be allocated every time.
type deriver struct{ data, out [aes.BlockSize]byte }

// derive makes a key of the same size as the parent's: as many enciphered
// blocks of derivation data as it takes (X9.24-3, 6.3.2 and 6.3.3). context is
// the last 8 bytes: the initial key ID for an initial key, else the second
// half of the ID and the counter.
func (d *deriver) derive(parent cipher.Block, n uint8, u usage, context [8]byte) (m material) {
	d.data[0] = 1 // version
	binary.BigEndian.PutUint16(d.data[2:], uint16(u))
	binary.BigEndian.PutUint16(d.data[4:], algorithm(n))
	binary.BigEndian.PutUint16(d.data[6:], uint16(n)*8)
	copy(d.data[8:], context[:])
	m.n = n
	for done, i := 0, byte(1); done < int(n); i++ {
		d.data[1] = i
		parent.Encrypt(d.out[:], d.data[:])
		done += copy(m.b[done:n], d.out[:])
	}
	clear(d.out[:])
	return m
}

// context is the derivation context of a counter.
func context(ikid [8]byte, counter uint32) (c [8]byte) {
	copy(c[:4], ikid[4:])
	binary.BigEndian.PutUint32(c[4:], counter)
	return c
}
