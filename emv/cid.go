package emv

// CID is the Cryptogram Information Data, tag 9F27 (EMV Book 3, 6.5.5.4).
type CID byte

// CryptogramType is the kind of cryptogram, bits 8 and 7 of the CID. The same
// bits ask for it in GENERATE AC.
type CryptogramType byte

// The cryptogram types of EMV Book 3, table 14.
const (
	AAC  CryptogramType = 0x00 // declined
	TC   CryptogramType = 0x40 // approved
	ARQC CryptogramType = 0x80 // ask the issuer
)

func (t CryptogramType) String() string {
	switch t {
	case AAC:
		return "AAC"
	case TC:
		return "TC"
	case ARQC:
		return "ARQC"
	}
	return reserved
}

// Type returns the cryptogram type; 0xC0 is reserved.
func (c CID) Type() CryptogramType { return CryptogramType(c & 0xC0) }

// Advice reports whether the card asks for an advice message.
func (c CID) Advice() bool { return c&0x08 != 0 }

// Reason returns bits 3 to 1, why the card asks for advice or refuses.
func (c CID) Reason() byte { return byte(c & 0x07) }

var cidReasons = [...]string{
	"no information given", "service not allowed", "PIN Try Limit exceeded", "issuer authentication failed",
}

const clauseCID = "EMV Book 3, 6.5.5.4"

func explainCID(v []byte) []Meaning {
	c := CID(v[0])
	reason := reserved
	if r := int(c.Reason()); r < len(cidReasons) {
		reason = cidReasons[r]
	}
	return []Meaning{
		{Len: 1, Mask: 0xC0, Name: "Cryptogram", Value: c.Type().String(), Clause: clauseCID},
		{Len: 1, Mask: 0x30, Name: "Payment system-specific cryptogram", Value: hexString([]byte{byte(c & 0x30)}), Clause: clauseCID},
		{Len: 1, Mask: 0x08, Set: c.Advice(), Name: "Advice required", Clause: clauseCID},
		{Len: 1, Mask: 0x07, Name: "Reason", Value: reason, Clause: clauseCID},
	}
}
