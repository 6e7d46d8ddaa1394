package card

import (
	"github.com/openmpos/mpos/emv/tag"
	"github.com/openmpos/mpos/emv/tlv"
)

// account is record 1 of file 1: track 2 and the cardholder's name.
func (c *Card) account() []byte {
	p := &c.profile
	b := tlv.Append(nil, tag.Track2EquivalentData, c.track2())
	if p.Name != "" {
		b = tlv.Append(b, tag.CardholderName, []byte(p.Name))
	}
	return b
}

// track2 is PAN, separator D, expiry YYMM, service code and discretionary data
// of zeros (ISO/IEC 7813; EMV Book 3, annex A, tag 57).
func (c *Card) track2() []byte {
	p := &c.profile
	digits := p.PAN + "D" + string(unpack(p.Expiry[:2])) + p.ServiceCode + "0000000000"
	return pack(digits)
}

// restrictions is record 2 of file 1: what processing restrictions and action
// analysis need, and the PAN.
func (c *Card) restrictions(x App) []byte {
	p := &c.profile
	b := tlv.Append(nil, tag.PAN, pack(p.PAN))
	b = tlv.Append(b, tag.PANSequenceNumber, []byte{p.PSN})
	b = tlv.Append(b, tag.ApplicationExpirationDate, p.Expiry[:])
	b = tlv.Append(b, tag.ApplicationEffectiveDate, p.Effective[:])
	b = tlv.Append(b, tag.IssuerCountryCode, numeric(p.Country))
	b = tlv.Append(b, tag.ApplicationCurrencyCode, numeric(p.Currency))
	b = tlv.Append(b, tag.ServiceCode, pack("0"+p.ServiceCode))
	b = tlv.Append(b, tag.ApplicationUsageControl, x.AUC[:])
	b = tlv.Append(b, tag.ApplicationVersionNumberCard, []byte{0, x.Version})
	b = tlv.Append(b, tag.IACDefault, x.IACDefault[:])
	b = tlv.Append(b, tag.IACDenial, x.IACDenial[:])
	return tlv.Append(b, tag.IACOnline, x.IACOnline[:])
}

// lists is record 1 of file 2: CDOLs and CVM list.
func lists(x App) []byte {
	b := tlv.Append(nil, tag.CDOL1, x.CDOL1)
	b = tlv.Append(b, tag.CDOL2, x.CDOL2)
	if x.CVMList != nil {
		b = tlv.Append(b, tag.CVMList, x.CVMList)
	}
	return append(b, x.Extra...)
}

// pack packs digits, and D, two to a byte; an odd last nibble becomes F.
func pack(digits string) []byte {
	out := make([]byte, (len(digits)+1)/2)
	for i := range 2 * len(out) {
		n := byte(0xF)
		switch {
		case i < len(digits) && digits[i] == 'D':
			n = 0xD
		case i < len(digits):
			n = digits[i] - '0'
		}
		out[i/2] = out[i/2]<<4 | n
	}
	return out
}

func unpack(b []byte) []byte {
	out := make([]byte, 0, 2*len(b))
	for _, c := range b {
		out = append(out, '0'+c>>4, '0'+c&0xF)
	}
	return out
}

// numeric is a code of up to three digits in format n 3, two bytes.
func numeric(v uint16) []byte {
	return []byte{byte(v / 100), byte(v/10%10)<<4 | byte(v%10)}
}
