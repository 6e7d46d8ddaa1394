package backend

import (
	"time"

	"github.com/openmpos/mpos/internal/rule"
	"github.com/openmpos/mpos/protocol/acquirer"
	"github.com/openmpos/mpos/protocol/envelope"
)

// pending is a sale that the issuer is asked about: what the Verdict needs,
// and who waits for it.
type pending struct {
	auth    opened // its card data are gone
	until   time.Time
	waiting []caller
}

// caller is a request that is answered later. Its frame's bytes are not kept.
type caller struct {
	conn  uint64
	frame acquirer.Frame // without body
	sale  acquirer.Financial
}

// maxWaiting bounds how many connections wait for one answer.
const maxWaiting = 16

// authorize takes a 0200 with its Authorize.
func (b *Backend) authorize(rq *request) {
	m, err := acquirer.ParseFinancial(rq.view)
	if err != nil {
		b.malformed(rq, err)
		return
	}
	if !supported(m.Type) {
		b.notAllowed(rq, acquirer.CodeNotPermitted)
		return
	}
	o, reason := b.open(rq, m.Envelope, envelope.TypeAuthorize)
	defer clear(o.sealed)
	if reason != "" {
		b.refuse(rq, &o, reason)
		return
	}
	in, err := envelope.ParseAuthorize(o.env.Body)
	if err != nil {
		b.refuse(rq, &o, ReasonBody)
		return
	}
	card, cardOK := parseCard(o.sealed)
	defer card.clear()
	var stored Message
	var txn Txn
	var repeat bool
	reason, ok := b.step(o.from, func(tx Tx) (reason Reason) {
		if stored, repeat, reason = before(tx, &o); reason != "" {
			return reason
		}
		if repeat {
			txn, _ = tx.Txn(o.counter())
			return ""
		}
		if !cardOK {
			return ReasonCard
		}
		txn, reason = b.accept(rq.now, tx, &o, in, m)
		return reason
	})
	switch {
	case !ok:
	case reason != "":
		b.refuse(rq, &o, reason)
	case repeat:
		b.again(rq, &o, m, stored, txn)
	default:
		b.state(o.from, txn)
		b.ask(rq, &o, m, txn, card)
	}
}

// accept checks a new Authorize against what the backend knows and writes it
// as PENDING: the counter, the spent offer, the message, the transaction.
func (b *Backend) accept(now time.Time, tx Tx, o *opened, in envelope.Authorize, m acquirer.Financial) (Txn, Reason) {
	t := tx.Terminal()
	if !b.fresh(t, o.counter()) {
		return Txn{}, ReasonCounter
	}
	if !fieldsFit(o, in, m) {
		return Txn{}, ReasonFields
	}
	offer, reason := b.spend(now, tx, t.Session, o, in)
	if reason != "" {
		return Txn{}, reason
	}
	if _, found := tx.Txn(o.counter()); found { // only without a memory of counters
		return Txn{}, ReasonGivenUp
	}
	t.Session.Txns++
	b.see(&t, o.counter())
	txn := Txn{
		CT: o.counter(), TN: in.TN, SID: in.SID, F41: o.from.F41, F42: o.from.F42,
		Type: in.Type, Amount: m.Amount, Currency: in.Currency, State: Pending,
	}
	tx.PutTerminal(t)
	tx.PutOffer(offer)
	tx.PutTxn(txn)
	tx.PutMessage(accepted(o, "", nil))
	return txn, ""
}

// fieldsFit compares the ISO 8583 fields with the envelope: both are MACed,
// but the host chose the fields. F3, F25 and F60.1 are the type.
func fieldsFit(o *opened, in envelope.Authorize, m acquirer.Financial) bool {
	return uint8(m.Type) == uint8(in.Type) && m.Amount == in.Amount && m.Currency == in.Currency &&
		m.Entry == acquirer.EntryDigits(uint8(in.Entry), len(in.PINBlock) != 0) &&
		hashICC(m.ICC) == in.HF55 && m.STAN == systemTraceNumber(o.counter())
}

// spend finds the offer and marks it used. It is good for one Authorize, for
// the reader and the session it was given to, and for its life.
func (b *Backend) spend(now time.Time, tx Tx, s Session, o *opened, in envelope.Authorize) (Offer, Reason) {
	offer, found := tx.Offer(in.TN)
	switch {
	case !found, offer.SID != in.SID, s.SID != in.SID:
		return offer, ReasonOffer
	case s.Txns >= b.cfg.SessionTxns:
		return offer, ReasonSession
	case offer.Used && b.rules.On(rule.OfferOnce):
		return offer, spentBy(offer, o)
	case now.After(offer.Ends):
		return offer, ReasonExpired
	case offer.Type != in.Type, offer.Currency != in.Currency:
		return offer, ReasonFields
	case offer.Amount != in.Amount && b.rules.On(rule.AmountInOffer):
		return offer, ReasonFields
	}
	offer.Used, offer.By = true, o.hash
	return offer, ""
}

// spentBy says what a used offer proves: a second Authorize for it is a
// clone's, unless a Reverse has spent it and this is the first one, come late.
func spentBy(offer Offer, o *opened) Reason {
	if offer.By == ([32]byte{}) || offer.By == o.hash {
		return ReasonUsed
	}
	return ReasonTwice
}

// again answers a repeat of an accepted Authorize: with what it was answered,
// or together with the first one.
func (b *Backend) again(rq *request, o *opened, m acquirer.Financial, stored Message, txn Txn) {
	p := b.pending[Key{o.from.Serial, o.counter()}]
	switch {
	case stored.Code == "" && p != nil:
		p.wait(rq, m)
	case stored.Code == acquirer.CodeRefused:
		b.refuse(rq, o, ReasonGivenUp)
	case stored.Code != "":
		b.answer(newCaller(rq, m), stored, txn)
	}
}

func newCaller(rq *request, m acquirer.Financial) caller {
	c := caller{conn: rq.conn, frame: rq.frame, sale: m}
	c.frame.Body, c.sale.ICC, c.sale.Envelope, c.sale.MAC = nil, nil, nil, nil
	return c
}

// wait adds a caller; a connection that waits already gets one answer.
func (p *pending) wait(rq *request, m acquirer.Financial) {
	for _, c := range p.waiting {
		if c.conn == rq.conn {
			return
		}
	}
	if len(p.waiting) < maxWaiting {
		p.waiting = append(p.waiting, newCaller(rq, m))
	}
}

// answer sends the 0210 of a stored message. Its clear fields are for the
// merchant's receipt; only the Verdict in it counts.
func (b *Backend) answer(c caller, m Message, t Txn) {
	a := acquirer.FinancialAnswer{
		Type: c.sale.Type, Amount: c.sale.Amount, STAN: c.sale.STAN, ResponseCode: m.Code,
		TID: c.sale.TID, MID: c.sale.MID, Currency: c.sale.Currency, Envelope: m.Envelope, Batch: c.sale.Batch,
	}
	if len(m.Envelope) != 0 {
		at := t.At.UTC()
		a.Time, a.Date, a.AuthCode = at.Format("150405"), at.Format("0102"), t.AuthCode
		a.RRN = rrn(b.byID[terminalID{t.F41, t.F42}].IKID, t.CT)
	}
	body, err := a.Append(nil)
	b.send(&request{conn: c.conn, frame: c.frame}, body, err)
}

// state is the event of a transaction's new state.
func (b *Backend) state(from *Enrolment, t Txn) {
	b.event(Event{Kind: StateChanged, Serial: from.Serial, CT: t.CT, State: t.State, Amount: t.Amount})
}
