package backend

import (
	"time"

	"github.com/openmpos/mpos/protocol/acquirer"
)

// undoing is an issuer reversal that is not acknowledged.
type undoing struct {
	txn Txn
	at  time.Time // of the next repeat
}

// startUndo reverses at the issuer a transaction whose Undo is queued in the
// Store, and repeats that until it is acknowledged.
func (b *Backend) startUndo(now time.Time, key Key, t Txn) {
	b.undo[key] = &undoing{txn: t}
	b.sendUndo(now, key)
}

func (b *Backend) sendUndo(now time.Time, key Key) {
	u := b.undo[key]
	u.at = now.Add(b.cfg.IssuerTimeout)
	b.timers.set(timer{at: u.at, key: key, undo: true})
	t := &u.txn
	body, err := IssuerRequest{
		Reversal: true, Type: acquirer.TxnType(t.Type), Amount: t.Amount, STAN: systemTraceNumber(t.CT),
		RRN: rrn(b.bySerial[key.Serial].IKID, t.CT), F41: t.F41, F42: t.F42, Currency: t.Currency,
	}.Append(nil)
	if err != nil {
		b.event(Event{Kind: IssuerBad, Serial: key.Serial, CT: key.CT, Detail: err.Error()})
		return
	}
	b.event(Event{Kind: UndoSent, Serial: key.Serial, CT: key.CT})
	b.out = append(b.out, Out{ToIssuer: true, Bytes: body})
}

// undone takes the issuer's acknowledgement: done, or nothing there to do.
func (b *Backend) undone(key Key, a IssuerAnswer) {
	if b.undo[key] == nil || a.Code != acquirer.CodeApproved && a.Code != acquirer.CodeNotFound {
		return
	}
	_, ok := b.step(b.bySerial[key.Serial], func(tx Tx) Reason {
		t, _ := tx.Txn(key.CT)
		t.Undo = UndoDone
		tx.PutTxn(t)
		return ""
	})
	if ok {
		delete(b.undo, key)
		b.event(Event{Kind: UndoAcked, Serial: key.Serial, CT: key.CT})
	}
}

// lateApproval is an approval that finds no one waiting. If the sale was given
// up, the issuer has to undo it, even if it had acknowledged a reversal that
// overtook the sale; there is no Verdict.
func (b *Backend) lateApproval(now time.Time, key Key) {
	var txn Txn
	queued := false
	_, ok := b.step(b.bySerial[key.Serial], func(tx Tx) Reason {
		txn, _ = tx.Txn(key.CT)
		if queued = txn.State == Reversed; queued && txn.Undo != UndoQueued {
			txn.Undo = UndoQueued
			tx.PutTxn(txn)
		}
		return ""
	})
	if ok && queued {
		b.startUndo(now, key, txn)
	}
}
