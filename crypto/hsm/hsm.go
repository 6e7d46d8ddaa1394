// Package hsm is what a payment system asks of its hardware security module:
// operations on key handles. No key ever comes out, and no operation takes
// arbitrary bytes to encrypt or decrypt.
//
// HSM is the acquirer's side, IssuerHSM the issuer's. Soft is a software HSM
// for tests and small installations.
//
// Every refusal looks the same, ErrRefused: which of several checks failed is
// nobody's business outside (docs/protocol.md, 6).
package hsm

import (
	"errors"

	"github.com/openmpos/mpos/crypto/dukpt"
	"github.com/openmpos/mpos/crypto/pin"
)

// Handle names a key inside the HSM.
type Handle string

// The errors of an HSM.
var (
	// ErrRefused is everything that is the sender's fault: a KSN that no
	// reader uses, a wrong MAC, bad padding, a bad PIN block, a missing PAN, a
	// wrong PIN, a wrong cryptogram.
	ErrRefused = errors.New("hsm: refused")
	// ErrHandle and ErrRequest are the caller's own mistakes.
	ErrHandle  = errors.New("hsm: no key of this kind under the handle")
	ErrRequest = errors.New("hsm: malformed request")
)

// MACed is data with the MAC that is claimed for it: 16 bytes for an envelope,
// 8 for field 64, which is the first half of one. In a request the first is 16
// bytes; any other length counts as a wrong MAC.
type MACed struct{ Data, MAC []byte }

// Span is a part of MACs[0].Data. Len 0 says that there is none.
type Span struct{ Off, Len int }

// OpenRequest asks, in one command, to check every MAC, to open the sealed
// field, and to translate the PIN block. Nobody between the reader and the
// HSM can pair a PIN block with another PAN: both lie under the same MAC, and
// the HSM finds the PAN itself.
type OpenRequest struct {
	MACs     []MACed // all under the counter's MAC generation key; at least one
	Sealed   Span    // AES-CBC under the counter's data key
	PINBlock Span    // format 4 under the counter's PIN key; needs the PAN (5A) in Sealed
	Zone     Handle  // the key for the PIN block's way on
}

// Opened is what comes out of a request that was not refused.
type Opened struct {
	Sealed   []byte   // plaintext of the sealed field; nil if there was none
	PINBlock [16]byte // format 4 under the zone key
	HasPIN   bool
}

// HSM is the acquirer's module. Its keys are a base derivation key (AES
// DUKPT) and zone PIN keys. Implementations are safe for concurrent use.
type HSM interface {
	// VerifyMAC checks MACs of the reader, all of them whatever the first
	// says, under the MAC generation key of the KSN.
	VerifyMAC(bdk Handle, ksn dukpt.KSN, m ...MACed) error
	// GenerateMAC makes a MAC for the reader, under the MAC verification key
	// of the KSN.
	GenerateMAC(bdk Handle, ksn dukpt.KSN, data []byte) ([16]byte, error)
	// Open is described at OpenRequest.
	Open(bdk Handle, ksn dukpt.KSN, r OpenRequest) (Opened, error)
}

// IssuerHSM is the issuer's module. Its keys are issuer master keys for
// application cryptograms and zone PIN keys. Implementations are safe for
// concurrent use.
type IssuerHSM interface {
	// VerifyPIN opens a format 4 block and compares it with the reference.
	// ErrRefused covers a bad block and a wrong PIN.
	VerifyPIN(zone Handle, block []byte, pan pin.PAN, reference pin.PIN) error
	// VerifyARQC checks an application cryptogram over data (option A, common
	// session key).
	VerifyARQC(imk Handle, pan pin.PAN, psn uint8, atc uint16, data, ac []byte) error
	// MakeARPC makes the issuer's answer by method 1.
	MakeARPC(imk Handle, pan pin.PAN, psn uint8, atc uint16, ac [8]byte, arc [2]byte) ([8]byte, error)
}
