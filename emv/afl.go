package emv

import "strconv"

// AFLEntry names a run of records of one file.
type AFLEntry struct {
	SFI         byte // short file identifier, 1 to 30
	First, Last byte // record numbers, from 1, both included
	ODA         byte // how many, from First on, take part in offline data authentication
}

// AFL is the Application File Locator, tag 94: the records to read, in order
// (EMV Book 3, 10.2).
type AFL []AFLEntry

const (
	clauseAFL = "EMV Book 3, 10.2"
	maxAFL    = 252
)

// ParseAFL reads the value of 94: entries of four bytes, at most 252 bytes; none is legal. It
// refuses what EMV Book 3, 10.2 has a terminal refuse: file 0 or 31, record 0, a
// last record before the first, more records for authentication than there are.
func ParseAFL(b []byte) (AFL, error) {
	if len(b)%4 != 0 || len(b) > maxAFL {
		return nil, &Error{len(b), "AFL", "not 63 or fewer entries of 4 bytes"}
	}
	a := make(AFL, 0, len(b)/4)
	for i := 0; i < len(b); i += 4 {
		e := AFLEntry{b[i] >> 3, b[i+1], b[i+2], b[i+3]}
		if at, reason := e.check(b[i]); reason != "" {
			return nil, &Error{i + at, "AFL", reason}
		}
		a = append(a, e)
	}
	return a, nil
}

func (e AFLEntry) check(first byte) (at int, reason string) {
	switch {
	case first&0x07 != 0 || e.SFI == 0 || e.SFI == 31:
		return 0, "not a short file identifier"
	case e.First == 0:
		return 1, "first record is 0"
	case e.Last < e.First:
		return 2, "last record is before the first"
	case int(e.ODA) > e.Count():
		return 3, "more records to authenticate than to read"
	}
	return 0, ""
}

// Count returns the number of records of the entry.
func (e AFLEntry) Count() int { return int(e.Last) - int(e.First) + 1 }

// Records returns the number of records of all entries, at most 16,065.
func (a AFL) Records() int {
	n := 0
	for _, e := range a {
		n += e.Count()
	}
	return n
}

// Append appends the encoding of a.
func (a AFL) Append(dst []byte) []byte {
	for _, e := range a {
		dst = append(dst, e.SFI<<3, e.First, e.Last, e.ODA)
	}
	return dst
}

func (e AFLEntry) String() string {
	s := "file " + strconv.Itoa(int(e.SFI)) + ", record " + strconv.Itoa(int(e.First))
	if e.Last > e.First {
		s = "file " + strconv.Itoa(int(e.SFI)) + ", records " + strconv.Itoa(int(e.First)) + " to " + strconv.Itoa(int(e.Last))
	}
	if e.ODA > 0 {
		s += ", " + strconv.Itoa(int(e.ODA)) + " authenticated offline"
	}
	return s
}

func explainAFL(v []byte) ([]Meaning, bool) {
	a, err := ParseAFL(v)
	if err != nil {
		return nil, false
	}
	out := make([]Meaning, 0, len(a))
	for i, e := range a {
		out = append(out, Meaning{Off: 4 * i, Len: 4, Name: "AFL entry", Value: e.String(), Clause: clauseAFL})
	}
	return out, true
}
