package backend

import (
	"github.com/openmpos/mpos/crypto/pin"
	"github.com/openmpos/mpos/protocol/acquirer"
)

// IssuerRequest is what the backend asks an issuer, as ISO 8583 of the table
// issuer/1: 0200, or 0400 for a reversal. A reversal has no card data: the
// issuer knows the transaction by F41, F42 and F37, so the backend need not
// keep them.
type IssuerRequest struct {
	Reversal bool
	PAN      pin.PAN // F2
	Type     acquirer.TxnType
	Amount   uint64 // F4, minor units
	STAN     uint32 // F11
	Expiry   string // F14, YYMM; may be empty
	Entry    string // F22
	PSN      uint8  // F23, 0 if the card has none
	RRN      string // F37
	F41, F42 string
	Currency uint16
	PINBlock []byte // F52, 16 bytes under the zone key, or empty
	ICC      []byte // F55 as the host sent it
}

// IssuerAnswer is the issuer's answer, 0210 or 0410.
type IssuerAnswer struct {
	Reversal bool
	Amount   uint64
	STAN     uint32
	RRN      string
	AuthCode string // F38, 6 characters when approved
	Code     string // F39
	F41, F42 string
	Currency uint16
	ICC      []byte // F55: 91, 71, 72; may be empty
}

// Append appends the body of the request. It fails, as *acquirer.BuildError,
// if a value does not fit its field.
func (r IssuerRequest) Append(dst []byte) ([]byte, error) {
	profile, _ := r.Type.Profile()
	m := acquirer.Issuer.New("0200")
	if r.Reversal {
		m.Reset("0400")
	}
	m.SetDigits(3, profile.F3)
	m.SetUint(4, r.Amount)
	m.SetUint(11, uint64(r.STAN))
	m.SetDigits(25, profile.F25)
	m.SetText(37, r.RRN)
	m.SetText(41, r.F41)
	m.SetText(42, r.F42)
	setCurrency(m, r.Currency)
	m.SetDigits(60, profile.F601+"000000"+acquirer.NetFinancial)
	if !r.Reversal {
		m.SetDigits(2, r.PAN.UnsafeDigits())
		m.SetDigits(22, r.Entry)
		m.SetUint(23, uint64(r.PSN))
		if r.Expiry != "" {
			m.SetDigits(14, r.Expiry)
		}
		setBytes(m, 52, r.PINBlock)
		setBytes(m, 55, r.ICC)
	}
	dst, err := m.Append(dst)
	m.Reset("0000") // clears the card number
	return dst, err
}

// ParseIssuerRequest reads a 0200 or 0400 of the table issuer/1.
func ParseIssuerRequest(body []byte) (IssuerRequest, error) {
	v, err := acquirer.Issuer.View(body)
	if err != nil {
		return IssuerRequest{}, err
	}
	f60 := v.Digits(60)
	if len(f60) < 2 {
		return IssuerRequest{}, issuerError("F60", "missing")
	}
	r := IssuerRequest{
		Reversal: v.MTI() == "0400", Amount: v.Uint(4), STAN: uint32(v.Uint(11)), RRN: v.Text(37),
		F41: v.Text(41), F42: v.Text(42), Currency: uint16(v.Uint(49)), Entry: v.Digits(22),
	}
	var ok bool
	if r.Type, ok = acquirer.TransactionOf(v.MTI(), v.Digits(3), v.Digits(25), f60[:2]); !ok {
		return IssuerRequest{}, issuerError("mti", "no transaction that issuers know")
	}
	if r.RRN == "" || r.F41 == "" || r.F42 == "" {
		return IssuerRequest{}, issuerError("F37", "F37, F41 or F42 is missing")
	}
	if r.Reversal {
		return r, nil
	}
	if r.PAN, err = pin.ParsePAN(v.Digits(2)); err != nil {
		return IssuerRequest{}, issuerError("F2", "no card number")
	}
	r.Expiry, r.PSN, r.PINBlock, r.ICC = v.Digits(14), uint8(v.Uint(23)), v.Bytes(52), v.Bytes(55)
	return r, nil
}

// Append appends the body of the answer.
func (a IssuerAnswer) Append(dst []byte) ([]byte, error) {
	m := acquirer.Issuer.New("0210")
	if a.Reversal {
		m.Reset("0410")
	}
	m.SetUint(4, a.Amount)
	m.SetUint(11, uint64(a.STAN))
	m.SetText(37, a.RRN)
	if a.AuthCode != "" {
		m.SetText(38, a.AuthCode)
	}
	m.SetText(39, a.Code)
	m.SetText(41, a.F41)
	m.SetText(42, a.F42)
	setCurrency(m, a.Currency)
	setBytes(m, 55, a.ICC)
	return m.Append(dst)
}

// ParseIssuerAnswer reads a 0210 or 0410 of the table issuer/1. ICC aliases
// the body.
func ParseIssuerAnswer(body []byte) (IssuerAnswer, error) {
	v, err := acquirer.Issuer.View(body)
	if err != nil {
		return IssuerAnswer{}, err
	}
	mti := v.MTI()
	if mti != "0210" && mti != "0410" {
		return IssuerAnswer{}, issuerError("mti", "not an issuer's answer")
	}
	a := IssuerAnswer{
		Reversal: mti == "0410", Amount: v.Uint(4), STAN: uint32(v.Uint(11)), RRN: v.Text(37), AuthCode: v.Text(38),
		Code: v.Text(39), F41: v.Text(41), F42: v.Text(42), Currency: uint16(v.Uint(49)), ICC: v.Bytes(55),
	}
	if len(a.Code) != 2 || a.RRN == "" {
		return IssuerAnswer{}, issuerError("F39", "F37 or F39 is missing")
	}
	return a, nil
}

func setCurrency(m *acquirer.Message, c uint16) {
	m.SetText(49, string([]byte{'0' + byte(c/100%10), '0' + byte(c/10%10), '0' + byte(c%10)}))
}

func setBytes(m *acquirer.Message, n int, b []byte) {
	if len(b) != 0 {
		m.SetBytes(n, b)
	}
}

func issuerError(path, reason string) error { return &acquirer.Error{Path: path, Reason: reason} }
