// Package mac makes and checks message authentication codes.
//
//	key, err := mac.NewCMAC(keyBytes)
//	tag := key.Sum(message)
//	err = key.Verify(message, tag[:8]) // ErrMAC if it does not fit
//
// Comparison takes the same time wherever two tags differ.
package mac

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/subtle"
	"errors"

	"github.com/openmpos/mpos/internal/secret"
)

// The errors of this package.
var (
	ErrMAC       = errors.New("mac: does not verify")
	ErrKeySize   = errors.New("mac: key is not 16, 24 or 32 bytes")
	ErrTagSize   = errors.New("mac: tag is not 8 to 16 bytes")
	ErrDestroyed = errors.New("mac: key is destroyed")
)

const size = aes.BlockSize

// minTag is the shortest tag that Verify takes: 64 bits, as field 64 has.
const minTag = 8

// CMAC is a key for AES-CMAC (NIST SP 800-38B). It is safe for concurrent use.
type CMAC struct {
	secret.Hidden
	block  cipher.Block
	k1, k2 [size]byte // 6.1: for a whole and for a padded last block
}

// NewCMAC takes an AES key of 16, 24 or 32 bytes, which it copies.
func NewCMAC(key []byte) (*CMAC, error) {
	switch len(key) {
	case 16, 24, 32:
	default:
		return nil, ErrKeySize
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	c := &CMAC{block: block}
	block.Encrypt(c.k1[:], c.k1[:])
	double(&c.k1)
	c.k2 = c.k1
	double(&c.k2)
	return c, nil
}

// double multiplies by x in GF(2^128), without a branch on the key.
func double(b *[size]byte) {
	carry := byte(0)
	for i := size - 1; i >= 0; i-- {
		next := b[i] >> 7
		b[i] = b[i]<<1 | carry
		carry = next
	}
	b[size-1] ^= 0x87 & -carry
}

// Sum returns the 16-byte tag of a message of any length, empty included
// (SP 800-38B, 6.2). The tag of a destroyed key is zero; Verify refuses it.
func (c *CMAC) Sum(message []byte) (tag [size]byte) {
	if c == nil || c.block == nil {
		return tag
	}
	x := tag[:]
	for len(message) > size {
		subtle.XORBytes(x, x, message[:size])
		c.block.Encrypt(x, x)
		message = message[size:]
	}
	last := &c.k1
	if len(message) < size {
		x[len(message)] ^= 0x80
		last = &c.k2
	}
	subtle.XORBytes(x[:len(message)], x[:len(message)], message)
	subtle.XORBytes(x, x, last[:])
	c.block.Encrypt(x, x)
	return tag
}

// Verify checks a tag of 8 to 16 bytes: the first bytes of the full one. It
// returns ErrMAC if it does not fit.
func (c *CMAC) Verify(message, tag []byte) error {
	if len(tag) < minTag || len(tag) > size {
		return ErrTagSize
	}
	if c == nil || c.block == nil {
		return ErrDestroyed
	}
	want := c.Sum(message)
	if subtle.ConstantTimeCompare(want[:len(tag)], tag) != 1 {
		return ErrMAC
	}
	return nil
}

// Destroy drops the key. Copies that the runtime or the cipher object made may
// stay in memory until it is reused; Go offers no way to clear them.
func (c *CMAC) Destroy() {
	if c == nil {
		return
	}
	c.block = nil
	clear(c.k1[:])
	clear(c.k2[:])
}
