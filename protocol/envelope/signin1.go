package envelope

// SignIn1 begins a sign-in: reader to backend, under gen(cs).
type SignIn1 struct {
	Serial     string   `cbor:"1,keyasint"` // TUSN, at most 64 bytes; must be the KSN's
	Model      string   `cbor:"2,keyasint"` // at most 64 bytes
	Firmware   uint32   `cbor:"3,keyasint"` // versions
	Parameters uint32   `cbor:"4,keyasint"`
	CAPKs      uint32   `cbor:"5,keyasint"`
	Prompts    uint32   `cbor:"6,keyasint"`
	Suites     []uint8  `cbor:"7,keyasint"` // that the reader has, one to eight; a byte string
	RA         [16]byte `cbor:"8,keyasint"` // nonce
	Boot       uint32   `cbor:"9,keyasint"` // how often the reader was started
	Tamper     bool     `cbor:"10,keyasint"`
	Highest    uint32   `cbor:"11,keyasint"` // counter used before this one, 0 for none
}

// ParseSignIn1 reads the body of the message. The error is an *Error.
func ParseSignIn1(body []byte) (SignIn1, error) { return parseBody[SignIn1](body) }

// Append appends the body. It returns dst unchanged with an *Error if a field
// breaks its limit.
func (m SignIn1) Append(dst []byte) ([]byte, error) { return appendBody(dst, m) }

func (SignIn1) typ() Type { return TypeSignIn1 }

func (m SignIn1) check() (uint64, string) {
	suites := atMost(len(m.Suites), 8)
	if len(m.Suites) == 0 {
		suites = "is empty"
	}
	return first(atMost(len(m.Serial), maxName), atMost(len(m.Model), maxName), "", "", "", "", suites)
}
