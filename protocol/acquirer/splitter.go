package acquirer

import "encoding/binary"

// maxPending is how many bytes a Splitter holds that Next did not fetch.
const maxPending = 128 << 10

// Splitter cuts a byte stream into frames. Write what arrived, in pieces of
// any size, then call Next until it says no. It holds at most one incomplete
// frame and what was not fetched yet. A stream cannot be resynchronised: after
// an error every call returns it, and the connection is to be closed.
type Splitter struct {
	limit int
	buf   []byte
	start int // of the first frame that Next did not return
	err   error
}

// NewSplitter makes a Splitter that refuses frames whose length prefix says
// more than limit; 0, or more than MaxFrame, means MaxFrame.
func NewSplitter(limit int) *Splitter {
	if limit <= 0 || limit > MaxFrame {
		limit = MaxFrame
	}
	return &Splitter{limit: limit}
}

// Write adds received bytes, which it copies. It fails, as *Error, after a
// failure of Next, and when more than 128 KB would wait for Next.
func (s *Splitter) Write(b []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	if len(s.buf)-s.start+len(b) > maxPending {
		s.err = &Error{Path: "stream", Reason: "more bytes wait than the limit"}
		return 0, s.err
	}
	if s.start > 0 {
		s.buf = s.buf[:copy(s.buf, s.buf[s.start:])]
		s.start = 0
	}
	s.buf = append(s.buf, b...)
	return len(b), nil
}

// Next returns the next whole frame with its length, as ParseFrame takes it;
// false if more bytes are needed. The bytes are valid until the next Write.
func (s *Splitter) Next() (frame []byte, ok bool, err error) {
	if s.err != nil {
		return nil, false, s.err
	}
	rest := s.buf[s.start:]
	if len(rest) < 2 {
		return nil, false, nil
	}
	size := int(binary.BigEndian.Uint16(rest))
	if reason := lengthReason(size, s.limit); reason != "" {
		s.err = &Error{Path: "frame.length", Reason: reason}
		return nil, false, s.err
	}
	if len(rest) < 2+size {
		return nil, false, nil
	}
	s.start += 2 + size
	return rest[: 2+size : 2+size], true, nil
}

// Pending returns how many bytes of an incomplete or unfetched frame are held.
func (s *Splitter) Pending() int { return len(s.buf) - s.start }
