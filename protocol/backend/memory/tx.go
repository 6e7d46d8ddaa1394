package memory

import (
	"cmp"
	"slices"

	"github.com/openmpos/mpos/protocol/backend"
	"github.com/openmpos/mpos/protocol/envelope"
)

// tx is a shard and what was put on top of it. A commit puts a handful of
// rows, so that they are looked for in lists, latest first.
type tx struct {
	shard       *shard
	newTerminal *backend.Terminal
	newMessages []backend.Message
	newOffers   []backend.Offer
	newTxns     []backend.Txn
	newPostings []backend.Posting
}

func (t *tx) Terminal() backend.Terminal {
	if t.newTerminal != nil {
		return *t.newTerminal
	}
	return t.shard.terminal
}

func (t *tx) PutTerminal(x backend.Terminal) { t.newTerminal = &x }

func (t *tx) Message(counter uint32, kind envelope.Type) (backend.Message, bool) {
	for _, m := range slices.Backward(t.newMessages) {
		if m.Counter == counter && m.Type == kind {
			return m, true
		}
	}
	m, ok := t.shard.messages[messageKey{counter, kind}]
	return m, ok
}

func (t *tx) PutMessage(m backend.Message) { t.newMessages = append(t.newMessages, m) }

func (t *tx) Offer(tn [16]byte) (backend.Offer, bool) {
	for _, o := range slices.Backward(t.newOffers) {
		if o.TN == tn {
			return o, true
		}
	}
	o, ok := t.shard.offers[tn]
	return o, ok
}

func (t *tx) PutOffer(o backend.Offer) { t.newOffers = append(t.newOffers, o) }

func (t *tx) Txn(ct uint32) (backend.Txn, bool) {
	for _, x := range slices.Backward(t.newTxns) {
		if x.CT == ct {
			return x, true
		}
	}
	x, ok := t.shard.txns[ct]
	return x, ok
}

func (t *tx) Txns() []backend.Txn {
	list := make([]backend.Txn, 0, len(t.shard.txns)+len(t.newTxns))
	for ct := range t.shard.txns {
		x, _ := t.Txn(ct)
		list = append(list, x)
	}
	for _, n := range t.newTxns {
		if !slices.ContainsFunc(list, func(x backend.Txn) bool { return x.CT == n.CT }) {
			x, _ := t.Txn(n.CT)
			list = append(list, x)
		}
	}
	slices.SortFunc(list, func(a, b backend.Txn) int { return cmp.Compare(a.CT, b.CT) })
	return list
}

func (t *tx) PutTxn(x backend.Txn) { t.newTxns = append(t.newTxns, x) }

func (t *tx) Post(p ...backend.Posting) { t.newPostings = append(t.newPostings, p...) }

func (t *tx) Postings() []backend.Posting {
	return append(slices.Clone(t.shard.postings), t.newPostings...)
}
