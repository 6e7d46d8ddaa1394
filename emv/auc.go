package emv

// AUC is the Application Usage Control, tag 9F07 (EMV Book 3, Annex C2).
type AUC [2]byte

// AUCBit is one bit of an AUC: the byte number, from 1, in the upper byte, the
// mask in the lower.
type AUCBit uint16

// The bits of EMV Book 3, Annex C2, in its order.
const (
	AUCDomesticCash          AUCBit = 0x0180
	AUCInternationalCash     AUCBit = 0x0140
	AUCDomesticGoods         AUCBit = 0x0120
	AUCInternationalGoods    AUCBit = 0x0110
	AUCDomesticServices      AUCBit = 0x0108
	AUCInternationalServices AUCBit = 0x0104
	AUCATM                   AUCBit = 0x0102
	AUCOtherThanATM          AUCBit = 0x0101
	AUCDomesticCashback      AUCBit = 0x0280
	AUCInternationalCashback AUCBit = 0x0240
)

var aucTable = bitTable{"EMV Book 3, Annex C2", []bitName{
	{uint16(AUCDomesticCash), "Valid for domestic cash transactions"},
	{uint16(AUCInternationalCash), "Valid for international cash transactions"},
	{uint16(AUCDomesticGoods), "Valid for domestic goods"},
	{uint16(AUCInternationalGoods), "Valid for international goods"},
	{uint16(AUCDomesticServices), "Valid for domestic services"},
	{uint16(AUCInternationalServices), "Valid for international services"},
	{uint16(AUCATM), "Valid at ATMs"},
	{uint16(AUCOtherThanATM), "Valid at terminals other than ATMs"},
	{uint16(AUCDomesticCashback), "Domestic cashback allowed"},
	{uint16(AUCInternationalCashback), "International cashback allowed"},
}}

// Has reports whether the bit is set.
func (a AUC) Has(bit AUCBit) bool { return hasBit(a[:], uint16(bit)) }

// Set sets the bit. A bit outside the value is ignored.
func (a *AUC) Set(bit AUCBit) { setBit(a[:], uint16(bit)) }

// Clear clears the bit.
func (a *AUC) Clear(bit AUCBit) { clearBit(a[:], uint16(bit)) }

// Bits returns the bits that are set, in order.
func (a AUC) Bits() []Bit { return aucTable.list(a[:]) }

// Explain returns all defined bits, set or not, and reserved ones that are set.
func (a AUC) Explain() []BitMeaning { return aucTable.explain(a[:]) }

// String returns the value in hexadecimal.
func (a AUC) String() string { return hexString(a[:]) }

// String returns the standard's name of the bit.
func (b AUCBit) String() string { return aucTable.name(uint16(b)) }
