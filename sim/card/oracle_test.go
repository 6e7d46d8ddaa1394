package card_test

import (
	"crypto/cipher"
	"crypto/des"
	"encoding/hex"
	"math/bits"

	"github.com/stretchr/testify/require"
)

// oracle computes what an issuer would, straight from the standard with
// crypto/des alone. It shares no code with crypto/cryptogram and works on its
// own list of offsets.
type oracle struct {
	t   require.TestingT
	imk []byte
}

func unhex(s string) []byte {
	b, err := hex.DecodeString(s)
	if err != nil {
		panic(err)
	}
	return b
}

func (o oracle) tdes(key []byte) cipher.Block {
	c, err := des.NewTripleDESCipher(append(append([]byte(nil), key...), key[:8]...))
	require.NoError(o.t, err)
	return c
}

func (o oracle) single(key []byte) cipher.Block {
	c, err := des.NewCipher(key)
	require.NoError(o.t, err)
	return c
}

func odd(b []byte) []byte {
	for i := range b {
		if bits.OnesCount8(b[i])%2 == 0 {
			b[i] ^= 1
		}
	}
	return b
}

// cardKey is EMV Book 2, A1.4.1: the rightmost 16 digits of PAN and PSN, and
// their complement.
func (o oracle) cardKey(pan, psn string) []byte {
	digits := pan + psn
	y := unhex(digits[len(digits)-16:])
	key := make([]byte, 16)
	o.tdes(o.imk).Encrypt(key[:8], y)
	for i := range y {
		y[i] = ^y[i]
	}
	o.tdes(o.imk).Encrypt(key[8:], y)
	return odd(key)
}

// sessionKey is EMV Book 2, A1.3.1.
func (o oracle) sessionKey(cardKey, atc []byte) []byte {
	key := make([]byte, 16)
	o.tdes(cardKey).Encrypt(key[:8], []byte{atc[0], atc[1], 0xF0, 0, 0, 0, 0, 0})
	o.tdes(cardKey).Encrypt(key[8:], []byte{atc[0], atc[1], 0x0F, 0, 0, 0, 0, 0})
	return odd(key)
}

// mac is ISO/IEC 9797-1 algorithm 3, padding method 2: CBC with the left half,
// the last block once more with the right half and the left.
func (o oracle) mac(key, data []byte) []byte {
	data = append(append([]byte(nil), data...), 0x80)
	for len(data)%8 != 0 {
		data = append(data, 0)
	}
	left, right := o.single(key[:8]), o.single(key[8:])
	cipher.NewCBCEncrypter(left, make([]byte, 8)).CryptBlocks(data, data)
	last := data[len(data)-8:]
	right.Decrypt(last, last)
	left.Encrypt(last, last)
	return last
}

// arpc is method 1, EMV Book 2, 8.2.1: the ARQC with the code on its first two
// bytes.
func (o oracle) arpc(key, arqc []byte, arc string) []byte {
	x := append([]byte(nil), arqc...)
	x[0] ^= arc[0]
	x[1] ^= arc[1]
	o.tdes(key).Encrypt(x, x)
	return x
}
