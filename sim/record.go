package sim

import (
	"strconv"

	"github.com/openmpos/mpos/protocol/backend"
	"github.com/openmpos/mpos/protocol/reader"
	"github.com/openmpos/mpos/protocol/trace"
	"github.com/openmpos/mpos/sim/enrol"
)

// recorder turns what happens into trace events. Each event carries what has
// changed in the parties' states since the one before. A nil recorder records
// nothing and costs nothing.
type recorder struct {
	out   *trace.Recorder
	known map[string]string // by party and name
	delta []trace.Change    // not yet on an event
}

func (r *recorder) add(w *World, e trace.Event) {
	e.T = w.now
	e.Delta, r.delta = r.delta, nil
	r.out.Add(e)
}

// message records a letter when it is sent.
func (r *recorder) message(w *World, l letter, n label, verdict string) {
	if r == nil {
		return
	}
	r.add(w, trace.Event{
		From: l.from, To: l.to, Layer: n.Layer, Name: n.Name, Key: n.Key, Bytes: l.bytes,
		Verdict: verdict, Keys: keysOf(n.Layer, l.bytes),
	})
}

// note records something that a party decided.
func (r *recorder) note(w *World, from trace.Party, name, detail string) {
	if r != nil {
		r.add(w, trace.Event{From: from, Layer: trace.LayerNote, Name: name, Detail: detail})
	}
}

func (r *recorder) readerNotes(w *World, notes []reader.Note) {
	for _, n := range notes {
		r.note(w, trace.Reader, n.Code, n.Detail)
	}
}

func (r *recorder) backendEvents(w *World, events []backend.Event) {
	for _, e := range events {
		r.note(w, trace.Backend, e.Kind.String(), e.String())
	}
}

// set notes the present value of one item of a party's state.
func (r *recorder) set(p trace.Party, name, value string) {
	key := string(p) + "/" + name
	if old, ok := r.known[key]; ok && old == value {
		return
	}
	if r.known == nil {
		r.known = map[string]string{}
	}
	r.known[key] = value
	r.delta = append(r.delta, trace.Change{Party: p, Name: name, Value: value})
}

// diff collects what has changed in the parties' states.
func (r *recorder) diff(w *World) {
	if r == nil {
		return
	}
	r.set(trace.Card, "atc", strconv.Itoa(int(w.card.ATC())))
	r.reader(w.reader)
	r.set(trace.Host, "state", w.host.State().String())
	r.set(trace.Host, "result", w.result.String())
	r.backend(w.backend)
	for _, b := range w.issuer.Balances() {
		r.set(trace.Issuer, "balance", strconv.FormatUint(b.Balance, 10))
	}
}

func (r *recorder) reader(rd *reader.Reader) {
	if rd == nil {
		r.set(trace.Reader, "power", "off")
		r.set(trace.Reader, "state", "")
		r.set(trace.Reader, "screen", "")
		return
	}
	r.set(trace.Reader, "power", "on")
	r.set(trace.Reader, "state", rd.State().String())
	r.set(trace.Reader, "screen", rd.Screen().String())
	r.set(trace.Reader, "counter", strconv.FormatUint(uint64(rd.Counter()), 10))
	r.set(trace.Reader, "record", rd.Record())
}

func (r *recorder) backend(b *backend.Backend) {
	t := b.Terminal(enrol.Serial)
	r.set(trace.Backend, "highest", strconv.FormatUint(uint64(t.Highest), 10))
	for _, x := range b.Txns(enrol.Serial) {
		r.set(trace.Backend, "txn", x.State.String()+" ct "+strconv.FormatUint(uint64(x.CT), 10))
	}
	for _, l := range b.Ledger() {
		r.set(trace.Backend, "ledger/"+l.Account, strconv.FormatInt(l.Amount, 10))
	}
}
