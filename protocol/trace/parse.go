package trace

import (
	"math"
	"time"
)

func newScanner(b []byte) *scanner {
	s := &scanner{b: b}
	if len(b) > MaxLine {
		s.fail("", "line is too long")
	}
	return s
}

func parseRun(b []byte) (Run, *Error) {
	s := newScanner(b)
	var r Run
	s.object("", func(key string) {
		switch key {
		case "v":
			s.number("v", Version, Version)
		case "run":
			s.object("run", func(key string) { s.run(key, &r) })
		default:
			s.fail("", "unknown member")
		}
	})
	s.end(func() []byte { return r.AppendJSON(nil) })
	return r, s.err
}

func (s *scanner) run(key string, r *Run) {
	switch key {
	case "scenario":
		r.Scenario = s.text("run/scenario")
	case "seed":
		r.Seed = uint64(s.number("run/seed", 0, MaxSeed))
	case "suite":
		r.Suite = uint8(s.number("run/suite", 0, math.MaxUint8))
	case "rules":
		s.array("run/rules", func() { r.Rules = append(r.Rules, s.text("run/rules")) })
	case "edits":
		s.array("run/edits", func() {
			var e Edit
			s.object("run/edits", func(key string) { s.edit(key, &e) })
			r.Edits = append(r.Edits, e)
		})
	default:
		s.fail("run", "unknown member")
	}
}

func (s *scanner) edit(key string, e *Edit) {
	switch key {
	case "at":
		e.At = s.text("run/edits/at")
	case "op":
		e.Op = s.text("run/edits/op")
	case "offset":
		e.Offset = s.int32("run/edits/offset")
	case "xor":
		e.Xor = byte(s.number("run/edits/xor", 0, math.MaxUint8))
	case "ms":
		e.Millis = s.int32("run/edits/ms")
	case "party":
		e.Party = s.text("run/edits/party")
	case "step":
		e.Step = s.int32("run/edits/step")
	default:
		s.fail("run/edits", "unknown member")
	}
}

func (s *scanner) int32(path string) int {
	return int(s.number(path, math.MinInt32, math.MaxInt32))
}

func parseEvent(b []byte) (Event, *Error) {
	s := newScanner(b)
	var e Event
	s.object("", func(key string) { s.event(key, &e) })
	s.end(func() []byte { return e.AppendJSON(make([]byte, 0, len(b))) })
	return e, s.err
}

func (s *scanner) event(key string, e *Event) {
	switch key {
	case "t":
		const most = int64(math.MaxInt64 / time.Microsecond)
		e.T = time.Duration(s.number("t", 0, most)) * time.Microsecond
	case "from":
		e.From = Party(s.text(key))
	case "to":
		e.To = Party(s.text(key))
	case "layer":
		e.Layer = Layer(s.text(key))
	case "name":
		e.Name = s.text(key)
	case "key":
		e.Key = s.text(key)
	case "bytes":
		e.Bytes = s.hex(key)
	case "verdict":
		e.Verdict = s.text(key)
	case "detail":
		e.Detail = s.text(key)
	case "keys":
		s.array(key, func() {
			var k KeyUse
			s.object("keys", func(key string) { s.keyUse(key, &k) })
			e.Keys = append(e.Keys, k)
		})
	case "delta":
		s.array(key, func() {
			var c Change
			s.object("delta", func(key string) { s.change(key, &c) })
			e.Delta = append(e.Delta, c)
		})
	default:
		s.fail("", "unknown member")
	}
}

func (s *scanner) keyUse(key string, k *KeyUse) {
	switch key {
	case "id":
		k.ID = s.text("keys/id")
	case "usage":
		k.Usage = s.text("keys/usage")
	case "kcv":
		k.KCV = s.text("keys/kcv")
	case "counter":
		k.Counter = uint32(s.number("keys/counter", 0, math.MaxUint32))
	default:
		s.fail("keys", "unknown member")
	}
}

func (s *scanner) change(key string, c *Change) {
	switch key {
	case "party":
		c.Party = Party(s.text("delta/party"))
	case "name":
		c.Name = s.text("delta/name")
	case "value":
		c.Value = s.text("delta/value")
	default:
		s.fail("delta", "unknown member")
	}
}
