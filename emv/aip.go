package emv

// AIP is the Application Interchange Profile, tag 82 (EMV Book 3, Annex C1).
type AIP [2]byte

// AIPBit is one bit of an AIP: the byte number, from 1, in the upper byte, the
// mask in the lower.
type AIPBit uint16

// The bits of EMV Book 3, Annex C1, in its order.
const (
	AIPXDA                    AIPBit = 0x0180
	AIPSDA                    AIPBit = 0x0140
	AIPDDA                    AIPBit = 0x0120
	AIPCardholderVerification AIPBit = 0x0110
	AIPTerminalRiskManagement AIPBit = 0x0108
	AIPIssuerAuthentication   AIPBit = 0x0104
	AIPOnDeviceCVM            AIPBit = 0x0102
	AIPCDA                    AIPBit = 0x0101
	AIPEMVMode                AIPBit = 0x0280
	AIPMobilePhone            AIPBit = 0x0240
	AIPContactless            AIPBit = 0x0220
	AIPRelayResistance        AIPBit = 0x0201
)

var aipTable = bitTable{"EMV Book 3, Annex C1", []bitName{
	{uint16(AIPXDA), "XDA supported"},
	{uint16(AIPSDA), "SDA supported"},
	{uint16(AIPDDA), "DDA supported"},
	{uint16(AIPCardholderVerification), "Cardholder verification is supported"},
	{uint16(AIPTerminalRiskManagement), "Terminal risk management is to be performed"},
	{uint16(AIPIssuerAuthentication), "Issuer authentication is supported"},
	{uint16(AIPOnDeviceCVM), "On device cardholder verification is supported (contactless)"},
	{uint16(AIPCDA), "CDA supported"},
	{uint16(AIPEMVMode), "EMV mode is supported (contactless)"},
	{uint16(AIPMobilePhone), "Mobile phone (contactless)"},
	{uint16(AIPContactless), "Contactless transaction (contactless)"},
	{uint16(AIPRelayResistance), "Relay resistance protocol is supported (contactless)"},
}}

// Has reports whether the bit is set.
func (a AIP) Has(bit AIPBit) bool { return hasBit(a[:], uint16(bit)) }

// Set sets the bit. A bit outside the value is ignored.
func (a *AIP) Set(bit AIPBit) { setBit(a[:], uint16(bit)) }

// Clear clears the bit.
func (a *AIP) Clear(bit AIPBit) { clearBit(a[:], uint16(bit)) }

// Bits returns the bits that are set, in order.
func (a AIP) Bits() []Bit { return aipTable.list(a[:]) }

// Explain returns all defined bits, set or not, and reserved ones that are set.
func (a AIP) Explain() []BitMeaning { return aipTable.explain(a[:]) }

// String returns the value in hexadecimal.
func (a AIP) String() string { return hexString(a[:]) }

// String returns the standard's name of the bit.
func (b AIPBit) String() string { return aipTable.name(uint16(b)) }
