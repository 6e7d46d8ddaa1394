package link

import (
	"encoding/binary"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// parcel is what the wire carries: it arrives whole or damaged, never before
// an earlier one.
type parcel struct {
	at    time.Duration
	bytes []byte
}

// side is one end of the world: an endpoint, and what is known of its traffic.
type side struct {
	e    *Endpoint
	boot uint8
	in   []parcel // on the way to it
	last time.Duration

	sent      uint32 // payloads are numbered from 1
	lost      int    // that it was told, or has caused itself
	got       uint32 // number of the last payload delivered to it
	delivered int
}

// world is two endpoints and a wire that loses, doubles, damages and delays.
type world struct {
	t     *rapid.T
	now   time.Duration
	sides [2]*side
	bad   int // faults in a hundred frames
}

func (w *world) draw(n int, what string) int { return rapid.IntRange(0, n-1).Draw(w.t, what) }

// carry moves what an endpoint has for the wire onto it.
func (w *world) carry(from, to *side) {
	for _, f := range from.e.OutputFrames() {
		for _, b := range w.fault(f) {
			at := max(w.now+time.Duration(w.draw(200, "delay"))*time.Millisecond, to.last)
			to.in, to.last = append(to.in, parcel{at, b}), at
		}
	}
}

// fault returns what becomes of a frame: nothing, twice the same, other bytes,
// noise before it.
func (w *world) fault(f []byte) [][]byte {
	if w.draw(100, "fault") >= w.bad {
		return [][]byte{f}
	}
	switch w.draw(5, "kind") {
	case 0:
		return nil
	case 1:
		return [][]byte{f, f}
	case 2:
		damaged := append([]byte{}, f...)
		damaged[w.draw(len(f), "at")] ^= byte(1 + w.draw(255, "xor"))
		return [][]byte{damaged}
	case 3:
		return [][]byte{f[:w.draw(len(f), "cut")]} // its zero is lost too
	}
	noise := rapid.SliceOfN(rapid.Byte(), 1, 40).Draw(w.t, "noise")
	return [][]byte{append(noise, 0), f}
}

// step lets the next thing happen: a parcel arrives, or a timer ends.
func (w *world) step() bool {
	next, found := time.Duration(0), false
	for _, s := range w.sides {
		if d, ok := s.e.Deadline(); ok && (!found || d < next) {
			next, found = d, true
		}
		if len(s.in) > 0 && (!found || s.in[0].at < next) {
			next, found = s.in[0].at, true
		}
	}
	if !found {
		return false
	}
	w.now = max(w.now, next)
	for _, s := range w.sides {
		s.e.Tick(w.now)
		for len(s.in) > 0 && s.in[0].at <= w.now {
			s.e.Receive(w.now, s.in[0].bytes)
			s.in = s.in[1:]
		}
	}
	w.settle()
	return true
}

func (w *world) settle() {
	for i, s := range w.sides {
		w.events(s, w.sides[1-i])
		w.carry(s, w.sides[1-i])
	}
}

func (w *world) events(s, peer *side) {
	for _, ev := range s.e.Events() {
		switch ev := ev.(type) {
		case Delivered:
			n := binary.BigEndian.Uint32(ev.Payload)
			if n <= s.got || n > peer.sent {
				w.t.Fatalf("delivered %d after %d, of %d", n, s.got, peer.sent)
			}
			s.got = n
			s.delivered++
		case Failed:
			s.lost += ev.Lost
		case PeerReset:
			s.lost += ev.Lost
		}
	}
}

func (w *world) send(s *side) {
	payload := binary.BigEndian.AppendUint32(nil, s.sent+1)
	payload = append(payload, make([]byte, w.draw(300, "length"))...)
	if s.e.Send(w.now, payload) == nil {
		s.sent++
	}
}

// pending is how many payloads an endpoint has not seen acknowledged.
func (s *side) pending() int {
	n := len(s.e.queue)
	if s.e.sent != nil && s.e.carries {
		n++
	}
	return n
}

// restart is a RESET, or a loss of power: the next life has another epoch.
func (w *world) restart(s *side) {
	s.lost += s.pending()
	if w.draw(2, "power") == 0 {
		s.boot += 16
		s.e = New(Config{Epoch: s.boot})
	}
	s.e.Reset(w.now)
}

// The promise of the package: whatever the wire does short of reordering, what
// is delivered is in order, at most once, and complete but for what the sender
// was told is lost. When the wire is good again, everything arrives.
func TestDeliveryOverABadWire(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := &world{t: t, bad: rapid.SampledFrom([]int{0, 10, 30, 60}).Draw(t, "bad")}
		resets := rapid.Bool().Draw(t, "resets")
		w.sides = [2]*side{{e: New(Config{})}, {e: New(Config{})}}
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			s := w.sides[w.draw(2, "side")]
			switch n := w.draw(20, "do"); {
			case n < 8:
				w.send(s)
			case n == 8 && resets:
				w.restart(s)
			case n == 9:
				s.e.Ping(w.now)
			default:
				w.step()
			}
			w.settle()
		}
		w.bad = 0
		for n := 0; w.step(); n++ {
			if n > 10_000 {
				t.Fatal("no end")
			}
		}
		for _, s := range w.sides { // a frame cut short may have swallowed one; the next arrives
			w.send(s)
		}
		w.settle()
		for w.step() {
		}
		for i, s := range w.sides {
			peer := w.sides[1-i]
			if missing := int(peer.sent) - s.delivered; missing > peer.lost {
				t.Fatalf("side %d: %d missing, %d known to be lost", i, missing, peer.lost)
			}
			if s.got != peer.sent {
				t.Fatalf("side %d: the last payload did not arrive", i)
			}
		}
	})
}

// Noise before a frame never costs a frame that comes after a zero.
func TestNoiseBeforeAFrame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := New(Config{})
		stream := rapid.SliceOfN(rapid.Byte(), 0, 3*MaxFrame).Draw(t, "noise")
		stream = append(stream, 0)
		stream = Frame{Type: Data, Seq: 9, Payload: []byte("good")}.Append(stream)
		for len(stream) > 0 {
			n := rapid.IntRange(1, len(stream)).Draw(t, "piece")
			e.Receive(0, stream[:n])
			stream = stream[n:]
		}
		events := e.Events()
		if len(events) == 0 {
			t.Fatal("nothing")
		}
		if d, ok := events[len(events)-1].(Delivered); !ok || string(d.Payload) != "good" {
			t.Fatalf("%T", events[len(events)-1])
		}
	})
}

// FuzzEndpoint: whatever the bytes, the memory is bound. A frame of 8 bytes
// makes an event and an ACK, so the bound is wider than a decoder's.
func FuzzEndpoint(f *testing.F) {
	f.Add(Frame{Type: Data, Seq: 1, Payload: []byte("hello")}.Append(nil), 3)
	f.Add(append(Frame{Type: Reset, Seq: 200}.Append(nil), 1, 2, 3), 1)
	f.Fuzz(func(t *testing.T, b []byte, piece int) {
		piece = max(1, piece%512)
		n := allocated(func() {
			e := New(Config{})
			for rest := b; len(rest) > 0; {
				k := min(piece, len(rest))
				e.Receive(0, rest[:k])
				rest = rest[k:]
			}
			if cap(e.buf) > 2*MaxFrame {
				t.Fatal("buffer is too large")
			}
			e.Events()
			e.OutputFrames()
		})
		if n > uint64(24*len(b)+8192) {
			t.Fatalf("%d bytes allocated for %d", n, len(b))
		}
	})
}
