package acquirer

// Order asks the backend for an Offer: 0800, F60.3 = 902. It has no MAC: the
// host is not trusted, and the cardholder sees what the Offer says.
type Order struct {
	Type     TxnType   // F3, F25, F60.1
	Amount   uint64    // F4, minor unit of the currency; 0 for a balance
	STAN     uint32    // F11, the host's own counter; 0: absent
	TID      string    // F41, 8 characters
	MID      string    // F42, 15 characters
	Currency uint16    // F49, ISO 4217 numeric as a decimal number: 156
	Batch    uint32    // F60.2
	Original Original  // F61, of a void, refund or completion; zero: absent
	Info     OrderInfo // F62; zero: absent
}

// OrderAnswer carries the Offer: 0810, F60.3 = 902.
type OrderAnswer struct {
	STAN         uint32 // F11 of the request; 0: absent
	ResponseCode string // F39
	TID          string // F41
	MID          string // F42
	Envelope     []byte // F57, Offer; empty when refused
	Batch        uint32 // F60.2
}

var (
	orderFields         = mask(3, 4, 25, 41, 42, 49, 60)
	orderOptional       = mask(11, 61, 62)
	orderAnswerFields   = mask(39, 41, 42, 60)
	orderAnswerOptional = mask(11, 57)
)

// ParseOrder reads an Order.
func ParseOrder(v View) (Order, error) {
	p := v.expect(KindOrder, 11, orderFields, orderOptional)
	if p.err != nil {
		return Order{}, p.err
	}
	m := Order{
		Type: p.transaction(), Amount: v.Uint(4), STAN: p.optionalSTAN(), TID: v.Text(41), MID: v.Text(42),
		Currency: p.currency(), Batch: p.f60.Batch,
	}
	var err error
	if v.Has(61) {
		m.Original, err = ParseOriginal(v.Digits(61))
		p.nested(61, err)
	}
	if v.Has(62) {
		m.Info, err = ParseOrderInfo(v.Bytes(62))
		p.nested(62, err)
	}
	if p.err != nil {
		return Order{}, p.err
	}
	return m, nil
}

// optionalSTAN reads F11 where 0 means that it is absent.
func (p *parser) optionalSTAN() uint32 {
	n := uint32(p.v.Uint(11))
	if n == 0 && p.v.Has(11) {
		p.fail(11, "is zero")
	}
	return n
}

// Append appends the body to dst. It fails, as *BuildError, if a value does
// not fit its field or the type is unknown.
func (m Order) Append(dst []byte) ([]byte, error) {
	b := Terminal.begin(dst, "0800")
	profile, ok := m.Type.Profile()
	if !ok {
		b.fail(3, "unknown transaction type")
	}
	b.digits(3, profile.F3)
	b.amount(m.Amount)
	if m.STAN != 0 {
		b.uint(11, uint64(m.STAN))
	}
	b.digits(25, profile.F25)
	b.text(41, m.TID)
	b.text(42, m.MID)
	b.currency(m.Currency)
	b.f60(F60{Type: profile.F601, Batch: m.Batch, NetMgmt: NetOrder, Length: 11})
	b.original(m.Original)
	b.orderInfo(m.Info)
	return b.end()
}

// ParseOrderAnswer reads an OrderAnswer. Envelope aliases the View's body.
func ParseOrderAnswer(v View) (OrderAnswer, error) {
	p := v.expect(KindOrderAnswer, 11, orderAnswerFields, orderAnswerOptional)
	p.management()
	if p.err != nil {
		return OrderAnswer{}, p.err
	}
	m := OrderAnswer{
		STAN: p.optionalSTAN(), ResponseCode: v.Text(39), TID: v.Text(41), MID: v.Text(42),
		Envelope: v.Bytes(57), Batch: p.f60.Batch,
	}
	return m, p.done()
}

// Append appends the body to dst. It fails, as *BuildError, if a value does
// not fit its field.
func (m OrderAnswer) Append(dst []byte) ([]byte, error) {
	b := Terminal.begin(dst, "0810")
	if m.STAN != 0 {
		b.uint(11, uint64(m.STAN))
	}
	b.text(39, m.ResponseCode)
	b.text(41, m.TID)
	b.text(42, m.MID)
	b.optionalBytes(57, m.Envelope)
	b.f60(management(m.Batch, NetOrder))
	return b.end()
}
