// Package cryptogram makes and checks the cryptograms that a card and its
// issuer exchange: keys by EMV Book 2, annex A1, application cryptograms by
// 8.1, issuer authentication by 8.2.
//
//	issuer, err := cryptogram.NewMasterKey(imkAC)
//	card, err := issuer.CardKeyA(pan, psn)       // option A
//	sk, err := card.SessionKeyCSK(atc)           // common session key
//	err = sk.VerifyAC(data, arqc)
//	arpc := sk.ARPC1(arqc, arc)
//
// The algorithm is triple DES with two keys, as the deployed cards have it;
// under a FIPS-only Go runtime the constructors return its error.
package cryptogram

import (
	"crypto/cipher"
	"crypto/des"
	"crypto/sha1"
	"errors"
	"fmt"

	"github.com/openmpos/mpos/crypto/pin"
	"github.com/openmpos/mpos/internal/secret"
)

// The errors of this package.
var (
	ErrKeySize    = errors.New("cryptogram: key is not 16 bytes")
	ErrLegacy     = errors.New("cryptogram: triple DES is not available")
	ErrPAN        = errors.New("cryptogram: PAN is missing")
	ErrCryptogram = errors.New("cryptogram: does not verify")
	ErrDestroyed  = errors.New("cryptogram: key is destroyed")
)

const keySize = 16

// tdes is a two-key triple DES key with its schedules.
type tdes struct {
	secret.Hidden
	full cipher.Block // K1, K2, K1
	k1   cipher.Block // for ISO 9797-1 algorithm 3; nil until wanted
}

func newTDES(key []byte) (*tdes, error) {
	if len(key) != keySize {
		return nil, ErrKeySize
	}
	var full [24]byte
	copy(full[:], key)
	copy(full[keySize:], key)
	defer clear(full[:])
	t := new(tdes)
	var err error
	if t.full, err = des.NewTripleDESCipher(full[:]); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrLegacy, err)
	}
	return t, nil
}

// addSingle adds the schedule of the first half, for the chained blocks of
// algorithm 3.
func (t *tdes) addSingle(key []byte) (err error) {
	if t.k1, err = des.NewCipher(key[:8]); err != nil {
		return fmt.Errorf("%w: %w", ErrLegacy, err)
	}
	return nil
}

// MasterKey is an issuer master key for application cryptograms, IMK-AC. It is
// safe for concurrent use.
type MasterKey struct {
	secret.Hidden
	key *tdes
}

// NewMasterKey takes a 16-byte key, which it copies. Its parity is not looked
// at: DES does not use those bits.
func NewMasterKey(key []byte) (*MasterKey, error) {
	t, err := newTDES(key)
	if err != nil {
		return nil, err
	}
	return &MasterKey{key: t}, nil
}

// Destroy drops the key; what the runtime copied is out of reach.
func (k *MasterKey) Destroy() { k.key = nil }

// CardKeyA derives the key of one card by option A (EMV Book 2, A1.4.1): the
// rightmost 16 digits of PAN ‖ PSN. For a PAN of more than 16 digits the
// standard's option A is option B, which this then is (A1.4.2).
func (k *MasterKey) CardKeyA(pan pin.PAN, psn uint8) (*CardKey, error) {
	if k.key == nil {
		return nil, ErrDestroyed
	}
	if pan.Len() == 0 {
		return nil, ErrPAN
	}
	digits := pan.UnsafeDigits() + fmt.Sprintf("%02d", psn%100)
	y := diversify(digits)
	if pan.Len() > 16 {
		y = diversifyB(digits)
	}
	var raw [keySize]byte
	defer clear(raw[:])
	k.key.full.Encrypt(raw[:8], y[:])
	for i := range y {
		y[i] ^= 0xFF
	}
	k.key.full.Encrypt(raw[8:], y[:])
	oddParity(raw[:])
	return NewCardKey(raw[:])
}

// diversify packs the rightmost 16 digits, zeros before shorter ones.
func diversify(digits string) (y [8]byte) {
	for i := range 16 {
		at := len(digits) - 16 + i
		if at >= 0 {
			y[i/2] |= (digits[at] - '0') << (4 * (1 - i%2))
		}
	}
	return y
}

// diversifyB takes the first 16 decimal digits of the SHA-1 of the packed
// digits, then its letters A–F as 0–5 (A1.4.2).
func diversifyB(digits string) (y [8]byte) {
	if len(digits)%2 == 1 {
		digits = "0" + digits
	}
	packed := make([]byte, len(digits)/2)
	for i := range packed {
		packed[i] = (digits[2*i]-'0')<<4 | (digits[2*i+1] - '0')
	}
	sum := sha1.Sum(packed)
	var picked []byte
	for _, letters := range []bool{false, true} {
		for i := range 2 * len(sum) {
			n := sum[i/2] >> (4 * (1 - i%2)) & 0xF
			if letters == (n > 9) {
				picked = append(picked, n%10)
			}
		}
	}
	for i := range 16 {
		y[i/2] |= picked[i] << (4 * (1 - i%2))
	}
	return y
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

// CardKey is a card's master key for application cryptograms, MK-AC. It is
// safe for concurrent use.
type CardKey struct {
	secret.Hidden
	key *tdes
}

// NewCardKey takes a 16-byte key, which it copies.
func NewCardKey(key []byte) (*CardKey, error) {
	t, err := newTDES(key)
	if err != nil {
		return nil, err
	}
	return &CardKey{key: t}, nil
}

// Destroy drops the key; what the runtime copied is out of reach.
func (k *CardKey) Destroy() { k.key = nil }

// SessionKeyCSK derives the session key of one transaction by the common
// session key option (EMV Book 2, A1.3.1): the ATC with F0, and with 0F,
// enciphered under the card's key.
func (k *CardKey) SessionKeyCSK(atc uint16) (*SessionKey, error) {
	if k.key == nil {
		return nil, ErrDestroyed
	}
	var raw [keySize]byte
	defer clear(raw[:])
	raw[0], raw[1], raw[2] = byte(atc>>8), byte(atc), 0xF0
	raw[8], raw[9], raw[10] = byte(atc>>8), byte(atc), 0x0F
	k.key.full.Encrypt(raw[:8], raw[:8])
	k.key.full.Encrypt(raw[8:], raw[8:])
	oddParity(raw[:])
	t, err := newTDES(raw[:])
	if err != nil {
		return nil, err
	}
	if err := t.addSingle(raw[:]); err != nil {
		return nil, err
	}
	return &SessionKey{key: t}, nil
}
