package sim

import (
	"time"

	"github.com/openmpos/mpos/protocol/host"
	"github.com/openmpos/mpos/protocol/trace"
)

// letter is a message on its way.
type letter struct {
	from, to trace.Party
	layer    trace.Layer
	bytes    []byte
	latency  time.Duration
	arrive   func([]byte)
}

// pump carries out what the parties want done, until none wants anything.
func (w *World) pump() {
	for w.err == nil {
		w.rec.diff(w)
		if w.reader != nil && w.reader.Dead() {
			w.pumpReader() // what had left, and was seen, before the power went
			w.person.look()
			w.powerOff()
			continue
		}
		if !w.pumpReader() && !w.pumpHost() && !w.pumpBackend() {
			break
		}
	}
	w.person.look()
}

func (w *World) pumpReader() bool {
	r := w.reader
	if r == nil {
		return false
	}
	frames := r.Frames()
	for _, f := range frames {
		w.post(letter{trace.Reader, trace.Host, trace.LayerLink, f, linkTime(f), w.toHost})
	}
	command, ok := r.Command()
	if ok && !r.Dead() {
		w.post(letter{trace.Reader, trace.Card, trace.LayerCard, append([]byte(nil), command...), cardLatency, w.toCard})
	}
	w.rec.readerNotes(w, r.Notes())
	return len(frames) > 0 || ok
}

func (w *World) pumpHost() bool {
	frames, requests := w.host.Frames(), w.host.Requests()
	for _, f := range frames {
		w.post(letter{trace.Host, trace.Reader, trace.LayerLink, f, linkTime(f), w.toReader})
	}
	for _, f := range requests {
		w.post(letter{trace.Host, trace.Backend, trace.LayerAcquirer, f, networkLatency, w.toBackend})
	}
	w.hostEvents()
	return len(frames)+len(requests) > 0
}

func (w *World) pumpBackend() bool {
	out := w.backend.Output()
	for _, o := range out {
		if o.ToIssuer {
			w.post(letter{trace.Backend, trace.Issuer, trace.LayerIssuer, o.Bytes, networkLatency, w.toIssuer})
			continue
		}
		w.post(letter{trace.Backend, trace.Host, trace.LayerAcquirer, o.Bytes, networkLatency, w.fromBackend})
	}
	w.rec.backendEvents(w, w.backend.Events())
	return len(out) > 0
}

// hostEvents keeps the result of a sale; the rest is for the trace.
func (w *World) hostEvents() {
	for _, e := range w.host.Events() {
		if e.Kind == host.SaleEnded {
			w.result = e.Result
		}
		w.rec.note(w, trace.Host, e.Kind.String(), e.Detail)
	}
}

// linkTime is how long a frame is on the serial line.
func linkTime(f []byte) time.Duration { return linkLatency + time.Duration(len(f))*linkByte }

// The arrivals. A frame that comes to a reader without power is lost.

func (w *World) toHost(b []byte) { w.host.Receive(w.now, b) }

func (w *World) toReader(b []byte) {
	if w.reader != nil {
		w.reader.Receive(w.uptime(), b)
	}
}

func (w *World) toBackend(b []byte)   { w.backend.Receive(w.clock(), 1, b) }
func (w *World) fromBackend(b []byte) { w.host.FromBackend(w.now, b) }

func (w *World) toIssuer(b []byte) {
	if answer := w.issuer.Receive(w.clock(), b); answer != nil {
		w.post(letter{trace.Issuer, trace.Backend, trace.LayerIssuer, answer, issuerLatency, w.fromIssuer})
	}
}

func (w *World) fromIssuer(b []byte) { w.backend.IssuerAnswer(w.clock(), b) }

func (w *World) toCard(b []byte) {
	if !w.person.in {
		return
	}
	answer, err := w.card.Transmit(b)
	if err != nil {
		w.person.remove()
		return
	}
	w.post(letter{trace.Card, trace.Reader, trace.LayerCard, append([]byte(nil), answer...), cardLatency, w.fromCard})
}

func (w *World) fromCard(b []byte) {
	if w.reader != nil && w.person.in {
		w.reader.CardResponse(w.uptime(), b)
	}
}

// tap sees every letter and says what arrives of it.
type tap func(name label, l letter, d []delivery, verdict string) ([]delivery, string)

// post sends a letter: the run's edits may change what arrives, and when.
func (w *World) post(l letter) {
	if w.rec == nil && !w.edits.any() && w.tap == nil {
		w.deliver(l, l.bytes, 0)
		return
	}
	name := w.names.name(l)
	deliveries, verdict := w.edits.apply(name.Key, l.bytes)
	if w.tap != nil {
		deliveries, verdict = w.tap(name, l, deliveries, verdict)
	}
	w.rec.message(w, l, name, verdict)
	for _, d := range deliveries {
		w.deliver(l, d.bytes, d.after)
	}
}

func (w *World) deliver(l letter, b []byte, after time.Duration) {
	w.at(l.latency+after, func() { l.arrive(b) })
}
