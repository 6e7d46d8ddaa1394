package envelope

// Offer is a transaction as the backend will book it: backend to reader, under
// ver(cs). The cardholder is shown this, and nothing else (rule
// amount-in-offer).
type Offer struct {
	SID        [8]byte  `cbor:"1,keyasint"` // session id
	Number     uint32   `cbor:"2,keyasint"` // in the session, strictly rising from 1
	TN         [16]byte `cbor:"3,keyasint"` // single use
	Type       TxnType  `cbor:"4,keyasint"`
	Amount     uint64   `cbor:"5,keyasint"`  // minor units, at most 12 digits
	Currency   uint16   `cbor:"6,keyasint"`  // ISO 4217 number
	Merchant   string   `cbor:"7,keyasint"`  // name, at most 120 bytes
	Order      string   `cbor:"8,keyasint"`  // id, at most 64 bytes
	Original   []byte   `cbor:"9,keyasint"`  // tn of the transaction that is voided, refunded or completed, or empty
	Time       uint64   `cbor:"10,keyasint"` // Unix seconds
	Life       uint32   `cbor:"11,keyasint"` // seconds
	CVMRules   uint8    `cbor:"12,keyasint"`
	EntryRules uint8    `cbor:"13,keyasint"`
}

// ParseOffer reads the body of the message. The error is an *Error.
func ParseOffer(body []byte) (Offer, error) { return parseBody[Offer](body) }

// Append appends the body. It returns dst unchanged with an *Error if a field
// breaks its limit.
func (m Offer) Append(dst []byte) ([]byte, error) { return appendBody(dst, m) }

func (Offer) typ() Type { return TypeOffer }

func (m Offer) check() (uint64, string) {
	return first("", "", "", within(m.Type, Sale, Repayment), within(m.Amount, 0, maxAmount), within(m.Currency, 0, maxCurrency),
		atMost(len(m.Merchant), maxMerchant), atMost(len(m.Order), maxName), emptyOr(16, m.Original))
}

// OfferWithoutAmount returns the body of an Offer with amount 0. It is what
// the MAC covers in a world that leaves the rule amount-in-offer out, so that
// both parties can be shown to need it. No other caller has a use for it.
func OfferWithoutAmount(body []byte) ([]byte, error) {
	o, err := ParseOffer(body)
	if err != nil {
		return nil, err
	}
	o.Amount = 0
	return o.Append(nil)
}
