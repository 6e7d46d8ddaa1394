package backend

import (
	"time"

	"github.com/openmpos/mpos/protocol/acquirer"
	"github.com/openmpos/mpos/protocol/envelope"
)

// order answers the host's order with an Offer: what the cardholder will see.
// The order has no MAC, and needs none: the host may ask for anything, but
// only the cardholder's reader can take it (rule amount-in-offer).
func (b *Backend) order(rq *request) {
	m, err := acquirer.ParseOrder(rq.view)
	if err != nil {
		b.malformed(rq, err)
		return
	}
	if !supported(m.Type) {
		b.notAllowed(rq, acquirer.CodeNotPermitted)
		return
	}
	from := b.byID[terminalID{m.TID, m.MID}]
	if from == nil {
		b.refuse(rq, nil, ReasonTerminal)
		return
	}
	var sealed []byte
	var o Offer
	reason, ok := b.step(from, func(tx Tx) (reason Reason) {
		t := tx.Terminal()
		if reason := b.serving(rq.now, t.Session); reason != "" {
			return reason
		}
		t.Session.Offers++
		if o, sealed, reason = b.offer(rq.now, from, t.Session, m); reason != "" {
			return reason
		}
		tx.PutTerminal(t)
		tx.PutOffer(o)
		return ""
	})
	switch {
	case !ok:
		return
	case reason != "":
		b.refuse(rq, nil, reason)
		return
	}
	b.event(Event{Kind: OfferIssued, Serial: from.Serial, Number: o.Number, Amount: o.Amount})
	body, err := acquirer.OrderAnswer{
		STAN: m.STAN, ResponseCode: acquirer.CodeApproved, TID: m.TID, MID: m.MID, Envelope: sealed, Batch: m.Batch,
	}.Append(nil)
	b.send(rq, body, err)
}

// serving says why a session gives out no offer, or "".
func (b *Backend) serving(now time.Time, s Session) Reason {
	if !s.SignedIn || now.After(s.Ends) || s.Txns >= b.cfg.SessionTxns ||
		uint64(s.Offers) >= offersPerTxn*uint64(b.cfg.SessionTxns) {
		return ReasonSession
	}
	return ""
}

// offer makes the row and the envelope of the session's next offer.
func (b *Backend) offer(now time.Time, from *Enrolment, s Session, m acquirer.Order) (Offer, []byte, Reason) {
	life := b.cfg.OfferLife / time.Second * time.Second
	o := Offer{
		SID: s.SID, Number: s.Offers, Type: envelope.TxnType(m.Type), Amount: m.Amount, Currency: m.Currency,
		Ends: time.Unix(now.Unix(), 0).Add(life),
	}
	if b.random(o.TN[:]) != nil {
		return o, nil, ReasonHSM
	}
	body, err := envelope.Offer{
		SID: o.SID, Number: o.Number, TN: o.TN, Type: o.Type, Amount: o.Amount, Currency: o.Currency,
		Merchant: from.Merchant, Order: m.Info.ID, Time: uint64(now.Unix()), Life: uint32(life / time.Second),
	}.Append(nil)
	if err != nil {
		return o, nil, ReasonBody
	}
	sealed, reason := b.seal(envelope.Suite(from.Suite), envelope.TypeOffer, s.KSN, body)
	return o, sealed, reason
}
