package backend

import (
	"github.com/openmpos/mpos/protocol/acquirer"
	"github.com/openmpos/mpos/protocol/envelope"
)

// confirm takes a 0620 with its Confirm: the reader has shown APPROVED. It is
// matched to the transaction of its counter, which need not be the latest.
func (b *Backend) confirm(rq *request) {
	m, err := acquirer.ParseConfirmAdvice(rq.view)
	if err != nil {
		b.malformed(rq, err)
		return
	}
	o, reason := b.open(rq, m.Envelope, envelope.TypeConfirm)
	if reason != "" {
		b.refuse(rq, &o, reason)
		return
	}
	in, err := envelope.ParseConfirm(o.env.Body)
	if err != nil {
		b.refuse(rq, &o, ReasonBody)
		return
	}
	var txn Txn
	repeat := false
	reason, ok := b.step(o.from, func(tx Tx) (reason Reason) {
		if _, repeat, reason = before(tx, &o); repeat || reason != "" {
			return reason
		}
		txn, _ = tx.Txn(o.counter())
		switch {
		case m.STAN != systemTraceNumber(o.counter()):
			return ReasonFields
		case txn.State != Charged:
			return ReasonState
		case in.H6 != txn.H6:
			return ReasonTranscript
		}
		txn.State = Confirmed
		tx.PutTxn(txn)
		tx.PutMessage(accepted(&o, acquirer.CodeApproved, nil))
		return ""
	})
	switch {
	case !ok:
		return
	case reason != "":
		b.refuse(rq, &o, reason)
		return
	case !repeat:
		b.state(o.from, txn)
	}
	body, err := acquirer.ConfirmAnswer{
		STAN: m.STAN, ResponseCode: acquirer.CodeApproved, TID: m.TID, MID: m.MID, Batch: m.Batch,
	}.Append(nil)
	b.send(rq, body, err)
}
