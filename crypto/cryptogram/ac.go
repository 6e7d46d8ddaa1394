package cryptogram

import (
	"crypto/subtle"

	"github.com/openmpos/mpos/internal/secret"
)

// SessionKey is the key of one transaction's cryptograms, SK-AC. It keeps its
// DES schedules, so it is worth keeping between the cryptograms of one
// transaction. It is safe for concurrent use.
type SessionKey struct {
	secret.Hidden
	session *tdes
}

// Destroy drops the key; what the runtime copied is out of reach.
func (k *SessionKey) Destroy() {
	if k != nil {
		k.session = nil
	}
}

func (k *SessionKey) gone() bool { return k == nil || k.session == nil }

// AC makes an application cryptogram, ARQC, TC or AAC, over the data that the
// card's profile names (EMV Book 2, 8.1.2): ISO 9797-1 algorithm 3 with
// padding method 2. The cryptogram of a destroyed key is zero; VerifyAC
// refuses it.
func (k *SessionKey) AC(data []byte) (ac [8]byte) {
	if k.gone() {
		return ac
	}
	return k.session.mac(data)
}

// VerifyAC checks an 8-byte cryptogram in constant time; ErrCryptogram says
// that it does not fit.
func (k *SessionKey) VerifyAC(data, ac []byte) error {
	if k.gone() {
		return ErrDestroyed
	}
	want := k.AC(data)
	if subtle.ConstantTimeCompare(want[:], ac) != 1 {
		return ErrCryptogram
	}
	return nil
}

// ARPC1 makes the issuer's answer by method 1 (EMV Book 2, 8.2.1): the
// cryptogram with the response code added to its first two bytes, enciphered.
// It is zero for a destroyed key; VerifyARPC1 refuses that.
func (k *SessionKey) ARPC1(ac [8]byte, arc [2]byte) (arpc [8]byte) {
	if k.gone() {
		return arpc
	}
	arpc = ac
	arpc[0] ^= arc[0]
	arpc[1] ^= arc[1]
	k.session.encrypt(&arpc)
	return arpc
}

// VerifyARPC1 checks an 8-byte ARPC in constant time; ErrCryptogram says that
// it does not fit.
func (k *SessionKey) VerifyARPC1(ac [8]byte, arc [2]byte, arpc []byte) error {
	if k.gone() {
		return ErrDestroyed
	}
	want := k.ARPC1(ac, arc)
	if subtle.ConstantTimeCompare(want[:], arpc) != 1 {
		return ErrCryptogram
	}
	return nil
}
