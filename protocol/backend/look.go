package backend

// Ledger returns the balance of every account; nil if the Store fails.
func (b *Backend) Ledger() []Balance {
	l, err := b.cfg.Store.Balances()
	if err != nil {
		return nil
	}
	return l
}

// Terminal returns the row of a reader, for a screen.
func (b *Backend) Terminal(serial string) (t Terminal) {
	b.look(serial, func(tx Tx) { t = tx.Terminal() })
	return t
}

// Txns returns the transactions of a reader by counter, for a screen.
func (b *Backend) Txns(serial string) (list []Txn) {
	b.look(serial, func(tx Tx) { list = tx.Txns() })
	return list
}

// Postings returns the ledger of a reader in the order of posting.
func (b *Backend) Postings(serial string) (list []Posting) {
	b.look(serial, func(tx Tx) { list = tx.Postings() })
	return list
}

func (b *Backend) look(serial string, f func(Tx)) {
	_ = b.cfg.Store.View(serial, func(tx Tx) error { // a screen shows nothing then
		f(tx)
		return nil
	})
}

// Settled says whether nothing is outstanding at the issuer.
func (b *Backend) Settled() bool { return len(b.pending) == 0 && len(b.undo) == 0 }
