package trace

import (
	"bytes"
	"strconv"
)

// Trace is a whole recording.
type Trace struct {
	Run    Run
	Events []Event
}

// AppendJSON appends the trace with its last line.
func (t *Trace) AppendJSON(dst []byte) []byte {
	rec := NewRecorder(t.Run, func(line []byte) { dst = append(dst, line...) })
	for i := range t.Events {
		rec.Add(t.Events[i])
	}
	rec.End()
	return dst
}

// The limits of what Parse takes.
const (
	MaxLine = 1 << 20 // bytes
	MaxList = 256     // rules and edits of a run, keys and changes of an event
)

// Error says what is wrong with a trace or a run, and where. It holds none of
// its text.
type Error struct {
	Line   int // from 1
	Offset int // in the line
	Path   string
	Reason string
}

func (e *Error) Error() string {
	s := "trace: line " + strconv.Itoa(e.Line) + ": "
	if e.Path != "" {
		s += e.Path + ": "
	}
	return s + e.Reason + " at " + strconv.Itoa(e.Offset)
}

// Parse reads a trace and checks its hash. It takes exactly what AppendJSON
// writes. The error is an *Error.
func Parse(b []byte) (*Trace, error) {
	t := &Trace{Events: make([]Event, 0, bytes.Count(b, []byte{'\n'}))}
	var rec *Recorder
	for line := 1; ; line++ {
		end := bytes.IndexByte(b, '\n')
		if end < 0 {
			return nil, &Error{Line: line, Offset: len(b), Reason: "line does not end"}
		}
		text := b[:end]
		b = b[end+1:]
		switch {
		case line == 1:
			run, err := ParseRun(text)
			if err != nil {
				return nil, err
			}
			t.Run = run
			rec = NewRecorder(run, nil)
		case bytes.HasPrefix(text, []byte(`{"end":`)):
			if !bytes.Equal(text, appendEnd(nil, rec.Hash())) {
				return nil, &Error{Line: line, Reason: "hash does not fit the lines"}
			}
			if len(b) > 0 {
				return nil, &Error{Line: line + 1, Reason: "text after the end"}
			}
			return t, nil
		default:
			e, err := parseEvent(text)
			if err != nil {
				err.Line = line
				return nil, err
			}
			t.Events = append(t.Events, e)
			rec.Add(e)
		}
	}
}

// ParseRun reads what Run.AppendJSON writes, without a line feed. The error is
// an *Error.
func ParseRun(b []byte) (Run, error) {
	r, err := parseRun(b)
	if err != nil {
		err.Line = 1
		return Run{}, err
	}
	return r, nil
}

// ParseEvent reads what Event.AppendJSON writes, without a line feed. The error
// is an *Error.
func ParseEvent(b []byte) (Event, error) {
	e, err := parseEvent(b)
	if err != nil {
		err.Line = 1
		return Event{}, err
	}
	return e, nil
}
