package cbor

import (
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	require.NoError(t, err)
	return b
}

// The examples of RFC 8949, Appendix A, that lie in the subset.
func TestCheckTakesTheExamplesOfTheRFC(t *testing.T) {
	for _, s := range []string{
		"00", "01", "0a", "17", "1818", "1819", "1864", "1903e8", "1a000f4240", "1b000000e8d4a51000",
		"1bffffffffffffffff", "3bffffffffffffffff", "20", "29", "3863", "3903e7", "f4", "f5",
		"40", "4401020304", "60", "6161", "6449455446", "62225c", "62c3bc", "63e6b0b4", "64f0908591",
		"80", "83010203", "8301820203820405",
		"98190102030405060708090a0b0c0d0e0f101112131415161718181819",
		"a0", "a201020304",
	} {
		require.NoError(t, Check(unhex(t, s)), s)
	}
}

// Those outside it: floats, null, undefined, simple values, tags, indefinite
// lengths, text keys; and those of Appendix F, which are not well-formed.
func TestCheckRefusesTheOtherExamplesOfTheRFC(t *testing.T) {
	for s, reason := range map[string]string{
		"f90000": reasons[faultSimple], "fa47c35000": reasons[faultSimple], "fb3ff199999999999a": reasons[faultSimple],
		"f6": reasons[faultSimple], "f7": reasons[faultSimple], "f0": reasons[faultSimple], "f8ff": reasons[faultSimple],
		"c249010000000000000000": reasons[faultTag], "c11a514b67b0": reasons[faultTag], "d818456449455446": reasons[faultTag],
		"5f42010243030405ff": reasons[faultIndefinite], "7f657374726561646d696e67ff": reasons[faultIndefinite],
		"9fff": reasons[faultIndefinite], "bfff": reasons[faultIndefinite], "ff": reasons[faultIndefinite],
		"a26161016162820203": reasons[faultKey],
		"18":                 reasons[faultCut], "19": reasons[faultCut], "1901": reasons[faultCut], "1b01020304050607": reasons[faultCut],
		"38": reasons[faultCut], "58": reasons[faultCut], "": reasons[faultCut],
		"41": reasons[faultOverrun], "61": reasons[faultOverrun], "81": reasons[faultOverrun],
		"5affffffff00": reasons[faultOverrun], "5bffffffffffffffff010203": reasons[faultOverrun],
		"1c": reasons[faultReserved], "1d": reasons[faultReserved], "3e": reasons[faultReserved], "5c": reasons[faultReserved],
		"818181818181818181": reasons[faultOverrun],
	} {
		var e *Error
		require.ErrorAs(t, Check(unhex(t, s)), &e, s)
		require.Equal(t, reason, e.Reason, s)
	}
}

// Every rule of docs/protocol.md, section 3, with the place it is reported at.
func TestCheckLocates(t *testing.T) {
	deep := strings.Repeat("81", MaxDepth)
	for _, c := range []struct {
		name, in, path, reason string
		offset                 int
	}{
		{"long form of a value", "a2 01 1817 02 00", "1", reasons[faultLongForm], 2},
		{"long form of a key", "a1 1801 00", "", reasons[faultLongForm], 1},
		{"long form of a length", "82 00 5800", "1", reasons[faultLongForm], 2},
		{"long form in 2 bytes", "19 00ff", "", reasons[faultLongForm], 0},
		{"long form in 4 bytes", "1a 0000ffff", "", reasons[faultLongForm], 0},
		{"long form in 8 bytes", "1b 00000000ffffffff", "", reasons[faultLongForm], 0},
		{"duplicate key", "82 00 a2 01 00 01 00", "1", reasons[faultDuplicate], 5},
		{"key again, out of order", "a1 03 a3 01 00 02 00 01 00", "3", reasons[faultOrder], 7},
		{"unsorted", "a1 03 a2 02 00 01 00", "3", reasons[faultOrder], 5},
		{"negative before positive", "a2 20 00 01 00", "", reasons[faultOrder], 3},
		{"text key", "a1 61 61 00", "", reasons[faultKey], 1},
		{"array as a key", "a1 80 00", "", reasons[faultKey], 1},
		{"tag", "82 00 c0 00", "1", reasons[faultTag], 2},
		{"indefinite string", "81 5f 41 00 ff", "0", reasons[faultIndefinite], 1},
		{"not UTF-8", "a1 05 61 ff", "5", reasons[faultUTF8], 2},
		{"trailing byte", "80 00", "", reasons[faultTrailing], 1},
		{"too deep", deep + "80", "0/0/0/0/0/0/0/0", reasons[faultDepth], MaxDepth},
		{"too many", "81 98 41" + strings.Repeat("00", 65), "0", reasons[faultElements], 1},
		{"path after a nested map", "a2 01 a1 07 80 02 82 00 f6", "2/1", reasons[faultSimple], 8},
		{"negative key", "a1 20 f6", "-1", reasons[faultSimple], 2},
		{"lowest key", "a1 3bffffffffffffffff f6", "-18446744073709551616", reasons[faultSimple], 10},
	} {
		var e *Error
		require.ErrorAs(t, Check(unhex(t, c.in)), &e, c.name)
		require.Equal(t, Error{c.offset, c.path, c.reason}, *e, c.name)
	}
	require.NoError(t, Check(unhex(t, deep[2:]+"80")))
	require.NoError(t, Check(unhex(t, "9840"+strings.Repeat("00", 64))))
	require.NoError(t, Check(unhex(t, "a2 01 00 20 00")))
}

func TestNextAndSkip(t *testing.T) {
	b := unhex(t, "83 01 a1 02 43 aabbcc 19 0100")
	array, err := Next(b, 0)
	require.NoError(t, err)
	require.Equal(t, Item{Major: Array, Value: 3, HeadLen: 1}, array)
	one, err := Next(b, array.End())
	require.NoError(t, err)
	require.Equal(t, Item{Major: Uint, Value: 1, Offset: 1, HeadLen: 1}, one)
	end, err := Skip(b, one.End(), 1)
	require.NoError(t, err)
	require.Equal(t, 8, end)
	last, err := Next(b, end)
	require.NoError(t, err)
	require.Equal(t, Item{Major: Uint, Value: 256, Offset: 8, HeadLen: 3}, last)
	for _, off := range []int{-1, len(b) + 1} {
		_, err = Next(b, off)
		var e *Error
		require.True(t, errors.As(err, &e))
		require.Equal(t, reasons[faultOffset], e.Reason)
		_, err = Skip(b, off, 0)
		require.Error(t, err)
	}
}

// What is open around an item counts.
func TestSkipDepth(t *testing.T) {
	b := unhex(t, "818180")
	for depth := range MaxDepth + 2 {
		_, err := Skip(b, 0, depth)
		require.Equal(t, depth+3 <= MaxDepth, err == nil, depth)
	}
}

func TestFind(t *testing.T) {
	b := unhex(t, "a3 01 a1 02 00 02 42 aabb 21 00")
	i, ok := Find(b, 2)
	require.True(t, ok)
	require.Equal(t, Item{Major: Bytes, Value: 2, Offset: 6, HeadLen: 1, Data: []byte{0xAA, 0xBB}}, i)
	_, ok = Find(b, 3)
	require.False(t, ok)
	for _, bad := range []string{"", "80", "a1", "a101", "a2 01 f6 02 00", "a1 f6 00"} {
		_, ok = Find(unhex(t, bad), 2)
		require.False(t, ok, bad)
	}
}

func TestErrorText(t *testing.T) {
	e := &Error{7, "4/0", "tag"}
	require.EqualError(t, e, "cbor: 4/0: tag at 7")
	require.EqualError(t, e.In(10, "3"), "cbor: 3/4/0: tag at 17")
	require.EqualError(t, (&Error{0, "", "tag"}).In(1, "3"), "cbor: 3: tag at 1")
	require.EqualError(t, (&Error{0, "", "tag"}).In(1, ""), "cbor: tag at 1")
}
