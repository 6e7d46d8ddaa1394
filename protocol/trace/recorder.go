package trace

import (
	"crypto/sha256"
	"hash"
)

// Recorder writes a trace line by line and computes its hash. A nil Recorder
// takes events and does nothing with them. It is not safe for concurrent use.
type Recorder struct {
	sum  hash.Hash
	line []byte
	sink func(line []byte)
}

// NewRecorder begins the trace of a run. The sink, if there is one, gets each
// line with its line feed; the line is good until it returns.
func NewRecorder(r Run, sink func(line []byte)) *Recorder {
	rec := &Recorder{sum: sha256.New(), sink: sink}
	rec.write(r.AppendJSON(nil))
	return rec
}

// Add writes an event.
func (r *Recorder) Add(e Event) {
	if r != nil {
		r.write(e.AppendJSON(r.line[:0]))
	}
}

func (r *Recorder) write(line []byte) {
	r.line = append(line, '\n')
	r.sum.Write(r.line) // a hash.Hash never returns an error
	if r.sink != nil {
		r.sink(r.line)
	}
}

// Hash returns the SHA-256 of all lines so far. More events may follow. That
// of a nil Recorder is zero.
func (r *Recorder) Hash() (h [32]byte) {
	if r != nil {
		r.sum.Sum(h[:0])
	}
	return h
}

// End writes the last line, which names the hash, and returns the hash. Nothing
// may be added after it.
func (r *Recorder) End() (h [32]byte) {
	if r != nil {
		h = r.Hash()
		r.write(appendEnd(r.line[:0], h))
	}
	return h
}

func appendEnd(dst []byte, h [32]byte) []byte {
	dst = appendHex(append(dst, `{"end":{"hash":"`...), h[:])
	return append(dst, `"}}`...)
}
