package sim

import (
	"container/heap"
	"time"
)

// queue holds what will happen, ordered by time and then by the order in which
// it was planned, so that a run never depends on anything but its input.
type queue struct {
	items items
	next  uint64
}

type item struct {
	at  time.Duration
	seq uint64
	do  func()
}

func (q *queue) add(at time.Duration, do func()) {
	heap.Push(&q.items, item{at, q.next, do})
	q.next++
}

// peek returns the time of the next item.
func (q *queue) peek() (time.Duration, bool) {
	if len(q.items) == 0 {
		return 0, false
	}
	return q.items[0].at, true
}

func (q *queue) pop() item { return heap.Pop(&q.items).(item) }

type items []item

func (s items) Len() int { return len(s) }
func (s items) Less(i, j int) bool {
	return s[i].at < s[j].at || s[i].at == s[j].at && s[i].seq < s[j].seq
}
func (s items) Swap(i, j int) { s[i], s[j] = s[j], s[i] }
func (s *items) Push(x any)   { *s = append(*s, x.(item)) }
func (s *items) Pop() any {
	old := *s
	x := old[len(old)-1]
	old[len(old)-1] = item{}
	*s = old[:len(old)-1]
	return x
}
