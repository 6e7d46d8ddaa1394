package backend

import (
	"container/heap"
	"time"
)

// timer is when to look at a transaction again: the issuer did not answer, or
// did not acknowledge a reversal.
type timer struct {
	at   time.Time
	key  Key
	undo bool
}

// timers is a heap by time. A timer is not removed when its reason is gone;
// whoever meets it asks whether it is still live.
type timers struct{ heap timerHeap }

func (t *timers) set(x timer) { heap.Push(&t.heap, x) }

// due takes the earliest timer off if its time has come.
func (t *timers) due(now time.Time) (timer, bool) {
	if len(t.heap) == 0 || t.heap[0].at.After(now) {
		return timer{}, false
	}
	return heap.Pop(&t.heap).(timer), true
}

// next returns the time of the earliest live timer.
func (t *timers) next(live func(timer) bool) (time.Time, bool) {
	for len(t.heap) > 0 {
		if live(t.heap[0]) {
			return t.heap[0].at, true
		}
		heap.Pop(&t.heap)
	}
	return time.Time{}, false
}

type timerHeap []timer

func (h timerHeap) Len() int { return len(h) }
func (h timerHeap) Less(i, j int) bool {
	a, b := &h[i], &h[j]
	if !a.at.Equal(b.at) {
		return a.at.Before(b.at)
	}
	if a.key.Serial != b.key.Serial {
		return a.key.Serial < b.key.Serial // one order for every run
	}
	return a.key.CT < b.key.CT
}
func (h timerHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *timerHeap) Push(x any)   { *h = append(*h, x.(timer)) }
func (h *timerHeap) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}

// live says whether a timer still has its reason.
func (b *Backend) live(t timer) bool {
	if t.undo {
		u := b.undo[t.key]
		return u != nil && u.at.Equal(t.at)
	}
	p := b.pending[t.key]
	return p != nil && p.until.Equal(t.at)
}

func (b *Backend) timedOut(now time.Time, t timer) {
	switch {
	case !b.live(t):
	case t.undo:
		b.sendUndo(now, t.key)
	default:
		b.event(Event{Kind: IssuerSilent, Serial: t.key.Serial, CT: t.key.CT})
		b.giveUp(now, t.key, codeNoIssuer)
	}
}
