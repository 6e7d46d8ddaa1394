package cryptogram

import (
	"crypto/cipher"
	"crypto/des"
	"crypto/subtle"
	"fmt"

	"github.com/openmpos/mpos/internal/secret"
)

const (
	keySize   = 16
	blockSize = des.BlockSize
)

// tdes is a two-key triple DES key: the schedules of its halves. Two of them
// cost half of what a triple DES cipher and one more for algorithm 3 would,
// and a transaction makes four keys.
type tdes struct {
	secret.Hidden
	k1, k2 cipher.Block
}

func newTDES(key []byte) (*tdes, error) {
	if len(key) != keySize {
		return nil, ErrKeySize
	}
	k1, err := des.NewCipher(key[:8])
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrLegacy, err)
	}
	k2, err := des.NewCipher(key[8:])
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrLegacy, err)
	}
	return &tdes{k1: k1, k2: k2}, nil
}

// encrypt enciphers one block in place: K1, K2 backwards, K1.
func (t *tdes) encrypt(x *[blockSize]byte) {
	t.k1.Encrypt(x[:], x[:])
	t.k2.Decrypt(x[:], x[:])
	t.k1.Encrypt(x[:], x[:])
}

// mac is ISO 9797-1 algorithm 3 with padding method 2: chained under K1, the
// last block under both halves.
func (t *tdes) mac(data []byte) (x [blockSize]byte) {
	for len(data) >= blockSize {
		subtle.XORBytes(x[:], x[:], data[:blockSize])
		t.k1.Encrypt(x[:], x[:])
		data = data[blockSize:]
	}
	subtle.XORBytes(x[:], x[:len(data)], data)
	x[len(data)] ^= 0x80
	t.encrypt(&x)
	return x
}

// pair enciphers two blocks and makes a key of them, with odd parity: every
// derivation of annex A1 ends so.
func (t *tdes) pair(left, right [blockSize]byte) (*tdes, error) {
	var key [keySize]byte
	defer clear(key[:])
	t.encrypt(&left)
	t.encrypt(&right)
	copy(key[:8], left[:])
	copy(key[8:], right[:])
	oddParity(key[:])
	return newTDES(key[:])
}

// oddParity sets the lowest bit of each byte so that its one-bits are odd.
func oddParity(key []byte) {
	for i, b := range key {
		p := b ^ b>>4
		p ^= p >> 2
		p ^= p >> 1
		key[i] = b ^ ^p&1
	}
}
