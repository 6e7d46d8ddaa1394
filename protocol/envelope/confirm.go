package envelope

// Confirm says that the card accepted an approved Verdict: reader to backend,
// under gen(ct).
type Confirm struct {
	H6            [32]byte `cbor:"1,keyasint"` // hash of Verdict
	TC            []byte   `cbor:"2,keyasint"` // transaction certificate, at most 32 bytes; magnetic stripe: the approval itself
	ScriptResults []byte   `cbor:"3,keyasint"` // at most 32 bytes
	Signature     []byte   `cbor:"4,keyasint"` // SHA-256 of the signature image, or empty
}

// ParseConfirm reads the body of the message. The error is an *Error.
func ParseConfirm(body []byte) (Confirm, error) { return parseBody[Confirm](body) }

// Append appends the body. It returns dst unchanged with an *Error if a field
// breaks its limit.
func (m Confirm) Append(dst []byte) ([]byte, error) { return appendBody(dst, m) }

func (Confirm) typ() Type { return TypeConfirm }

func (m Confirm) check() (uint64, string) {
	return first("", atMost(len(m.TC), 32), atMost(len(m.ScriptResults), 32), emptyOr(32, m.Signature))
}
