// Package pin holds the two values that a payment must never show, the PIN
// and the PAN, and the PIN block that binds one to the other (ISO 9564-1).
//
//	block, err := key.EncryptFormat4(p, pan, random)
//	p, err = key.DecryptFormat4(block[:], pan)
//
// Of a block that does not open, every defect looks the same: ErrBlock.
package pin

import (
	"crypto/subtle"
	"errors"

	"github.com/openmpos/mpos/internal/secret"
)

// ErrPIN is returned for anything that is not 4 to 12 decimal digits.
var ErrPIN = errors.New("pin: PIN is not 4 to 12 digits")

const minPIN, maxPIN = 4, 12

// PIN is a personal identification number of 4 to 12 digits (ISO 9564-1, 8.1).
// It prints as "[secret]".
type PIN struct {
	secret.Hidden
	digits [maxPIN]byte // values 0–9
	n      uint8
}

// ParsePIN takes the digits as text.
func ParsePIN(digits string) (PIN, error) {
	var p PIN
	if len(digits) < minPIN || len(digits) > maxPIN || !decimals(p.digits[:], digits) {
		return PIN{}, ErrPIN
	}
	p.n = uint8(len(digits))
	return p, nil
}

// Len returns the number of digits; 0 for the zero PIN.
func (p PIN) Len() int { return int(p.n) }

// Equal compares two PINs in constant time. No PIN equals the zero PIN.
func (p PIN) Equal(q PIN) bool {
	same := subtle.ConstantTimeCompare(p.digits[:], q.digits[:]) & subtle.ConstantTimeByteEq(p.n, q.n)
	return same == 1 && p.n != 0
}

// UnsafeDigits returns the digits in clear. The string cannot be erased.
func (p PIN) UnsafeDigits() string { return text(p.digits[:p.n]) }

// Destroy clears the digits here; copies keep theirs.
func (p *PIN) Destroy() { *p = PIN{} }
