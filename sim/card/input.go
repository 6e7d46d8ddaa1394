package card

import (
	"errors"

	"github.com/openmpos/mpos/emv"
	"github.com/openmpos/mpos/emv/tag"
	"github.com/openmpos/mpos/emv/tlv"
)

// inputTags are the terminal's data that go into the cryptogram, in order, with
// their lengths.
var inputTags = [...]struct {
	tag tlv.Tag
	len int
}{
	{tag.AmountAuthorised, 6},
	{tag.AmountOther, 6},
	{tag.TerminalCountryCode, 2},
	{tag.TVR, 5},
	{tag.TransactionCurrencyCode, 2},
	{tag.TransactionDate, 3},
	{tag.TransactionType, 1},
	{tag.UnpredictableNumber, 4},
}

// Layout of the input: the terminal's 29 bytes, AIP, ATC, CVR.
const (
	offAIP   = 29
	offATC   = offAIP + 2
	offCVR   = offATC + 2
	inputLen = offCVR + 4
)

// ErrInput says that field 55 lacks an object of the cryptogram's input, or has
// one of a wrong length.
var ErrInput = errors.New("card: field 55 has no cryptogram input")

// CryptogramInput appends the 37 bytes that this test card's cryptograms are
// made over, taken from a field 55:
//
//	9F02 ‖ 9F03 ‖ 9F1A ‖ 95 ‖ 5F2A ‖ 9A ‖ 9C ‖ 9F37 ‖ 82 ‖ 9F36 ‖ CVR (from 9F10)
//
// The selection is this card's own profile, in the manner of EMV Book 2, 8.1.1,
// table 26, with the card verification results at the end. The cryptogram is
// ISO/IEC 9797-1 algorithm 3 with padding method 2 over it, under the session
// key of EMV Book 2, A1.3.1.
func CryptogramInput(dst []byte, f55 []byte) ([]byte, error) {
	for _, t := range inputTags {
		v, ok := tlv.Find(f55, t.tag)
		if !ok || len(v) != t.len {
			return dst, ErrInput
		}
		dst = append(dst, v...)
	}
	aip, _ := tlv.Find(f55, tag.AIP)
	atc, _ := tlv.Find(f55, tag.ATC)
	iad, _ := tlv.Find(f55, tag.IssuerApplicationData)
	cvr, ok := CVROf(iad)
	if len(aip) != 2 || len(atc) != 2 || !ok {
		return dst, ErrInput
	}
	dst = append(append(dst, aip...), atc...)
	return append(dst, cvr[:]...), nil
}

// cdol says where the objects of the input stand in the data of one CDOL, and
// where the issuer's answer stands; -1 is: not in it.
type cdol struct {
	size  int
	input [len(inputTags)]int
	arc   int // 8A
	iad   int // 91, 10 bytes: ARPC and ARC
}

func compileCDOL(raw []byte) (cdol, error) {
	c := cdol{arc: -1, iad: -1}
	for i := range c.input {
		c.input[i] = -1
	}
	dol, err := emv.ParseDOL(raw)
	if err != nil || len(raw) == 0 {
		return c, errors.New("card: CDOL")
	}
	for _, e := range dol {
		switch {
		case e.Tag == tag.AuthorisationResponseCode && e.Len == 2:
			c.arc = c.size
		case e.Tag == tag.IssuerAuthenticationData && e.Len == 10:
			c.iad = c.size
		}
		for i, t := range inputTags {
			if e.Tag == t.tag && e.Len == t.len {
				c.input[i] = c.size
			}
		}
		c.size += e.Len
	}
	if c.size > 252 {
		return c, errors.New("card: CDOL too long")
	}
	return c, nil
}

// take copies what the command has of the terminal's data into the input; the
// rest stays as it was.
func (c *cdol) take(input *[inputLen]byte, data []byte) {
	to := 0
	for i, t := range inputTags {
		if from := c.input[i]; from >= 0 {
			copy(input[to:to+t.len], data[from:])
		}
		to += t.len
	}
}
