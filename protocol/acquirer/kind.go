package acquirer

// Kind is which message of mpos/1 a body is.
type Kind uint8

// The messages of dialect mpos/1, requests and their answers.
const (
	KindUnknown Kind = iota
	KindSignIn
	KindSignInAnswer
	KindOrder
	KindOrderAnswer
	KindFinancial
	KindFinancialAnswer
	KindReversal
	KindReversalAnswer
	KindConfirm
	KindConfirmAnswer
)

// String names the message, "sign-in", "order answer".
func (k Kind) String() string {
	return pick([]string{
		"unknown", "sign-in", "sign-in answer", "order", "order answer", "financial", "financial answer",
		"reversal", "reversal answer", "confirm", "confirm answer",
	}, k)
}

// F60.3, network management information, of the mpos/1 messages.
const (
	NetFinancial = "000"
	NetSignIn    = "901"
	NetOrder     = "902"
	NetConfirm   = "903"
)

// Kind tells the messages of mpos/1 apart, by MTI and F60.3. It looks at
// nothing else: the message's own parser does.
func (v *View) Kind() Kind {
	if !v.Has(60) || v.Len(60) < 11 {
		return KindUnknown
	}
	var room [40]byte
	net := string(v.AppendDigits(room[:0], 60)[8:11])
	switch mti := v.MTI(); {
	case net == NetSignIn && mti == "0800":
		return KindSignIn
	case net == NetSignIn && mti == "0810":
		return KindSignInAnswer
	case net == NetOrder && mti == "0800":
		return KindOrder
	case net == NetOrder && mti == "0810":
		return KindOrderAnswer
	case net == NetConfirm && mti == "0620":
		return KindConfirm
	case net == NetConfirm && mti == "0630":
		return KindConfirmAnswer
	case net == NetFinancial:
		return financialKind(mti)
	}
	return KindUnknown
}

func financialKind(mti string) Kind {
	switch mti {
	case "0100", "0200", "0220":
		return KindFinancial
	case "0110", "0210", "0230":
		return KindFinancialAnswer
	case "0400":
		return KindReversal
	case "0410":
		return KindReversalAnswer
	}
	return KindUnknown
}

// parser reads the fields of a message with a known list and keeps the first
// failure.
type parser struct {
	v   *View
	f60 F60
	err *Error
}

// expect starts a parser: the table, the kind, and exactly the fields that the
// message must and may have. F60 has to have f60Len digits.
func (v *View) expect(k Kind, f60Len int, required, optional uint64) parser {
	p := parser{v: v}
	switch {
	case v.table != Terminal:
		p.err = &Error{Path: "body", Reason: "not parsed with the terminal table"}
	case v.Kind() != k:
		p.err = &Error{Path: "mti", Reason: "is not the message type and F60.3 of " + k.String()}
	default:
		p.err = v.list(required, optional)
	}
	if p.err == nil {
		p.err = v.onePadding()
	}
	if p.err != nil {
		return p
	}
	f60, err := ParseF60(v.Digits(60))
	if err != nil || f60.Length != f60Len {
		p.fail(60, "length is not that of this message")
	}
	p.f60 = f60
	return p
}

// list compares the fields that are present with a message's list.
func (v *View) list(required, optional uint64) *Error {
	if extra := v.bitmap &^ (required | optional); extra != 0 {
		n := first(extra)
		off, _ := v.Span(n)
		return fieldError(n, off, "not in this message")
	}
	if missing := required &^ v.bitmap; missing != 0 {
		n := first(missing)
		return fieldError(n, 2+(n-1)/8, "missing")
	}
	return nil
}

// onePadding refuses a pad nibble that is not zero: a typed message has one
// encoding.
func (v *View) onePadding() *Error {
	for rest := v.bitmap; rest != 0; rest &^= top >> leading(rest) {
		n := first(rest)
		s, off := v.table.of(n), int(v.spans[n-1].off)
		if s.class > Z || v.Len(n)%2 == 0 {
			continue
		}
		pad := v.body[off] >> 4
		if s.align == Left {
			pad = v.body[off+int(v.spans[n-1].size)-1] & 0x0F
		}
		if pad != 0 {
			return fieldError(n, off, "pad nibble is not zero")
		}
	}
	return nil
}

func (p *parser) fail(n int, reason string) {
	if p.err == nil {
		off, _ := p.v.Span(n)
		p.err = fieldError(n, off, reason)
	}
}

// nested keeps the failure of a subfield, moved to its place in the body.
func (p *parser) nested(n int, err error) {
	e, ok := err.(*Error)
	if !ok || p.err != nil {
		return
	}
	off, _ := p.v.Span(n)
	p.err = &Error{Offset: off + e.Offset, Field: n, Path: e.Path, Reason: e.Reason}
}

// management checks that F60.1 of a message about no transaction is 00.
func (p *parser) management() {
	if p.err == nil && p.f60.Type != "00" {
		p.fail(60, "60.1 is not 00")
	}
}

// transaction reads the type from MTI, F3, F25 and F60.1.
func (p *parser) transaction() TxnType {
	if p.err != nil {
		return 0
	}
	t, ok := TransactionOf(p.v.MTI(), p.v.Digits(3), p.v.Digits(25), p.f60.Type)
	if !ok {
		p.fail(3, "F3, F25 and F60.1 are no transaction of this message type")
	}
	return t
}

// currency reads the three digits of F49.
func (p *parser) currency() uint16 {
	n, ok := decode(p.v.Bytes(49))
	if !ok {
		p.fail(49, "not decimal")
	}
	return uint16(n)
}

// done returns the failure as an error, nil if there is none.
func (p *parser) done() error {
	if p.err == nil {
		return nil
	}
	return p.err
}
