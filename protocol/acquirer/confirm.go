package acquirer

// ConfirmAdvice carries a Confirm: 0620, F60.3 = 903. It has no MAC; the
// envelope authenticates itself.
type ConfirmAdvice struct {
	STAN     uint32 // F11 of the transaction
	TID      string // F41, 8 characters
	MID      string // F42, 15 characters
	Envelope []byte // F57, Confirm
	Batch    uint32 // F60.2
}

// ConfirmAnswer acknowledges a ConfirmAdvice: 0630, F60.3 = 903.
type ConfirmAnswer struct {
	STAN         uint32 // F11
	ResponseCode string // F39
	TID          string // F41
	MID          string // F42
	Batch        uint32 // F60.2
}

var (
	confirmFields       = mask(11, 41, 42, 57, 60)
	confirmAnswerFields = mask(11, 39, 41, 42, 60)
)

// ParseConfirmAdvice reads a ConfirmAdvice. Envelope aliases the body.
func ParseConfirmAdvice(v View) (ConfirmAdvice, error) {
	p := v.expect(KindConfirm, 11, confirmFields, 0)
	p.management()
	if p.err != nil {
		return ConfirmAdvice{}, p.err
	}
	return ConfirmAdvice{
		STAN: uint32(v.Uint(11)), TID: v.Text(41), MID: v.Text(42), Envelope: v.Bytes(57), Batch: p.f60.Batch,
	}, nil
}

// Append appends the body to dst. It fails, as *BuildError, if a value does
// not fit its field.
func (m ConfirmAdvice) Append(dst []byte) ([]byte, error) {
	b := Terminal.begin(dst, "0620")
	b.uint(11, uint64(m.STAN))
	b.text(41, m.TID)
	b.text(42, m.MID)
	b.bytes(57, m.Envelope)
	b.f60(management(m.Batch, NetConfirm))
	return b.end()
}

// ParseConfirmAnswer reads a ConfirmAnswer.
func ParseConfirmAnswer(v View) (ConfirmAnswer, error) {
	p := v.expect(KindConfirmAnswer, 11, confirmAnswerFields, 0)
	p.management()
	if p.err != nil {
		return ConfirmAnswer{}, p.err
	}
	return ConfirmAnswer{
		STAN: uint32(v.Uint(11)), ResponseCode: v.Text(39), TID: v.Text(41), MID: v.Text(42), Batch: p.f60.Batch,
	}, nil
}

// Append appends the body to dst. It fails, as *BuildError, if a value does
// not fit its field.
func (m ConfirmAnswer) Append(dst []byte) ([]byte, error) {
	b := Terminal.begin(dst, "0630")
	b.uint(11, uint64(m.STAN))
	b.text(39, m.ResponseCode)
	b.text(41, m.TID)
	b.text(42, m.MID)
	b.f60(management(m.Batch, NetConfirm))
	return b.end()
}
