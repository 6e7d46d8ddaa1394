package tlv_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/openmpos/mpos/emv/tlv"
)

func TestTag(t *testing.T) {
	for _, c := range []struct {
		tag         tlv.Tag
		text        string
		len         int
		class       tlv.Class
		constructed bool
	}{
		{0x5A, "5A", 1, tlv.Application, false},
		{0x6F, "6F", 1, tlv.Application, true},
		{0x82, "82", 1, tlv.ContextSpecific, false},
		{0x9F02, "9F02", 2, tlv.ContextSpecific, false},
		{0xBF0C, "BF0C", 2, tlv.ContextSpecific, true},
		{0xDF8104, "DF8104", 3, tlv.Private, false},
		{0xFF81E371, "FF81E371", 4, tlv.Private, true},
		{0x02, "02", 1, tlv.Universal, false},
	} {
		require.Equal(t, c.text, c.tag.String())
		require.Equal(t, c.len, c.tag.Len())
		require.Equal(t, c.class, c.tag.Class())
		require.Equal(t, c.constructed, c.tag.Constructed())
		require.True(t, c.tag.Valid())
		got, err := tlv.ParseTagString(c.text)
		require.NoError(t, err)
		require.Equal(t, c.tag, got)
	}
	for _, bad := range []tlv.Tag{0, 0x9F, 0x5A01, 0x9F81, 0xDF8182FF, 0x820100} {
		require.False(t, bad.Valid(), "%X", uint32(bad))
	}
	for _, bad := range []string{"", "9", "9F", "9f0", "9F02 ", "5A01", "ZZ", "DF8181810A", "00", "009F02"} {
		_, err := tlv.ParseTagString(bad)
		require.Error(t, err, bad)
	}
	lower, err := tlv.ParseTagString("9f1e")
	require.NoError(t, err)
	require.Equal(t, tlv.Tag(0x9F1E), lower)
}

func TestTagRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := rapid.SliceOfN(rapid.Byte(), 1, 5).Draw(t, "bytes")
		tag, n, err := tlv.ParseTag(b)
		if err != nil || b[0] == 0 {
			return
		}
		require.Equal(t, b[:n], tag.Append(nil))
	})
}

func TestLength(t *testing.T) {
	// EMV Book 3, Annex B2: up to 127 in one byte, up to 255 in two.
	for n, want := range map[int]string{
		0: "00", 1: "01", 127: "7F", 128: "8180", 255: "81FF", 256: "820100", 65535: "82FFFF", 65536: "83010000", 1 << 24: "8401000000",
	} {
		require.Equal(t, unhex(t, want), tlv.AppendLength(nil, n))
	}
}

func TestBuilderMovesContentForLongLengths(t *testing.T) {
	for _, n := range []int{0, 122, 123, 124, 125, 126, 127, 128, 252, 253, 254, 255, 256, 70_000} {
		v := make([]byte, n)
		b := tlv.NewBuilder([]byte{0xEE})
		b.Constructed(0x6F, func(b *tlv.Builder) {
			b.Constructed(0xA5, func(b *tlv.Builder) { b.Add(0x84, v) })
		})
		want := append([]byte{0xEE}, tlv.Append(nil, 0x6F, tlv.Append(nil, 0xA5, tlv.Append(nil, 0x84, v)))...)
		require.Equal(t, want, b.Bytes())
	}
}
