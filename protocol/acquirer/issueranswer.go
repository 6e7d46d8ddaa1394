package acquirer

import "github.com/openmpos/mpos/emv/tlv"

// IssuerAnswer is an issuer's answer, in the table issuer/1: the answer type of
// the transaction, or 0410.
type IssuerAnswer struct {
	Reversal     bool
	Type         TxnType // MTI, F3, F25, F60.1
	Amount       uint64  // F4
	STAN         uint32  // F11 of the request
	RRN          string  // F37 of the request
	AuthCode     string  // F38, 6 characters; empty: absent
	ResponseCode string  // F39
	TID          string  // F41
	MID          string  // F42
	Currency     uint16  // F49

	// F55, absent if both are empty, and absent in the answer to a reversal.

	IssuerAuth []byte   // value of tag 91, 8 to 16 bytes: ARPC and response code
	Scripts    [][]byte // templates 71 and 72 with tag and length, in this order
}

var (
	issuerAnswerFields   = mask(3, 4, 11, 25, 37, 39, 41, 42, 49, 60)
	issuerAnswerOptional = mask(38, 55)
)

const (
	tagIssuerAuth  = tlv.Tag(0x91)
	tagScript1     = tlv.Tag(0x71)
	tagScript2     = tlv.Tag(0x72)
	minIssuerAuth  = 8 // EMV Book 3, Annex A1
	maxIssuerAuth  = 16
	maxScriptCount = 2
)

// ParseIssuerAnswer reads an IssuerAnswer from a View of table Issuer.
// IssuerAuth and the Scripts alias the body.
func ParseIssuerAnswer(v View) (IssuerAnswer, error) {
	reversal := v.isMTI("0410")
	rightType := reversal || financialKind(v.MTI()) == KindFinancialAnswer
	p := v.expectIssuer(rightType, reversal, issuerAnswerFields, issuerAnswerOptional, issuerAnswerFields)
	if p.err != nil {
		return IssuerAnswer{}, p.err
	}
	m := IssuerAnswer{
		Reversal: reversal, Type: p.transaction(), Amount: v.Uint(4), STAN: uint32(v.Uint(11)), RRN: v.Text(37),
		AuthCode: v.Text(38), ResponseCode: v.Text(39), TID: v.Text(41), MID: v.Text(42), Currency: p.currency(),
	}
	if v.Has(55) {
		m.parseICC(&p)
	}
	if p.err != nil {
		return IssuerAnswer{}, p.err
	}
	return m, nil
}

// parseICC reads F55: 91 first, then at most two scripts, nothing else, and
// in the one encoding that appendICC has.
func (m *IssuerAnswer) parseICC(p *parser) {
	raw := p.v.Bytes(55)
	for c := tlv.New(raw); len(m.Scripts) <= maxScriptCount && c.Next(); {
		switch c.Tag() {
		case tagIssuerAuth:
			m.IssuerAuth = c.Value()
		case tagScript1, tagScript2:
			m.Scripts = append(m.Scripts, c.Raw())
		}
	}
	var room [256]byte
	again, ok := m.appendICC(room[:0])
	if !ok || string(again) != string(raw) {
		p.fail(55, "not 91 and at most two scripts in plain BER-TLV")
	}
}

// appendICC appends the value of F55; false if a part does not fit.
func (m *IssuerAnswer) appendICC(dst []byte) ([]byte, bool) {
	if n := len(m.IssuerAuth); n != 0 {
		if n < minIssuerAuth || n > maxIssuerAuth {
			return dst, false
		}
		dst = tlv.Append(dst, tagIssuerAuth, m.IssuerAuth)
	}
	if len(m.Scripts) > maxScriptCount {
		return dst, false
	}
	last := tagScript1
	for _, script := range m.Scripts {
		c := tlv.New(script)
		if !c.Next() || len(c.Raw()) != len(script) || c.Tag() < last || c.Tag() > tagScript2 {
			return dst, false
		}
		last = c.Tag()
		dst = tlv.Append(dst, last, c.Value())
	}
	return dst, true
}

// Append appends the body to dst. It fails, as *BuildError, if a value does
// not fit its field or the type is unknown.
func (m IssuerAnswer) Append(dst []byte) ([]byte, error) {
	profile, ok := m.Type.Profile()
	if !ok {
		return dst, &BuildError{Field: 3, Reason: "unknown transaction type"}
	}
	mti := profile.Response
	if m.Reversal {
		mti = "0410"
		m.AuthCode, m.IssuerAuth, m.Scripts = "", nil, nil
	}
	icc, ok := m.appendICC(nil)
	if !ok {
		return dst, &BuildError{Field: 55, Reason: "91 is not 8 to 16 bytes, or a script is no template 71, 72"}
	}
	b := Issuer.begin(dst, mti)
	b.digits(3, profile.F3)
	b.amount(m.Amount)
	b.uint(11, uint64(m.STAN))
	b.digits(25, profile.F25)
	b.text(37, m.RRN)
	b.optional(38, m.AuthCode)
	b.text(39, m.ResponseCode)
	b.text(41, m.TID)
	b.text(42, m.MID)
	b.currency(m.Currency)
	b.optionalBytes(55, icc)
	b.f60(F60{Type: profile.F601, NetMgmt: NetFinancial, Length: 11})
	return b.end()
}
