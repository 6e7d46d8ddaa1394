package message

// Reverse asks for the Reverse of the open record when it is empty, and relays
// the backend's Reversed when not.
type Reverse struct {
	Reversed []byte `cbor:"1,keyasint"`
}

// ReverseAnswer has either what the host builds the 0400 from, or, to a
// Reversed, the final state and nothing else.
type ReverseAnswer struct {
	Envelope   []byte `cbor:"1,keyasint"` // Reverse, the same bytes until a boot or a sign-in
	Type       uint8  `cbor:"2,keyasint"` // transaction type of package envelope
	Amount     uint64 `cbor:"3,keyasint"` // minor units
	Currency   uint16 `cbor:"4,keyasint"` // ISO 4217 number
	F11        uint32 `cbor:"5,keyasint"` // of the record
	Reason     uint8  `cbor:"6,keyasint"`
	FinalState uint8  `cbor:"7,keyasint"` // of package envelope, or 0
}

// Kind returns KindReverse.
func (Reverse) Kind() Kind { return KindReverse }

// Kind returns the kind of Reverse's answer.
func (ReverseAnswer) Kind() Kind { return KindReverse.Answer() }

func (c Reverse) check() (uint64, string) { return first(longer(len(c.Reversed), maxReverse)) }

func (a ReverseAnswer) check() (uint64, string) {
	return first(longer(len(a.Envelope), maxReverse), "", above(a.Amount, 999_999_999_999, "has more than 12 digits"),
		above(uint64(a.Currency), 999, "is not a currency"), above(uint64(a.F11), maxF11, reasonF11), "",
		above(uint64(a.FinalState), 3, "is not a final state"))
}
