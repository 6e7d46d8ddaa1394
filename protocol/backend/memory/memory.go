// Package memory is a backend.Store in memory: for simulations, tests and the
// browser. What is in it survives a Backend, not the process.
package memory

import (
	"cmp"
	"slices"
	"sync"

	"github.com/openmpos/mpos/protocol/backend"
	"github.com/openmpos/mpos/protocol/envelope"
)

// Store holds every shard. Use New.
type Store struct {
	mu         sync.Mutex
	shards     map[string]*shard
	balances   map[account]int64
	unfinished map[backend.Key]struct{}
}

type account struct {
	name     string
	currency uint16
}

// shard is the rows of one serial.
type shard struct {
	terminal backend.Terminal
	messages map[messageKey]backend.Message
	offers   map[[16]byte]backend.Offer
	txns     map[uint32]backend.Txn
	postings []backend.Posting
}

type messageKey struct {
	counter uint32
	kind    envelope.Type
}

// New returns an empty Store.
func New() *Store {
	return &Store{shards: map[string]*shard{}, balances: map[account]int64{}, unfinished: map[backend.Key]struct{}{}}
}

// Update implements backend.Store. Updates run one after the other.
func (s *Store) Update(serial string, f func(backend.Tx) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := &tx{shard: s.shard(serial)}
	if err := f(t); err != nil {
		return err
	}
	if !balanced(t.newPostings) {
		return backend.ErrUnbalanced
	}
	s.commit(serial, t)
	return nil
}

// View implements backend.Store.
func (s *Store) View(serial string, f func(backend.Tx) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return f(&tx{shard: s.shard(serial)})
}

func (s *Store) shard(serial string) *shard {
	if h := s.shards[serial]; h != nil {
		return h
	}
	h := &shard{
		messages: map[messageKey]backend.Message{}, offers: map[[16]byte]backend.Offer{}, txns: map[uint32]backend.Txn{},
	}
	s.shards[serial] = h
	return h
}

// commit moves what a transaction has put into its shard.
func (s *Store) commit(serial string, t *tx) {
	h := t.shard
	if t.newTerminal != nil {
		h.terminal = *t.newTerminal
	}
	for _, m := range t.newMessages {
		h.messages[messageKey{m.Counter, m.Type}] = m
	}
	for _, o := range t.newOffers {
		h.offers[o.TN] = o
	}
	for _, x := range t.newTxns {
		h.txns[x.CT] = x
		key := backend.Key{Serial: serial, CT: x.CT}
		if x.State == backend.Pending || x.Undo == backend.UndoQueued {
			s.unfinished[key] = struct{}{}
		} else {
			delete(s.unfinished, key)
		}
	}
	for _, p := range t.newPostings {
		s.balances[account{p.Account, p.Currency}] += p.Amount
	}
	h.postings = append(h.postings, t.newPostings...)
}

func balanced(list []backend.Posting) bool {
	for _, p := range list {
		var sum int64
		for _, q := range list {
			if q.Currency == p.Currency {
				sum += q.Amount
			}
		}
		if sum != 0 {
			return false
		}
	}
	return true
}

// Unfinished implements backend.Store.
func (s *Store) Unfinished() ([]backend.Key, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	keys := make([]backend.Key, 0, len(s.unfinished))
	for k := range s.unfinished {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b backend.Key) int {
		return cmp.Or(cmp.Compare(a.Serial, b.Serial), cmp.Compare(a.CT, b.CT))
	})
	return keys, nil
}

// Balances implements backend.Store.
func (s *Store) Balances() ([]backend.Balance, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := make([]backend.Balance, 0, len(s.balances))
	for a, sum := range s.balances {
		list = append(list, backend.Balance{Account: a.name, Amount: sum, Currency: a.currency})
	}
	slices.SortFunc(list, func(a, b backend.Balance) int {
		return cmp.Or(cmp.Compare(a.Account, b.Account), cmp.Compare(a.Currency, b.Currency))
	})
	return list, nil
}
