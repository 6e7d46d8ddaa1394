package envelope

// Verdict is the backend's answer to Authorize: backend to reader, under
// ver(ct). It alone puts APPROVED or DECLINED on the screen.
type Verdict struct {
	H5         [32]byte `cbor:"1,keyasint"` // hash of Authorize
	Outcome    Outcome  `cbor:"2,keyasint"` // Approved or Declined
	AuthCode   string   `cbor:"3,keyasint"` // at most 6 bytes
	IssuerAuth []byte   `cbor:"4,keyasint"` // value of tag 91: ARPC and response code, 8 to 16 bytes or empty
	Scripts    [][]byte `cbor:"5,keyasint"` // values of tags 71 and 72: at most two of at most 131 bytes
	Prompt     uint8    `cbor:"6,keyasint"` // what to show with the result
}

// ParseVerdict reads the body of the message. The error is an *Error.
func ParseVerdict(body []byte) (Verdict, error) { return parseBody[Verdict](body) }

// Append appends the body. It returns dst unchanged with an *Error if a field
// breaks its limit.
func (m Verdict) Append(dst []byte) ([]byte, error) { return appendBody(dst, m) }

func (Verdict) typ() Type { return TypeVerdict }

func (m Verdict) check() (uint64, string) {
	auth := atMost(len(m.IssuerAuth), 16) // EMV Book 3, Annex A: tag 91 has 8 to 16 bytes
	if n := len(m.IssuerAuth); n > 0 && n < 8 {
		auth = "is too short"
	}
	return first("", within(m.Outcome, Approved, Declined), atMost(len(m.AuthCode), 6), auth, scripts(m.Scripts))
}

func scripts(list [][]byte) string {
	if len(list) > maxScripts {
		return "has too many elements"
	}
	for _, s := range list {
		if len(s) > maxScript {
			return "has an element that is too long"
		}
	}
	return ""
}
