package card

// Card verification results: four bytes of the issuer application data, in the
// manner of VSDC and PBOC cards. Byte 1 is their length, 3.
const (
	// Byte 2.
	cvrSecondTC      = 0x40
	cvrSecondNotYet  = 0x80
	cvrFirstTC       = 0x10
	cvrFirstARQC     = 0x20
	cvrAuthFailed    = 0x08 // issuer authentication performed and failed
	cvrUnableOnline  = 0x01
	cvrSecondMask    = 0xC0
	cvrFirstMask     = 0x30
	cvrNotCompleted  = 0x80 // byte 3: last online transaction not completed
	cvrNewCard       = 0x10
	cvrLastFailed    = 0x08 // issuer authentication failure on the last online transaction
	cvrLastNotTested = 0x04 // issuer authentication not performed after the last online authorisation
)

// CVR is the card verification results of this card, decoded.
type CVR struct {
	First  Cryptogram // answer to the first GENERATE AC
	Second Cryptogram // answer to the second; CryptogramNone if not asked for yet

	IssuerAuthFailed       bool
	UnableOnline           bool
	LastNotCompleted       bool
	NewCard                bool
	LastIssuerAuthFailed   bool
	LastIssuerAuthNotTried bool
}

// Cryptogram is a kind of cryptogram as the CVR names it.
type Cryptogram uint8

// The kinds, in the coding of the CVR.
const (
	CryptogramAAC  Cryptogram = 0
	CryptogramTC   Cryptogram = 1
	CryptogramARQC Cryptogram = 2 // of the first GENERATE AC
	CryptogramNone Cryptogram = 2 // of the second: not requested
)

// ParseCVR decodes the four bytes.
func ParseCVR(b [4]byte) CVR {
	return CVR{
		First: Cryptogram(b[1] & cvrFirstMask >> 4), Second: Cryptogram(b[1] & cvrSecondMask >> 6),
		IssuerAuthFailed: b[1]&cvrAuthFailed != 0, UnableOnline: b[1]&cvrUnableOnline != 0,
		LastNotCompleted: b[2]&cvrNotCompleted != 0, NewCard: b[2]&cvrNewCard != 0,
		LastIssuerAuthFailed: b[2]&cvrLastFailed != 0, LastIssuerAuthNotTried: b[2]&cvrLastNotTested != 0,
	}
}

// iadLen is the length of 9F10: 07 ‖ DKI ‖ CVN ‖ CVR (4) ‖ algorithm (01 is
// triple DES).
const iadLen = 8

// CVROf returns the CVR inside a 9F10 of this card's format, and whether it is
// one.
func CVROf(iad []byte) (cvr [4]byte, ok bool) {
	if len(iad) != iadLen || iad[0] != iadLen-1 || iad[3] != 0x03 {
		return cvr, false
	}
	return [4]byte(iad[3:7]), true
}

func (c *Card) iad(a *app) [iadLen]byte {
	v := c.s.cvr
	return [iadLen]byte{iadLen - 1, a.DKI, a.CVN, v[0], v[1], v[2], v[3], 0x01}
}

// firstCVR is what the card knows before the first GENERATE AC.
func (c *Card) firstCVR() [4]byte {
	v := [4]byte{0x03, cvrSecondNotYet, 0, 0}
	for _, f := range [...]struct {
		on  bool
		bit byte
	}{
		{c.s.notCompleted, cvrNotCompleted},
		{c.s.lastOnline == 0, cvrNewCard},
		{c.s.authFailed, cvrLastFailed},
		{c.s.authNotPerformed, cvrLastNotTested},
	} {
		if f.on {
			v[2] |= f.bit
		}
	}
	return v
}
