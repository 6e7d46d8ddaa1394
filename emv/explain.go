package emv

import (
	"strconv"

	"github.com/openmpos/mpos/emv/tag"
	"github.com/openmpos/mpos/emv/tlv"
)

// Meaning is what one part of a value says: a bit, a code, a number, an entry
// of a list.
type Meaning struct {
	// Off and Len are the part's place in the value, in bytes.
	Off, Len int
	// Mask tells which bits of the byte at Off count; 0 means whole bytes.
	Mask byte
	// Set is the state of a single bit, for which Value is empty.
	Set    bool
	Name   string
	Value  string
	Clause string
}

// Explain takes the value of a data object apart. It returns false for a tag
// that it has nothing to say about, for a value of a wrong length or with
// digits that are none, and always for account numbers, track data and PINs.
// Tags have the meaning that EMV gives them.
func Explain(t tlv.Tag, value []byte) ([]Meaning, bool) {
	if table, n, ok := bitTableOf(t); ok {
		if len(value) != n {
			return nil, false
		}
		return bitMeanings(table, value), true
	}
	if m, ok := explainList(t, value); ok {
		return m, true
	}
	return explainScalar(t, value)
}

// bitTableOf returns the table for a bit string and its length.
func bitTableOf(t tlv.Tag) (*bitTable, int, bool) {
	switch t {
	case tag.TVR, tag.IACDefault, tag.IACDenial, tag.IACOnline:
		return &tvrTable, 5, true
	case tag.TSI:
		return &tsiTable, 2, true
	case tag.AIP:
		return &aipTable, 2, true
	case tag.ApplicationUsageControl:
		return &aucTable, 2, true
	case tag.TerminalCapabilities:
		return &terminalCapabilitiesTable, 3, true
	case tag.AdditionalTerminalCapabilities:
		return &additionalCapabilitiesTable, 5, true
	}
	return nil, 0, false
}

func bitMeanings(table *bitTable, value []byte) []Meaning {
	bits := table.explain(value)
	out := make([]Meaning, len(bits))
	for i, b := range bits {
		out[i] = Meaning{Off: b.Byte - 1, Len: 1, Mask: b.Mask, Set: b.Set, Name: b.Name, Clause: b.Clause}
	}
	return out
}

func explainList(t tlv.Tag, v []byte) ([]Meaning, bool) {
	switch t {
	case tag.CVMList:
		return explainCVMList(v)
	case tag.AFL:
		return explainAFL(v)
	case tag.PDOL, tag.CDOL1, tag.CDOL2, tag.DDOL, tag.TDOL, tag.LogFormat:
		return explainDOL(v)
	case tag.SDATagList:
		return explainTagList(v)
	case tag.IssuerAuthenticationData:
		return explainIssuerAuthentication(v)
	case tag.IssuerApplicationData:
		if len(v) == 0 || len(v) > 32 {
			return nil, false
		}
		// What is inside differs from payment system to payment system.
		return []Meaning{{Len: len(v), Name: "Issuer data", Value: hexString(v), Clause: "EMV Book 3, Annex A"}}, true
	}
	return nil, false
}

// explainIssuerAuthentication: cryptogram, then what the payment system adds;
// with ARPC method 1, the authorisation response code.
func explainIssuerAuthentication(v []byte) ([]Meaning, bool) {
	if len(v) < 8 || len(v) > 16 {
		return nil, false
	}
	const clause = "EMV Book 2, 8.2"
	out := []Meaning{{Off: 0, Len: 8, Name: "ARPC", Value: hexString(v[:8]), Clause: clause}}
	switch {
	case len(v) == 10:
		out = append(out, Meaning{Off: 8, Len: 2, Name: "Authorisation Response Code", Value: responseCode(v[8:]), Clause: clause})
	case len(v) > 8:
		out = append(out, Meaning{Off: 8, Len: len(v) - 8, Name: "Issuer data", Value: hexString(v[8:]), Clause: clause})
	}
	return out, true
}

func responseCode(v []byte) string {
	for _, c := range v {
		if c < '0' || c > 'z' {
			return hexString(v)
		}
	}
	s := string(v)
	if m := authorisationCodes[s]; m != "" {
		return s + ": " + m
	}
	return s
}

func unsigned(v []byte) string {
	var n uint64
	for _, c := range v {
		n = n<<8 | uint64(c)
	}
	return strconv.FormatUint(n, 10)
}
