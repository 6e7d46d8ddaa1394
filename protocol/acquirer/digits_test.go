package acquirer

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// The word-wise checks agree with the byte-wise meaning, at every length and
// wherever the one bad byte stands.
func TestChecks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		good := rapid.SampledFrom([]byte{0x00, 0x20, 0x41, 0x59, 0x80, 0x99, 0x7E}).Draw(t, "filler")
		b := make([]byte, rapid.IntRange(0, 40).Draw(t, "length"))
		for i := range b {
			b[i] = good
		}
		if len(b) > 0 {
			b[rapid.IntRange(0, len(b)-1).Draw(t, "place")] = rapid.Byte().Draw(t, "byte")
		}
		isDecimal, isPrintable := true, true
		for _, c := range b {
			isDecimal = isDecimal && c>>4 <= 9 && c&15 <= 9
			isPrintable = isPrintable && c >= 0x20 && c != 0x7F
		}
		require.Equal(t, isDecimal, decimal(b))
		require.Equal(t, isPrintable, printable(b))
		if len(b) <= 8 {
			padded := append(append([]byte{0xFF}, b...), 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF)
			require.Equal(t, isDecimal, shortDecimal(padded, 1, len(b)))
			require.False(t, shortDecimal(padded, len(padded)-7, 1), "eight bytes cannot be loaded")
		}
	})
}

func TestDecode(t *testing.T) {
	for _, bad := range []string{"", "12a", "/1", "1:", "1234567890123456789"} {
		_, ok := decode(bad)
		require.False(t, ok, bad)
	}
	n, ok := decode("000123456789012345")
	require.True(t, ok)
	require.Equal(t, uint64(123456789012345), n)
}
