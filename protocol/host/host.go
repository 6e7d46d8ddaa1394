// Package host is the phone: the untrusted party between the reader and the
// backend (docs/protocol.md, 1). It controls the flow, shows the merchant what
// goes on, and carries sealed bytes it cannot open. It knows no key and no
// EMV: no security property rests on it, and everything it believes about a
// sale is what the reader said.
//
// A Host is an engine: it takes messages of the reader's link and frames of
// the backend together with the time, and returns frames for both. It is not
// safe for concurrent use.
package host

import (
	"time"

	"github.com/openmpos/mpos/protocol/acquirer"
	"github.com/openmpos/mpos/protocol/link"
	"github.com/openmpos/mpos/protocol/message"
)

// Config is what a host is built with.
type Config struct {
	F41, F42    string // terminal and merchant, as enrolled
	Serial      string // TUSN of the reader, for field 59
	Version     string // of the host's software, for field 59
	Operator    string
	Fingerprint string // of the phone: reference only, never a key (H1)
	TPDU        acquirer.TPDU
	Header      [6]byte
	Link        link.Config
	Batch       uint32

	// How long the host waits for the backend before it sends the same bytes
	// again, and how often it does so before it gives a request up. Zero takes
	// the default.
	Timeout time.Duration
	Tries   int
}

// The defaults of Config.
const (
	DefaultTimeout = 10 * time.Second
	DefaultTries   = 3
)

// commandLimit is how long the reader may take to answer a command that does
// not wait for the cardholder, cardLimit one that does.
const (
	commandLimit = 10 * time.Second
	cardLimit    = 3 * time.Minute
	retryPause   = 2 * time.Second
)

// Result is what the reader's screen says at the end of a sale.
type Result uint8

// The results.
const (
	NoResult Result = iota
	Approved
	Declined
	NotCharged
)

var resultNames = [...]string{NoResult: "", Approved: "APPROVED", Declined: "DECLINED", NotCharged: "NOT CHARGED"}

// String returns the result as the reader's screen writes it.
func (r Result) String() string {
	if int(r) < len(resultNames) {
		return resultNames[r]
	}
	return "?"
}

// Order is what the merchant asks for.
type Order struct {
	ID       string
	Amount   uint64 // minor units
	Currency uint16 // ISO 4217 number
}

// Host is one phone with one reader and one connection to the backend.
type Host struct {
	cfg  Config
	link *link.Endpoint

	state State
	order *Order // the sale that is wanted, until it has a result
	begun bool   // its Start was sent
	job   job    // what the reader gave for it

	command  command // outstanding at the reader
	request  request // outstanding at the backend
	id       uint32  // of the last command
	stan     uint32  // field 11 of the host's own messages
	refusals int     // in a row, of the backend
	pause    time.Duration
	paused   func(time.Duration) // what goes on after the pause

	out    [][]byte
	events []Event
}

// New returns a host whose reader was not heard of yet. The first Tick asks
// for the reader's state.
func New(cfg Config) *Host {
	if cfg.Timeout == 0 {
		cfg.Timeout = DefaultTimeout
	}
	if cfg.Tries == 0 {
		cfg.Tries = DefaultTries
	}
	h := &Host{cfg: cfg, link: link.New(cfg.Link)}
	h.link.Reset(0)
	h.after(0, h.askStatus)
	return h
}

// Sale asks for one sale. It is false while another one has no result yet.
func (h *Host) Sale(now time.Duration, o Order) bool {
	if h.order != nil {
		return false
	}
	h.order, h.begun, h.job = &o, false, job{}
	if h.idle() {
		h.next(now)
	}
	return true
}

// Receive takes bytes of the reader's link.
func (h *Host) Receive(now time.Duration, b []byte) {
	h.link.Receive(now, b)
	h.linkEvents(now)
}

func (h *Host) linkEvents(now time.Duration) {
	for _, e := range h.link.Events() {
		switch e := e.(type) {
		case link.Delivered:
			h.fromReader(now, e.Payload)
		case link.PeerReset:
			h.event(ReaderRestarted, "")
			h.restart(now)
		case link.Failed:
			h.event(ReaderSilent, "")
			h.restart(now)
		}
	}
}

// restart forgets what is outstanding and asks the reader where it stands.
// What becomes of a sale is in the reader's record, not here.
func (h *Host) restart(now time.Duration) {
	h.command, h.request = command{}, request{}
	h.after(now+retryPause, h.askStatus)
}

// Tick lets time pass. Call it at the Deadline or later.
func (h *Host) Tick(now time.Duration) {
	h.link.Tick(now)
	h.linkEvents(now)
	if h.command.body != nil && now >= h.command.until {
		h.event(ReaderSilent, h.command.body.Kind().String())
		h.restart(now)
	}
	if h.request.kind != 0 && now >= h.request.until {
		h.again(now)
	}
	if h.paused != nil && now >= h.pause {
		do := h.paused
		h.paused = nil
		do(now)
	}
}

// Deadline returns when Tick must be called next; it is false when only an
// outside event can change anything.
func (h *Host) Deadline() (time.Duration, bool) {
	d, ok := h.link.Deadline()
	earliest := func(t time.Duration, set bool) {
		if set && (!ok || t < d) {
			d, ok = t, true
		}
	}
	earliest(h.command.until, h.command.body != nil)
	earliest(h.request.until, h.request.kind != 0)
	earliest(h.pause, h.paused != nil)
	return d, ok
}

// after goes on with do at a later time; it replaces an earlier plan.
func (h *Host) after(at time.Duration, do func(time.Duration)) { h.pause, h.paused = at, do }

func (h *Host) idle() bool {
	return h.command.body == nil && h.request.kind == 0 && h.paused == nil
}

// Frames drains the link frames for the reader, in order.
func (h *Host) Frames() [][]byte { return h.link.OutputFrames() }

// Requests drains the frames for the backend, each with length, TPDU and
// header.
func (h *Host) Requests() [][]byte {
	out := h.out
	h.out = nil
	return out
}

// finish ends the sale with what the reader's screen says.
func (h *Host) finish(r Result) {
	if h.order == nil {
		return
	}
	h.order = nil
	h.event(SaleEnded, r.String())
	h.events[len(h.events)-1].Result = r
}

// Busy says whether a sale has no result yet, or something is still to be
// settled with the backend.
func (h *Host) Busy() bool { return h.order != nil || !h.idle() || h.state != Ready }

// command is what the reader was asked.
type command struct {
	id    uint32
	body  message.Body // nil: nothing is outstanding
	until time.Duration
}
