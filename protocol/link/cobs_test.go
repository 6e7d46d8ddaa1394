package link

import (
	"bytes"
	"encoding/hex"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// count returns the bytes from first to last.
func count(first, last int) string {
	var b []byte
	for n := first; n <= last; n++ {
		b = append(b, byte(n))
	}
	return hex.EncodeToString(b)
}

// The examples of Wikipedia, "Consistent Overhead Byte Stuffing", without the
// final zero.
var cobsVectors = []struct{ plain, encoded string }{
	{"00", "0101"},
	{"0000", "010101"},
	{"001100", "01021101"},
	{"11220033", "0311220233"},
	{"11223344", "0511223344"},
	{"11000000", "0211010101"},
	{count(0x01, 0xFE), "ff" + count(0x01, 0xFE)},
	{"00" + count(0x01, 0xFE), "01ff" + count(0x01, 0xFE)},
	{count(0x01, 0xFF), "ff" + count(0x01, 0xFE) + "02ff"},
	{count(0x02, 0xFF) + "00", "ff" + count(0x02, 0xFF) + "0101"},
	{count(0x03, 0xFF) + "0001", "fe" + count(0x03, 0xFF) + "0201"},
}

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	require.NoError(t, err)
	return b
}

func TestCOBSVectors(t *testing.T) {
	for _, v := range cobsVectors {
		require.Equal(t, v.encoded, hex.EncodeToString(appendCOBS(nil, unhex(t, v.plain))))
		b, err := decodeCOBS(nil, unhex(t, v.encoded))
		require.NoError(t, err)
		require.Equal(t, v.plain, hex.EncodeToString(b))
	}
}

func TestCOBSRefuses(t *testing.T) {
	for in, want := range map[string]Error{
		"":                           {0, "frame is empty"},
		"05112233":                   {0, "block runs past the end"},
		"021102":                     {2, "block runs past the end"},
		"02110003":                   {2, "zero byte inside the frame"},
		"ff" + count(1, 0xFE) + "01": {255, "empty block after a full one"},
	} {
		_, err := decodeCOBS(nil, unhex(t, in))
		var e *Error
		require.ErrorAs(t, err, &e, in)
		require.Equal(t, want, *e, in)
	}
}

func TestCOBSRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plain := rapid.SliceOfN(rapid.Byte(), 1, 800).Draw(t, "plain")
		if rapid.Bool().Draw(t, "few zeros") {
			for i := range plain {
				plain[i] |= 1
			}
		}
		encoded := appendCOBS(nil, plain)
		if bytes.IndexByte(encoded, 0) >= 0 || len(encoded) > len(plain)+(len(plain)+253)/254 {
			t.Fatalf("%d bytes for %d", len(encoded), len(plain))
		}
		back, err := decodeCOBS(nil, encoded)
		if err != nil || !bytes.Equal(back, plain) {
			t.Fatal(err)
		}
	})
}
