package tag_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/emv/tag"
	"github.com/openmpos/mpos/emv/tlv"
)

// TestFacts checks rows against EMV Book 3, Annex A, table 37.
func TestFacts(t *testing.T) {
	for _, c := range []struct {
		tag      tlv.Tag
		name     string
		format   tag.Format
		min, max int
		source   string
		template string
	}{
		{0x5A, "Application Primary Account Number (PAN)", tag.FormatCN, 0, 10, "card", "70/77"},
		{0x57, "Track 2 Equivalent Data", tag.FormatB, 0, 19, "card", "70/77"},
		{0x82, "Application Interchange Profile", tag.FormatB, 2, 2, "card", "77/80"},
		{0x90, "Issuer Public Key Certificate", tag.FormatB, 0, 0, "card", "70/77"},
		{0x95, "Terminal Verification Results", tag.FormatB, 5, 5, "terminal", ""},
		{0x9A, "Transaction Date", tag.FormatN, 3, 3, "terminal", ""},
		{0x9F02, "Amount, Authorised (Numeric)", tag.FormatN, 6, 6, "terminal", ""},
		{0x9F10, "Issuer Application Data", tag.FormatB, 0, 32, "card", "77/80"},
		{0x9F1E, "Interface Device (IFD) Serial Number", tag.FormatAN, 8, 8, "terminal", ""},
		{0x9F26, "Application Cryptogram", tag.FormatB, 8, 8, "card", "77/80"},
		{0x9F36, "Application Transaction Counter (ATC)", tag.FormatB, 2, 2, "card", "77/80"},
		{0x9F37, "Unpredictable Number", tag.FormatB, 4, 4, "terminal", ""},
		{0x86, "Issuer Script Command", tag.FormatB, 0, 261, "issuer", "71/72"},
		{0x5F20, "Cardholder Name", tag.FormatANS, 2, 26, "card", "70/77"},
		{0x5F2A, "Transaction Currency Code", tag.FormatN, 2, 2, "terminal", ""},
		{0x9F20, "Track 2 Discretionary Data", tag.FormatCN, 0, 0, "card", "70/77"},
		{0x8A, "Authorisation Response Code", tag.FormatAN, 2, 2, "issuer, terminal", ""},
	} {
		i, ok := tag.Lookup(c.tag)
		require.True(t, ok, c.tag)
		require.Equal(t, c.name, i.Name)
		require.Equal(t, c.format, i.Format, c.name)
		require.Equal(t, []int{c.min, c.max}, []int{i.Min, i.Max}, c.name)
		require.Equal(t, c.source, i.Source, c.name)
		require.Equal(t, c.template, i.Template, c.name)
		require.Equal(t, "EMV Book 3, Annex A", i.Clause)
		require.Equal(t, tag.EMV, i.Scope)
		require.Equal(t, c.tag, i.Tag)
	}
}

func TestScopes(t *testing.T) {
	// One number, three meanings, none of which EMV itself gives.
	_, ok := tag.Lookup(0x9F61)
	require.False(t, ok)
	name := func(s tag.Scope, n tlv.Tag) string {
		i, ok := tag.LookupIn(s, n)
		require.True(t, ok)
		return i.Name
	}
	require.Equal(t, "Cardholder ID number", name(tag.UnionPay, 0x9F61))
	require.Equal(t, "CVC3 (Track2)", name(tag.C2, 0x9F61))
	require.Equal(t, "Application Interchange Profile", name(tag.UnionPay, 0x82))
	require.Equal(t, "Terminal Transaction Qualifiers (TTQ)", name(tag.C3, 0x9F66))
	_, ok = tag.LookupIn(tag.C3, 0x9F61)
	require.False(t, ok)
	require.Len(t, tag.Meanings(0x9F66), 3)
	require.Empty(t, tag.Meanings(0x9F00))
	require.Equal(t, "ISO 7816", func() string { i, _ := tag.Lookup(0x53); return i.Scope.String() }())

	// RIDs as registered under ISO/IEC 7816-5.
	require.Equal(t, tag.UnionPay, tag.ScopeOf([]byte{0xA0, 0, 0, 0x03, 0x33, 1, 1, 2}))
	require.Equal(t, tag.C3, tag.ScopeOf([]byte{0xA0, 0, 0, 0, 0x03, 0x10, 0x10}))
	require.Equal(t, tag.C2, tag.ScopeOf([]byte{0xA0, 0, 0, 0, 0x04, 0x10, 0x10}))
	require.Equal(t, tag.EMV, tag.ScopeOf([]byte{0xA0, 0, 0, 0, 0x25}))
	require.Equal(t, tag.EMV, tag.ScopeOf([]byte{0xA0}))
}

func TestSensitivity(t *testing.T) {
	for n, want := range map[tlv.Tag]tag.Sensitivity{
		0x5A: tag.AccountData, 0x57: tag.TrackData, 0x56: tag.TrackData, 0x5F20: tag.TrackData, 0x9F0B: tag.TrackData,
		0x9F1F: tag.TrackData, 0x9F20: tag.TrackData, 0x99: tag.PINData, 0x95: tag.Public, 0x9F26: tag.Public,
		0x9F6B: tag.TrackData, // in C-2; elsewhere a limit
		0x9F61: tag.TrackData, // UnionPay's identity number; elsewhere a CVC3
		0x9F00: tag.Public,
	} {
		require.Equal(t, want, tag.SensitivityOf(n), n)
	}
	i, ok := tag.LookupIn(tag.UnionPay, 0x9F6B)
	require.True(t, ok)
	require.Equal(t, tag.Public, i.Sensitivity)
}

// TestTableIsComplete: every row can be looked up, and has its texts.
func TestTableIsComplete(t *testing.T) {
	rows := 0
	tag.All(func(i tag.Info) bool {
		rows++
		require.True(t, i.Tag.Valid(), i.Tag)
		require.NotEmpty(t, i.Name)
		require.NotEmpty(t, i.Clause, i.Name)
		require.NotEmpty(t, i.Scope.String())
		require.NotEmpty(t, i.Sensitivity.String())
		got, ok := tag.LookupIn(i.Scope, i.Tag)
		require.True(t, ok)
		require.Equal(t, i, got)
		if i.Tag.Constructed() {
			require.Contains(t, []tag.Format{tag.FormatB, tag.FormatVar, tag.FormatNone}, i.Format, i.Name)
		}
		return true
	})
	require.Greater(t, rows, 250)
	n := 0
	tag.All(func(tag.Info) bool { n++; return n < 3 })
	require.Equal(t, 3, n)
	require.Empty(t, tag.Scope(200).String())
	require.Equal(t, "cn", tag.FormatCN.String())
}

func TestLookupDoesNotAllocate(t *testing.T) {
	require.Zero(t, testing.AllocsPerRun(100, func() { _, _ = tag.Lookup(0x9F37) }))
}

func BenchmarkLookup(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		_, _ = tag.Lookup(0x9F37)
	}
}

var traces = flag.String("traces", os.Getenv("MPOS_TRACES"), "directory of collected traces")

// TestCollectedTagsAreKnown: the table names nearly all tags that collected
// messages carry.
func TestCollectedTagsAreKnown(t *testing.T) {
	if *traces == "" {
		t.Skip("NOT RUN: no directory of traces given (MPOS_TRACES or -traces)")
	}
	b, err := os.ReadFile(filepath.Join(*traces, "tlv_field55.json"))
	require.NoError(t, err)
	var cases []struct {
		Expected struct{ Primitives [][2]string }
	}
	require.NoError(t, json.Unmarshal(b, &cases))
	all, known := 0, 0
	for _, c := range cases {
		for _, p := range c.Expected.Primitives {
			n, err := tlv.ParseTagString(p[0])
			require.NoError(t, err)
			all++
			if len(tag.Meanings(n)) > 0 {
				known++
			} else {
				t.Log("not in the table:", n)
			}
		}
	}
	require.Greater(t, known*100, all*95, "%d of %d", known, all)
}
