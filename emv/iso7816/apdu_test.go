package iso7816_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/openmpos/mpos/emv/iso7816"
)

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	require.NoError(t, err)
	return b
}

// TestCases: the cases of ISO/IEC 7816-4, 5.1 and ISO/IEC 7816-3, 12.1.3.
func TestCases(t *testing.T) {
	long := bytes.Repeat([]byte{7}, 256)
	for _, c := range []struct {
		name, hex string
		want      iso7816.Command
	}{
		{"1", "801E0000", iso7816.Command{CLA: 0x80, INS: 0x1E, Le: -1}},
		{"2S", "00B2010C10", iso7816.Command{INS: 0xB2, P1: 1, P2: 0x0C, Le: 16}},
		{"2S all", "00B2010C00", iso7816.Command{INS: 0xB2, P1: 1, P2: 0x0C, Le: 256}},
		{"3S", "0082000002AABB", iso7816.Command{INS: 0x82, Data: []byte{0xAA, 0xBB}, Le: -1}},
		{"4S", "80A8000002830000", iso7816.Command{CLA: 0x80, INS: 0xA8, Data: []byte{0x83, 0}, Le: 256}},
		{"2E", "00B00000000200", iso7816.Command{INS: 0xB0, Le: 512, Extended: true}},
		{"2E all", "00B00000000000", iso7816.Command{INS: 0xB0, Le: 65536, Extended: true}},
		{"3E", "00D60000000100" + hex.EncodeToString(long), iso7816.Command{INS: 0xD6, Data: long, Le: -1, Extended: true}},
		{"3E small", "00D6000000000107", iso7816.Command{INS: 0xD6, Data: []byte{7}, Le: -1, Extended: true}},
		{"4E", "00D60000000001070000", iso7816.Command{INS: 0xD6, Data: []byte{7}, Le: 65536, Extended: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := iso7816.ParseCommand(unhex(t, c.hex))
			require.NoError(t, err)
			require.Equal(t, fields(c.want), fields(got))
			require.Equal(t, unhex(t, c.hex), c.want.Append(nil))
		})
	}
}

// fields lays a command open, which its String does not.
func fields(c iso7816.Command) []any {
	return []any{c.CLA, c.INS, c.P1, c.P2, hex.EncodeToString(c.Data), c.Le, c.Extended}
}

func TestBadCommands(t *testing.T) {
	for in, want := range map[string]iso7816.Error{
		"":                   {0, "", "shorter than a header of 4 bytes"},
		"00A404":             {3, "", "shorter than a header of 4 bytes"},
		"00A4040002A0":       {6, "data", "shorter than Lc says"},
		"00A4040001A00000":   {6, "Le", "what follows the data is no Le"},
		"00A404000001":       {6, "Lc", "extended length is cut off"},
		"00A4040000000000":   {5, "Lc", "length 0 with data after it"},
		"00A40400000002A0":   {8, "data", "shorter than Lc says"},
		"00A40400000001A000": {8, "Le", "what follows the data is no Le"},
	} {
		_, err := iso7816.ParseCommand(unhex(t, in))
		require.Equal(t, &want, err, in)
	}
}

func TestConstructors(t *testing.T) {
	for _, c := range []struct {
		name string
		cmd  iso7816.Command
		hex  string
	}{
		// The first four are what other terminals sent to cards: OpenEMV's
		// and binaryfoo's published traces.
		{"SELECT", iso7816.Select([]byte("1PAY.SYS.DDF01")), "00A404000E315041592E5359532E444446303100"},
		{"READ RECORD", iso7816.ReadRecord(1, 1), "00B2010C00"},
		{"GET PROCESSING OPTIONS", iso7816.GetProcessingOptions([]byte{0xE2}), "80A80000038301E200"},
		{"GENERATE AC", iso7816.GenerateAC(iso7816.TC|iso7816.CDA, []byte{0, 0, 0x10, 0x11}), "80AE5000040000101100"},
		{"GET DATA", iso7816.GetData(0x9F36), "80CA9F3600"},
		{"GET PROCESSING OPTIONS", iso7816.GetProcessingOptions(nil), "80A8000002830000"},
		{"SELECT", iso7816.SelectNext([]byte{0xA0, 0, 0, 3, 0x33}), "00A4040205A00000033300"},
		{"GET CHALLENGE", iso7816.GetChallenge(), "0084000000"},
		{"INTERNAL AUTHENTICATE", iso7816.InternalAuthenticate([]byte{1, 2, 3, 4}), "00880000040102030400"},
		{"EXTERNAL AUTHENTICATE", iso7816.ExternalAuthenticate([]byte{1, 2, 3, 4, 5, 6, 7, 8, 0x30, 0x30}), "008200000A01020304050607083030"},
		{"VERIFY", iso7816.Verify([]byte{0x24, 0x12, 0x34, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}, false), "0020008008241234FFFFFFFFFF"},
		{"VERIFY", iso7816.Verify([]byte{9}, true), "002000880109"},
		{"GET RESPONSE", iso7816.GetResponse(0x1F), "00C000001F"},
		{"INS 44", iso7816.Command{INS: 0x44, Le: iso7816.NoLe}, "00440000"},
	} {
		require.Equal(t, unhex(t, c.hex), c.cmd.Append(nil), c.name)
		require.Equal(t, c.name, c.cmd.Name())
		require.True(t, c.cmd.Valid())
	}
}

func TestLongPDOLDataTakesALongLength(t *testing.T) {
	c := iso7816.GetProcessingOptions(make([]byte, 200))
	require.Equal(t, []byte{0x83, 0x81, 200}, c.Data[:3])
	require.Equal(t, byte(203), c.Append(nil)[4])
}

func TestCommandThatCannotBeEncoded(t *testing.T) {
	for _, c := range []iso7816.Command{{Data: make([]byte, 65536)}, {Le: 65537}} {
		require.False(t, c.Valid())
		require.Equal(t, []byte{1}, c.Append([]byte{1}))
	}
}

func TestExplain(t *testing.T) {
	for want, c := range map[string]iso7816.Command{
		"record 2 of file 3":                iso7816.ReadRecord(2, 3),
		"by name, next occurrence":          iso7816.SelectNext(nil),
		"by name, first or only occurrence": iso7816.Select(nil),
		"ARQC":                              iso7816.GenerateAC(iso7816.ARQC, nil),
		"TC, with CDA signature":            iso7816.GenerateAC(iso7816.TC|iso7816.CDA, nil),
		"AAC":                               iso7816.GenerateAC(iso7816.AAC, nil),
		"reserved type":                     iso7816.GenerateAC(0xC0, nil),
		"9F17":                              iso7816.GetData(0x9F17),
		"enciphered PIN":                    iso7816.Verify(nil, true),
		"":                                  iso7816.GetChallenge(),
	} {
		require.Equal(t, want, c.Explain())
	}
	require.Empty(t, iso7816.Command{INS: iso7816.InsSelect}.Explain())
}

// TestPrintingShowsNoData: a VERIFY holds a PIN.
func TestPrintingShowsNoData(t *testing.T) {
	c := iso7816.Verify(unhex(t, "241234FFFFFFFFFF"), false)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
		s := fmt.Sprintf(verb, c)
		require.NotContains(t, s, "1234", verb)
		require.NotContains(t, s, "0x12", verb)
		require.NotContains(t, s, "18 52", verb)
	}
	require.Equal(t, "VERIFY Lc=8", c.String())
	require.Equal(t, "READ RECORD Le=256", iso7816.ReadRecord(1, 1).String())
}

func TestResponse(t *testing.T) {
	r, err := iso7816.ParseResponse(unhex(t, "0102036A83"))
	require.NoError(t, err)
	require.Equal(t, iso7816.Response{Data: []byte{1, 2, 3}, SW: 0x6A83}, r)
	require.Equal(t, unhex(t, "0102036A83"), r.Append(nil))
	_, err = iso7816.ParseResponse([]byte{0x90})
	require.Equal(t, &iso7816.Error{Offset: 1, Path: "SW", Reason: "shorter than a status word"}, err)
	require.EqualError(t, err, "iso7816: SW: shorter than a status word at 1")
	_, err = iso7816.ParseResponse(make([]byte, 65539))
	require.Error(t, err)
	_, err = iso7816.ParseResponse(make([]byte, 65538))
	require.NoError(t, err)
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := iso7816.Command{
			CLA: rapid.Byte().Draw(t, "CLA"), INS: rapid.Byte().Draw(t, "INS"), P1: rapid.Byte().Draw(t, "P1"), P2: rapid.Byte().Draw(t, "P2"),
			Data:     make([]byte, rapid.SampledFrom([]int{0, 1, 254, 255, 256, 300, 65535}).Draw(t, "Lc")),
			Le:       rapid.SampledFrom([]int{-1, 0, 1, 255, 256, 257, 65535, 65536}).Draw(t, "Le"),
			Extended: rapid.Bool().Draw(t, "extended"),
		}
		got, err := iso7816.ParseCommand(c.Append(nil))
		require.NoError(t, err)
		if c.Le == 0 {
			c.Le = iso7816.NoLe
		}
		c.Extended = got.Extended // case 1 has no lengths to extend
		require.Equal(t, fields(c), fields(got))
	})
}

func FuzzParseCommand(f *testing.F) {
	for _, s := range []string{"", "00A40400", "00B2010C00", "80A8000002830000", "00B00000000000", "00D60000000001070000", "00A4040002A0"} {
		f.Add(unhex(f, s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := iso7816.ParseCommand(b)
		if err == nil {
			require.True(t, bytes.Equal(b, c.Append(nil)))
			require.NotEmpty(t, c.String())
		}
		require.LessOrEqual(t, testing.AllocsPerRun(1, func() { _, _ = iso7816.ParseCommand(b) }), 4.0)
	})
}

var traces = flag.String("traces", os.Getenv("MPOS_TRACES"), "directory of collected traces")

// TestCollectedSessions re-encodes every command and response of the collected
// card sessions.
func TestCollectedSessions(t *testing.T) {
	if *traces == "" {
		t.Skip("NOT RUN: no directory of traces given (MPOS_TRACES or -traces)")
	}
	b, err := os.ReadFile(filepath.Join(*traces, "sessions.json"))
	require.NoError(t, err)
	var sessions []struct {
		ID, Interface string
		Exchanges     []struct{ C, R string }
	}
	require.NoError(t, json.Unmarshal(b, &sessions))
	n := 0
	for _, s := range sessions {
		if s.Interface == "contact T=0 TPDU" {
			continue // those are TPDUs, not APDUs
		}
		for _, x := range s.Exchanges {
			checkExchange(t, s.ID, x.C, x.R)
			n++
		}
	}
	require.Greater(t, n, 300)
}

func checkExchange(t *testing.T, id, c, r string) {
	t.Helper()
	if c != "" {
		cmd, err := iso7816.ParseCommand(unhex(t, c))
		require.NoError(t, err, "%s %s", id, c)
		require.Equal(t, unhex(t, c), cmd.Append(nil), id)
	}
	if len(r) >= 4 {
		res, err := iso7816.ParseResponse(unhex(t, r))
		require.NoError(t, err, id)
		require.Equal(t, unhex(t, r), res.Append(nil), id)
	}
}

func BenchmarkParseCommand(b *testing.B) {
	in := iso7816.GenerateAC(iso7816.ARQC, make([]byte, 29)).Append(nil)
	b.ReportAllocs()
	for b.Loop() {
		_, _ = iso7816.ParseCommand(in)
	}
}
