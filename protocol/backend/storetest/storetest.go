// Package storetest is the conformance test for engines of backend.Store.
//
//	func TestStore(t *testing.T) { storetest.Run(t, func(*testing.T) backend.Store { return memory.New() }) }
package storetest

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/protocol/backend"
	"github.com/openmpos/mpos/protocol/envelope"
)

// Run tests an engine. open returns an empty Store, a new one at each call.
func Run(t *testing.T, open func(*testing.T) backend.Store) {
	for name, test := range map[string]func(*testing.T, backend.Store){
		"rows":       rows,
		"replaces":   replaces,
		"own writes": ownWrites,
		"rollback":   rollback,
		"unbalanced": unbalanced,
		"shards":     shards,
		"unfinished": unfinished,
		"balances":   balances,
		"view":       view,
		"concurrent": concurrent,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

var moment = time.Unix(1_767_344_400, 500).UTC()

var (
	terminal = backend.Terminal{
		Highest: 1<<31 - 1, Boot: 7, Alarms: 2,
		Session: backend.Session{
			KSN: [12]byte{1, 11: 5}, SID: [8]byte{2}, RB: [16]byte{3}, H2: [32]byte{4},
			SignedIn: true, Ends: moment, Txns: 9, Offers: 10,
		},
	}
	message = backend.Message{
		Counter: 3, Type: envelope.TypeAuthorize, Hash: [32]byte{1, 31: 2}, Code: "00", Envelope: []byte{0x86, 0, 1},
	}
	offer = backend.Offer{
		TN: [16]byte{1, 15: 9}, SID: [8]byte{2}, Number: 4, Type: envelope.Sale, Amount: 999_999_999_999, Currency: 156,
		Ends: moment, Used: true, By: [32]byte{7},
	}
	txn = backend.Txn{
		CT: 3, TN: [16]byte{1, 15: 9}, SID: [8]byte{2}, F41: "00000001", F42: "898000000000001", Type: envelope.Sale,
		Amount: 100, Currency: 156, State: backend.Charged, At: moment, AuthCode: "123456", H6: [32]byte{8},
	}
)

func legs(ct uint32, amount int64, currency uint16) []backend.Posting {
	return []backend.Posting{
		{CT: ct, Account: backend.IssuerClearing, Amount: amount, Currency: currency},
		{CT: ct, Account: "merchant A", Amount: -amount, Currency: currency},
	}
}

func update(t *testing.T, s backend.Store, serial string, f func(tx backend.Tx)) {
	t.Helper()
	require.NoError(t, s.Update(serial, func(tx backend.Tx) error { f(tx); return nil }))
}

func look(t *testing.T, s backend.Store, serial string, f func(tx backend.Tx)) {
	t.Helper()
	require.NoError(t, s.View(serial, func(tx backend.Tx) error { f(tx); return nil }))
}

// rows: every field of every row comes back; what is absent says so.
func rows(t *testing.T, s backend.Store) {
	look(t, s, "a", func(tx backend.Tx) {
		require.Equal(t, backend.Terminal{}, tx.Terminal())
		_, ok := tx.Message(3, envelope.TypeAuthorize)
		require.False(t, ok)
		_, ok = tx.Offer(offer.TN)
		require.False(t, ok)
		_, ok = tx.Txn(3)
		require.False(t, ok)
		require.Empty(t, tx.Txns())
		require.Empty(t, tx.Postings())
	})
	other := txn
	other.CT, other.Undo, other.State = 2, backend.UndoQueued, backend.Reversed
	update(t, s, "a", func(tx backend.Tx) {
		tx.PutTerminal(terminal)
		tx.PutMessage(message)
		tx.PutOffer(offer)
		tx.PutTxn(txn)
		tx.PutTxn(other)
		tx.Post(legs(3, 100, 156)...)
	})
	look(t, s, "a", func(tx backend.Tx) {
		require.Equal(t, terminal, tx.Terminal())
		m, ok := tx.Message(3, envelope.TypeAuthorize)
		require.True(t, ok)
		require.Equal(t, message, m)
		_, ok = tx.Message(3, envelope.TypeConfirm)
		require.False(t, ok)
		_, ok = tx.Message(4, envelope.TypeAuthorize)
		require.False(t, ok)
		o, ok := tx.Offer(offer.TN)
		require.True(t, ok)
		require.Equal(t, offer, o)
		x, ok := tx.Txn(3)
		require.True(t, ok)
		require.Equal(t, txn, x)
		require.Equal(t, []backend.Txn{other, txn}, tx.Txns())
		require.Equal(t, legs(3, 100, 156), tx.Postings())
	})
}

// replaces: a row is its latest version, a posting is for ever.
func replaces(t *testing.T, s backend.Store) {
	second, confirmed := message, txn
	second.Code, second.Envelope = "98", nil
	confirmed.State = backend.Confirmed
	update(t, s, "a", func(tx backend.Tx) {
		tx.PutMessage(message)
		tx.PutTxn(txn)
		tx.Post(legs(3, 100, 156)...)
	})
	update(t, s, "a", func(tx backend.Tx) {
		tx.PutMessage(second)
		tx.PutTxn(confirmed)
		tx.Post(legs(3, -100, 156)...)
	})
	look(t, s, "a", func(tx backend.Tx) {
		m, _ := tx.Message(3, envelope.TypeAuthorize)
		require.Equal(t, "98", m.Code)
		require.Empty(t, m.Envelope)
		x, _ := tx.Txn(3)
		require.Equal(t, confirmed, x)
		require.Len(t, tx.Txns(), 1)
		require.Equal(t, append(legs(3, 100, 156), legs(3, -100, 156)...), tx.Postings())
	})
}

// ownWrites: what was put can be read at once, before the commit.
func ownWrites(t *testing.T, s backend.Store) {
	update(t, s, "a", func(tx backend.Tx) {
		tx.PutTerminal(terminal)
		require.Equal(t, terminal, tx.Terminal())
		tx.PutTxn(txn)
		changed := txn
		changed.State = backend.Reversed
		tx.PutTxn(changed)
		x, _ := tx.Txn(3)
		require.Equal(t, changed, x)
		require.Equal(t, []backend.Txn{changed}, tx.Txns())
		tx.PutMessage(message)
		m, ok := tx.Message(3, envelope.TypeAuthorize)
		require.True(t, ok)
		require.Equal(t, message, m)
		tx.PutOffer(offer)
		o, ok := tx.Offer(offer.TN)
		require.True(t, ok)
		require.Equal(t, offer, o)
		tx.Post(legs(3, 1, 156)...)
		require.Equal(t, legs(3, 1, 156), tx.Postings())
	})
}

var errTest = errors.New("test")

// rollback: an error of f comes back as it is, and nothing is written.
func rollback(t *testing.T, s backend.Store) {
	err := s.Update("a", func(tx backend.Tx) error {
		tx.PutTerminal(terminal)
		tx.PutMessage(message)
		tx.PutOffer(offer)
		tx.PutTxn(txn)
		tx.Post(legs(3, 100, 156)...)
		return errTest
	})
	require.Equal(t, errTest, err)
	rowsAbsent(t, s)
}

func rowsAbsent(t *testing.T, s backend.Store) {
	t.Helper()
	look(t, s, "a", func(tx backend.Tx) {
		require.Equal(t, backend.Terminal{}, tx.Terminal())
		require.Empty(t, tx.Txns())
		require.Empty(t, tx.Postings())
		_, ok := tx.Message(3, envelope.TypeAuthorize)
		require.False(t, ok)
		_, ok = tx.Offer(offer.TN)
		require.False(t, ok)
	})
	b, err := s.Balances()
	require.NoError(t, err)
	require.Empty(t, b)
}

// unbalanced: the engine holds the books' first law itself, and writes nothing
// of a commit that breaks it, in any currency.
func unbalanced(t *testing.T, s backend.Store) {
	for _, list := range [][]backend.Posting{
		legs(3, 100, 156)[:1],
		append(legs(3, 100, 156), backend.Posting{CT: 3, Account: "merchant A", Amount: 1, Currency: 156}),
		{{CT: 3, Account: "a", Amount: 5, Currency: 156}, {CT: 3, Account: "b", Amount: -5, Currency: 840}},
	} {
		err := s.Update("a", func(tx backend.Tx) error {
			tx.PutTerminal(terminal)
			tx.Post(list...)
			return nil
		})
		require.ErrorIs(t, err, backend.ErrUnbalanced)
		rowsAbsent(t, s)
	}
}

// shards: one serial does not see another.
func shards(t *testing.T, s backend.Store) {
	update(t, s, "a", func(tx backend.Tx) {
		tx.PutTerminal(terminal)
		tx.PutOffer(offer)
		tx.PutTxn(txn)
		tx.PutMessage(message)
	})
	look(t, s, "b", func(tx backend.Tx) {
		require.Equal(t, backend.Terminal{}, tx.Terminal())
		_, ok := tx.Offer(offer.TN)
		require.False(t, ok)
		_, ok = tx.Txn(3)
		require.False(t, ok)
		_, ok = tx.Message(3, envelope.TypeAuthorize)
		require.False(t, ok)
	})
}

// unfinished: PENDING and queued reversals, by serial and counter, until they
// are no more.
func unfinished(t *testing.T, s backend.Store) {
	put := func(serial string, ct uint32, state backend.TxnState, undo backend.Undo) {
		x := txn
		x.CT, x.State, x.Undo = ct, state, undo
		update(t, s, serial, func(tx backend.Tx) { tx.PutTxn(x) })
	}
	put("b", 2, backend.Pending, backend.UndoNone)
	put("a", 10, backend.Reversed, backend.UndoQueued)
	put("a", 9, backend.Pending, backend.UndoNone)
	put("a", 1, backend.Charged, backend.UndoNone)
	put("a", 4, backend.Reversed, backend.UndoDone)
	keys, err := s.Unfinished()
	require.NoError(t, err)
	require.Equal(t, []backend.Key{{Serial: "a", CT: 9}, {Serial: "a", CT: 10}, {Serial: "b", CT: 2}}, keys)
	put("a", 9, backend.Charged, backend.UndoNone)
	put("a", 10, backend.Reversed, backend.UndoDone)
	keys, err = s.Unfinished()
	require.NoError(t, err)
	require.Equal(t, []backend.Key{{Serial: "b", CT: 2}}, keys)
}

// balances: sums over all shards, by account and currency.
func balances(t *testing.T, s backend.Store) {
	update(t, s, "a", func(tx backend.Tx) { tx.Post(legs(3, 100, 156)...) })
	update(t, s, "b", func(tx backend.Tx) { tx.Post(legs(3, 11, 156)...); tx.Post(legs(4, 7, 840)...) })
	update(t, s, "a", func(tx backend.Tx) { tx.Post(legs(3, -100, 156)...) })
	b, err := s.Balances()
	require.NoError(t, err)
	require.Equal(t, []backend.Balance{
		{Account: backend.IssuerClearing, Amount: 11, Currency: 156},
		{Account: backend.IssuerClearing, Amount: 7, Currency: 840},
		{Account: "merchant A", Amount: -11, Currency: 156},
		{Account: "merchant A", Amount: -7, Currency: 840},
	}, b)
}

// view: an error of f comes back as it is.
func view(t *testing.T, s backend.Store) {
	require.Equal(t, errTest, s.View("a", func(backend.Tx) error { return errTest }))
}

// concurrent: updates of one serial are as if one after the other.
func concurrent(t *testing.T, s backend.Store) {
	const workers, rounds = 8, 25
	var wg sync.WaitGroup
	errs := make(chan error, 2*workers*rounds)
	for w := range workers {
		wg.Go(func() {
			for range rounds {
				for _, serial := range []string{"shared", fmt.Sprintf("own %d", w)} {
					errs <- s.Update(serial, func(tx backend.Tx) error {
						x := tx.Terminal()
						x.Highest++
						tx.PutTerminal(x)
						tx.Post(legs(x.Highest, 1, 156)...)
						return nil
					})
				}
			}
		})
	}
	wg.Wait()
	close(errs)
	for err := range errs {
		require.NoError(t, err)
	}
	look(t, s, "shared", func(tx backend.Tx) {
		require.EqualValues(t, workers*rounds, tx.Terminal().Highest)
		require.Len(t, tx.Postings(), 2*workers*rounds)
	})
	b, err := s.Balances()
	require.NoError(t, err)
	require.EqualValues(t, 2*workers*rounds, b[0].Amount)
}
