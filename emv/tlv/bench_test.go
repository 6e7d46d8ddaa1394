package tlv_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/emv/tlv"
)

// field55 is 34 objects in 343 bytes, as a field 55 with everything has.
func field55() []byte {
	lengths := []int{8, 1, 32, 4, 2, 5, 3, 1, 6, 2, 2, 2, 6, 3, 3, 1, 8, 7, 2, 4, 16, 3, 1, 8, 3, 2, 12, 16, 20, 25, 8, 1, 4, 29}
	var b []byte
	for i, n := range lengths {
		tag := tlv.Tag(0x9F01 + i)
		if i%4 == 0 {
			tag = tlv.Tag(0x81 + i/2)
		}
		b = tlv.Append(b, tag, bytes.Repeat([]byte{0x33}, n))
	}
	return b
}

func TestField55IsTheSizeThatIsMeasured(t *testing.T) {
	tree, err := tlv.ParseTree(field55(), tlv.Options{})
	require.NoError(t, err)
	require.Equal(t, 34, tree.Len())
	require.Len(t, field55(), 343)
}

func TestAllocations(t *testing.T) {
	b := field55()
	require.Zero(t, testing.AllocsPerRun(100, func() {
		c := tlv.New(b)
		for c.Next() {
			_ = c.Value()
		}
	}))
	require.LessOrEqual(t, testing.AllocsPerRun(100, func() { _, _ = tlv.ParseTree(b, tlv.Options{}) }), 4.0)
}

func BenchmarkCursor(b *testing.B) {
	data := field55()
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		c := tlv.New(data)
		for c.Next() {
			n += len(c.Value())
		}
	}
}

func BenchmarkParseTree(b *testing.B) {
	data := field55()
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := tlv.ParseTree(data, tlv.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkGarbage(b *testing.B) {
	data := garbage()
	b.ReportAllocs()
	for b.Loop() {
		_, _ = tlv.ParseTree(data, tlv.Options{})
	}
}

func BenchmarkBuilder(b *testing.B) {
	value := make([]byte, 8)
	buf := make([]byte, 0, 512)
	b.ReportAllocs()
	for b.Loop() {
		w := tlv.NewBuilder(buf)
		w.Constructed(0x77, func(w *tlv.Builder) {
			for i := range 20 {
				w.Add(tlv.Tag(0x9F01+i), value)
			}
		})
	}
}
