package cryptogram

import (
	"crypto/sha1"

	"github.com/openmpos/mpos/crypto/pin"
)

// maxPSN is the largest PAN sequence number: tag 5F34 is two digits.
const maxPSN = 99

// account returns PAN ‖ PSN as digits of value 0 to 9.
func account(pan pin.PAN, psn uint8) ([]byte, error) {
	if pan.Len() == 0 {
		return nil, ErrPAN
	}
	if psn > maxPSN {
		return nil, ErrPSN
	}
	digits := []byte(pan.UnsafeDigits())
	for i := range digits {
		digits[i] -= '0'
	}
	return append(digits, psn/10, psn%10), nil
}

// rightmost packs the last 16 digits, zeros before fewer (EMV Book 2, A1.4.1).
func rightmost(digits []byte) [blockSize]byte {
	var last [2 * blockSize]byte
	if extra := len(digits) - len(last); extra > 0 {
		digits = digits[extra:]
	}
	copy(last[len(last)-len(digits):], digits)
	return pack(last[:])
}

// hashed takes the first 16 decimal digits in the SHA-1 of the packed digits;
// where there are fewer, its letters follow, A as 0 to F as 5 (A1.4.2).
func hashed(digits []byte) [blockSize]byte {
	if len(digits)%2 == 1 {
		digits = append([]byte{0}, digits...)
	}
	packed := make([]byte, len(digits)/2)
	for i := range packed {
		packed[i] = digits[2*i]<<4 | digits[2*i+1]
	}
	sum := sha1.Sum(packed)
	clear(packed)
	var decimals, letters []byte
	for i := range 2 * len(sum) {
		n := sum[i/2] >> (4 * (1 - i%2)) & 0xF
		if n < 10 {
			decimals = append(decimals, n)
		} else {
			letters = append(letters, n-10)
		}
	}
	return pack(append(decimals, letters...))
}

func pack(digits []byte) (y [blockSize]byte) {
	for i := range y {
		y[i] = digits[2*i]<<4 | digits[2*i+1]
	}
	return y
}

func invert(y [blockSize]byte) [blockSize]byte {
	for i := range y {
		y[i] = ^y[i]
	}
	return y
}
