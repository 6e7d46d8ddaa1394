package emv

import (
	"strconv"

	"github.com/openmpos/mpos/emv/tag"
	"github.com/openmpos/mpos/emv/tlv"
)

// explainScalar explains objects that are one code, number or date.
func explainScalar(t tlv.Tag, v []byte) ([]Meaning, bool) {
	info, ok := tag.Lookup(t)
	if !ok || len(v) == 0 || len(v) < info.Min || info.Max > 0 && len(v) > info.Max {
		return nil, false
	}
	switch t {
	case tag.CID:
		return explainCID(v), true
	case tag.CVMResults:
		return explainCVMResults(v), true
	case tag.ServiceCode:
		if _, err := ParseN(v); err != nil || v[0] > 9 {
			return nil, false
		}
		return explainServiceCode(v), true
	}
	text, ok := scalarText(t, v)
	if !ok {
		return nil, false
	}
	return []Meaning{{Len: len(v), Name: info.Name, Value: text, Clause: info.Clause}}, true
}

func scalarText(t tlv.Tag, v []byte) (string, bool) {
	switch t {
	case tag.TransactionDate, tag.ApplicationExpirationDate, tag.ApplicationEffectiveDate:
		d, err := ParseDate(v)
		return d.String(), err == nil
	case tag.TransactionTime:
		return timeString(v)
	case tag.AmountAuthorised, tag.AmountOther:
		n, err := ParseN(v)
		return FormatAmount(n, 0) + " in the smallest unit of the currency", err == nil
	case tag.AmountAuthorisedBinary, tag.AmountOtherBinary, tag.TerminalFloorLimit:
		return unsigned(v) + " in the smallest unit of the currency", true
	case tag.TransactionCurrencyCode, tag.ApplicationCurrencyCode, tag.TransactionReferenceCurrencyCode:
		return currencyText(v)
	case tag.TerminalCountryCode, tag.IssuerCountryCode:
		return countryText(v)
	case tag.ATC, tag.LastOnlineATC, tag.PINTryCounter, tag.LowerConsecutiveOfflineLimit, tag.UpperConsecutiveOfflineLimit:
		return unsigned(v), true
	case tag.TransactionSequenceCounter, tag.PANSequenceNumber, tag.TransactionCurrencyExponent, tag.ApplicationCurrencyExponent:
		n, err := ParseN(v)
		return strconv.FormatUint(n, 10), err == nil
	}
	return codeText(t, v)
}

// codeText explains codes of one or two bytes by their tables.
func codeText(t tlv.Tag, v []byte) (string, bool) {
	var s string
	switch t {
	case tag.TerminalType:
		s = TerminalType(v[0]).String()
	case tag.TransactionType:
		s = transactionTypes[v[0]]
	case tag.POSEntryMode:
		s = entryModes[v[0]]
	case tag.AuthorisationResponseCode:
		s = responseCode(v)
	}
	return s, s != ""
}

func currencyText(v []byte) (string, bool) {
	n, err := ParseN(v)
	if err != nil || n > 999 {
		return "", false
	}
	if c, ok := LookupCurrency(uint16(n)); ok {
		return c.Alpha, true
	}
	return "unknown currency", true
}

func countryText(v []byte) (string, bool) {
	n, err := ParseN(v)
	if err != nil || n > 999 {
		return "", false
	}
	if c, ok := LookupCountry(uint16(n)); ok {
		return c, true
	}
	return "unknown country", true
}
