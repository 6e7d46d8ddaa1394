package envelope

// SignIn3 proves the reader: reader to backend, under gen(cs).
type SignIn3 struct {
	H2     [32]byte `cbor:"1,keyasint"` // hash of SignIn2
	Report []byte   `cbor:"2,keyasint"` // device report, sealed under the data key of cs: 8 to 256 bytes
}

// ParseSignIn3 reads the body of the message. The error is an *Error.
func ParseSignIn3(body []byte) (SignIn3, error) { return parseBody[SignIn3](body) }

// Append appends the body. It returns dst unchanged with an *Error if a field
// breaks its limit.
func (m SignIn3) Append(dst []byte) ([]byte, error) { return appendBody(dst, m) }

func (SignIn3) typ() Type { return TypeSignIn3 }

func (m SignIn3) check() (uint64, string) { return first("", sealed(m.Report)) }
