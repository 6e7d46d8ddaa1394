package acquirer

// SignIn carries SignIn1 or SignIn3 of a reader: 0800, F60.3 = 901. It has no
// MAC; the envelope authenticates itself.
type SignIn struct {
	STAN     uint32 // F11, the host's own counter, 1–999999
	TID      string // F41, 8 characters
	MID      string // F42, 15 characters
	Envelope []byte // F57, SignIn1 or SignIn3
	Batch    uint32 // F60.2
}

// SignInAnswer carries SignIn2 of the backend: 0810, F60.3 = 901.
type SignInAnswer struct {
	STAN         uint32 // F11 of the request
	ResponseCode string // F39
	TID          string // F41
	MID          string // F42
	Envelope     []byte // F57, SignIn2; empty after SignIn3 and when refused
	Batch        uint32 // F60.2
}

var (
	signInFields         = mask(11, 41, 42, 57, 60)
	signInAnswerFields   = mask(11, 39, 41, 42, 60)
	signInAnswerOptional = mask(57)
)

// ParseSignIn reads a SignIn. Envelope aliases the View's body.
func ParseSignIn(v View) (SignIn, error) {
	p := v.expect(KindSignIn, 11, signInFields, 0)
	p.management()
	if p.err != nil {
		return SignIn{}, p.err
	}
	return SignIn{
		STAN: uint32(v.Uint(11)), TID: v.Text(41), MID: v.Text(42), Envelope: v.Bytes(57), Batch: p.f60.Batch,
	}, nil
}

// Append appends the body to dst. It fails, as *BuildError, if a value does
// not fit its field.
func (m SignIn) Append(dst []byte) ([]byte, error) {
	b := Terminal.begin(dst, "0800")
	b.uint(11, uint64(m.STAN))
	b.text(41, m.TID)
	b.text(42, m.MID)
	b.bytes(57, m.Envelope)
	b.f60(management(m.Batch, NetSignIn))
	return b.end()
}

// ParseSignInAnswer reads a SignInAnswer. Envelope aliases the View's body.
func ParseSignInAnswer(v View) (SignInAnswer, error) {
	p := v.expect(KindSignInAnswer, 11, signInAnswerFields, signInAnswerOptional)
	p.management()
	if p.err != nil {
		return SignInAnswer{}, p.err
	}
	return SignInAnswer{
		STAN: uint32(v.Uint(11)), ResponseCode: v.Text(39), TID: v.Text(41), MID: v.Text(42),
		Envelope: v.Bytes(57), Batch: p.f60.Batch,
	}, nil
}

// Append appends the body to dst. It fails, as *BuildError, if a value does
// not fit its field.
func (m SignInAnswer) Append(dst []byte) ([]byte, error) {
	b := Terminal.begin(dst, "0810")
	b.uint(11, uint64(m.STAN))
	b.text(39, m.ResponseCode)
	b.text(41, m.TID)
	b.text(42, m.MID)
	b.optionalBytes(57, m.Envelope)
	b.f60(management(m.Batch, NetSignIn))
	return b.end()
}

// management is the F60 of a message about no transaction.
func management(batch uint32, net string) F60 {
	return F60{Type: "00", Batch: batch, NetMgmt: net, Length: 11}
}
