package sim

import (
	"fmt"
	"time"

	"github.com/openmpos/mpos/protocol/trace"
)

// cut says what an edit does to one write of the reader's memory.
type cut uint8

const (
	noCut cut = iota
	cutBefore
	cutAfter
)

// edits are the changes that a run makes to what would happen by itself. A
// message edit is found by the message's key (sender, name, ordinal), which
// stays the same when earlier edits change the times.
type edits struct {
	messages map[string][]trace.Edit
	cuts     map[int]cut
}

func (e *edits) plan(list []trace.Edit) error {
	for _, x := range list {
		switch x.Op {
		case trace.OpDrop, trace.OpFlip, trace.OpDelay, trace.OpReplay:
			if e.messages == nil {
				e.messages = map[string][]trace.Edit{}
			}
			e.messages[x.At] = append(e.messages[x.At], x)
		case trace.OpPowerCut:
			if x.Party != string(trace.Reader) {
				return fmt.Errorf("sim: edit %q: only the reader's power can be cut", x.Op)
			}
			if e.cuts == nil {
				e.cuts = map[int]cut{}
			}
			e.cuts[x.Step] = cutBefore
			if x.At == "after" {
				e.cuts[x.Step] = cutAfter
			}
		default:
			return fmt.Errorf("sim: edit %q is not known", x.Op)
		}
	}
	return nil
}

// cut says what happens at the n-th write of the reader's memory.
func (e *edits) cut(n int) cut { return e.cuts[n] }

// any says whether message keys matter to this run.
func (e *edits) any() bool { return len(e.messages) > 0 }

// delivery is one arrival of a message.
type delivery struct {
	after time.Duration
	bytes []byte
}

// apply returns what arrives of a message instead of the message, and what was
// done to it.
func (e *edits) apply(key string, b []byte) ([]delivery, string) {
	d := []delivery{{bytes: b}}
	verdict := ""
	for _, x := range e.messages[key] {
		ms := time.Duration(x.Millis) * time.Millisecond
		switch x.Op {
		case trace.OpDrop:
			return nil, "dropped"
		case trace.OpFlip:
			changed := append([]byte(nil), b...)
			if x.Offset < len(changed) {
				changed[x.Offset] ^= x.Xor
			}
			d[0].bytes, verdict = changed, "tampered"
		case trace.OpDelay:
			d[0].after, verdict = ms, "delayed"
		case trace.OpReplay:
			d, verdict = append(d, delivery{after: ms, bytes: d[0].bytes}), "replayed"
		}
	}
	return d, verdict
}
