package emv

// TerminalCapabilities is the Terminal Capabilities, tag 9F33 (EMV Book 4, Annex A2).
type TerminalCapabilities [3]byte

// CapabilityBit is one bit of a TerminalCapabilities: the byte number, from 1, in the upper byte, the
// mask in the lower.
type CapabilityBit uint16

// The bits of EMV Book 4, Annex A2, in its order.
const (
	CapabilityManualEntry      CapabilityBit = 0x0180
	CapabilityMagneticStripe   CapabilityBit = 0x0140
	CapabilityContacts         CapabilityBit = 0x0120
	CapabilityPlaintextPIN     CapabilityBit = 0x0280
	CapabilityOnlinePIN        CapabilityBit = 0x0240
	CapabilitySignature        CapabilityBit = 0x0220
	CapabilityEncipheredPIN    CapabilityBit = 0x0210
	CapabilityNoCVM            CapabilityBit = 0x0208
	CapabilityOnlineBiometric  CapabilityBit = 0x0204
	CapabilityOfflineBiometric CapabilityBit = 0x0202
	CapabilityEncipheredPINECC CapabilityBit = 0x0201
	CapabilitySDA              CapabilityBit = 0x0380
	CapabilityDDA              CapabilityBit = 0x0340
	CapabilityCardCapture      CapabilityBit = 0x0320
	CapabilityCDA              CapabilityBit = 0x0308
	CapabilityXDA              CapabilityBit = 0x0304
)

var terminalCapabilitiesTable = bitTable{"EMV Book 4, Annex A2", []bitName{
	{uint16(CapabilityManualEntry), "Manual key entry"},
	{uint16(CapabilityMagneticStripe), "Magnetic stripe"},
	{uint16(CapabilityContacts), "IC with contacts"},
	{uint16(CapabilityPlaintextPIN), "Plaintext PIN for ICC verification"},
	{uint16(CapabilityOnlinePIN), "Enciphered PIN for online verification"},
	{uint16(CapabilitySignature), "Signature"},
	{uint16(CapabilityEncipheredPIN), "Enciphered PIN for offline verification (RSA)"},
	{uint16(CapabilityNoCVM), "No CVM required"},
	{uint16(CapabilityOnlineBiometric), "Online biometric"},
	{uint16(CapabilityOfflineBiometric), "Offline biometric"},
	{uint16(CapabilityEncipheredPINECC), "Enciphered PIN for offline verification (ECC)"},
	{uint16(CapabilitySDA), "SDA"},
	{uint16(CapabilityDDA), "DDA"},
	{uint16(CapabilityCardCapture), "Card capture"},
	{uint16(CapabilityCDA), "CDA"},
	{uint16(CapabilityXDA), "XDA"},
}}

// Has reports whether the bit is set.
func (t TerminalCapabilities) Has(bit CapabilityBit) bool { return hasBit(t[:], uint16(bit)) }

// Set sets the bit. A bit outside the value is ignored.
func (t *TerminalCapabilities) Set(bit CapabilityBit) { setBit(t[:], uint16(bit)) }

// Clear clears the bit.
func (t *TerminalCapabilities) Clear(bit CapabilityBit) { clearBit(t[:], uint16(bit)) }

// Bits returns the bits that are set, in order.
func (t TerminalCapabilities) Bits() []Bit { return terminalCapabilitiesTable.list(t[:]) }

// Explain returns all defined bits, set or not, and reserved ones that are set.
func (t TerminalCapabilities) Explain() []BitMeaning { return terminalCapabilitiesTable.explain(t[:]) }

// String returns the value in hexadecimal.
func (t TerminalCapabilities) String() string { return hexString(t[:]) }

// String returns the standard's name of the bit.
func (b CapabilityBit) String() string { return terminalCapabilitiesTable.name(uint16(b)) }
