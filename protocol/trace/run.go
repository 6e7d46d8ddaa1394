package trace

// MaxSeed is the highest seed: the page's numbers are exact up to it.
const MaxSeed = 1<<53 - 1

// Run is all that a simulated world depends on. The same Run makes the same
// trace, to the byte.
type Run struct {
	Scenario string
	Seed     uint64 // at most MaxSeed
	Suite    uint8
	Rules    []string // names of the rules that are left out
	Edits    []Edit
}

// Edit changes a run at one place. What At does not reach changes nothing.
type Edit struct {
	At     string // key of an event; empty for an edit of a party
	Op     string
	Offset int    // flip: byte of the message
	Xor    byte   // flip: with what
	Millis int    // delay, clock
	Party  string // powercut, clock
	Step   int    // powercut: at which write of the stored value
}

// The operations of an Edit. A simulator may know more.
const (
	OpDrop     = "drop"
	OpFlip     = "flip"
	OpDelay    = "delay"
	OpReplay   = "replay"
	OpPowerCut = "powercut"
	OpClock    = "clock"
)

// AppendJSON appends the run with its version, {"v":1,"run":{…}}, as it is the
// first line of a trace. It has no line feed.
func (r Run) AppendJSON(dst []byte) []byte {
	dst = append(dst, `{"v":1,"run":{"scenario":`...)
	dst = appendString(dst, r.Scenario)
	dst = appendUint(append(dst, `,"seed":`...), r.Seed)
	dst = appendUint(append(dst, `,"suite":`...), uint64(r.Suite))
	dst = append(dst, `,"rules":[`...)
	for i, name := range r.Rules {
		dst = appendString(comma(dst, i), name)
	}
	dst = append(dst, `],"edits":[`...)
	for i := range r.Edits {
		dst = r.Edits[i].appendJSON(comma(dst, i))
	}
	return append(dst, `]}}`...)
}

func (e *Edit) appendJSON(dst []byte) []byte {
	o := object{dst: append(dst, '{')}
	o.text("at", e.At)
	o.text("op", e.Op)
	o.number("offset", int64(e.Offset))
	o.number("xor", int64(e.Xor))
	o.number("ms", int64(e.Millis))
	o.text("party", e.Party)
	o.number("step", int64(e.Step))
	return append(o.dst, '}')
}
