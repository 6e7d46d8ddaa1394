package acquirer

import (
	"fmt"

	"github.com/openmpos/mpos/crypto/pin"
)

// IssuerRequest is what the backend asks an issuer, in the table issuer/1: the
// message type of its transaction, or 0400 for a reversal. A reversal carries
// no card data: F37, F41 and F42 name the transaction, so a backend need not
// keep any. Printing it shows type, RRN and the masked card number alone.
type IssuerRequest struct {
	Reversal bool
	Type     TxnType // MTI, F3, F25, F60.1; of a reversal, the transaction's
	Amount   uint64  // F4, minor unit of the currency
	STAN     uint32  // F11
	RRN      string  // F37, 12 characters; a reversal repeats the transaction's
	TID      string  // F41, 8 characters
	MID      string  // F42, 15 characters
	Currency uint16  // F49, ISO 4217 numeric as a decimal number: 156

	// Absent in a reversal.
	PAN         pin.PAN // F2
	Expiry      string  // F14, YYMM; empty: absent
	Entry       string  // F22, four digits, see EntryDigits; Append takes three too
	PSN         uint8   // F23, 0–99; 0 if the card has none
	Track2      string  // F35, 0–9 and D; magnetic stripe only, empty: absent
	PINBlock    []byte  // F52, 16 bytes: format 4 under the zone key; empty: absent
	ICC         []byte  // F55, BER-TLV, at most 255 bytes; empty: absent
	OriginalRRN string  // F61, F37 of the transaction that a void, refund or completion is about; empty: absent
}

var (
	issuerFields   = mask(2, 3, 4, 11, 22, 23, 25, 37, 41, 42, 49, 60)
	issuerOptional = mask(14, 35, 52, 55, 61)
	issuerReversal = mask(3, 4, 11, 25, 37, 41, 42, 49, 60)
)

// ParseIssuerRequest reads an IssuerRequest from a View of table Issuer.
// PINBlock and ICC alias the body.
func ParseIssuerRequest(v View) (IssuerRequest, error) {
	reversal := v.isMTI("0400")
	p := v.expectIssuer(reversal || isRequest(v.MTI()), reversal, issuerFields, issuerOptional, issuerReversal)
	if p.err != nil {
		return IssuerRequest{}, p.err
	}
	m := IssuerRequest{
		Reversal: reversal, Type: p.transaction(), Amount: v.Uint(4), STAN: uint32(v.Uint(11)), RRN: v.Text(37),
		TID: v.Text(41), MID: v.Text(42), Currency: p.currency(),
	}
	if !reversal {
		m.Expiry, m.Entry, m.PSN, m.Track2 = v.Digits(14), v.Digits(22), p.psn(), v.Digits(35)
		m.PINBlock, m.ICC, m.OriginalRRN = v.Bytes(52), v.Bytes(55), v.Text(61)
		var err error
		if m.PAN, err = pin.ParsePAN(v.Digits(2)); err != nil {
			p.fail(2, "not 8 to 19 digits")
		}
	}
	if p.err != nil {
		return IssuerRequest{}, p.err
	}
	return m, nil
}

func isRequest(mti string) bool { return financialKind(mti) == KindFinancial }

// psn reads F23, which has room for a third digit.
func (p *parser) psn() uint8 {
	n := p.v.Uint(23)
	if n > 99 {
		p.fail(23, "over 99")
	}
	return uint8(n)
}

// expectIssuer is expect for the two messages of table Issuer.
func (v *View) expectIssuer(rightType, reversal bool, required, optional, inReversal uint64) parser {
	p := parser{v: v}
	if reversal {
		required, optional = inReversal, 0
	}
	switch {
	case v.table != Issuer:
		p.err = &Error{Path: "body", Reason: "not parsed with the issuer table"}
	case !rightType:
		p.err = &Error{Path: "mti", Reason: "not of this message"}
	default:
		p.err = v.list(required, optional)
	}
	if p.err == nil {
		p.err = v.onePadding()
	}
	if p.err != nil {
		return p
	}
	f60, err := ParseF60(v.Digits(60))
	if err != nil || f60.Length != 11 || f60.Batch != 0 || f60.NetMgmt != NetFinancial {
		p.fail(60, "not 60.1 and nine zeros")
	}
	p.f60 = f60
	return p
}

// Append appends the body to dst. It fails, as *BuildError, if a value does
// not fit its field or the type is unknown.
func (m IssuerRequest) Append(dst []byte) ([]byte, error) {
	profile, ok := m.Type.Profile()
	if !ok {
		return dst, &BuildError{Field: 3, Reason: "unknown transaction type"}
	}
	mti := profile.Request
	if m.Reversal {
		mti = "0400"
		m.PAN, m.Expiry, m.Track2, m.PINBlock, m.ICC, m.OriginalRRN = pin.PAN{}, "", "", nil, nil, ""
	}
	b := Issuer.begin(dst, mti)
	if !m.Reversal {
		b.digits(2, m.PAN.UnsafeDigits())
	}
	b.digits(3, profile.F3)
	b.amount(m.Amount)
	b.uint(11, uint64(m.STAN))
	b.optional(14, m.Expiry)
	if !m.Reversal {
		b.entry(m.Entry)
		b.psn(m.PSN)
	}
	b.digits(25, profile.F25)
	b.optional(35, m.Track2)
	b.text(37, m.RRN)
	b.text(41, m.TID)
	b.text(42, m.MID)
	b.currency(m.Currency)
	b.optionalBytes(52, m.PINBlock)
	b.optionalBytes(55, m.ICC)
	b.f60(F60{Type: profile.F601, NetMgmt: NetFinancial, Length: 11})
	b.optional(61, m.OriginalRRN)
	return b.end()
}

func (b *builder) psn(n uint8) {
	if n > 99 {
		b.fail(23, "over 99")
		return
	}
	b.uint(23, uint64(n))
}

// String shows type, RRN and the masked card number.
func (m IssuerRequest) String() string {
	kind := "request"
	if m.Reversal {
		kind = "reversal"
	}
	return fmt.Sprintf("issuer %s{%s, rrn %q, pan %s}", kind, m.Type, m.RRN, m.PAN.Masked())
}

// Format prints String with every verb.
func (m IssuerRequest) Format(s fmt.State, _ rune) { _, _ = s.Write([]byte(m.String())) }

// MarshalText returns String.
func (m IssuerRequest) MarshalText() ([]byte, error) { return []byte(m.String()), nil }
