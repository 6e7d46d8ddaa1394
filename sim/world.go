// Package sim runs all parties of MPOS/1 on one virtual clock from one seed:
// card, cardholder, reader, host, network, backend and issuer. They are the
// real engines and speak the real bytes; simulated are the wires between them,
// time, chance, and the people.
//
// A World is a pure function of its trace.Run: the same run gives the same
// trace to the byte, on any machine and in the browser.
package sim

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/openmpos/mpos/internal/rule"
	"github.com/openmpos/mpos/protocol/backend"
	"github.com/openmpos/mpos/protocol/backend/memory"
	"github.com/openmpos/mpos/protocol/host"
	"github.com/openmpos/mpos/protocol/reader"
	"github.com/openmpos/mpos/protocol/trace"
	"github.com/openmpos/mpos/sim/card"
	"github.com/openmpos/mpos/sim/enrol"
	"github.com/openmpos/mpos/sim/issuer"
)

// epoch is the backend's clock when a world begins.
var epoch = time.Date(2026, 1, 2, 9, 0, 0, 0, time.UTC)

// How long things take in the simulated world.
const (
	linkLatency    = 4 * time.Millisecond  // beside the bytes' own time on the wire
	linkByte       = 87 * time.Microsecond // 115,200 baud, 10 bits a byte
	networkLatency = 40 * time.Millisecond
	issuerLatency  = 120 * time.Millisecond
	cardLatency    = 25 * time.Millisecond
	bootTime       = 3 * time.Second
)

// horizon is the virtual time in which everything must have settled.
const horizon = 2 * time.Hour

// ErrUnsettled is returned by Settle when the horizon is reached with
// something still in doubt.
var ErrUnsettled = errors.New("sim: not settled within the horizon")

// World is one simulated shop, from the card to the issuer.
type World struct {
	run trace.Run
	now time.Duration
	q   queue
	rec *recorder // nil: nothing is recorded

	rules    rule.Set
	flash    *flash
	reader   *reader.Reader // nil while its power is off
	bootedAt time.Duration
	host     *host.Host
	backend  *backend.Backend
	issuer   *issuer.Issuer
	card     *card.Card
	person   cardholder

	result host.Result // of the last sale
	edits  edits
	names  names
	tap    tap // tests: the attacker on the wires
	err    error
}

// Option changes a World beside its run.
type Option func(*World)

// Record writes what happens to r.
func Record(r *trace.Recorder) Option { return func(w *World) { w.rec = &recorder{out: r} } }

// New makes a world at rest: the backend runs, the reader is switched on.
func New(run trace.Run, options ...Option) (*World, error) {
	w := &World{run: run}
	for _, o := range options {
		o(w)
	}
	var out []rule.Name
	for _, name := range run.Rules {
		n, ok := rule.Parse(name)
		if !ok {
			return nil, fmt.Errorf("sim: unknown rule %q", name)
		}
		out = append(out, n)
	}
	w.rules = rule.Without(out...)
	if err := w.edits.plan(run.Edits); err != nil {
		return nil, err
	}
	if err := w.populate(); err != nil {
		return nil, err
	}
	return w, nil
}

// populate makes the parties. Each draws from a random stream of its own.
func (w *World) populate() error {
	var err error
	stream := func(label string) io.Reader { return newStream(w.run.Seed, label) }
	if w.backend, err = enrol.Backend(memory.New(), stream("hsm"), stream("backend"), w.rules); err != nil {
		return err
	}
	if w.issuer, err = enrol.Issuer(stream("issuer")); err != nil {
		return err
	}
	if w.card, err = enrol.Card(); err != nil {
		return err
	}
	value, err := enrol.ReaderValue()
	if err != nil {
		return err
	}
	w.host = host.New(enrol.Host())
	w.flash = &flash{world: w, value: value}
	w.person = cardholder{world: w}
	w.backend.Start(w.clock())
	w.at(0, w.boot)
	return nil
}

// clock is the backend's time.
func (w *World) clock() time.Time { return epoch.Add(w.now) }

// uptime is the reader's.
func (w *World) uptime() time.Duration { return w.now - w.bootedAt }

// at plans something for a moment from now on.
func (w *World) at(d time.Duration, do func()) { w.q.add(w.now+d, do) }

// boot switches the reader on.
func (w *World) boot() {
	w.flash.boots++
	label := "reader " + strconv.Itoa(w.flash.boots) // a boot never repeats the randomness of another
	cfg := enrol.Reader(w.flash, newStream(w.run.Seed, label), w.rules)
	w.bootedAt = w.now
	r, err := reader.New(cfg)
	switch {
	case errors.Is(err, errPowerCut):
		w.powerOff()
	case err != nil:
		w.err = err
	default:
		w.reader = r
		w.person.powerOn()
	}
}

// powerOff is what a Save that was cut leaves; the reader comes back alone.
func (w *World) powerOff() {
	w.reader = nil
	w.person.powerOff()
	w.at(bootTime, w.boot)
}

// Sale has the merchant ask for a sale.
func (w *World) Sale(amount uint64, currency uint16, id string) bool {
	ok := w.host.Sale(w.now, host.Order{ID: id, Amount: amount, Currency: currency})
	w.pump()
	return ok
}

// Step lets the next thing happen. It is false when nothing will ever happen
// by itself.
func (w *World) Step() bool {
	at, who := w.next()
	if who == nobody || w.err != nil {
		return false
	}
	w.now = max(w.now, at)
	switch who {
	case planned:
		w.q.pop().do()
	case theReader:
		w.reader.Tick(w.uptime())
	case theHost:
		w.host.Tick(w.now)
	case theBackend:
		w.backend.Tick(w.clock())
	}
	w.pump()
	return true
}

// actor is whose turn it is.
type actor uint8

const (
	nobody actor = iota
	planned
	theReader
	theHost
	theBackend
)

// next finds the earliest of the planned items and the parties' deadlines; of
// two at the same moment the one that stands first here.
func (w *World) next() (at time.Duration, who actor) {
	earlier := func(d time.Duration, set bool, a actor) {
		if set && (who == nobody || d < at) {
			at, who = d, a
		}
	}
	d, set := w.q.peek()
	earlier(d, set, planned)
	if w.reader != nil {
		d, set := w.reader.Deadline()
		earlier(d+w.bootedAt, set, theReader)
	}
	d, set = w.host.Deadline()
	earlier(d, set, theHost)
	t, set := w.backend.Deadline()
	earlier(t.Sub(epoch), set, theBackend)
	return at, who
}

// Settle runs until the sale has its result and nothing is in doubt anywhere.
func (w *World) Settle() error {
	for w.now < horizon && w.err == nil {
		if w.settled() {
			return nil
		}
		if !w.Step() {
			break
		}
	}
	if w.err != nil {
		return w.err
	}
	return ErrUnsettled
}

// settled says whether nothing is in doubt: no message under way that could
// still change something, no sale without result, no reversal owed.
func (w *World) settled() bool {
	return len(w.q.items) == 0 && w.reader != nil && !w.host.Busy() && w.backend.Settled()
}

// Outcomes returns what the reader's screen said about sales, in order: APPROVED,
// DECLINED or NOT CHARGED. A stored outcome is shown again after a loss of
// power.
func (w *World) Outcomes() []reader.Prompt { return w.person.outcomes }

// Result returns what the host was told of the last sale.
func (w *World) Result() host.Result { return w.result }

// Now returns the virtual time since the world began.
func (w *World) Now() time.Duration { return w.now }

// ReaderScreen returns what the reader's display shows, "" without power.
func (w *World) ReaderScreen() string {
	if w.reader == nil {
		return ""
	}
	return w.reader.Screen().String()
}
