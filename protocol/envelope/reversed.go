package envelope

// Reversed is the backend's answer to Reverse: backend to reader, under
// ver(cr).
type Reversed struct {
	H8    [32]byte   `cbor:"1,keyasint"` // hash of Reverse
	State FinalState `cbor:"2,keyasint"`
}

// ParseReversed reads the body of the message. The error is an *Error.
func ParseReversed(body []byte) (Reversed, error) { return parseBody[Reversed](body) }

// Append appends the body. It returns dst unchanged with an *Error if a field
// breaks its limit.
func (m Reversed) Append(dst []byte) ([]byte, error) { return appendBody(dst, m) }

func (Reversed) typ() Type { return TypeReversed }

func (m Reversed) check() (uint64, string) {
	return first("", within(m.State, FinalReversed, FinalConfirmed))
}
