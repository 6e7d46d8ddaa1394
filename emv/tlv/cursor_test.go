package tlv_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/emv/tlv"
)

func TestCursor(t *testing.T) {
	c := tlv.New(unhex(t, "0082023C00009F360200010000"))
	require.True(t, c.Next())
	require.Equal(t, tlv.Tag(0x82), c.Tag())
	require.Equal(t, 1, c.Offset())
	require.Equal(t, unhex(t, "3C00"), c.Value())
	require.Equal(t, 2, cap(c.Value()), "appending to a value must not write into the input")
	require.True(t, c.Next())
	require.Equal(t, unhex(t, "9F36020001"), c.Raw())
	require.False(t, c.Next())
	require.False(t, c.Next())
	require.NoError(t, c.Err())
}

func TestCursorErrorHasPathAndOffset(t *testing.T) {
	c := tlv.New(unhex(t, "840101"+"6F0AA50884019F9F38250000"))
	require.True(t, c.Next())
	require.True(t, c.Next())
	k := c.Kids()
	require.True(t, k.Next())
	k = k.Kids()
	require.True(t, k.Next())
	require.False(t, k.Next())
	require.Equal(t, &tlv.Error{Offset: 13, Path: "6F/A5/9F38", Reason: "length 37 runs past the end"}, k.Err())
	require.False(t, k.Next(), "an error is final")
	require.NoError(t, c.Err(), "the outer walk goes on")
}

func TestCursorPadding(t *testing.T) {
	c := tlv.NewWith(unhex(t, "FFFF820100FF"), tlv.Options{Padding: tlv.PadZeroFF})
	require.True(t, c.Next())
	require.Equal(t, 2, c.Offset())
	require.False(t, c.Next())
	require.NoError(t, c.Err())
}

func TestRecursionOverKidsEnds(t *testing.T) {
	c := tlv.New(garbage())
	depth := 0
	for c.Next() {
		depth++
		c = c.Kids()
	}
	require.ErrorContains(t, c.Err(), "nested deeper than 8")
	require.Equal(t, tlv.DefaultDepth, depth)
}

func TestFind(t *testing.T) {
	fci := unhex(t, "6F10840101A50B9F38039F66049F3801FF88")
	_, ok := tlv.FindPath(fci, 0x6F, 0xA5, 0x9F38)
	require.True(t, ok)
	v, ok := tlv.FindPath(unhex(t, "6F0AA5089F38039F66048801"), 0x6F, 0xA5, 0x9F38)
	require.True(t, ok)
	require.Equal(t, unhex(t, "9F6604"), v)
	_, ok = tlv.FindPath(fci, 0x6F, 0xA5, 0x88)
	require.False(t, ok, "what follows a fault is not found")
	_, ok = tlv.Find(fci, 0x84)
	require.False(t, ok, "Find does not go down")
	v, ok = tlv.FindPath(fci)
	require.True(t, ok)
	require.Equal(t, fci, v)
}
