package envelope

// Reverse gives up the transaction of a record: reader to backend, under
// gen(cr). SID and TN are the record's, not the current session's.
type Reverse struct {
	SID    [8]byte  `cbor:"1,keyasint"` // session id of the record
	CT     uint32   `cbor:"2,keyasint"` // counter of the record
	TN     [16]byte `cbor:"3,keyasint"` // of the record
	Reason uint8    `cbor:"4,keyasint"`
}

// ParseReverse reads the body of the message. The error is an *Error.
func ParseReverse(body []byte) (Reverse, error) { return parseBody[Reverse](body) }

// Append appends the body. It returns dst unchanged with an *Error if a field
// breaks its limit.
func (m Reverse) Append(dst []byte) ([]byte, error) { return appendBody(dst, m) }

func (Reverse) typ() Type { return TypeReverse }

func (Reverse) check() (uint64, string) { return 0, "" }
