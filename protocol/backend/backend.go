package backend

import (
	"time"

	"github.com/openmpos/mpos/internal/rule"
	"github.com/openmpos/mpos/protocol/acquirer"
)

// Backend is one acquirer's host system. See the package documentation.
type Backend struct {
	cfg      Config
	rules    rule.Set
	byKey    map[[8]byte]*Enrolment
	byID     map[terminalID]*Enrolment
	bySerial map[string]*Enrolment

	pending map[Key]*pending // the issuer is asked
	undo    map[Key]*undoing // the issuer is to reverse
	timers  timers

	out     []Out
	events  []Event
	scratch scratch
	dead    bool
}

// terminalID is how the host names a reader.
type terminalID struct{ f41, f42 string }

// Out is one message to send: a frame for a connection, or, ToIssuer, an ISO
// 8583 body of the table issuer/1.
type Out struct {
	Conn     uint64
	ToIssuer bool
	Bytes    []byte
}

// New makes a Backend on a Store, empty or not. Start comes next.
func New(cfg Config) (*Backend, error) {
	if cfg.HSM == nil || cfg.Store == nil || cfg.Random == nil {
		return nil, ErrConfig
	}
	cfg.setDefaults()
	b := &Backend{
		cfg: cfg, rules: cfg.Rules,
		byKey: map[[8]byte]*Enrolment{}, byID: map[terminalID]*Enrolment{}, bySerial: map[string]*Enrolment{},
		pending: map[Key]*pending{}, undo: map[Key]*undoing{},
	}
	for _, e := range cfg.Terminals {
		if err := b.register(e); err != nil {
			return nil, err
		}
	}
	if !b.rules.On(rule.TwoDirections) {
		h, ok := cfg.HSM.(interface{ InsecureOneKeyBothWays() })
		if !ok {
			return nil, ErrRules
		}
		h.InsecureOneKeyBothWays()
	}
	return b, nil
}

// Start takes up what an earlier Backend left unfinished: a transaction found
// PENDING is given up, since its caller is gone, and reversed at the issuer;
// issuer reversals that were not acknowledged go out again.
func (b *Backend) Start(now time.Time) {
	if b.dead {
		return
	}
	keys, err := b.cfg.Store.Unfinished()
	if err != nil {
		b.fail()
		return
	}
	for _, k := range keys {
		if b.bySerial[k.Serial] != nil {
			b.giveUp(now, k, acquirer.CodeRefused)
		}
	}
}

// Tick lets time pass. Call it at the Deadline or later.
func (b *Backend) Tick(now time.Time) {
	for !b.dead {
		t, ok := b.timers.due(now)
		if !ok {
			return
		}
		b.timedOut(now, t)
	}
}

// Deadline returns when Tick must be called next; false if only a message can
// change anything.
func (b *Backend) Deadline() (time.Time, bool) {
	if b.dead {
		return time.Time{}, false
	}
	return b.timers.next(b.live)
}

// Output drains the messages to send, in order.
func (b *Backend) Output() []Out {
	o := b.out
	b.out = nil
	return o
}

// Dead says whether a failure of the Store has stopped the Backend.
func (b *Backend) Dead() bool { return b.dead }

// update runs one commit. It is false if nothing was written: f gave up with
// errUnchanged, or the Store failed and the Backend is dead.
func (b *Backend) update(serial string, f func(Tx) error) bool {
	switch err := b.cfg.Store.Update(serial, f); err {
	case nil:
		return true
	case errUnchanged:
	default:
		b.fail()
	}
	return false
}

// fail stops the Backend: whether the last commit was written is unknown.
func (b *Backend) fail() {
	b.dead = true
	b.event(Event{Kind: StoreFailed})
}
