package cbor

import (
	"encoding/hex"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

type inner struct {
	A uint8 `cbor:"1,keyasint"`
}

type sample struct {
	U8    uint8     `cbor:"1,keyasint"`
	U64   uint64    `cbor:"2,keyasint"`
	B     bool      `cbor:"3,keyasint"`
	Text  string    `cbor:"4,keyasint"`
	Bytes []byte    `cbor:"5,keyasint"`
	Four  [4]byte   `cbor:"6,keyasint"`
	Two   [2]uint32 `cbor:"7,keyasint"`
	List  [][]byte  `cbor:"8,keyasint"`
	Inner inner     `cbor:"9,keyasint"`
}

// zeroSample is by RFC 8949, 3: a map of nine (A9), keys 01 to 09; 0 is 00,
// false F4, an empty text 60, an empty byte string 40, four bytes 44, an array
// of two 82, an empty array 80, a map of one A1.
const zeroSample = "a9" + "0100" + "0200" + "03f4" + "0460" + "0540" + "064400000000" + "07820000" + "0880" + "09a10100"

func TestAppendZero(t *testing.T) {
	b, err := Append([]byte{0xEE}, sample{})
	require.NoError(t, err)
	require.Equal(t, "ee"+zeroSample, hex.EncodeToString(b))
	var v sample
	require.NoError(t, Parse(b[1:], &v))
}

func TestParseIsTheInverseOfAppend(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := sample{
			U8: rapid.Uint8().Draw(t, "u8"), U64: rapid.Uint64().Draw(t, "u64"), B: rapid.Bool().Draw(t, "b"),
			Text: rapid.String().Draw(t, "text"), Bytes: rapid.SliceOf(rapid.Byte()).Draw(t, "bytes"),
			Four: [4]byte(rapid.SliceOfN(rapid.Byte(), 4, 4).Draw(t, "four")),
			Two:  [2]uint32{rapid.Uint32().Draw(t, "a"), rapid.Uint32().Draw(t, "b")},
			List: rapid.SliceOfN(rapid.SliceOf(rapid.Byte()), 0, 4).Draw(t, "list"),
		}
		b, err := Append(nil, &v)
		if err != nil {
			t.Fatal(err)
		}
		var w sample
		if err := Parse(b, &w); err != nil {
			t.Fatal(err)
		}
		again, err := Append(nil, w)
		require.NoError(t, err)
		require.Equal(t, b, again)
		require.Equal(t, v.Text, w.Text)
		require.Equal(t, v.Two, w.Two)
	})
}

func TestParseLocatesWhatDoesNotFit(t *testing.T) {
	for _, c := range []struct {
		name, in, path, reason string
		offset                 int
	}{
		{"not a map", "80", "", "is not a map", 0},
		{"missing keys", "a20100" + "0200", "", "missing key 3", 0},
		{"unknown key", "aa0100" + "0200" + "03f4" + "0460" + "0540" + "064400000000" + "07820000" + "0880" + "09a10100" + "0a00", "", "unknown key 10", 27},
		{"unknown key inside", "a9" + "0100" + "0200" + "03f4" + "0460" + "0540" + "064400000000" + "07820000" + "0880" + "09a201000200", "9", "unknown key 2", 27},
		{"negative key", "a120" + "00", "", "unknown key -1", 1},
		{"integer too large", "a1" + "01190100", "1", "is larger than 8 bits", 2},
		{"negative integer", "a1" + "0120", "1", "is not an unsigned integer", 2},
		{"text for a number", "a1" + "0160", "1", "is not an unsigned integer", 2},
		{"number for a bool", "a1" + "0300", "3", "is not false or true", 2},
		{"bytes for a text", "a1" + "0440", "4", "is not a text string", 2},
		{"text for bytes", "a1" + "0560", "5", "is not a byte string", 2},
		{"array for bytes", "a1" + "0580", "5", "is not a byte string", 2},
		{"short bytes", "a1" + "0643000000", "6", "is not 4 bytes long", 2},
		{"long bytes", "a1" + "06450000000000", "6", "is not 4 bytes long", 2},
		{"short array", "a1" + "078100", "7", "is not an array of 2", 2},
		{"bool for an array", "a1" + "07f4", "7", "is not an array", 2},
		{"text in a list", "a1" + "08824060", "8/1", "is not a byte string", 4},
	} {
		b := unhex(t, c.in)
		require.NoError(t, Check(b), c.name)
		var e *Error
		require.ErrorAs(t, Parse(b, new(sample)), &e, c.name)
		require.Equal(t, Error{c.offset, c.path, c.reason}, *e, c.name)
	}
}

func TestAppendRefusesWhatParseWould(t *testing.T) {
	for _, v := range []any{
		sample{Text: "\xff"}, sample{List: make([][]byte, MaxElements+1)}, 1.5, make(chan int), map[string]int{"a": 1}, nil,
	} {
		b, err := Append([]byte{1}, v)
		require.Error(t, err)
		require.Equal(t, []byte{1}, b)
	}
}

func TestParseNeedsAPointer(t *testing.T) {
	require.Error(t, Parse([]byte{0xA0}, sample{}))
	require.Error(t, Parse([]byte{0xA0}, nil))
}
