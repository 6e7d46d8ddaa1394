package link

import (
	"bytes"
	"time"
)

// Receive takes bytes from the wire, in pieces of any size. Bytes of a frame
// that is not complete wait for the rest, at most MaxFrame of them.
func (e *Endpoint) Receive(now time.Duration, b []byte) {
	for len(b) > 0 {
		n := bytes.IndexByte(b, 0)
		if n < 0 {
			e.keep(b)
			return
		}
		if len(e.buf) > 0 || e.overrun {
			e.keep(b[:n])
			e.frame(now, e.buf)
			e.buf, e.overrun = e.buf[:0], false
		} else {
			e.frame(now, b[:n])
		}
		b = b[n+1:]
	}
}

func (e *Endpoint) keep(b []byte) {
	if e.overrun || len(e.buf)+len(b) >= MaxFrame {
		e.overrun, e.buf = true, e.buf[:0]
		return
	}
	e.buf = append(e.buf, b...)
}

// frame takes what stood between two zeros. Nothing at all is no error: a
// sender may begin with a 00 to end what noise has begun.
func (e *Endpoint) frame(now time.Duration, b []byte) {
	if e.overrun || len(b) >= MaxFrame {
		e.bad(&Error{MaxFrame, "frame is too long"})
		return
	}
	if len(b) == 0 {
		return
	}
	raw, err := decodeCOBS(e.scratch[:0], b)
	e.scratch = raw
	if err != nil {
		e.bad(err)
		return
	}
	f, reason := parseRaw(raw)
	if reason != "" {
		e.bad(&Error{0, reason})
		return
	}
	e.mayNAK = true
	e.take(now, f)
}

// bad counts a bad frame and asks once for a repeat. A second NAK before a
// good frame came would let two ends on a noisy wire answer each other's
// mutilated NAKs for ever.
func (e *Endpoint) bad(err error) {
	e.addBad(err)
	if e.mayNAK && !e.syncing {
		e.mayNAK = false
		e.reply(NAK, 0)
	}
}

func (e *Endpoint) addBad(err error) {
	if n := len(e.events) - 1; n >= 0 {
		if b, ok := e.events[n].(BadFrame); ok {
			b.Count++
			e.events[n] = b
			return
		}
	}
	e.add(BadFrame{err, 1})
}

// take acts on a good frame.
func (e *Endpoint) take(now time.Duration, f Frame) {
	switch f.Type {
	case Reset:
		e.peerReset(f.Seq)
	case ACK:
		e.acknowledged(f.Seq)
	case NAK:
		if e.sent != nil && e.repeats > 0 {
			e.repeat(now)
		}
	case Data, Ping:
		e.takeData(f)
	}
	e.proceed(now)
}

// acknowledged ends the wait for the frame that an ACK names. While the own
// RESET is unanswered only its ACK counts: others are of a former life.
func (e *Endpoint) acknowledged(seq uint8) {
	if seq < resetSeq {
		e.untouched = false
	}
	if e.sent != nil && seq == e.sentSeq {
		e.sent, e.failed = nil, 0
		e.syncing = false
	}
}

// peerReset begins anew with the other end. The same RESET again, with nothing
// in between, is a repeat: its ACK was lost.
func (e *Endpoint) peerReset(seq uint8) {
	if !e.untouched || e.peerEpoch != int(seq) {
		lost := 0
		if !e.syncing { // else all is forgotten already; what waits was queued since
			lost = e.forget()
		}
		e.peerEpoch, e.untouched = int(seq), true
		e.add(PeerReset{lost})
	}
	e.reply(ACK, seq)
}

// takeData delivers a payload that was not delivered before. While the own
// RESET is unanswered it may be of a former life, and stays unacknowledged.
func (e *Endpoint) takeData(f Frame) {
	if e.syncing {
		return
	}
	e.untouched = false
	if int(f.Seq) != e.last {
		e.last = int(f.Seq)
		if f.Type == Data {
			e.add(Delivered{bytes.Clone(f.Payload)})
		}
	}
	e.reply(ACK, f.Seq)
}
