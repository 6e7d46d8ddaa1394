package emv

import (
	"github.com/openmpos/mpos/crypto/pin"
	"github.com/openmpos/mpos/internal/secret"
)

const maxTrack2 = 19

// Track2 is the Track 2 Equivalent Data, tag 57 (EMV Book 3, Annex A; ISO/IEC
// 7813). It prints as "[secret]".
type Track2 struct {
	secret.Hidden
	PAN pin.PAN
	// Year is the year of expiry, 0 to 99, Month the month, 1 to 12.
	Year, Month int
	raw         [maxTrack2]byte
	n           int
	service     [3]byte // values 0–9
	rest        int     // number of discretionary digits
}

// ParseTrack2 reads the value of 57: account number, the nibble D, expiry YYMM,
// service code, discretionary digits, and F up to a whole byte; at most 19
// bytes.
func ParseTrack2(b []byte) (Track2, error) {
	var t Track2
	if len(b) > maxTrack2 {
		return t, &Error{maxTrack2, "track 2", "longer than 19 bytes"}
	}
	t.n = copy(t.raw[:], b)
	end := 2 * len(b)
	for end > 0 && t.nibble(end-1) == 0xF {
		end--
	}
	sep := 0
	for sep < end && t.nibble(sep) <= 9 {
		sep++
	}
	if err := t.parsePAN(sep, end); err != nil {
		return Track2{}, err
	}
	if err := t.parseRest(sep+1, end); err != nil {
		return Track2{}, err
	}
	return t, nil
}

func (t *Track2) nibble(i int) byte {
	if i%2 == 0 {
		return t.raw[i/2] >> 4
	}
	return t.raw[i/2] & 0xF
}

func (t *Track2) parsePAN(sep, end int) error {
	if sep == end || t.nibble(sep) != 0xD {
		return &Error{sep / 2, "track 2", "no separator after the account number"}
	}
	var digits [2 * maxTrack2]byte
	for i := range sep {
		digits[i] = '0' + t.nibble(i)
	}
	var err error
	if t.PAN, err = pin.ParsePAN(string(digits[:sep])); err != nil {
		return &Error{0, "track 2", "account number is not 8 to 19 digits"}
	}
	return nil
}

func (t *Track2) parseRest(at, end int) error {
	for i := at; i < end; i++ {
		if t.nibble(i) > 9 {
			return &Error{i / 2, "track 2", "not a decimal digit"}
		}
	}
	if end-at < 7 {
		return &Error{end / 2, "track 2", "expiry or service code is missing"}
	}
	t.Year = int(t.nibble(at))*10 + int(t.nibble(at+1))
	t.Month = int(t.nibble(at+2))*10 + int(t.nibble(at+3))
	if t.Month < 1 || t.Month > 12 {
		return &Error{(at + 2) / 2, "track 2", "no such month"}
	}
	for i := range t.service {
		t.service[i] = t.nibble(at + 4 + i)
	}
	t.rest = end - at - 7
	return nil
}

// ServiceCode returns the three digits of the service code as text.
func (t Track2) ServiceCode() string {
	return string([]byte{'0' + t.service[0], '0' + t.service[1], '0' + t.service[2]})
}

// Discretionary returns how many digits follow the service code. The digits
// themselves hold card verification values and stay inside.
func (t Track2) Discretionary() int { return t.rest }

// UnsafeAppend appends the value as it was parsed, account number and all. The
// caller answers for where it goes.
func (t Track2) UnsafeAppend(dst []byte) []byte { return append(dst, t.raw[:t.n]...) }
