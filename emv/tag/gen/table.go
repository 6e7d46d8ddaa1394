package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/openmpos/mpos/emv/tlv"
)

// entry is one line of tags.tsv, checked.
type entry struct {
	tag                      tlv.Tag
	scope, constant, name    string
	format                   string
	min, max                 int
	source, template, clause string
	sensitivity              string
}

var (
	columns       = []string{"tag", "scope", "const", "name", "format", "min", "max", "source", "template", "clause", "sensitivity"}
	scopes        = []string{"emv", "iso", "c2", "c3", "unionpay"}
	scopeNames    = []string{"EMV", "ISO 7816", "C-2", "C-3", "UnionPay"}
	formats       = []string{"", "a", "an", "ans", "b", "cn", "n", "var"}
	sensitivities = []string{"public", "pan", "track", "pin"}
)

// readTable parses the table; it must be sorted by tag and scope.
func readTable(in []byte) ([]entry, error) {
	lines := strings.Split(strings.TrimRight(string(in), "\n"), "\n")
	if lines[0] != strings.Join(columns, "\t") {
		return nil, fmt.Errorf("line 1: the columns must be %v", columns)
	}
	var all []entry
	for i, line := range lines[1:] {
		e, err := readLine(line)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", i+2, err)
		}
		if n := len(all); n > 0 && compare(all[n-1], e) >= 0 {
			return nil, fmt.Errorf("line %d: %s %s is not after the line before", i+2, e.tag, e.scope)
		}
		all = append(all, e)
	}
	return all, nil
}

func readLine(line string) (e entry, err error) {
	f := strings.Split(line, "\t")
	if len(f) != len(columns) {
		return e, fmt.Errorf("%d columns instead of %d", len(f), len(columns))
	}
	if e.tag, err = tlv.ParseTagString(f[0]); err != nil {
		return e, err
	}
	if e.min, err = length(f[5]); err != nil {
		return e, err
	}
	if e.max, err = length(f[6]); err != nil {
		return e, err
	}
	if e.max > 0 && e.min > e.max {
		return e, fmt.Errorf("min %d is above max %d", e.min, e.max)
	}
	e.scope, e.constant, e.name, e.format = f[1], f[2], f[3], f[4]
	e.source, e.template, e.clause, e.sensitivity = f[7], f[8], f[9], f[10]
	if e.name == "" || e.clause == "" {
		return e, fmt.Errorf("name or clause is missing")
	}
	return e, e.checkWords()
}

func (e entry) checkWords() error {
	for _, w := range []struct {
		word  string
		known []string
	}{{e.scope, scopes}, {e.format, formats}, {e.sensitivity, sensitivities}} {
		if !slices.Contains(w.known, w.word) {
			return fmt.Errorf("%q is none of %v", w.word, w.known)
		}
	}
	return nil
}

func length(s string) (int, error) {
	if s == "" {
		return 0, nil
	}
	n, err := strconv.ParseUint(s, 10, 16)
	return int(n), err
}

func compare(a, b entry) int {
	if a.tag != b.tag {
		return int(int64(a.tag) - int64(b.tag))
	}
	return slices.Index(scopes, a.scope) - slices.Index(scopes, b.scope)
}
