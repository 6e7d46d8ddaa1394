package issuer

import (
	"strconv"
	"time"

	"github.com/openmpos/mpos/crypto/hsm"
	"github.com/openmpos/mpos/protocol/acquirer"
	"github.com/openmpos/mpos/protocol/backend"
)

// Config is what an Issuer is built with.
type Config struct {
	HSM      hsm.IssuerHSM
	Zone     hsm.Handle // PIN key shared with the acquirer
	Accounts []Account
}

// Issuer is one card issuer. It is not safe for concurrent use.
type Issuer struct {
	cfg      Config
	accounts []*account
	entries  map[reference]*entry
	codes    uint32 // approval codes given out
	events   []Event
}

// reference is how acquirer and issuer name a transaction.
type reference struct{ f41, f42, rrn string }

// entry is what became of a transaction.
type entry struct {
	answer   []byte // to its request; nil if only the reversal is known
	account  *account
	held     uint64 // taken from the account; 0 if declined
	reversed bool
}

// New makes an Issuer.
func New(cfg Config) (*Issuer, error) {
	i := &Issuer{cfg: cfg, entries: map[reference]*entry{}}
	for _, a := range cfg.Accounts {
		if i.find(a.PAN, a.PSN) != nil {
			return nil, ErrAccount
		}
		i.accounts = append(i.accounts, &account{Account: a})
	}
	return i, nil
}

// Event is one line of the issuer's trace: a decision, without card data.
type Event struct {
	RRN  string
	Code string // F39
	Why  string // "approved", "ATC was seen", "reversed", …
}

// Events drains what happened.
func (i *Issuer) Events() []Event {
	e := i.events
	i.events = nil
	return e
}

func (i *Issuer) event(rrn, code, why string) { i.events = append(i.events, Event{rrn, code, why}) }

// Receive takes the body of a request and returns the body of the answer, nil
// for what is none.
func (i *Issuer) Receive(now time.Time, body []byte) []byte {
	r, err := backend.ParseIssuerRequest(body)
	if err != nil {
		i.event("", acquirer.CodeFormat, "request cannot be read")
		return nil
	}
	defer r.PAN.Destroy()
	ref := reference{r.F41, r.F42, r.RRN}
	if r.Reversal {
		return i.reverse(ref, r)
	}
	return i.authorize(now, ref, r)
}

// authorize answers a request once; later it repeats the answer.
func (i *Issuer) authorize(now time.Time, ref reference, r backend.IssuerRequest) []byte {
	e := i.entries[ref]
	if e != nil && e.answer != nil {
		i.event(r.RRN, "", "request repeated")
		return e.answer
	}
	if e == nil {
		e = &entry{}
		i.entries[ref] = e
	}
	v := verdict{code: acquirer.CodeDoNotHonour, why: "reversed before it came"}
	if !e.reversed {
		v = i.decide(now, r)
	}
	if v.code == acquirer.CodeApproved {
		e.account, e.held = v.account, r.Amount
		v.account.Balance -= r.Amount
	}
	i.event(r.RRN, v.code, v.why)
	e.answer = i.answer(r, v)
	return e.answer
}

// reverse gives the money back once.
func (i *Issuer) reverse(ref reference, r backend.IssuerRequest) []byte {
	e := i.entries[ref]
	if e == nil {
		e = &entry{}
		i.entries[ref] = e
	}
	if !e.reversed {
		e.reversed = true
		if e.account != nil {
			e.account.Balance += e.held
		}
		i.event(r.RRN, acquirer.CodeApproved, "reversed")
	}
	return i.answer(r, verdict{code: acquirer.CodeApproved})
}

// answer builds the 0210 or 0410.
func (i *Issuer) answer(r backend.IssuerRequest, v verdict) []byte {
	a := backend.IssuerAnswer{
		Reversal: r.Reversal, Amount: r.Amount, STAN: r.STAN, RRN: r.RRN, Code: v.code,
		F41: r.F41, F42: r.F42, Currency: r.Currency, ICC: v.icc,
	}
	if !r.Reversal && v.code == acquirer.CodeApproved {
		i.codes = i.codes%999_999 + 1
		digits := strconv.Itoa(int(i.codes))
		a.AuthCode = "000000"[len(digits):] + digits
	}
	body, err := a.Append(nil)
	if err != nil { // every value came from a message of the same table
		i.event(r.RRN, acquirer.CodeSystem, "answer cannot be built")
		return nil
	}
	return body
}
