package kernel

import (
	"iter"

	"github.com/openmpos/mpos/crypto/pin"
	"github.com/openmpos/mpos/emv"
)

// Kernel is one transaction. It is not safe for concurrent use.
type Kernel struct {
	cfg *Config
	txn Transaction

	next    func() (Step, bool)
	stop    func()
	yield   func(Step) bool
	answer  Answer
	started bool
	outcome *Outcome

	tvr    emv.TVR
	tsi    emv.TSI
	cvm    emv.CVMResults
	events []Event

	term terminalData
	app  application
	card store  // data objects of the card
	held []byte // copies of the card's answers, which the store points into
	last string // name of the last command, for Outcome.Detail

	pinBypassed bool // for every later PIN method too, EMV Book 4, 6.3.4.3
	signature   bool
	aip         emv.AIP
	pan         pin.PAN
	requested   emv.CryptogramType
	ac          cryptogram
	online      *Online
	scripts     []byte // issuer script results
}

// New makes a kernel for one transaction. Neither argument is changed. The
// card must be powered and its answer to reset accepted.
func New(cfg *Config, txn Transaction) *Kernel {
	k := &Kernel{cfg: cfg, txn: txn}
	k.next, k.stop = iter.Pull(func(yield func(Step) bool) {
		k.yield = yield
		k.outcome = k.run()
		k.note("EMV Book 4, 6.3", CodeOutcome, k.outcome.Kind.String()+reasonSuffix(k.outcome))
	})
	return k
}

func reasonSuffix(o *Outcome) string {
	s := ""
	if o.Reason != "" {
		s += ": " + o.Reason
	}
	if o.Detail != "" {
		s += " (" + o.Detail + ")"
	}
	return s
}

// Next takes the answer to the last step and returns the next one. The first
// call takes nil. After Done it returns the same Done again.
func (k *Kernel) Next(a Answer) Step {
	if k.outcome != nil {
		return Done{Outcome: *k.outcome}
	}
	if !k.started && a != nil {
		k.finish(Outcome{Kind: Failed, Reason: ReasonMisuse, Detail: "first call with an answer"})
		return Done{Outcome: *k.outcome}
	}
	k.started = true
	k.answer = a
	if step, ok := k.next(); ok {
		return step
	}
	return Done{Outcome: *k.outcome}
}

// Stop ends the transaction where it stands and frees what it holds. It may be
// called at any time, more than once, and need not be called after Done.
func (k *Kernel) Stop() { k.finish(Outcome{Kind: Cancelled}) }

func (k *Kernel) finish(o Outcome) {
	k.stop()
	if k.outcome == nil {
		k.outcome = &o
	}
}

// TVR returns the terminal verification results as they stand (95).
func (k *Kernel) TVR() emv.TVR { return k.tvr }

// TSI returns the transaction status information as it stands (9B).
func (k *Kernel) TSI() emv.TSI { return k.tsi }

// CVMResults returns the cardholder verification results as they stand (9F34).
func (k *Kernel) CVMResults() emv.CVMResults { return k.cvm }

// Events returns the decisions made since the last call of Events.
func (k *Kernel) Events() []Event {
	e := k.events
	k.events = nil
	return e
}

func (k *Kernel) note(clause, code, detail string) {
	k.events = append(k.events, Event{Clause: clause, Code: code, Detail: detail})
}

// run is the whole transaction, EMV Book 3, figure 7. A phase returns nil to go
// on, or how the transaction ended.
func (k *Kernel) run() *Outcome {
	phases := [...]func(*Kernel) *Outcome{
		(*Kernel).begin,
		(*Kernel).selectAndInitiate,
		(*Kernel).readRecords,
		(*Kernel).authenticateData,
		(*Kernel).checkRestrictions,
		(*Kernel).verifyCardholder,
		(*Kernel).manageRisk,
		(*Kernel).firstGenerateAC,
		(*Kernel).goOnline,
	}
	for _, phase := range phases {
		if end := phase(k); end != nil {
			return end
		}
	}
	return k.complete()
}
