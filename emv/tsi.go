package emv

// TSI is the Transaction Status Information, tag 9B (EMV Book 3, Annex C6).
type TSI [2]byte

// TSIBit is one bit of a TSI: the byte number, from 1, in the upper byte, the
// mask in the lower.
type TSIBit uint16

// The bits of EMV Book 3, Annex C6, in its order.
const (
	TSIODA                    TSIBit = 0x0180
	TSICardholderVerification TSIBit = 0x0140
	TSICardRisk               TSIBit = 0x0120
	TSIIssuerAuthentication   TSIBit = 0x0110
	TSITerminalRisk           TSIBit = 0x0108
	TSIScript                 TSIBit = 0x0104
)

var tsiTable = bitTable{"EMV Book 3, Annex C6", []bitName{
	{uint16(TSIODA), "Offline data authentication was performed"},
	{uint16(TSICardholderVerification), "Cardholder verification was performed"},
	{uint16(TSICardRisk), "Card risk management was performed"},
	{uint16(TSIIssuerAuthentication), "Issuer authentication was performed"},
	{uint16(TSITerminalRisk), "Terminal risk management was performed"},
	{uint16(TSIScript), "Script processing was performed"},
}}

// Has reports whether the bit is set.
func (t TSI) Has(bit TSIBit) bool { return hasBit(t[:], uint16(bit)) }

// Set sets the bit. A bit outside the value is ignored.
func (t *TSI) Set(bit TSIBit) { setBit(t[:], uint16(bit)) }

// Clear clears the bit.
func (t *TSI) Clear(bit TSIBit) { clearBit(t[:], uint16(bit)) }

// Bits returns the bits that are set, in order.
func (t TSI) Bits() []Bit { return tsiTable.list(t[:]) }

// Explain returns all defined bits, set or not, and reserved ones that are set.
func (t TSI) Explain() []BitMeaning { return tsiTable.explain(t[:]) }

// String returns the value in hexadecimal.
func (t TSI) String() string { return hexString(t[:]) }

// String returns the standard's name of the bit.
func (b TSIBit) String() string { return tsiTable.name(uint16(b)) }
