package backend

import (
	"github.com/openmpos/mpos/crypto/pin"
	"github.com/openmpos/mpos/emv/tlv"
)

// card is what the sealed field says of the card. It goes to the issuer and is
// kept nowhere.
type card struct {
	pan    pin.PAN
	expiry string // YYMM
	psn    uint8
}

// Objects of the sealed field (EMV Book 3, Annex A).
const (
	tagPAN    tlv.Tag = 0x5A   // cn, padded with F
	tagExpiry tlv.Tag = 0x5F24 // n6, YYMMDD
	tagPSN    tlv.Tag = 0x5F34 // n2
)

// parseCard reads the sealed field; false without a card number.
func parseCard(sealed []byte) (card, bool) {
	var c card
	value, _ := tlv.Find(sealed, tagPAN)
	digits, ok := digitsOf(value)
	if !ok {
		return c, false
	}
	var err error
	if c.pan, err = pin.ParsePAN(digits); err != nil {
		return c, false
	}
	if value, found := tlv.Find(sealed, tagExpiry); found && len(value) == 3 {
		if date, ok := digitsOf(value); ok && len(date) == 6 {
			c.expiry = date[:4]
		}
	}
	if value, found := tlv.Find(sealed, tagPSN); found && len(value) == 1 {
		c.psn = value[0]>>4*10 + value[0]&15
	}
	return c, true
}

func (c *card) clear() { c.pan.Destroy() }

// digitsOf reads a cn value: digits, then F to the end.
func digitsOf(b []byte) (string, bool) {
	out := make([]byte, 0, 2*len(b))
	for i := range 2 * len(b) {
		n := b[i/2] >> 4
		if i%2 == 1 {
			n = b[i/2] & 15
		}
		switch {
		case n < 10 && len(out) == i:
			out = append(out, '0'+n)
		case n != 15:
			return "", false
		}
	}
	return string(out), len(out) > 0
}
