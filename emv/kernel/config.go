package kernel

import (
	"io"
	"time"
)

// Config is the terminal's own data: what does not change from one transaction
// to the next. It is read only; many kernels may share one.
type Config struct {
	Type                   byte    // 9F35, EMV Book 4, annex A1; 22 is an attended merchant terminal, offline with online capability, 21 the same online only
	Capabilities           [3]byte // 9F33, annex A2
	AdditionalCapabilities [5]byte // 9F40, annex A3
	Country                uint16  // 9F1A, ISO 3166 number
	CurrencyExponent       byte    // 5F36, digits after the decimal point
	IFDSerial              string  // 9F1E, 8 characters; shorter is padded with spaces
	TerminalID             string  // 9F1C, 8 characters
	MerchantID             string  // 9F16, 15 characters
	MerchantName           string  // 9F4E, merchant name and location
	MerchantCategory       uint16  // 9F15, ISO 18245 number
	Acquirer               uint64  // 9F01, up to 11 digits

	// AIDs are the applications that the terminal supports, in its own order.
	AIDs []AIDConfig

	// SkipPSE goes to the list of AIDs at once (EMV Book 1, 12.3.1: the PSE
	// is optional for the terminal too).
	SkipPSE bool
}

// AIDConfig is what the terminal knows of one application.
type AIDConfig struct {
	AID     []byte // 5–16 bytes
	Partial bool   // the card's name may be longer (EMV Book 1, 12.3.1)
	Version uint16 // 9F09, application version number of the terminal

	TACDenial  [5]byte // terminal action codes, EMV Book 3, 10.7
	TACOnline  [5]byte
	TACDefault [5]byte

	FloorLimit       uint32 // 9F1B, minor units; 0 sends everything online
	Threshold        uint32 // minor units; under it selection is by TargetPercent alone
	TargetPercent    uint8  // 0–99, EMV Book 3, 10.6.2
	MaxTargetPercent uint8  // 0–99

	DefaultDDOL []byte // used when the card has no 9F49
	DefaultTDOL []byte // used when the card has no 97
}

// Transaction is what one transaction begins with.
type Transaction struct {
	Amount      uint64 // 9F02, minor units, all of it, with Other
	Other       uint64 // 9F03, minor units: cashback
	Currency    uint16 // 5F2A, ISO 4217 number
	Type        byte   // 9C: 00 goods, 01 cash, 09 with cashback, 20 refund, 31 balance
	Sequence    uint32 // 9F41, up to 8 digits; 0 is not sent
	ForceOnline bool   // the merchant wants the issuer's word (TVR byte 4, bit 4)

	// Time gives 9A and 9F21, in the location that it carries.
	Time time.Time

	// UN is the unpredictable number (9F37). All zero means: take it from
	// Random.
	UN [4]byte
	// Random feeds the unpredictable number and the random selection of
	// EMV Book 3, 10.6.2. It must be a secure source outside of tests.
	Random io.Reader
}
