package link

import (
	"errors"
	"time"
)

// What Send reports.
var (
	ErrTooLong = errors.New("link: payload is longer than 2,048 bytes")
	ErrFull    = errors.New("link: too many payloads are waiting")
)

// Config is how an Endpoint repeats. The zero Config has the defaults.
type Config struct {
	// Timeout is how long an acknowledgement may take. It must be longer than
	// the longest frame and its ACK are on the wire: 2,064 bytes take 180 ms at
	// 115,200 baud. 0 means DefaultTimeout.
	Timeout time.Duration
	// Repeats is how often a frame is sent again. 0 means DefaultRepeats; less
	// than 0 means never.
	Repeats int
	// Epoch tells one life of a device from the one before, so that an answer
	// to the RESET of that life, still on its way, is not taken for an answer
	// to this one's: a boot count, of which 7 bits are used.
	Epoch uint8
}

// resetSeq is the lowest seq of a RESET; below it are those of DATA and PING.
const resetSeq = 0x80

// Endpoint is one end of the link. It is an engine: bytes and the time go in,
// bytes, events and the next deadline come out. It is not safe for concurrent
// use.
type Endpoint struct {
	cfg Config

	queue   [][]byte // payloads that wait
	sent    []byte   // the frame that is unacknowledged, nil if none
	sentSeq uint8
	carries bool // sent is DATA
	repeats int  // left
	until   time.Duration

	seq     uint8 // of the next DATA or PING, modulo 128
	failed  int   // frames given up since the last ACK
	epoch   uint8 // of the last own RESET
	syncing bool  // the own RESET is not acknowledged: nothing but RESET and its ACK counts

	last      int  // seq of the last DATA or PING taken, −1 for none
	peerEpoch int  // seq of the last RESET of the other end, −1 for none
	untouched bool // the other end has said nothing new since that RESET
	mayNAK    bool // a good frame has come since the last NAK

	buf     []byte // the beginning of a frame
	overrun bool   // the frame is too long: skip to the next 00
	scratch []byte // decoded frame
	out     []byte
	outEnds []int // where the frames in out end
	events  []Event
}

// New returns an endpoint that is ready to send. A device that begins, or
// begins again, calls Reset first, so that the other end forgets its former
// life.
func New(cfg Config) *Endpoint {
	if cfg.Timeout <= 0 {
		cfg.Timeout = DefaultTimeout
	}
	if cfg.Repeats == 0 {
		cfg.Repeats = DefaultRepeats
	}
	return &Endpoint{cfg: cfg, epoch: cfg.Epoch % resetSeq, last: -1, peerEpoch: -1, mayNAK: true}
}

// Send queues a copy of a payload and sends it as soon as everything before
// it is acknowledged. The error is ErrTooLong or ErrFull; nothing is queued
// then.
func (e *Endpoint) Send(now time.Duration, payload []byte) error {
	if len(payload) > MaxPayload {
		return ErrTooLong
	}
	if len(e.queue) >= MaxQueue {
		return ErrFull
	}
	e.queue = append(e.queue, append([]byte{}, payload...))
	e.proceed(now)
	return nil
}

// Ping asks the other end for a sign of life. Failed tells that none came. It
// does nothing while a frame is unacknowledged: that one asks already.
func (e *Endpoint) Ping(now time.Duration) {
	if e.sent == nil && !e.syncing {
		e.transmit(now, Frame{Type: Ping, Seq: e.nextSeq()})
	}
}

// Reset forgets the state of both directions, what waits included, and tells
// the other end to do the same. Nothing else is sent or taken until it has
// acknowledged.
func (e *Endpoint) Reset(now time.Duration) {
	e.forget()
	e.buf, e.overrun = e.buf[:0], false
	e.epoch = (e.epoch + 1) % resetSeq
	e.syncing = true
	e.proceed(now)
}

// Tick lets time pass: it repeats, or gives up, what is overdue. Call it at
// the Deadline or later.
func (e *Endpoint) Tick(now time.Duration) {
	if e.sent != nil && now >= e.until {
		e.repeat(now)
	}
}

// Deadline returns when Tick must be called next. It is false when nothing is
// unacknowledged.
func (e *Endpoint) Deadline() (time.Duration, bool) { return e.until, e.sent != nil }

// Output drains the bytes for the wire.
func (e *Endpoint) Output() []byte {
	b := e.out
	e.out, e.outEnds = nil, nil
	return b
}

// OutputFrames drains the same bytes as Output, frame by frame in order.
func (e *Endpoint) OutputFrames() [][]byte {
	if len(e.outEnds) == 0 {
		return nil
	}
	frames := make([][]byte, len(e.outEnds))
	start := 0
	for i, end := range e.outEnds {
		frames[i] = e.out[start:end:end]
		start = end
	}
	e.out, e.outEnds = nil, nil
	return frames
}

// Events drains what happened, in order.
func (e *Endpoint) Events() []Event {
	ev := e.events
	e.events = nil
	return ev
}
