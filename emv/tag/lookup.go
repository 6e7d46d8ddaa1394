package tag

import "github.com/openmpos/mpos/emv/tlv"

// row is one line of the generated table. The texts are numbers of entries in
// small lists, and the name is a piece of one long string: this keeps the table
// small in a browser.
type row struct {
	tag      uint32
	name     uint16 // offset in names; it ends where that of the next row starts
	min, max uint16
	scope    Scope
	format   Format
	source   uint8
	template uint8
	clause   uint8
	sens     Sensitivity
}

// Lookup returns what EMV says about t, or the interindustry meaning when EMV
// gives none. It knows no tag that a payment system defines for itself.
func Lookup(t tlv.Tag) (Info, bool) {
	if i, ok := search(t, EMV); ok {
		return info(i), true
	}
	if i, ok := search(t, ISO); ok {
		return info(i), true
	}
	return Info{}, false
}

// LookupIn returns the meaning of t in the given scope, or else what Lookup
// returns.
func LookupIn(s Scope, t tlv.Tag) (Info, bool) {
	if i, ok := search(t, s); ok {
		return info(i), true
	}
	return Lookup(t)
}

// Meanings returns the rows of all scopes for t, EMV first.
func Meanings(t tlv.Tag) []Info {
	var all []Info
	for i := first(t); i < rowCount && rows[i].tag == uint32(t); i++ {
		all = append(all, info(i))
	}
	return all
}

// SensitivityOf returns the most careful class that any scope has for t, so
// that a log line is safe even when the scope is not known.
func SensitivityOf(t tlv.Tag) Sensitivity {
	s := Public
	for i := first(t); i < rowCount && rows[i].tag == uint32(t); i++ {
		s = max(s, rows[i].sens)
	}
	return s
}

// All calls visit for every row, in the order of tags, until it returns false.
func All(visit func(Info) bool) {
	for i := range rowCount {
		if !visit(info(i)) {
			return
		}
	}
}

// first returns the index of the first row whose tag is not below t.
func first(t tlv.Tag) int {
	lo, hi := 0, rowCount
	for lo < hi {
		mid := (lo + hi) / 2
		if rows[mid].tag < uint32(t) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

func search(t tlv.Tag, s Scope) (int, bool) {
	for i := first(t); i < rowCount && rows[i].tag == uint32(t); i++ {
		if rows[i].scope == s {
			return i, true
		}
	}
	return 0, false
}

func info(i int) Info {
	r := &rows[i]
	end := len(names)
	if i+1 < rowCount {
		end = int(rows[i+1].name)
	}
	return Info{
		Tag: tlv.Tag(r.tag), Scope: r.scope, Name: names[r.name:end],
		Format: r.format, Min: int(r.min), Max: int(r.max),
		Source: sources[r.source], Template: templates[r.template],
		Clause: clauses[r.clause], Sensitivity: r.sens,
	}
}
