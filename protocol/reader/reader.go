// Package reader is the acceptance terminal: the trusted end of MPOS/1 that
// reads the card, takes the PIN, holds the keys and owns the display
// (docs/protocol.md, 1 and 6).
//
// A Reader is an engine. It takes bytes from the link, answers of the card and
// keys of its PIN pad together with the time, and returns link frames, card
// commands and what its screen shows. It does no I/O but one: Store.Save,
// which must be done when it returns, because the rules persist-first and
// close-first depend on that order.
//
// A Reader is not safe for concurrent use: one goroutine owns it.
package reader

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/openmpos/mpos/crypto/dukpt"
	"github.com/openmpos/mpos/emv/kernel"
	"github.com/openmpos/mpos/internal/rule"
	"github.com/openmpos/mpos/protocol/envelope"
	"github.com/openmpos/mpos/protocol/link"
	"github.com/openmpos/mpos/protocol/message"
)

// Config is what a reader is built with.
type Config struct {
	Serial   string // TUSN form, as enrolled
	Model    string
	Versions Versions
	Suite    envelope.Suite // only suite 1 exists
	Kernel   *kernel.Config
	Store    Store
	Random   io.Reader // nonces, unpredictable numbers, PIN block fill
	Rules    rule.Set  // all on but in simulations
	Link     link.Config

	// How long the reader waits for the card, for a key of the PIN pad, and
	// for the verdict. Zero takes the default.
	CardTimeout, KeyTimeout, VerdictTimeout time.Duration
}

// The default waiting times.
const (
	DefaultCardTimeout    = 60 * time.Second
	DefaultKeyTimeout     = 30 * time.Second
	DefaultVerdictTimeout = 60 * time.Second
)

// signInLimit is how long a SignIn2 may take (docs/protocol.md, 6).
const signInLimit = 30 * time.Second

// ErrSuite is returned for a suite that this reader does not speak.
var ErrSuite = errors.New("reader: suite is not supported")

// Reader is one acceptance terminal from power-on to power-off.
type Reader struct {
	cfg  Config
	link *link.Endpoint
	st   *stored
	term *dukpt.Terminal // nil once tampered
	dead bool            // a Save failed: nothing happens any more

	signIn  *signIn      // SignIn1 is out
	session *session     // SignIn2 was good
	txn     *transaction // the open record's part in RAM
	undo    *reversal    // a Reverse is out
	refused []uint8      // what was refused, for the next report
	unsaved bool         // the mutant of persist-first: the open record is in RAM alone
	reason  uint8        // why the open record is reversed; 0: it was found open

	pending pending // the command that is answered later
	command []byte  // for the card
	card    bool    // a card is in
	wake    time.Duration
	timer   bool // wake is set
	screen  Screen
	notes   []Note
}

// New starts a reader: power-on. It loads the stored value and counts the boot.
func New(cfg Config) (*Reader, error) {
	if cfg.Suite != envelope.SuiteAESDUKPT {
		return nil, ErrSuite
	}
	setDefault(&cfg.CardTimeout, DefaultCardTimeout)
	setDefault(&cfg.KeyTimeout, DefaultKeyTimeout)
	setDefault(&cfg.VerdictTimeout, DefaultVerdictTimeout)
	b, err := cfg.Store.Load()
	if err != nil {
		return nil, fmt.Errorf("reader: load: %w", err)
	}
	st, err := parseStored(b)
	if err != nil {
		return nil, err
	}
	cfg.Link.Epoch = uint8(st.Boot + 1)
	r := &Reader{cfg: cfg, st: st, link: link.New(cfg.Link)}
	if !st.Tamper {
		if r.term, err = dukpt.ParseTerminal(st.DUKPT); err != nil {
			return nil, fmt.Errorf("reader: stored value: %w", err)
		}
	}
	st.Boot++
	if err := r.save(); err != nil {
		return nil, err
	}
	r.link.Reset(0)
	r.showState()
	return r, nil
}

func setDefault(d *time.Duration, value time.Duration) {
	if *d == 0 {
		*d = value
	}
}

// save writes the stored value. After an error the reader is dead: it stands
// where it would stand without power.
func (r *Reader) save() error {
	if r.dead {
		return errDead
	}
	if r.term != nil {
		r.st.DUKPT = r.term.AppendUnsafeState(r.st.DUKPT[:0])
	}
	b, err := r.st.encode()
	if err == nil {
		err = r.cfg.Store.Save(b)
	}
	if err != nil {
		r.dead = true
		return fmt.Errorf("reader: save: %w", err)
	}
	return nil
}

var errDead = errors.New("reader: no power")

// Dead says whether a failed Save has stopped the reader. Only New starts it
// again.
func (r *Reader) Dead() bool { return r.dead }

// Receive takes bytes from the link.
func (r *Reader) Receive(now time.Duration, b []byte) {
	if r.dead {
		return
	}
	r.expire(now)
	r.link.Receive(now, b)
	r.linkEvents(now)
}

func (r *Reader) linkEvents(now time.Duration) {
	for _, e := range r.link.Events() {
		switch e := e.(type) {
		case link.Delivered:
			r.handle(now, e.Payload)
		case link.PeerReset:
			r.hostRestarted(now)
		}
	}
}

// hostRestarted ends what waits for an answer that nobody will take: before
// Authorize has left, the sale closes locally; after it, only a reversal can.
func (r *Reader) hostRestarted(now time.Duration) {
	switch r.State() {
	case message.Offered, message.Card, message.CVM:
		r.closeLocally(now, message.Cancelled, "host restarted")
	}
}

// Tick lets time pass. Call it at the Deadline or later.
func (r *Reader) Tick(now time.Duration) {
	if r.dead {
		return
	}
	r.link.Tick(now)
	r.linkEvents(now)
	r.expire(now)
	if r.timer && now >= r.wake {
		r.timer = false
		r.timedOut(now)
	}
}

// Deadline returns when Tick must be called next. It is false when only an
// outside event can change anything.
func (r *Reader) Deadline() (time.Duration, bool) {
	if r.dead {
		return 0, false
	}
	d, ok := r.link.Deadline()
	if r.timer && (!ok || r.wake < d) {
		d, ok = r.wake, true
	}
	return d, ok
}

func (r *Reader) setTimer(now, d time.Duration) { r.wake, r.timer = now+d, true }
func (r *Reader) stopTimer()                    { r.timer = false }

// timedOut handles the one timer: for the card, for a key, for the verdict.
func (r *Reader) timedOut(now time.Duration) {
	switch r.State() {
	case message.Offered, message.Card, message.CVM:
		r.closeLocally(now, message.Timeout, "no card or no key in time")
	case message.Sent:
		r.beginReversal(now, reasonNoAnswer)
	}
}

// Frames drains the link frames to send, in order. What was produced before a
// loss of power is still returned after it: it had left the reader.
func (r *Reader) Frames() [][]byte { return r.link.OutputFrames() }

// Command drains the command that the card is to be given.
func (r *Reader) Command() ([]byte, bool) {
	c := r.command
	r.command = nil
	return c, c != nil
}

// Screen returns what the display shows.
func (r *Reader) Screen() Screen { return r.screen }

// Counter returns the last DUKPT counter used.
func (r *Reader) Counter() uint32 {
	if r.term == nil {
		return 0
	}
	return r.term.Counter()
}

// Tamper wipes every key and the state, for good: T14. The reader answers
// GetInfo and GetStatus from then on, nothing else.
func (r *Reader) Tamper(now time.Duration) {
	if r.dead || r.st.Tamper {
		return
	}
	r.dropTransaction()
	r.dropSession()
	r.term.Destroy()
	r.term = nil
	clear(r.st.DUKPT)
	r.st.DUKPT, r.st.Tamper = nil, true
	if r.save() != nil {
		return
	}
	r.stopTimer()
	r.note("tamper", "keys wiped")
	r.showState()
	r.event(now, message.Tamper{})
}
