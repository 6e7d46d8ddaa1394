package emv

// Currency is one currency of ISO 4217.
type Currency struct {
	Code     uint16 // the three digits, in decimal: 978
	Alpha    string
	Exponent int // digits after the decimal point
}

// LookupCurrency returns the currency with the given numeric code, if it is
// among those that the library knows.
func LookupCurrency(code uint16) (Currency, bool) {
	for _, c := range currencies {
		if c.Code == code {
			return c, true
		}
	}
	return Currency{}, false
}

// currencies are those of ISO 4217 that test cards and terminals use.
var currencies = [...]Currency{
	{36, "AUD", 2}, {124, "CAD", 2}, {156, "CNY", 2}, {203, "CZK", 2}, {208, "DKK", 2},
	{344, "HKD", 2}, {348, "HUF", 2}, {356, "INR", 2}, {360, "IDR", 2}, {376, "ILS", 2},
	{392, "JPY", 0}, {410, "KRW", 0}, {414, "KWD", 3}, {446, "MOP", 2}, {458, "MYR", 2},
	{484, "MXN", 2}, {554, "NZD", 2}, {578, "NOK", 2}, {608, "PHP", 2}, {643, "RUB", 2},
	{682, "SAR", 2}, {702, "SGD", 2}, {704, "VND", 0}, {710, "ZAR", 2}, {752, "SEK", 2},
	{756, "CHF", 2}, {764, "THB", 2}, {784, "AED", 2}, {826, "GBP", 2}, {840, "USD", 2},
	{901, "TWD", 2}, {949, "TRY", 2}, {978, "EUR", 2}, {985, "PLN", 2}, {986, "BRL", 2},
	{999, "XXX", 0},
}

// country is one country of ISO 3166-1.
type country struct {
	code uint16
	name string
}

// LookupCountry returns the two-letter code of the country with the given
// numeric code (ISO 3166-1), if the library knows it.
func LookupCountry(code uint16) (string, bool) {
	for _, c := range countries {
		if c.code == code {
			return c.name, true
		}
	}
	return "", false
}

var countries = [...]country{
	{36, "AU"}, {40, "AT"}, {56, "BE"}, {76, "BR"}, {124, "CA"}, {156, "CN"}, {158, "TW"},
	{203, "CZ"}, {208, "DK"}, {246, "FI"}, {250, "FR"}, {276, "DE"}, {300, "GR"}, {344, "HK"},
	{348, "HU"}, {356, "IN"}, {360, "ID"}, {372, "IE"}, {376, "IL"}, {380, "IT"}, {392, "JP"},
	{410, "KR"}, {442, "LU"}, {446, "MO"}, {458, "MY"}, {484, "MX"}, {528, "NL"}, {554, "NZ"},
	{578, "NO"}, {608, "PH"}, {616, "PL"}, {620, "PT"}, {643, "RU"}, {682, "SA"}, {702, "SG"},
	{704, "VN"}, {710, "ZA"}, {724, "ES"}, {752, "SE"}, {756, "CH"}, {764, "TH"}, {784, "AE"},
	{792, "TR"}, {826, "GB"}, {840, "US"},
}

// terminalTypes are those of EMV Book 4, Annex A1, by the second digit; the
// first digit says who operates the terminal.
var terminalTypes = [...]string{
	1: "attended, online only",
	2: "attended, offline with online capability",
	3: "attended, offline only",
	4: "unattended, online only",
	5: "unattended, offline with online capability",
	6: "unattended, offline only",
}

var terminalOperators = [...]string{1: "financial institution", 2: "merchant", 3: "cardholder"}

// TerminalType is the environment of a terminal, tag 9F35 (EMV Book 4, Annex
// A1): 22 is a merchant's attended terminal with online capability.
type TerminalType byte

func (t TerminalType) String() string {
	who, where := int(t>>4), int(t&0xF)
	if who == 0 || who >= len(terminalOperators) || where == 0 || where >= len(terminalTypes) {
		return reserved
	}
	return terminalOperators[who] + ", " + terminalTypes[where]
}

// transactionTypes are the first two digits of the ISO 8583:1987 processing
// code, tag 9C.
var transactionTypes = map[byte]string{
	0x00: "purchase of goods or services",
	0x01: "cash",
	0x09: "purchase with cashback",
	0x20: "refund",
	0x30: "balance inquiry",
	0x31: "balance inquiry",
}

// entryModes are the codes of ISO 8583:1987, 4.3.14, as tag 9F39 has them.
var entryModes = map[byte]string{
	0x00: "unknown",
	0x01: "manual entry",
	0x02: "magnetic stripe",
	0x03: "barcode",
	0x05: "chip",
	0x07: "contactless chip",
	0x80: "magnetic stripe after the chip failed",
	0x90: "magnetic stripe, full track",
	0x91: "contactless magnetic stripe",
	0x95: "chip, card verification value unreliable",
}

// authorisationCodes are those a terminal makes itself, EMV Book 4, Annex A6.
var authorisationCodes = map[string]string{
	"Y1": "offline approved",
	"Z1": "offline declined",
	"Y3": "unable to go online, offline approved",
	"Z3": "unable to go online, offline declined",
	"00": "approved by the issuer",
	"10": "approved by the issuer",
	"11": "approved by the issuer",
	"01": "referral requested by the issuer",
	"02": "referral requested by the issuer",
}
