package pin

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/subtle"
	"errors"
	"io"

	"github.com/openmpos/mpos/internal/secret"
)

// BlockSize is the length of a format 4 PIN block in bytes.
const BlockSize = 16

// The errors of PIN blocks.
var (
	// ErrBlock is every defect of an enciphered block: wrong length, wrong
	// key, another PAN, another format, a PIN that is none.
	ErrBlock     = errors.New("pin: block does not open")
	ErrKeySize   = errors.New("pin: key is not 16, 24 or 32 bytes")
	ErrDestroyed = errors.New("pin: key is destroyed")
)

// Key is an AES key for PIN blocks, and for nothing else. It is safe for
// concurrent use.
type Key struct {
	secret.Hidden
	block cipher.Block
}

// NewKey takes an AES key of 16, 24 or 32 bytes, which it copies.
func NewKey(key []byte) (*Key, error) {
	switch len(key) {
	case 16, 24, 32:
	default:
		return nil, ErrKeySize
	}
	b, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return &Key{block: b}, nil
}

// Destroy drops the key; what the runtime copied is out of reach.
func (k *Key) Destroy() {
	if k != nil {
		k.block = nil
	}
}

// EncryptFormat4 makes the enciphered format 4 block of a PIN, bound to the
// PAN (ISO 9564-1, 9.5): the PIN field with 8 random bytes is enciphered, the
// PAN field added, and the sum enciphered again.
func (k *Key) EncryptFormat4(p PIN, a PAN, random io.Reader) (block [BlockSize]byte, err error) {
	switch {
	case k == nil || k.block == nil:
		return block, ErrDestroyed
	case p.n == 0:
		return block, ErrPIN
	case a.n == 0:
		return block, ErrPAN
	}
	f := pinField(p)
	if _, err := io.ReadFull(random, f[8:]); err != nil {
		return block, err
	}
	pan := panField(a)
	k.block.Encrypt(f[:], f[:])
	subtle.XORBytes(f[:], f[:], pan[:])
	k.block.Encrypt(f[:], f[:])
	return f, nil
}

// DecryptFormat4 opens a block that was made for this PAN. Any defect is
// ErrBlock.
func (k *Key) DecryptFormat4(block []byte, a PAN) (PIN, error) {
	if k == nil || k.block == nil {
		return PIN{}, ErrDestroyed
	}
	if len(block) != BlockSize || a.n == 0 {
		return PIN{}, ErrBlock
	}
	var f [BlockSize]byte
	pan := panField(a)
	k.block.Decrypt(f[:], block)
	subtle.XORBytes(f[:], f[:], pan[:])
	k.block.Decrypt(f[:], f[:])
	defer clear(f[:])
	return parseField(&f)
}

// TranslateFormat4 re-enciphers a block from one key to another with fresh
// random bytes. The PAN stays: another one would be a forbidden translation
// (ISO 9564-1, 9.6).
func TranslateFormat4(in, out *Key, block []byte, a PAN, random io.Reader) ([BlockSize]byte, error) {
	p, err := in.DecryptFormat4(block, a)
	if err != nil {
		return [BlockSize]byte{}, err
	}
	defer p.Destroy()
	return out.EncryptFormat4(p, a, random)
}

// pinField is 4, the length, the digits, and A up to the 16th nibble; the
// caller fills the other 8 bytes (ISO 9564-1, 9.5.3).
func pinField(p PIN) (f [BlockSize]byte) {
	nibbles := [16]byte{4, p.n}
	for i := 2; i < 16; i++ {
		nibbles[i] = 0xA
		if i-2 < int(p.n) {
			nibbles[i] = p.digits[i-2]
		}
	}
	for i := range 8 {
		f[i] = nibbles[2*i]<<4 | nibbles[2*i+1]
	}
	return f
}

// parseField checks every nibble of a clear PIN field, without an early exit.
func parseField(f *[BlockSize]byte) (PIN, error) {
	var p PIN
	n := f[0] & 0xF
	bad := f[0]>>4 ^ 4
	if n < minPIN || n > maxPIN {
		bad |= 1
	}
	for i := range 14 {
		v := f[1+i/2]
		if i%2 == 0 {
			v >>= 4
		}
		v &= 0xF
		switch {
		case i >= int(n):
			bad |= v ^ 0xA
		case v > 9:
			bad |= 1
		case i < maxPIN:
			p.digits[i] = v
		}
	}
	p.n = n
	if bad != 0 {
		p.Destroy()
		return PIN{}, ErrBlock
	}
	return p, nil
}

// panField is the PAN length less 12, then the PAN, zeros behind it. A PAN of
// less than 12 digits is right-justified in 12 (ISO 9564-1, 9.5.4).
func panField(a PAN) (f [BlockSize]byte) {
	var nibbles [32]byte
	lead := 0
	if a.n > 12 {
		nibbles[0] = a.n - 12
	} else {
		lead = 12 - int(a.n)
	}
	copy(nibbles[1+lead:], a.digits[:a.n])
	for i := range f {
		f[i] = nibbles[2*i]<<4 | nibbles[2*i+1]
	}
	return f
}
