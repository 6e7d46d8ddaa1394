package issuer

import (
	"errors"

	"github.com/openmpos/mpos/crypto/hsm"
	"github.com/openmpos/mpos/crypto/pin"
)

// Account is one card account, with its card. Only test numbers.
type Account struct {
	PAN     pin.PAN
	PIN     pin.PIN // reference PIN
	PSN     uint8   // PAN sequence number, 5F34
	Expiry  string  // YYMM, the last month
	Balance uint64  // minor units
	IMK     hsm.Handle
	Stopped bool // lost or stolen: nothing is authorised
}

// maxTries is how many wrong PINs in a row close the PIN.
const maxTries = 3

// account is an Account and what happened to it.
type account struct {
	Account
	tries int    // wrong PINs in a row
	atc   uint16 // of the last good cryptogram
	used  bool   // atc is set
}

// ErrAccount is returned by New for an account that is there twice.
var ErrAccount = errors.New("issuer: account is there twice")

// Balance is what an account has, for a screen.
type Balance struct {
	PAN     string // masked
	Balance uint64 // minor units
}

// Balances returns the balances in the order of Config.Accounts.
func (i *Issuer) Balances() []Balance {
	list := make([]Balance, len(i.accounts))
	for n, a := range i.accounts {
		list[n] = Balance{PAN: a.PAN.Masked(), Balance: a.Balance}
	}
	return list
}

// find returns the account of a card.
func (i *Issuer) find(p pin.PAN, psn uint8) *account {
	for _, a := range i.accounts {
		if a.PSN == psn && a.PAN.Equal(p) {
			return a
		}
	}
	return nil
}
