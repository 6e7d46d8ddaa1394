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
// where the Go runtime allows FIPS algorithms only, the constructors return
// ErrLegacy. DES in software works with tables: whoever shares the processor's
// caches may learn of the keys.
package cryptogram

import (
	"errors"

	"github.com/openmpos/mpos/crypto/pin"
	"github.com/openmpos/mpos/internal/secret"
)

// The errors of this package.
var (
	ErrKeySize    = errors.New("cryptogram: key is not 16 bytes")
	ErrLegacy     = errors.New("cryptogram: triple DES is not available")
	ErrPAN        = errors.New("cryptogram: PAN is missing")
	ErrPSN        = errors.New("cryptogram: PAN sequence number is above 99")
	ErrCryptogram = errors.New("cryptogram: does not verify")
	ErrDestroyed  = errors.New("cryptogram: key is destroyed")
)

// MasterKey is an issuer master key for application cryptograms, IMK-AC. It is
// safe for concurrent use.
type MasterKey struct {
	secret.Hidden
	master *tdes // the fields of the key types differ in name, so that none converts to another
}

// NewMasterKey takes a 16-byte key, which it copies. Its parity is not looked
// at: DES does not use those bits.
func NewMasterKey(key []byte) (*MasterKey, error) {
	t, err := newTDES(key)
	if err != nil {
		return nil, err
	}
	return &MasterKey{master: t}, nil
}

// CardKeyA derives the key of one card by option A (EMV Book 2, A1.4.1): of
// PAN ‖ PSN the rightmost 16 digits count, however long the PAN is. psn is the
// number in tag 5F34, 0 to 99; a card without one has 0.
func (k *MasterKey) CardKeyA(pan pin.PAN, psn uint8) (*CardKey, error) {
	return k.card(pan, psn, rightmost)
}

// CardKeyB derives the key of one card by option B (EMV Book 2, A1.4.2), which
// hashes all digits of PAN ‖ PSN. For a PAN of at most 16 digits it is
// option A.
func (k *MasterKey) CardKeyB(pan pin.PAN, psn uint8) (*CardKey, error) {
	if pan.Len() <= 16 {
		return k.card(pan, psn, rightmost)
	}
	return k.card(pan, psn, hashed)
}

func (k *MasterKey) card(pan pin.PAN, psn uint8, diversify func([]byte) [blockSize]byte) (*CardKey, error) {
	if k == nil || k.master == nil {
		return nil, ErrDestroyed
	}
	digits, err := account(pan, psn)
	if err != nil {
		return nil, err
	}
	defer clear(digits)
	y := diversify(digits)
	t, err := k.master.pair(y, invert(y))
	if err != nil {
		return nil, err
	}
	return &CardKey{card: t}, nil
}

// Destroy drops the key; what the runtime copied is out of reach.
func (k *MasterKey) Destroy() {
	if k != nil {
		k.master = nil
	}
}

// CardKey is a card's master key for application cryptograms, MK-AC. It is
// safe for concurrent use.
type CardKey struct {
	secret.Hidden
	card *tdes
}

// NewCardKey takes a 16-byte key, which it copies.
func NewCardKey(key []byte) (*CardKey, error) {
	t, err := newTDES(key)
	if err != nil {
		return nil, err
	}
	return &CardKey{card: t}, nil
}

// SessionKeyCSK derives the session key of one transaction by the common
// session key option (EMV Book 2, A1.3.1): R is the ATC and six zero bytes.
func (k *CardKey) SessionKeyCSK(atc uint16) (*SessionKey, error) {
	return k.session([blockSize]byte{byte(atc >> 8), byte(atc)})
}

// session derives from a diversifier R: R with F0, and with 0F, in its third
// byte, enciphered under the card's key.
func (k *CardKey) session(r [blockSize]byte) (*SessionKey, error) {
	if k == nil || k.card == nil {
		return nil, ErrDestroyed
	}
	left, right := r, r
	left[2], right[2] = 0xF0, 0x0F
	t, err := k.card.pair(left, right)
	if err != nil {
		return nil, err
	}
	return &SessionKey{session: t}, nil
}

// Destroy drops the key; what the runtime copied is out of reach.
func (k *CardKey) Destroy() {
	if k != nil {
		k.card = nil
	}
}
