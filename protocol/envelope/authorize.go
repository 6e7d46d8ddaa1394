package envelope

import "github.com/openmpos/mpos/internal/cbor"

// Authorize asks for the transaction of an Offer: reader to backend, under
// gen(ct). Type, amount and currency are the Offer's.
type Authorize struct {
	SID       [8]byte  `cbor:"1,keyasint"` // session id
	TN        [16]byte `cbor:"2,keyasint"` // of the offer
	Type      TxnType  `cbor:"3,keyasint"`
	Amount    uint64   `cbor:"4,keyasint"`  // minor units
	Currency  uint16   `cbor:"5,keyasint"`  // ISO 4217 number
	Entry     uint8    `cbor:"6,keyasint"`  // how the card was read
	Fallback  bool     `cbor:"7,keyasint"`  // the chip could not be read before
	UN        [4]byte  `cbor:"8,keyasint"`  // unpredictable number, 9F37
	CVMResult [3]byte  `cbor:"9,keyasint"`  // 9F34
	ATC       uint16   `cbor:"10,keyasint"` // 9F36
	HF55      [32]byte `cbor:"11,keyasint"` // SHA-256 of the public field 55
	Sealed    []byte   `cbor:"12,keyasint"` // BER-TLV 5A 57 5F24 5F34 5F20 under the data key of ct: 8 to 256 bytes
	PINBlock  []byte   `cbor:"13,keyasint"` // 16 bytes under the PIN key of ct, or empty
}

// ParseAuthorize reads the body of the message. The error is an *Error.
func ParseAuthorize(body []byte) (Authorize, error) { return parseBody[Authorize](body) }

// Append appends the body. It returns dst unchanged with an *Error if a field
// breaks its limit.
func (m Authorize) Append(dst []byte) ([]byte, error) { return appendBody(dst, m) }

func (Authorize) typ() Type { return TypeAuthorize }

func (m Authorize) check() (uint64, string) {
	return first("", "", within(m.Type, Sale, Repayment), within(m.Amount, 0, maxAmount), within(m.Currency, 0, maxCurrency),
		within(m.Entry, EntryManual, 99), "", "", "", "", "", sealed(m.Sealed), emptyOr(16, m.PINBlock))
}

// Span is a part of a MAC input: an offset and a length in bytes. Both are 0
// for a part that is absent.
type Span struct{ Off, Len int }

// Spans returns where the sealed field and the PIN block of an Authorize body
// stand inside its MACInput, without reading them: an HSM is given the MAC
// input and these, and opens them only after the MAC fits. The error is an
// *Error.
func Spans(body []byte) (sealed, pinBlock Span, err error) {
	if _, err := ParseAuthorize(body); err != nil {
		return Span{}, Span{}, err
	}
	return span(body, 12), span(body, 13), nil
}

func span(body []byte, key uint64) Span {
	i, ok := cbor.Find(body, key)
	if !ok || len(i.Data) == 0 {
		return Span{}
	}
	return Span{MACHeader + i.Offset + i.HeadLen, len(i.Data)}
}
