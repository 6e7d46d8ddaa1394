package acquirer

// Reasons of a reversal, F39 of the 0400 (LY, BP).
const (
	ReasonOther    = "06"
	ReasonNoAnswer = "98"
	ReasonBadMAC   = "A0"
)

// Reversal carries a Reverse: 0400, F60.3 = 000. F3, F25, F60.1, F4, F11 and
// F49 are those of the transaction it is about; F22 and F55 are absent.
type Reversal struct {
	Type     TxnType // of the original: F3, F25, F60.1
	Amount   uint64  // F4
	STAN     uint32  // F11 of the original
	Reason   string  // F39
	TID      string  // F41, 8 characters
	MID      string  // F42, 15 characters
	Currency uint16  // F49
	Envelope []byte  // F57, Reverse
	Batch    uint32  // F60.2
	MAC      []byte  // F64, 8 bytes from the reader; empty before it gave one
}

// ReversalAnswer carries a Reversed: 0410. Only the Reversed counts.
type ReversalAnswer struct {
	Type         TxnType // F3, F25, F60.1
	Amount       uint64  // F4
	STAN         uint32  // F11
	ResponseCode string  // F39
	TID          string  // F41
	MID          string  // F42
	Currency     uint16  // F49
	Envelope     []byte  // F57, Reversed; empty when refused
	Batch        uint32  // F60.2
}

var (
	reversalFields         = mask(3, 4, 11, 25, 39, 41, 42, 49, 57, 60, 64)
	reversalAnswerFields   = mask(3, 4, 11, 25, 39, 41, 42, 49, 60)
	reversalAnswerOptional = mask(57)
)

// ParseReversal reads a Reversal from a View of the whole body or of the MAC
// input; MAC is empty in the second case. Envelope and MAC alias the body.
func ParseReversal(v View) (Reversal, error) {
	p := v.expect(KindReversal, 11, reversalFields, 0)
	if p.err != nil {
		return Reversal{}, p.err
	}
	m := Reversal{
		Type: p.transaction(), Amount: v.Uint(4), STAN: uint32(v.Uint(11)), Reason: v.Text(39),
		TID: v.Text(41), MID: v.Text(42), Currency: p.currency(), Envelope: v.Bytes(57), Batch: p.f60.Batch, MAC: v.mac(),
	}
	if p.err != nil {
		return Reversal{}, p.err
	}
	return m, nil
}

// Append appends the body with F64 to dst. It fails, as *BuildError, if a
// value does not fit its field, the type is unknown or MAC is not 8 bytes.
func (m Reversal) Append(dst []byte) ([]byte, error) { return m.append(dst, false) }

// AppendForMAC appends the input of F64 to dst, as Financial.AppendForMAC.
func (m Reversal) AppendForMAC(dst []byte) ([]byte, error) { return m.append(dst, true) }

func (m *Reversal) append(dst []byte, forMAC bool) ([]byte, error) {
	profile, ok := m.Type.Profile()
	if !ok {
		return dst, &BuildError{Field: 3, Reason: "unknown transaction type"}
	}
	b := Terminal.begin(dst, "0400")
	b.digits(3, profile.F3)
	b.amount(m.Amount)
	b.uint(11, uint64(m.STAN))
	b.digits(25, profile.F25)
	b.text(39, m.Reason)
	b.text(41, m.TID)
	b.text(42, m.MID)
	b.currency(m.Currency)
	b.bytes(57, m.Envelope)
	b.f60(F60{Type: profile.F601, Batch: m.Batch, NetMgmt: NetFinancial, Length: 11})
	b.mac(m.MAC, forMAC)
	return b.end()
}

// ParseReversalAnswer reads a ReversalAnswer. Envelope aliases the body.
func ParseReversalAnswer(v View) (ReversalAnswer, error) {
	p := v.expect(KindReversalAnswer, 11, reversalAnswerFields, reversalAnswerOptional)
	if p.err != nil {
		return ReversalAnswer{}, p.err
	}
	m := ReversalAnswer{
		Type: p.transaction(), Amount: v.Uint(4), STAN: uint32(v.Uint(11)), ResponseCode: v.Text(39),
		TID: v.Text(41), MID: v.Text(42), Currency: p.currency(), Envelope: v.Bytes(57), Batch: p.f60.Batch,
	}
	if p.err != nil {
		return ReversalAnswer{}, p.err
	}
	return m, nil
}

// Append appends the body to dst. It fails, as *BuildError, if a value does
// not fit its field or the type is unknown.
func (m ReversalAnswer) Append(dst []byte) ([]byte, error) {
	profile, ok := m.Type.Profile()
	if !ok {
		return dst, &BuildError{Field: 3, Reason: "unknown transaction type"}
	}
	b := Terminal.begin(dst, "0410")
	b.digits(3, profile.F3)
	b.amount(m.Amount)
	b.uint(11, uint64(m.STAN))
	b.digits(25, profile.F25)
	b.text(39, m.ResponseCode)
	b.text(41, m.TID)
	b.text(42, m.MID)
	b.currency(m.Currency)
	b.optionalBytes(57, m.Envelope)
	b.f60(F60{Type: profile.F601, Batch: m.Batch, NetMgmt: NetFinancial, Length: 11})
	return b.end()
}
