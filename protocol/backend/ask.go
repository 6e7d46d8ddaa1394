package backend

import (
	"time"

	"github.com/openmpos/mpos/emv/tlv"
	"github.com/openmpos/mpos/internal/rule"
	"github.com/openmpos/mpos/protocol/acquirer"
	"github.com/openmpos/mpos/protocol/envelope"
)

// ask sends a sale that is written as PENDING to the issuer.
func (b *Backend) ask(rq *request, o *opened, m acquirer.Financial, t Txn, c card) {
	key := Key{o.from.Serial, t.CT}
	p := &pending{auth: *o, until: rq.now.Add(b.cfg.IssuerTimeout)}
	p.auth.env.Body, p.auth.sealed = nil, nil
	p.wait(rq, m)
	r := IssuerRequest{
		PAN: c.pan, Type: m.Type, Amount: t.Amount, STAN: m.STAN, Expiry: c.expiry, Entry: m.Entry, PSN: c.psn,
		RRN: rrn(o.from.IKID, t.CT), F41: t.F41, F42: t.F42, Currency: t.Currency, ICC: m.ICC,
	}
	if o.hasPIN {
		r.PINBlock = o.pin[:]
	}
	b.pending[key] = p
	body, err := r.Append(nil)
	if err != nil { // MACed, and still no message that an issuer could read
		b.giveUp(rq.now, key, acquirer.CodeRefused)
		return
	}
	b.timers.set(timer{at: p.until, key: key})
	b.out = append(b.out, Out{ToIssuer: true, Bytes: body})
}

// IssuerAnswer takes the body of an issuer's answer.
func (b *Backend) IssuerAnswer(now time.Time, body []byte) {
	if b.dead {
		return
	}
	a, err := ParseIssuerAnswer(body)
	if err != nil {
		b.event(Event{Kind: IssuerBad, Detail: err.Error()})
		return
	}
	from := b.byID[terminalID{a.F41, a.F42}]
	if from == nil {
		b.event(Event{Kind: IssuerBad, Detail: "no such terminal"})
		return
	}
	ct, ok := parseRRN(a.RRN, from.IKID)
	if !ok {
		b.event(Event{Kind: IssuerBad, Serial: from.Serial, Detail: "no such transaction"})
		return
	}
	key := Key{from.Serial, ct}
	p := b.pending[key]
	switch {
	case a.Reversal:
		b.undone(key, a)
	case p != nil:
		b.decide(now, key, p, a)
	case a.Code == acquirer.CodeApproved:
		b.lateApproval(now, key)
	}
}

// decide turns the issuer's answer into the Verdict, and writes state,
// postings and Verdict at once.
func (b *Backend) decide(now time.Time, key Key, p *pending, a IssuerAnswer) {
	approved := a.Code == acquirer.CodeApproved
	sealed, why := b.verdict(p, a, approved)
	if why != "" {
		b.event(Event{Kind: IssuerBad, Serial: key.Serial, CT: key.CT, Reason: why})
		b.giveUp(now, key, acquirer.CodeRefused)
		return
	}
	m := accepted(&p.auth, a.Code, sealed)
	var txn Txn
	reason, ok := b.step(p.auth.from, func(tx Tx) Reason {
		txn, _ = tx.Txn(key.CT)
		if txn.State != Pending { // another process has given it up
			return ReasonGivenUp
		}
		txn.At, txn.AuthCode, txn.H6, txn.State = now, a.AuthCode, envelope.Hash(sealed), Declined
		if approved {
			txn.State = Charged
			tx.Post(charge(txn)...)
		}
		tx.PutTxn(txn)
		tx.PutMessage(m)
		return ""
	})
	switch {
	case !ok:
		return
	case reason != "":
		b.dismiss(key, acquirer.CodeRefused)
		if approved {
			b.lateApproval(now, key)
		}
		return
	}
	delete(b.pending, key)
	b.state(p.auth.from, txn)
	if approved {
		b.event(Event{Kind: Posted, Serial: key.Serial, CT: key.CT, Postings: charge(txn)})
	}
	for _, c := range p.waiting {
		b.answer(c, m, txn)
	}
}

// Objects of the issuer's F55 (EMV Book 3, Annex A).
const (
	tagIssuerAuth tlv.Tag = 0x91
	tagScript1    tlv.Tag = 0x71
	tagScript2    tlv.Tag = 0x72
)

// verdict makes the Verdict, bound to the Authorize that it answers (rule
// result-bound).
func (b *Backend) verdict(p *pending, a IssuerAnswer, approved bool) ([]byte, Reason) {
	v := envelope.Verdict{H5: p.auth.hash, Outcome: envelope.Declined, AuthCode: a.AuthCode}
	if !b.rules.On(rule.ResultBound) {
		v.H5 = [32]byte{}
	}
	if approved {
		v.Outcome = envelope.Approved
	}
	v.IssuerAuth, _ = tlv.Find(a.ICC, tagIssuerAuth)
	for c := tlv.New(a.ICC); c.Next(); {
		if t := c.Tag(); t == tagScript1 || t == tagScript2 {
			v.Scripts = append(v.Scripts, tlv.Append(nil, t, c.Value()))
		}
	}
	v.Prompt = uint8(v.Outcome)
	body, err := v.Append(nil)
	if err != nil {
		return nil, ReasonBody
	}
	return b.seal(p.auth.env.Suite, envelope.TypeVerdict, p.auth.env.KSN, body)
}

// giveUp ends a sale that the issuer did not answer, or whose backend went
// away meanwhile: REVERSED, and reversed at the issuer, whatever it thinks.
// Those who wait get a code and no Verdict, so their readers reverse too.
func (b *Backend) giveUp(now time.Time, key Key, code string) {
	from := b.bySerial[key.Serial]
	var was, txn Txn
	_, ok := b.step(from, func(tx Tx) Reason {
		was, _ = tx.Txn(key.CT)
		txn = was
		if txn.State != Pending {
			return ReasonState
		}
		txn.State, txn.Undo, txn.At = Reversed, UndoQueued, now
		tx.PutTxn(txn)
		b.closeAuthorize(tx, key.CT, code)
		return ""
	})
	if !ok {
		return
	}
	if txn.State != was.State {
		b.state(from, txn)
	}
	b.dismiss(key, code)
	if txn.Undo == UndoQueued {
		b.startUndo(now, key, txn)
	}
}
