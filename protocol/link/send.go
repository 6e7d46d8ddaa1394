package link

import "time"

// proceed sends what comes next, if nothing is unacknowledged: the own RESET
// while it is not acknowledged, else the payload that waits longest.
func (e *Endpoint) proceed(now time.Duration) {
	switch {
	case e.sent != nil:
	case e.syncing:
		e.transmit(now, Frame{Type: Reset, Seq: resetSeq + e.epoch})
	case len(e.queue) > 0:
		f := Frame{Type: Data, Seq: e.nextSeq(), Payload: e.queue[0]}
		e.queue = e.queue[1:]
		e.transmit(now, f)
	}
}

// nextSeq counts frames that are acknowledged. It goes on over a RESET and a
// failure, so that two payloads in a row never have the same seq.
func (e *Endpoint) nextSeq() uint8 {
	s := e.seq
	e.seq = (e.seq + 1) % resetSeq
	return s
}

// transmit sends a frame for the first time.
func (e *Endpoint) transmit(now time.Duration, f Frame) {
	e.sent, e.sentSeq, e.carries = f.Append(nil), f.Seq, f.Type == Data
	e.repeats = e.cfg.Repeats
	e.until = now + e.cfg.Timeout
	e.emit(e.sent)
}

// repeat sends the unacknowledged frame again, or gives it up.
func (e *Endpoint) repeat(now time.Duration) {
	if e.repeats > 0 {
		e.repeats--
		e.until = now + e.cfg.Timeout
		e.emit(e.sent)
		return
	}
	e.add(Failed{e.dropSending()})
	if e.failed++; e.failed >= maxFailed {
		e.syncing = true
	}
}

// maxFailed is how many frames may be given up before a RESET has to come
// first: so many that their seqs cannot come round to the one that the other
// end took last, which it would take for a repeat.
const maxFailed = 100

// dropSending gives up what is unacknowledged and what waits, and counts the
// payloads.
func (e *Endpoint) dropSending() int {
	lost := len(e.queue)
	if e.sent != nil && e.carries {
		lost++
	}
	e.queue, e.sent = nil, nil
	return lost
}

// forget is what a RESET of either end does to the own state.
func (e *Endpoint) forget() int {
	e.last = -1
	return e.dropSending()
}

func (e *Endpoint) emit(frame []byte) {
	e.out = append(e.out, frame...)
	e.outEnds = append(e.outEnds, len(e.out))
}

func (e *Endpoint) reply(t Type, seq uint8) {
	e.out = Frame{Type: t, Seq: seq}.Append(e.out)
	e.outEnds = append(e.outEnds, len(e.out))
}

func (e *Endpoint) add(ev Event) { e.events = append(e.events, ev) }
