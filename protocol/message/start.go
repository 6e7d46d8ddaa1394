package message

// Start relays an Offer: the reader shows it and asks for the card. The answer
// comes when the card and the cardholder are done.
type Start struct {
	Offer []byte `cbor:"1,keyasint"`
}

// StartAnswer has what the host builds the request to the backend from.
type StartAnswer struct {
	Envelope  []byte `cbor:"1,keyasint"` // Authorize
	F11       uint32 `cbor:"2,keyasint"` // trace number, 1 to 999,999
	F22       string `cbor:"3,keyasint"` // entry mode, three digits
	F55       []byte `cbor:"4,keyasint"` // BER-TLV, nothing of it names the account
	MaskedPAN string `cbor:"5,keyasint"` // digits and '*', at most 19
}

// Kind returns KindStart.
func (Start) Kind() Kind { return KindStart }

// Kind returns the kind of Start's answer.
func (StartAnswer) Kind() Kind { return KindStart.Answer() }

func (c Start) check() (uint64, string) { return first(length(len(c.Offer), maxOffer)) }

func (a StartAnswer) check() (uint64, string) {
	f11, f22 := above(uint64(a.F11), maxF11, reasonF11), ""
	if a.F11 == 0 {
		f11 = reasonF11
	}
	if len(a.F22) != 3 || !only(a.F22, digits) {
		f22 = "is not three digits"
	}
	pan := longer(len(a.MaskedPAN), 19)
	if !only(a.MaskedPAN, digits+"*") {
		pan = "is not a masked card number"
	}
	return first(length(len(a.Envelope), maxAuthorize), f11, f22, longer(len(a.F55), maxF55), pan)
}

const digits = "0123456789"
