package envelope

// SignIn2 proves the backend and opens a session: backend to reader, under
// ver(cs). The reader believes nothing before it.
type SignIn2 struct {
	H1          [32]byte  `cbor:"1,keyasint"`  // hash of SignIn1
	SID         [8]byte   `cbor:"2,keyasint"`  // session id
	RB          [16]byte  `cbor:"3,keyasint"`  // nonce
	Time        uint64    `cbor:"4,keyasint"`  // Unix seconds
	LifeSeconds uint32    `cbor:"5,keyasint"`  // of the session
	LifeTxns    uint32    `cbor:"6,keyasint"`  // transactions the session is good for
	Floors      [4]uint32 `cbor:"7,keyasint"`  // lowest versions allowed: firmware, parameters, CAPKs, prompts
	F41         string    `cbor:"8,keyasint"`  // terminal, at most 8 bytes
	F42         string    `cbor:"9,keyasint"`  // merchant, at most 15 bytes
	Name        string    `cbor:"10,keyasint"` // merchant, at most 120 bytes
}

// ParseSignIn2 reads the body of the message. The error is an *Error.
func ParseSignIn2(body []byte) (SignIn2, error) { return parseBody[SignIn2](body) }

// Append appends the body. It returns dst unchanged with an *Error if a field
// breaks its limit.
func (m SignIn2) Append(dst []byte) ([]byte, error) { return appendBody(dst, m) }

func (SignIn2) typ() Type { return TypeSignIn2 }

func (m SignIn2) check() (uint64, string) {
	return first("", "", "", "", "", "", "", atMost(len(m.F41), 8), atMost(len(m.F42), 15), atMost(len(m.Name), maxMerchant))
}
