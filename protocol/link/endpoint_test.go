package link

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const second = time.Second

func newPair(t *testing.T) (a, b *Endpoint) {
	t.Helper()
	a, b = New(Config{}), New(Config{})
	return a, b
}

// frames parses what an endpoint has for the wire.
func frames(t *testing.T, e *Endpoint) []Frame {
	t.Helper()
	var out []Frame
	for _, b := range e.OutputFrames() {
		f, err := Parse(b)
		require.NoError(t, err)
		f.Payload = append([]byte{}, f.Payload...)
		out = append(out, f)
	}
	return out
}

func give(now time.Duration, e *Endpoint, f ...Frame) {
	for _, f := range f {
		e.Receive(now, f.Append(nil))
	}
}

func TestSendAndAcknowledge(t *testing.T) {
	a, b := newPair(t)
	require.NoError(t, a.Send(0, []byte("one")))
	require.NoError(t, a.Send(0, []byte("two")))
	_, waiting := a.Deadline()
	require.True(t, waiting)

	wire := a.Output()
	require.Empty(t, a.Output())
	for _, c := range wire { // byte by byte
		b.Receive(0, []byte{c})
	}
	require.Equal(t, []Event{Delivered{[]byte("one")}}, b.Events())
	require.Empty(t, b.Events())
	a.Receive(0, b.Output())
	b.Receive(0, a.Output())
	require.Equal(t, []Event{Delivered{[]byte("two")}}, b.Events())
	a.Receive(0, b.Output())
	_, waiting = a.Deadline()
	require.False(t, waiting)
	require.Empty(t, a.Events())
}

func TestRepeatAndFail(t *testing.T) {
	a, b := newPair(t)
	require.NoError(t, a.Send(0, []byte("x")))
	require.NoError(t, a.Send(0, []byte("y")))
	first := a.OutputFrames()
	for n := range DefaultRepeats {
		at, _ := a.Deadline()
		require.Equal(t, time.Duration(n+1)*DefaultTimeout, at)
		a.Tick(at - 1)
		require.Empty(t, a.OutputFrames())
		a.Tick(at)
		require.Equal(t, first, a.OutputFrames())
	}
	at, _ := a.Deadline()
	a.Tick(at)
	require.Equal(t, []Event{Failed{2}}, a.Events())
	require.Empty(t, a.OutputFrames())
	_, waiting := a.Deadline()
	require.False(t, waiting)

	// The same frame twice is delivered once and acknowledged twice.
	b.Receive(0, first[0])
	b.Receive(0, first[0])
	require.Len(t, b.Events(), 1)
	require.Len(t, frames(t, b), 2)
	// What comes after the failure is not taken for a repeat.
	require.NoError(t, a.Send(at, []byte("z")))
	b.Receive(0, a.Output())
	require.Equal(t, []Event{Delivered{[]byte("z")}}, b.Events())
}

// No repeats at all, and the limits of Send.
func TestConfigAndLimits(t *testing.T) {
	e := New(Config{Timeout: second, Repeats: -1})
	require.ErrorIs(t, e.Send(0, make([]byte, MaxPayload+1)), ErrTooLong)
	require.NoError(t, e.Send(0, make([]byte, MaxPayload)))
	for range MaxQueue {
		require.NoError(t, e.Send(0, nil))
	}
	require.ErrorIs(t, e.Send(0, nil), ErrFull)
	e.Tick(second)
	require.Equal(t, []Event{Failed{MaxQueue + 1}}, e.Events())
}

// After 100 failures in a row the seqs could come round: a RESET comes first.
func TestManyFailuresResynchronise(t *testing.T) {
	e := New(Config{Timeout: second, Repeats: -1})
	now := time.Duration(0)
	for range maxFailed {
		require.NoError(t, e.Send(now, []byte("x")))
		require.Equal(t, Data, frames(t, e)[0].Type)
		now += second
		e.Tick(now)
	}
	require.NoError(t, e.Send(now, []byte("x")))
	require.Equal(t, Reset, frames(t, e)[0].Type)
}

func TestNAKRepeatsAtOnceWithinTheBudget(t *testing.T) {
	a, _ := newPair(t)
	give(0, a, Frame{Type: NAK}) // nothing is unacknowledged
	require.Empty(t, a.OutputFrames())
	require.NoError(t, a.Send(0, []byte("x")))
	a.OutputFrames()
	for range DefaultRepeats {
		give(1, a, Frame{Type: NAK})
		require.Len(t, a.OutputFrames(), 1)
	}
	give(1, a, Frame{Type: NAK})
	require.Empty(t, a.OutputFrames())
	require.Empty(t, a.Events())
	a.Tick(1 + DefaultTimeout)
	require.Equal(t, []Event{Failed{1}}, a.Events())
}

// A bad frame is answered with one NAK; the next one only after a good frame.
func TestBadFrames(t *testing.T) {
	_, b := newPair(t)
	bad := Frame{Type: Data, Payload: []byte("x")}.Append(nil)
	bad[3] ^= 0x40 // the payload: COBS stays whole
	b.Receive(0, bad)
	b.Receive(0, bad)
	out := frames(t, b)
	require.Len(t, out, 1)
	require.Equal(t, NAK, out[0].Type)
	events := b.Events()
	require.Len(t, events, 1)
	require.Equal(t, 2, events[0].(BadFrame).Count)
	require.ErrorContains(t, events[0].(BadFrame).Err, "CRC")

	give(0, b, Frame{Type: Ping, Seq: 1})
	b.Receive(0, bad)
	require.Equal(t, []Frame{{ACK, 1, []byte{}}, {NAK, 0, []byte{}}}, frames(t, b))
	b.Receive(0, []byte{0, 0, 0}) // a flush is no frame
	require.Len(t, b.Events(), 1)
}

func TestPing(t *testing.T) {
	a, b := newPair(t)
	a.Ping(0)
	a.Ping(0) // one is enough
	out := a.OutputFrames()
	require.Len(t, out, 1)
	b.Receive(0, out[0])
	require.Empty(t, b.Events())
	a.Receive(0, b.Output())
	_, waiting := a.Deadline()
	require.False(t, waiting)
	a.Ping(0)
	a.Tick(DefaultTimeout)
	a.Tick(2 * DefaultTimeout)
	a.Tick(3 * DefaultTimeout)
	a.Tick(4 * DefaultTimeout)
	require.Equal(t, []Event{Failed{0}}, a.Events())
}

// A device that begins anew sends nothing and takes nothing before the other
// end knows.
func TestResetComesFirst(t *testing.T) {
	a, b := newPair(t)
	require.NoError(t, b.Send(0, []byte("old")))
	b.OutputFrames()
	a.Reset(0)
	require.NoError(t, a.Send(0, []byte("new")))
	out := frames(t, a)
	require.Equal(t, []Frame{{Reset, 0x81, []byte{}}}, out)
	give(0, a, Frame{Data, 0, []byte("old")}, Frame{ACK, 0, nil})
	require.Empty(t, a.Events())
	require.Empty(t, a.OutputFrames())

	give(0, b, out...)
	require.Equal(t, []Event{PeerReset{1}}, b.Events())
	give(0, b, out...) // its ACK was lost: no second reset
	require.Empty(t, b.Events())
	answers := frames(t, b)
	require.Equal(t, []Frame{{ACK, 0x81, []byte{}}, {ACK, 0x81, []byte{}}}, answers)
	give(0, a, answers...)
	give(0, b, frames(t, a)...)
	require.Equal(t, []Event{Delivered{[]byte("new")}}, b.Events())
	give(0, b, out...) // now the same RESET is a new one
	require.Equal(t, []Event{PeerReset{0}}, b.Events())
}

// A device that did not answer the RESET in time is asked again as soon as it
// says anything, or something is to be sent.
func TestResetAgainAfterFailure(t *testing.T) {
	a, b := newPair(t)
	a.Reset(0)
	now := time.Duration(0)
	for range DefaultRepeats + 1 {
		now += DefaultTimeout
		a.Tick(now)
	}
	require.Equal(t, []Event{Failed{0}}, a.Events())
	require.Len(t, a.OutputFrames(), 1+DefaultRepeats)
	b.Reset(now)
	a.Receive(now, b.Output())
	require.Equal(t, []Event{PeerReset{0}}, a.Events())
	b.Receive(now, a.Output())
	require.NoError(t, b.Send(now, []byte("up")))
	a.Receive(now, b.Output())
	b.Receive(now, a.Output())
	a.Receive(now, b.Output())
	require.Equal(t, []Event{Delivered{[]byte("up")}}, a.Events())
}

// The first DATA is delivered whatever its seq.
func TestFirstDataIsDelivered(t *testing.T) {
	for _, seq := range []uint8{0, 1, 77, 127} {
		_, b := newPair(t)
		give(0, b, Frame{Data, seq, []byte("x")})
		require.Len(t, b.Events(), 1)
	}
}

// The buffer never holds more than one frame, and what comes after a flood is
// not lost.
func TestGarbageFlood(t *testing.T) {
	_, b := newPair(t)
	garbage := bytes.Repeat([]byte{0xA5}, 1000)
	for range 1000 {
		b.Receive(0, garbage)
		require.LessOrEqual(t, cap(b.buf), 2*MaxFrame)
	}
	require.Empty(t, b.Events())
	b.Receive(0, []byte{0})
	give(0, b, Frame{Data, 0, []byte("x")})
	events := b.Events()
	require.Len(t, events, 2)
	require.ErrorContains(t, events[0].(BadFrame).Err, "frame is too long")
	require.Equal(t, Delivered{[]byte("x")}, events[1])

	b.OutputFrames()
	short := bytes.Repeat([]byte{0xA5, 0}, 100_000) // as many bad frames as can be
	b.Receive(0, short)
	require.Len(t, b.OutputFrames(), 1)
	events = b.Events()
	require.Len(t, events, 1)
	require.Equal(t, 100_000, events[0].(BadFrame).Count)
}

// What is on the wire beside the payload: both ways, at 1,024 bytes.
func TestOverhead(t *testing.T) {
	a, b := newPair(t)
	payload := bytes.Repeat([]byte{0xFF}, 1024) // no zero: the most COBS adds
	require.NoError(t, a.Send(0, payload))
	sent := a.Output()
	b.Receive(0, sent)
	total := len(sent) + len(b.Output())
	require.LessOrEqual(t, float64(total), 1.08*1024)
	t.Logf("%d bytes for 1,024: %.1f %%", total, 100*float64(total-1024)/1024)
}

func BenchmarkSendAndAcknowledge(b *testing.B) {
	x, y := New(Config{}), New(Config{})
	payload := make([]byte, 300)
	b.ReportAllocs()
	for b.Loop() {
		if err := x.Send(0, payload); err != nil {
			b.Fatal(err)
		}
		y.Receive(0, x.Output())
		x.Receive(0, y.Output())
		y.Events()
	}
}
