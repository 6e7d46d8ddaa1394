package emv

import (
	"strconv"

	"github.com/openmpos/mpos/emv/tag"
	"github.com/openmpos/mpos/emv/tlv"
)

// DOLEntry is one wish of a DOL: a data object and how many bytes of it.
type DOLEntry struct {
	Tag tlv.Tag
	Len int // 0 to 255
}

// DOL is a Data Object List: what the card wants to know, in which order and
// length (EMV Book 3, 5.4).
type DOL []DOLEntry

const (
	clauseDOL = "EMV Book 3, 5.4"
	maxDOL    = 252
)

// ParseDOL reads the value of a PDOL, CDOL1, CDOL2, TDOL, DDOL or log format:
// pairs of tag and one-byte length, at most 252 bytes. An empty list is legal.
func ParseDOL(b []byte) (DOL, error) {
	if len(b) > maxDOL {
		return nil, &Error{maxDOL, "DOL", "longer than 252 bytes"}
	}
	d := make(DOL, 0, len(b)/3+1)
	for i := 0; i < len(b); {
		t, n, err := tlv.ParseTag(b[i:])
		if err != nil {
			return nil, &Error{i, "DOL", "not a tag"}
		}
		i += n
		if i == len(b) {
			return nil, &Error{i, "DOL", "length is missing"}
		}
		d = append(d, DOLEntry{t, int(b[i])})
		i++
	}
	return d, nil
}

// Append appends the encoding of d.
func (d DOL) Append(dst []byte) []byte {
	for _, e := range d {
		dst = append(e.Tag.Append(dst), byte(e.Len))
	}
	return dst
}

// Size returns how many bytes Build makes. A command carries at most 255, and
// GET PROCESSING OPTIONS at most 252: the caller checks before it builds.
func (d DOL) Size() int {
	n := 0
	for _, e := range d {
		n += e.Len
	}
	return n
}

// Has reports whether d asks for t.
func (d DOL) Has(t tlv.Tag) bool {
	for _, e := range d {
		if e.Tag == t {
			return true
		}
	}
	return false
}

// Build appends the data that d asks for. lookup returns the value of an
// object, or nil when there is none; values are fitted to the wanted length as
// EMV Book 3, 5.4 says.
func (d DOL) Build(dst []byte, lookup func(tlv.Tag) []byte) []byte {
	for _, e := range d {
		var v []byte
		// A template gives zeros, whatever is inside.
		if !e.Tag.Constructed() {
			v = lookup(e.Tag)
		}
		dst = appendFitted(dst, e, v)
	}
	return dst
}

// appendFitted appends exactly e.Len bytes. Numeric values stand at the right,
// so they lose and gain at the left; all others at the left. Compressed numeric
// ones are filled with F, the rest with zeros.
func appendFitted(dst []byte, e DOLEntry, v []byte) []byte {
	if len(v) == e.Len {
		return append(dst, v...)
	}
	format := tag.FormatB
	if info, ok := tag.Lookup(e.Tag); ok && len(v) > 0 {
		format = info.Format
	}
	if len(v) > e.Len {
		if format == tag.FormatN {
			return append(dst, v[len(v)-e.Len:]...)
		}
		return append(dst, v[:e.Len]...)
	}
	missing := e.Len - len(v)
	switch format {
	case tag.FormatN:
		return append(appendRepeat(dst, 0x00, missing), v...)
	case tag.FormatCN:
		return appendRepeat(append(dst, v...), 0xFF, missing)
	}
	return appendRepeat(append(dst, v...), 0x00, missing)
}

func appendRepeat(dst []byte, c byte, n int) []byte {
	for range n {
		dst = append(dst, c)
	}
	return dst
}

func explainDOL(v []byte) ([]Meaning, bool) {
	d, err := ParseDOL(v)
	if err != nil {
		return nil, false
	}
	out := make([]Meaning, 0, len(d))
	at := 0
	for _, e := range d {
		n := e.Tag.Len() + 1
		out = append(out, Meaning{Off: at, Len: n, Name: tagName(e.Tag), Value: strconv.Itoa(e.Len) + " bytes", Clause: clauseDOL})
		at += n
	}
	return out, true
}

func tagName(t tlv.Tag) string {
	if info, ok := tag.Lookup(t); ok {
		return t.String() + " " + info.Name
	}
	return t.String()
}

// ParseTagList reads a list of tags without lengths, as in the SDA tag list,
// 9F4A (EMV Book 3, 10.3), at most 252 bytes.
func ParseTagList(b []byte) ([]tlv.Tag, error) {
	if len(b) > maxDOL {
		return nil, &Error{maxDOL, "tag list", "longer than 252 bytes"}
	}
	list := make([]tlv.Tag, 0, len(b))
	for i := 0; i < len(b); {
		t, n, err := tlv.ParseTag(b[i:])
		if err != nil {
			return nil, &Error{i, "tag list", "not a tag"}
		}
		list = append(list, t)
		i += n
	}
	return list, nil
}

func explainTagList(v []byte) ([]Meaning, bool) {
	list, err := ParseTagList(v)
	if err != nil {
		return nil, false
	}
	var out []Meaning
	at := 0
	for _, t := range list {
		out = append(out, Meaning{Off: at, Len: t.Len(), Name: tagName(t), Clause: "EMV Book 3, 10.3"})
		at += t.Len()
	}
	return out, true
}
