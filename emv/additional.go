package emv

// AdditionalCapabilities is the Additional Terminal Capabilities, tag 9F40 (EMV Book 4, Annex A3).
type AdditionalCapabilities [5]byte

// AdditionalBit is one bit of an AdditionalCapabilities: the byte number, from 1, in the upper byte, the
// mask in the lower.
type AdditionalBit uint16

// The bits of EMV Book 4, Annex A3, in its order.
const (
	AdditionalCash              AdditionalBit = 0x0180
	AdditionalGoods             AdditionalBit = 0x0140
	AdditionalServices          AdditionalBit = 0x0120
	AdditionalCashback          AdditionalBit = 0x0110
	AdditionalInquiry           AdditionalBit = 0x0108
	AdditionalTransfer          AdditionalBit = 0x0104
	AdditionalPayment           AdditionalBit = 0x0102
	AdditionalAdministrative    AdditionalBit = 0x0101
	AdditionalCashDeposit       AdditionalBit = 0x0280
	AdditionalNumericKeys       AdditionalBit = 0x0380
	AdditionalAlphabeticKeys    AdditionalBit = 0x0340
	AdditionalCommandKeys       AdditionalBit = 0x0320
	AdditionalFunctionKeys      AdditionalBit = 0x0310
	AdditionalPrintAttendant    AdditionalBit = 0x0480
	AdditionalPrintCardholder   AdditionalBit = 0x0440
	AdditionalDisplayAttendant  AdditionalBit = 0x0420
	AdditionalDisplayCardholder AdditionalBit = 0x0410
	AdditionalCodeTable10       AdditionalBit = 0x0402
	AdditionalCodeTable9        AdditionalBit = 0x0401
	AdditionalCodeTable8        AdditionalBit = 0x0580
	AdditionalCodeTable7        AdditionalBit = 0x0540
	AdditionalCodeTable6        AdditionalBit = 0x0520
	AdditionalCodeTable5        AdditionalBit = 0x0510
	AdditionalCodeTable4        AdditionalBit = 0x0508
	AdditionalCodeTable3        AdditionalBit = 0x0504
	AdditionalCodeTable2        AdditionalBit = 0x0502
	AdditionalCodeTable1        AdditionalBit = 0x0501
)

var additionalCapabilitiesTable = bitTable{"EMV Book 4, Annex A3", []bitName{
	{uint16(AdditionalCash), "Cash"},
	{uint16(AdditionalGoods), "Goods"},
	{uint16(AdditionalServices), "Services"},
	{uint16(AdditionalCashback), "Cashback"},
	{uint16(AdditionalInquiry), "Inquiry"},
	{uint16(AdditionalTransfer), "Transfer"},
	{uint16(AdditionalPayment), "Payment"},
	{uint16(AdditionalAdministrative), "Administrative"},
	{uint16(AdditionalCashDeposit), "Cash deposit"},
	{uint16(AdditionalNumericKeys), "Numeric keys"},
	{uint16(AdditionalAlphabeticKeys), "Alphabetic and special characters keys"},
	{uint16(AdditionalCommandKeys), "Command keys"},
	{uint16(AdditionalFunctionKeys), "Function keys"},
	{uint16(AdditionalPrintAttendant), "Print, attendant"},
	{uint16(AdditionalPrintCardholder), "Print, cardholder"},
	{uint16(AdditionalDisplayAttendant), "Display, attendant"},
	{uint16(AdditionalDisplayCardholder), "Display, cardholder"},
	{uint16(AdditionalCodeTable10), "Code table 10"},
	{uint16(AdditionalCodeTable9), "Code table 9"},
	{uint16(AdditionalCodeTable8), "Code table 8"},
	{uint16(AdditionalCodeTable7), "Code table 7"},
	{uint16(AdditionalCodeTable6), "Code table 6"},
	{uint16(AdditionalCodeTable5), "Code table 5"},
	{uint16(AdditionalCodeTable4), "Code table 4"},
	{uint16(AdditionalCodeTable3), "Code table 3"},
	{uint16(AdditionalCodeTable2), "Code table 2"},
	{uint16(AdditionalCodeTable1), "Code table 1"},
}}

// Has reports whether the bit is set.
func (a AdditionalCapabilities) Has(bit AdditionalBit) bool { return hasBit(a[:], uint16(bit)) }

// Set sets the bit. A bit outside the value is ignored.
func (a *AdditionalCapabilities) Set(bit AdditionalBit) { setBit(a[:], uint16(bit)) }

// Clear clears the bit.
func (a *AdditionalCapabilities) Clear(bit AdditionalBit) { clearBit(a[:], uint16(bit)) }

// Bits returns the bits that are set, in order.
func (a AdditionalCapabilities) Bits() []Bit { return additionalCapabilitiesTable.list(a[:]) }

// Explain returns all defined bits, set or not, and reserved ones that are set.
func (a AdditionalCapabilities) Explain() []BitMeaning {
	return additionalCapabilitiesTable.explain(a[:])
}

// String returns the value in hexadecimal.
func (a AdditionalCapabilities) String() string { return hexString(a[:]) }

// String returns the standard's name of the bit.
func (b AdditionalBit) String() string { return additionalCapabilitiesTable.name(uint16(b)) }
