package emv_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/emv"
	"github.com/openmpos/mpos/emv/tag"
	"github.com/openmpos/mpos/emv/tlv"
)

var traces = flag.String("traces", os.Getenv("MPOS_TRACES"), "directory of collected traces")

// oracleLine is an object in what OpenEMV's emv-decode prints:
// "  9F38 | Name : [3] …".
var oracleLine = regexp.MustCompile(`^( *)([0-9A-F]+) (?:\| .*)?: \[(\d+)\]`)

// oracleObject is one object as emv-decode sees it, with the lines of
// explanation under it.
type oracleObject struct {
	depth, len int
	tag        string
	lines      []string
}

func readOracle(text string) []oracleObject {
	var out []oracleObject
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if m := oracleLine.FindStringSubmatch(line); m != nil {
			o := oracleObject{depth: len(m[1])/2 + 1, tag: m[2]}
			_, _ = fmt.Sscan(m[3], &o.len)
			out = append(out, o)
		} else if s := strings.TrimSpace(line); s != "" && len(out) > 0 {
			o := &out[len(out)-1]
			o.lines = append(o.lines, strings.TrimPrefix(s, "- "))
		}
	}
	return out
}

// TestOracle compares structure and meanings with emv-decode, a program in C by
// other authors, on the bytes of the collected card sessions.
func TestOracle(t *testing.T) {
	if *traces == "" {
		t.Skip("NOT RUN: no directory of traces given (MPOS_TRACES or -traces)")
	}
	b, err := os.ReadFile(filepath.Join(*traces, "emv-decode-oracle.json"))
	require.NoError(t, err)
	var cases []struct{ Hex, Text string }
	require.NoError(t, json.Unmarshal(b, &cases))
	objects, meanings, failed := 0, 0, 0
	for _, c := range cases {
		tree, err := tlv.ParseTree(unhex(t, c.Hex), tlv.Options{})
		if strings.Contains(c.Text, "decoding error") || err != nil {
			failed++ // masked or padded; the two need not agree
			continue
		}
		want := readOracle(c.Text)
		i := 0
		tree.Walk(func(n *tlv.Node, depth int) bool {
			require.Less(t, i, len(want), c.Hex)
			o := want[i]
			i++
			require.Equal(t, []any{o.tag, o.depth, o.len}, []any{n.Tag.String(), depth, n.Len}, c.Hex)
			objects++
			if lines, ok := inOracleWords(t, n); ok {
				require.Equal(t, lines, oracleWords(o), "%s %x", o.tag, n.Value)
				meanings += len(lines)
			}
			return true
		})
		require.Len(t, want, i)
	}
	t.Logf("%d objects and %d meanings agree; %d of %d inputs not compared", objects, meanings, failed, len(cases))
	require.Greater(t, objects, 500)
	require.Greater(t, meanings, 300)
	require.Less(t, failed, 10)
}

// inOracleWords says in emv-decode's words what we make of a value.
func inOracleWords(t *testing.T, n *tlv.Node) ([]string, bool) {
	switch n.Tag {
	case tag.AIP, tag.ApplicationUsageControl, tag.IACDefault, tag.IACDenial, tag.IACOnline:
		return setBits(t, n), true
	case tag.CDOL1, tag.CDOL2, tag.PDOL, tag.DDOL:
		d, err := emv.ParseDOL(n.Value)
		require.NoError(t, err)
		var out []string
		for _, e := range d {
			out = append(out, fmt.Sprintf("%v [%d]", e.Tag, e.Len))
		}
		return out, true
	case tag.AFL:
		a, err := emv.ParseAFL(n.Value)
		require.NoError(t, err)
		return aflWords(a), true
	case tag.CVMList:
		l, err := emv.ParseCVMList(n.Value)
		require.NoError(t, err)
		return cvmWords(l), true
	}
	return nil, false
}

func setBits(t *testing.T, n *tlv.Node) []string {
	m, ok := emv.Explain(n.Tag, n.Value)
	require.True(t, ok)
	var out []string
	for _, x := range m {
		if x.Set {
			s := strings.TrimSuffix(x.Name, " (contactless)")
			out = append(out, strings.ReplaceAll(s, "is supported", "supported"))
		}
	}
	return slices.Compact(out)
}

func aflWords(a emv.AFL) []string {
	var out []string
	for _, e := range a {
		s := fmt.Sprintf("SFI %d, record %d", e.SFI, e.First)
		if e.Last > e.First {
			s += fmt.Sprintf(" to %d", e.Last)
		}
		if e.ODA == 1 {
			s += ", 1 record used for offline data authentication"
		} else if e.ODA > 1 {
			s += fmt.Sprintf(", %d records used for offline data authentication", e.ODA)
		}
		out = append(out, s)
	}
	return out
}

func cvmWords(l emv.CVMList) []string {
	var out []string
	for _, r := range l.Rules {
		parts := strings.SplitN(strings.TrimPrefix(r.String(), r.Method().String()+", "), ", else ", 2)
		next := map[string]string{
			"next": "apply succeeding cv rule if this cvm is unsuccessful",
			"fail": "fail cardholder verification if this cvm is unsuccessful",
		}[parts[1]]
		out = append(out, strings.ToLower(parts[0]+"; "+r.Method().String()+"; "+next))
	}
	return out
}

var (
	longName = regexp.MustCompile(`(Static Data Authentication|Dynamic Data Authentication|Combined DDA/Application Cryptogram Generation|Extended Data Authentication|Integrated circuit card) \((\w+)\)`)
	dolName  = regexp.MustCompile(`^([0-9A-F]+) (?:\| .* )?(\[\d+\])$`)
)

// oracleWords brings emv-decode's lines to a common wording.
func oracleWords(o oracleObject) []string {
	var out []string
	for _, s := range o.lines {
		switch {
		case strings.HasSuffix(s, "List:"):
			continue
		case dolName.MatchString(s):
			s = dolName.ReplaceAllString(s, "$1 $2")
		case o.tag == "8E":
			s = strings.ToLower(strings.ReplaceAll(s, " (paper)", ""))
		case s == "RFU":
			s = "reserved"
		default:
			s = longName.ReplaceAllString(s, "$2")
			s = strings.ReplaceAll(s, "is supported", "supported")
			s = strings.TrimPrefix(s, "Contactless ")
			if s == "transaction" {
				s = "Contactless transaction"
			}
		}
		out = append(out, s)
	}
	return out
}
