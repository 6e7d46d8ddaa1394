package acquirer

// Financial carries an Authorize: 0100, 0200 or 0220 as its type says,
// F60.3 = 000. Card data and PIN are in the envelope alone.
type Financial struct {
	Type       TxnType    // MTI, F3, F25, F60.1
	Amount     uint64     // F4, minor unit of the currency; 0 for a balance
	STAN       uint32     // F11, given by the reader
	Entry      string     // F22, four digits, see EntryDigits; Append takes three too
	TID        string     // F41, 8 characters
	MID        string     // F42, 15 characters
	Currency   uint16     // F49, ISO 4217 numeric as a decimal number: 156
	ICC        []byte     // F55, the public sale list, at most 255 bytes; empty: absent
	Envelope   []byte     // F57, Authorize
	Terminal   TerminalID // F59; zero: absent
	Batch      uint32     // F60.2
	Capability uint8      // F60.4: 5 contact chip, 6 contactless too
	Condition  uint8      // F60.5: 0, or 2 for a fallback
	MAC        []byte     // F64, 8 bytes from the reader; empty before it gave one
}

// FinancialAnswer carries a Verdict: 0110, 0210 or 0230. Only the Verdict
// counts; the clear fields are for the host's display and receipt.
type FinancialAnswer struct {
	Type         TxnType // MTI, F3, F25, F60.1
	Amount       uint64  // F4
	STAN         uint32  // F11
	Time         string  // F12, hhmmss; empty: absent
	Date         string  // F13, MMDD; empty: absent
	RRN          string  // F37, 12 characters; empty: absent
	AuthCode     string  // F38, 6 characters; empty: absent
	ResponseCode string  // F39
	TID          string  // F41
	MID          string  // F42
	Currency     uint16  // F49
	Envelope     []byte  // F57, Verdict; empty when refused
	Batch        uint32  // F60.2
}

var (
	financialFields         = mask(3, 4, 11, 22, 25, 41, 42, 49, 57, 60, 64)
	financialOptional       = mask(55, 59)
	financialAnswerFields   = mask(3, 4, 11, 25, 39, 41, 42, 49, 60)
	financialAnswerOptional = mask(12, 13, 37, 38, 57)
)

// ParseFinancial reads a Financial from a View of the whole body or of the MAC
// input; MAC is empty in the second case. ICC, Envelope and MAC alias the body.
func ParseFinancial(v View) (Financial, error) {
	p := v.expect(KindFinancial, 13, financialFields, financialOptional)
	if p.err != nil {
		return Financial{}, p.err
	}
	m := Financial{
		Type: p.transaction(), Amount: v.Uint(4), STAN: uint32(v.Uint(11)), Entry: v.Digits(22),
		TID: v.Text(41), MID: v.Text(42), Currency: p.currency(), ICC: v.Bytes(55), Envelope: v.Bytes(57),
		Batch: p.f60.Batch, Capability: p.f60.Capability, Condition: p.f60.Condition, MAC: v.mac(),
	}
	if v.Has(59) {
		var err error
		m.Terminal, err = ParseTerminalID(v.Bytes(59))
		p.nested(59, err)
	}
	if p.err != nil {
		return Financial{}, p.err
	}
	return m, nil
}

// mac returns F64, nil in a View of the MAC input.
func (v *View) mac() []byte {
	if b := v.Bytes(64); len(b) > 0 {
		return b
	}
	return nil
}

// Append appends the body with F64 to dst. It fails, as *BuildError, if a
// value does not fit its field, the type is unknown or MAC is not 8 bytes.
func (m Financial) Append(dst []byte) ([]byte, error) { return m.append(dst, false) }

// AppendForMAC appends the input of F64 to dst: the body with bit 64 set, up
// to and without F64. This is what the host hands to the reader (HostMAC);
// with the 8 bytes of the answer behind it, it is the body.
func (m Financial) AppendForMAC(dst []byte) ([]byte, error) { return m.append(dst, true) }

func (m *Financial) append(dst []byte, forMAC bool) ([]byte, error) {
	profile, ok := m.Type.Profile()
	if !ok {
		return dst, &BuildError{Field: 3, Reason: "unknown transaction type"}
	}
	b := Terminal.begin(dst, profile.Request)
	b.digits(3, profile.F3)
	b.amount(m.Amount)
	b.uint(11, uint64(m.STAN))
	b.entry(m.Entry)
	b.digits(25, profile.F25)
	b.text(41, m.TID)
	b.text(42, m.MID)
	b.currency(m.Currency)
	b.optionalBytes(55, m.ICC)
	b.bytes(57, m.Envelope)
	b.terminalID(m.Terminal)
	b.f60(F60{
		Type: profile.F601, Batch: m.Batch, NetMgmt: NetFinancial,
		Capability: m.Capability, Condition: m.Condition, Length: 13,
	})
	b.mac(m.MAC, forMAC)
	return b.end()
}

// ParseFinancialAnswer reads a FinancialAnswer. Envelope aliases the body.
func ParseFinancialAnswer(v View) (FinancialAnswer, error) {
	p := v.expect(KindFinancialAnswer, 11, financialAnswerFields, financialAnswerOptional)
	if p.err != nil {
		return FinancialAnswer{}, p.err
	}
	m := FinancialAnswer{
		Type: p.transaction(), Amount: v.Uint(4), STAN: uint32(v.Uint(11)), Time: v.Digits(12), Date: v.Digits(13),
		RRN: v.Text(37), AuthCode: v.Text(38), ResponseCode: v.Text(39), TID: v.Text(41), MID: v.Text(42),
		Currency: p.currency(), Envelope: v.Bytes(57), Batch: p.f60.Batch,
	}
	if p.err != nil {
		return FinancialAnswer{}, p.err
	}
	return m, nil
}

// Append appends the body to dst. It fails, as *BuildError, if a value does
// not fit its field or the type is unknown.
func (m FinancialAnswer) Append(dst []byte) ([]byte, error) {
	profile, ok := m.Type.Profile()
	if !ok {
		return dst, &BuildError{Field: 3, Reason: "unknown transaction type"}
	}
	b := Terminal.begin(dst, profile.Response)
	b.digits(3, profile.F3)
	b.amount(m.Amount)
	b.uint(11, uint64(m.STAN))
	b.optional(12, m.Time)
	b.optional(13, m.Date)
	b.digits(25, profile.F25)
	b.optional(37, m.RRN)
	b.optional(38, m.AuthCode)
	b.text(39, m.ResponseCode)
	b.text(41, m.TID)
	b.text(42, m.MID)
	b.currency(m.Currency)
	b.optionalBytes(57, m.Envelope)
	b.f60(F60{Type: profile.F601, Batch: m.Batch, NetMgmt: NetFinancial, Length: 11})
	return b.end()
}
