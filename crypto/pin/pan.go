package pin

import (
	"crypto/subtle"
	"errors"
	"strings"

	"github.com/openmpos/mpos/internal/secret"
)

// ErrPAN is returned for anything that is not 8 to 19 decimal digits.
var ErrPAN = errors.New("pin: PAN is not 8 to 19 digits")

const minPAN, maxPAN = 8, 19

// PAN is a primary account number, 8 to 19 digits (ISO/IEC 7812-1). It prints
// as "[secret]"; Masked is for people.
type PAN struct {
	secret.Hidden
	digits [maxPAN]byte // values 0–9
	n      uint8
}

// ParsePAN takes the digits as text, check digit included. Whether the check
// digit is right is not its business: cards with a wrong one exist.
func ParsePAN(digits string) (PAN, error) {
	var p PAN
	if len(digits) < minPAN || len(digits) > maxPAN || !decimals(p.digits[:], digits) {
		return PAN{}, ErrPAN
	}
	p.n = uint8(len(digits))
	return p, nil
}

func decimals(dst []byte, digits string) bool {
	for i := 0; i < len(digits); i++ {
		d := digits[i] - '0'
		if d > 9 {
			return false
		}
		dst[i] = d
	}
	return true
}

// Len returns the number of digits; 0 for the zero PAN.
func (p PAN) Len() int { return int(p.n) }

// Masked returns the first six and the last four digits, the rest as
// asterisks: "620000******0005". Of less than 13 digits only the last four
// are shown: too few would be hidden.
func (p PAN) Masked() string {
	n := int(p.n)
	head := 6
	if n < 13 {
		head = 0
	}
	if n == 0 {
		return ""
	}
	d := p.UnsafeDigits()
	return d[:head] + strings.Repeat("*", n-head-4) + d[n-4:]
}

// UnsafeDigits returns the digits in clear. The string cannot be erased.
func (p PAN) UnsafeDigits() string { return text(p.digits[:p.n]) }

// Equal compares two PANs in constant time.
func (p PAN) Equal(q PAN) bool {
	return subtle.ConstantTimeCompare(p.digits[:], q.digits[:])&subtle.ConstantTimeByteEq(p.n, q.n) == 1
}

// Destroy clears the digits here; copies keep theirs.
func (p *PAN) Destroy() { *p = PAN{} }

func text(values []byte) string {
	b := make([]byte, len(values))
	for i, v := range values {
		b[i] = '0' + v
	}
	return string(b)
}
