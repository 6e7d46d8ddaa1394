package emv_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/openmpos/mpos/emv"
	"github.com/openmpos/mpos/emv/tlv"
)

// TestDOLBuild: the rules of EMV Book 3, 5.4, one by one.
func TestDOLBuild(t *testing.T) {
	for _, c := range []struct{ name, dol, value, want string }{
		{"same length", "9F3704", "01020304", "01020304"},
		{"unknown to the terminal", "9F3704", "", "00000000"},
		{"unknown tag", "DF7E03", "", "000000"},
		{"template", "6F02", "9A01", "0000"},
		{"n, too long: the left goes", "9F0204", "000000123456", "00123456"},
		{"n, too short: zeros at the left", "9F0208", "000000123456", "0000000000123456"},
		{"cn, too long: the right goes", "5A04", "6200000000000005", "62000000"},
		{"cn, too short: FF at the right", "5A0A", "6200000000000005", "6200000000000005FFFF"},
		{"b, too long: the right goes", "9503", "8040201008", "804020"},
		{"b, too short: zeros at the right", "9507", "8040201008", "80402010080000"},
		{"an, too short: zeros at the right", "9F1E0A", "3132333435363738", "31323334353637380000"},
		{"nothing asked", "9F3700", "01020304", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := emv.ParseDOL(unhex(t, c.dol))
			require.NoError(t, err)
			value := unhex(t, c.value)
			got := d.Build([]byte{0xEE}, func(tlv.Tag) []byte { return value })
			require.Equal(t, append([]byte{0xEE}, unhex(t, c.want)...), got)
			require.Equal(t, len(got)-1, d.Size())
		})
	}
}

func TestParseDOL(t *testing.T) {
	// CDOL1 of a published trace (binaryfoo/emv-bertlv, amex-cda).
	raw := unhex(t, "9F02069F03069F1A0295055F2A029A039C019F3704")
	d, err := emv.ParseDOL(raw)
	require.NoError(t, err)
	require.Equal(t, emv.DOL{{0x9F02, 6}, {0x9F03, 6}, {0x9F1A, 2}, {0x95, 5}, {0x5F2A, 2}, {0x9A, 3}, {0x9C, 1}, {0x9F37, 4}}, d)
	require.Equal(t, 29, d.Size())
	require.True(t, d.Has(0x9F37))
	require.False(t, d.Has(0x8A))
	m, ok := emv.Explain(0x8C, raw)
	require.True(t, ok)
	require.Equal(t, emv.Meaning{Off: 9, Len: 2, Name: "95 Terminal Verification Results", Value: "5 bytes", Clause: "EMV Book 3, 5.4"}, m[3])

	empty, err := emv.ParseDOL(nil)
	require.NoError(t, err)
	require.Empty(t, empty)
	for in, want := range map[string]emv.Error{
		"9F02":       {Offset: 2, Path: "DOL", Reason: "length is missing"},
		"9F02069F":   {Offset: 3, Path: "DOL", Reason: "not a tag"},
		"DF81828301": {Offset: 0, Path: "DOL", Reason: "not a tag"},
	} {
		_, err := emv.ParseDOL(unhex(t, in))
		require.Equal(t, &want, err)
	}
	_, err = emv.ParseDOL(bytes.Repeat([]byte{0x95, 5}, 127))
	require.EqualError(t, err, "emv: DOL: longer than 252 bytes at 252")
}

func TestTagList(t *testing.T) {
	list, err := emv.ParseTagList(unhex(t, "829F36"))
	require.NoError(t, err)
	require.Equal(t, []tlv.Tag{0x82, 0x9F36}, list)
	_, err = emv.ParseTagList([]byte{0x82, 0x9F})
	require.EqualError(t, err, "emv: tag list: not a tag at 1")
	m, ok := emv.Explain(0x9F4A, []byte{0x82})
	require.True(t, ok)
	require.Equal(t, "82 Application Interchange Profile", m[0].Name)
}

// TestAFL: EMV Book 3, 10.2.
func TestAFL(t *testing.T) {
	raw := unhex(t, "0801010008020201080405001002030018030300")
	a, err := emv.ParseAFL(raw)
	require.NoError(t, err)
	require.Equal(t, emv.AFL{{1, 1, 1, 0}, {1, 2, 2, 1}, {1, 4, 5, 0}, {2, 2, 3, 0}, {3, 3, 3, 0}}, a)
	require.Equal(t, 7, a.Records())
	require.Equal(t, raw, a.Append(nil))
	require.Equal(t, "file 1, record 2, 1 authenticated offline", a[1].String())
	require.Equal(t, "file 1, records 4 to 5", a[2].String())
	for in, want := range map[string]emv.Error{
		"080101":           {Offset: 3, Path: "AFL", Reason: "not 63 or fewer entries of 4 bytes"},
		"00010100":         {Offset: 0, Path: "AFL", Reason: "not a short file identifier"},
		"F8010100":         {Offset: 0, Path: "AFL", Reason: "not a short file identifier"},
		"0A010100":         {Offset: 0, Path: "AFL", Reason: "not a short file identifier"},
		"0801010008000100": {Offset: 5, Path: "AFL", Reason: "first record is 0"},
		"08020100":         {Offset: 2, Path: "AFL", Reason: "last record is before the first"},
		"08010203":         {Offset: 3, Path: "AFL", Reason: "more records to authenticate than to read"},
	} {
		_, err := emv.ParseAFL(unhex(t, in))
		require.Equal(t, &want, err, in)
		_, ok := emv.Explain(0x94, unhex(t, in))
		require.False(t, ok)
	}
	_, err = emv.ParseAFL(bytes.Repeat([]byte{8, 1, 1, 0}, 64))
	require.Error(t, err)
}

func TestBuildIsAsLongAsAsked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, err := emv.ParseDOL(rapid.SliceOfN(rapid.Byte(), 0, 252).Draw(t, "dol"))
		if err != nil {
			return
		}
		v := rapid.SliceOfN(rapid.Byte(), 0, 300).Draw(t, "value")
		require.Len(t, d.Build(nil, func(tlv.Tag) []byte { return v }), d.Size())
	})
}

func FuzzLists(f *testing.F) {
	f.Add(unhex(f, "9F02069F03069F1A0295055F2A029A039C019F3704"))
	f.Add(unhex(f, "0801010008020201080405001002030018030300"))
	f.Add(unhex(f, "0000000000000000420141031F02"))
	f.Add(unhex(f, "374245001741007D181270213101234500000F"))
	f.Add([]byte{0x9F})
	f.Fuzz(func(t *testing.T, b []byte) {
		if d, err := emv.ParseDOL(b); err == nil {
			require.Equal(t, string(b), string(d.Append(nil)))
		}
		if a, err := emv.ParseAFL(b); err == nil {
			require.Equal(t, string(b), string(a.Append(nil)))
			require.LessOrEqual(t, a.Records(), 16_065)
		}
		if l, err := emv.ParseCVMList(b); err == nil {
			require.Equal(t, string(b), string(l.Append(nil)))
		}
		if tr, err := emv.ParseTrack2(b); err == nil {
			require.Equal(t, string(b), string(tr.UnsafeAppend(nil)))
		}
		for _, n := range explained {
			m, _ := emv.Explain(n, b)
			for _, x := range m {
				require.True(t, x.Off >= 0 && x.Len > 0 && x.Off+x.Len <= len(b), "%v %+v", n, x)
				require.NotEmpty(t, x.Name)
				require.NotEmpty(t, x.Clause)
			}
		}
	})
}

// explained are the tags that Explain knows.
var explained = []tlv.Tag{
	0x81, 0x82, 0x8A, 0x8C, 0x8D, 0x8E, 0x91, 0x94, 0x95, 0x97, 0x9A, 0x9B, 0x9C, 0x5F24, 0x5F25, 0x5F28, 0x5F2A, 0x5F30,
	0x5F34, 0x5F36, 0x9F02, 0x9F03, 0x9F04, 0x9F07, 0x9F0D, 0x9F0E, 0x9F0F, 0x9F10, 0x9F13, 0x9F14, 0x9F17, 0x9F1A, 0x9F1B,
	0x9F21, 0x9F23, 0x9F27, 0x9F33, 0x9F34, 0x9F35, 0x9F36, 0x9F38, 0x9F39, 0x9F3C, 0x9F40, 0x9F41, 0x9F42, 0x9F44, 0x9F49,
	0x9F4A, 0x9F4F,
}

func BenchmarkBuild(b *testing.B) {
	d, err := emv.ParseDOL(unhex(b, "9F02069F03069F1A0295055F2A029A039C019F3704"))
	require.NoError(b, err)
	v := make([]byte, 6)
	buf := make([]byte, 0, 64)
	b.ReportAllocs()
	for b.Loop() {
		buf = d.Build(buf[:0], func(tlv.Tag) []byte { return v })
	}
}

func BenchmarkParseDOL(b *testing.B) {
	raw := unhex(b, "9F02069F03069F1A0295055F2A029A039C019F3704")
	b.ReportAllocs()
	for b.Loop() {
		_, _ = emv.ParseDOL(raw)
	}
}
