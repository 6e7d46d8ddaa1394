package dukpt

import (
	"crypto/aes"
	"crypto/cipher"
	"errors"

	"github.com/openmpos/mpos/internal/secret"
)

// The errors of DataKey.
var (
	ErrKeyUsed = errors.New("dukpt: data key has sealed its one message")
	ErrSealed  = errors.New("dukpt: sealed data does not open")
)

// DataKey seals exactly one message: AES-CBC with a zero IV, which is safe
// because no second message is ever under the key, and ISO 9797-1 padding
// method 2. It is not safe for concurrent use. It gives no integrity: check the MAC over the sealed bytes first.
type DataKey struct {
	secret.Hidden
	block cipher.Block
	used  bool
}

var zeroIV [aes.BlockSize]byte

// Seal appends the sealed message, 1 to 16 bytes longer than the plaintext,
// to dst, and drops the key: whatever comes after is ErrKeyUsed.
func (k *DataKey) Seal(dst, plain []byte) ([]byte, error) {
	if err := k.usable(); err != nil {
		return dst, err
	}
	block := k.block
	k.block, k.used = nil, true
	start := len(dst)
	dst = append(append(dst, plain...), 0x80)
	for (len(dst)-start)%aes.BlockSize != 0 {
		dst = append(dst, 0)
	}
	cipher.NewCBCEncrypter(block, zeroIV[:]).CryptBlocks(dst[start:], dst[start:])
	return dst, nil
}

func (k *DataKey) usable() error {
	switch {
	case k == nil:
		return ErrDestroyed
	case k.used:
		return ErrKeyUsed
	case k.block == nil:
		return ErrDestroyed
	}
	return nil
}

// Open appends the plaintext of a sealed message to dst: the host's side.
// ErrSealed says that length or padding are not those of a sealed message.
func (k *DataKey) Open(dst, sealed []byte) ([]byte, error) {
	if err := k.usable(); err != nil {
		return dst, err
	}
	if len(sealed) == 0 || len(sealed)%aes.BlockSize != 0 {
		return dst, ErrSealed
	}
	start := len(dst)
	dst = append(dst, sealed...)
	plain := dst[start:]
	cipher.NewCBCDecrypter(k.block, zeroIV[:]).CryptBlocks(plain, plain)
	end := len(plain) - 1
	for end > len(plain)-aes.BlockSize && plain[end] == 0 {
		end--
	}
	if plain[end] != 0x80 {
		clear(plain)
		return dst[:start], ErrSealed
	}
	return dst[:start+end], nil
}

// Destroy drops the key.
func (k *DataKey) Destroy() {
	if k != nil {
		k.block = nil
	}
}
