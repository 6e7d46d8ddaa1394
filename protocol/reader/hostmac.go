package reader

import (
	"bytes"
	"time"

	"github.com/openmpos/mpos/protocol/acquirer"
	"github.com/openmpos/mpos/protocol/message"
)

// handleHostMAC MACs the ISO 8583 body that the host is about to send, if it
// says what the open transaction says (T12). The same body gets the same
// answer again; a second body for one envelope gets none.
func (r *Reader) handleHostMAC(now time.Duration, id uint32, c message.HostMAC) {
	keys, macced, reason := r.checkBody(c.Body)
	if reason != "" {
		r.refuse(now, id, message.KindHostMAC, reason)
		return
	}
	*macced = c.Body
	r.answer(now, id, message.HostMACAnswer{F64: keys.f64(c.Body)})
}

// checkBody parses the body with the backend's own parser and compares its key
// fields. It returns the keys to use and where the body is remembered, or why
// not.
func (r *Reader) checkBody(body []byte) (*counterKeys, *[]byte, string) {
	v, err := acquirer.Terminal.ViewMACInput(body)
	if err != nil {
		return nil, nil, err.Error()
	}
	var k keyFields
	var keys *counterKeys
	var macced *[]byte
	var given []byte
	switch {
	case v.Kind() == acquirer.KindFinancial && r.State() == message.Sent:
		m, err := acquirer.ParseFinancial(v)
		if err != nil {
			return nil, nil, err.Error()
		}
		k = keyFields{uint8(m.Type), m.Amount, m.STAN, m.TID, m.MID, m.Currency, m.Envelope}
		keys, macced, given = r.txn.keys, &r.txn.macced, r.txn.sent
	case v.Kind() == acquirer.KindReversal && r.State() == message.Reversing && r.undo != nil:
		m, err := acquirer.ParseReversal(v)
		if err != nil {
			return nil, nil, err.Error()
		}
		k = keyFields{uint8(m.Type), m.Amount, m.STAN, m.TID, m.MID, m.Currency, m.Envelope}
		keys, macced, given = r.undo.keys, &r.undo.macced, r.undo.request
	default:
		return nil, nil, "not the message that is due"
	}
	if reason := r.compare(k, given); reason != "" {
		return nil, nil, reason
	}
	if *macced != nil && !bytes.Equal(*macced, body) {
		return nil, nil, "another body was MACed"
	}
	return keys, macced, ""
}

// keyFields are what HostMAC compares: type by MTI, F3, F25 and 60.1; F4, F11,
// F41, F42, F49; and the envelope in F57.
type keyFields struct {
	typ      uint8
	amount   uint64
	f11      uint32
	f41, f42 string
	currency uint16
	envelope []byte
}

func (r *Reader) compare(k keyFields, envelope []byte) string {
	rec := &r.st.Record
	switch {
	case k.typ != uint8(rec.Type), k.amount != rec.Amount, k.currency != rec.Currency:
		return "body of another transaction"
	case k.f11 != rec.F11, k.f41 != rec.F41, k.f42 != rec.F42:
		return "body of another record or merchant"
	case !bytes.Equal(k.envelope, envelope):
		return "body with another envelope"
	}
	return ""
}
