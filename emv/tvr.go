package emv

// TVR is the Terminal Verification Results, tag 95 (EMV Book 3, Annex C5).
type TVR [5]byte

// TVRBit is one bit of a TVR: the byte number, from 1, in the upper byte, the
// mask in the lower.
type TVRBit uint16

// The bits of EMV Book 3, Annex C5, in its order.
const (
	TVRODANotPerformed    TVRBit = 0x0180
	TVRSDAFailed          TVRBit = 0x0140
	TVRDataMissing        TVRBit = 0x0120
	TVRExceptionFile      TVRBit = 0x0110
	TVRDDAFailed          TVRBit = 0x0108
	TVRCDAFailed          TVRBit = 0x0104
	TVRSDASelected        TVRBit = 0x0102
	TVRXDASelected        TVRBit = 0x0101
	TVRVersionsDiffer     TVRBit = 0x0280
	TVRExpired            TVRBit = 0x0240
	TVRNotYetEffective    TVRBit = 0x0220
	TVRServiceNotAllowed  TVRBit = 0x0210
	TVRNewCard            TVRBit = 0x0208
	TVRBiometricPerformed TVRBit = 0x0202
	TVRBiometricFormat    TVRBit = 0x0201
	TVRCVMFailed          TVRBit = 0x0380
	TVRUnrecognisedCVM    TVRBit = 0x0340
	TVRPINTryLimit        TVRBit = 0x0320
	TVRPINPadMissing      TVRBit = 0x0310
	TVRPINNotEntered      TVRBit = 0x0308
	TVROnlinePIN          TVRBit = 0x0304
	TVRBiometricDevice    TVRBit = 0x0302
	TVRBiometricBypassed  TVRBit = 0x0301
	TVRFloorLimit         TVRBit = 0x0480
	TVRLowerLimit         TVRBit = 0x0440
	TVRUpperLimit         TVRBit = 0x0420
	TVRRandomlySelected   TVRBit = 0x0410
	TVRForcedOnline       TVRBit = 0x0408
	TVRBiometricTryLimit  TVRBit = 0x0404
	TVRBiometricType      TVRBit = 0x0402
	TVRXDAFailed          TVRBit = 0x0401
	TVRDefaultTDOL        TVRBit = 0x0580
	TVRIssuerAuthFailed   TVRBit = 0x0540
	TVRScriptBefore       TVRBit = 0x0520
	TVRScriptAfter        TVRBit = 0x0510
	TVRCAECCKeyMissing    TVRBit = 0x0504
	TVRECCRecoveryFailed  TVRBit = 0x0502
)

var tvrTable = bitTable{"EMV Book 3, Annex C5", []bitName{
	{uint16(TVRODANotPerformed), "Offline data authentication was not performed"},
	{uint16(TVRSDAFailed), "SDA failed"},
	{uint16(TVRDataMissing), "ICC data missing"},
	{uint16(TVRExceptionFile), "Card appears on terminal exception file"},
	{uint16(TVRDDAFailed), "DDA failed"},
	{uint16(TVRCDAFailed), "CDA failed"},
	{uint16(TVRSDASelected), "SDA selected"},
	{uint16(TVRXDASelected), "XDA selected"},
	{uint16(TVRVersionsDiffer), "ICC and terminal have different application versions"},
	{uint16(TVRExpired), "Expired application"},
	{uint16(TVRNotYetEffective), "Application not yet effective"},
	{uint16(TVRServiceNotAllowed), "Requested service not allowed for card product"},
	{uint16(TVRNewCard), "New card"},
	{uint16(TVRBiometricPerformed), "Biometric performed and successful"},
	{uint16(TVRBiometricFormat), "Biometric template format not supported"},
	{uint16(TVRCVMFailed), "Cardholder verification was not successful"},
	{uint16(TVRUnrecognisedCVM), "Unrecognised CVM"},
	{uint16(TVRPINTryLimit), "PIN Try Limit exceeded"},
	{uint16(TVRPINPadMissing), "PIN entry required and PIN pad not present or not working"},
	{uint16(TVRPINNotEntered), "PIN entry required, PIN pad present, but PIN was not entered"},
	{uint16(TVROnlinePIN), "Online CVM captured"},
	{uint16(TVRBiometricDevice), "Biometric required but biometric capture device not working"},
	{uint16(TVRBiometricBypassed), "Biometric required, capture device present, but subtype entry was bypassed"},
	{uint16(TVRFloorLimit), "Transaction exceeds floor limit"},
	{uint16(TVRLowerLimit), "Lower consecutive offline limit exceeded"},
	{uint16(TVRUpperLimit), "Upper consecutive offline limit exceeded"},
	{uint16(TVRRandomlySelected), "Transaction selected randomly for online processing"},
	{uint16(TVRForcedOnline), "Merchant forced transaction online"},
	{uint16(TVRBiometricTryLimit), "Biometric Try Limit exceeded"},
	{uint16(TVRBiometricType), "A selected biometric type not supported"},
	{uint16(TVRXDAFailed), "XDA signature verification failed"},
	{uint16(TVRDefaultTDOL), "Default TDOL used"},
	{uint16(TVRIssuerAuthFailed), "Issuer authentication failed"},
	{uint16(TVRScriptBefore), "Script processing failed before final GENERATE AC"},
	{uint16(TVRScriptAfter), "Script processing failed after final GENERATE AC"},
	{uint16(TVRCAECCKeyMissing), "CA ECC key missing"},
	{uint16(TVRECCRecoveryFailed), "ECC key recovery failed"},
}}

// Has reports whether the bit is set.
func (t TVR) Has(bit TVRBit) bool { return hasBit(t[:], uint16(bit)) }

// Set sets the bit. A bit outside the value is ignored.
func (t *TVR) Set(bit TVRBit) { setBit(t[:], uint16(bit)) }

// Clear clears the bit.
func (t *TVR) Clear(bit TVRBit) { clearBit(t[:], uint16(bit)) }

// Bits returns the bits that are set, in order.
func (t TVR) Bits() []Bit { return tvrTable.list(t[:]) }

// Explain returns all defined bits, set or not, and reserved ones that are set.
func (t TVR) Explain() []BitMeaning { return tvrTable.explain(t[:]) }

// String returns the value in hexadecimal.
func (t TVR) String() string { return hexString(t[:]) }

// String returns the standard's name of the bit.
func (b TVRBit) String() string { return tvrTable.name(uint16(b)) }
