package tlv_test

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/openmpos/mpos/emv/tlv"
)

// primitives lists the objects that are no templates, in the order of bytes.
func primitives(tree tlv.Tree) [][2]string {
	var out [][2]string
	tree.Walk(func(n *tlv.Node, _ int) bool {
		if !n.Tag.Constructed() {
			out = append(out, [2]string{n.Tag.String(), strings.ToUpper(hex.EncodeToString(n.Value))})
		}
		return true
	})
	return out
}

func TestPrimitivesOfAPublishedFCI(t *testing.T) {
	// MohamedHassanNasr/emv, mock/mock-msc-offline-2.json
	tree, err := tlv.ParseTree(unhex(t, "6F3D840E325041592E5359532E4444463031A52BBF0C28610C4F07A0000000041010870101610C4F07A0000000043060870103610A4F05B012345678870109"), tlv.Options{})
	require.NoError(t, err)
	require.Equal(t, [][2]string{
		{"84", "325041592E5359532E4444463031"},
		{"4F", "A0000000041010"},
		{"87", "01"},
		{"4F", "A0000000043060"},
		{"87", "03"},
		{"4F", "B012345678"},
		{"87", "09"},
	}, primitives(tree))
	require.Equal(t, 13, tree.Len())
	n, ok := tree.Find(0x6F, 0xA5, 0xBF0C, 0x61, 0x87)
	require.True(t, ok)
	require.Equal(t, []byte{1}, n.Value)
	require.Equal(t, []int{34, 2, 1}, []int{n.Offset, n.HeadLen, n.Len})
	_, ok = tree.Find(0x6F, 0x87)
	require.False(t, ok)
	_, ok = tree.Find()
	require.False(t, ok)
}

func TestWalkStopsAndTellsDepth(t *testing.T) {
	tree, err := tlv.ParseTree(unhex(t, "6F05A503820100950101"), tlv.Options{})
	require.NoError(t, err)
	var got []string
	tree.Walk(func(n *tlv.Node, depth int) bool {
		got = append(got, fmt.Sprint(n.Tag, depth))
		return n.Tag != 0x82
	})
	require.Equal(t, []string{"6F 1", "A5 2", "82 3"}, got)
}

func TestLimits(t *testing.T) {
	nest := func(n int) []byte {
		var b []byte
		for range n {
			b = tlv.Append(nil, 0x70, b)
		}
		return b
	}
	_, err := tlv.ParseTree(nest(8), tlv.Options{})
	require.NoError(t, err)
	require.Equal(t, "! 16 70/70/70/70/70/70/70/70: nested deeper than 8", result(nest(9), tlv.Options{}))
	require.Equal(t, "! 4 70/70: nested deeper than 2", result(nest(3), tlv.Options{Depth: 2}))
	_, err = tlv.ParseTree(nest(tlv.MaxDepth), tlv.Options{Depth: 1000})
	require.NoError(t, err)
	_, err = tlv.ParseTree(nest(tlv.MaxDepth+1), tlv.Options{Depth: 1000})
	require.ErrorContains(t, err, "nested deeper than 64")

	many := bytes.Repeat([]byte{0x82, 0x00}, 257)
	require.Equal(t, "! 512 82: more than 256 objects", result(many, tlv.Options{}))
	_, err = tlv.ParseTree(many[:512], tlv.Options{})
	require.NoError(t, err)
	require.Equal(t, "! 2 82: more than 1 objects", result(many, tlv.Options{Elements: 1}))
	_, err = tlv.ParseTree(bytes.Repeat([]byte{0x82, 0x00}, tlv.MaxElements+1), tlv.Options{Elements: 1 << 20})
	require.ErrorContains(t, err, "more than 4096 objects")
	// Limits hold where content may be opaque, too.
	require.Equal(t, "! 4 70/70: nested deeper than 2", result(nest(3), tlv.Options{Depth: 2, Opaque: true}))
}

// TestPartialTree: what was read before the fault can be shown.
func TestPartialTree(t *testing.T) {
	tree, err := tlv.ParseTree(unhex(t, "82023C006F04840501029F"), tlv.Options{})
	require.Error(t, err)
	require.Equal(t, "82:2 6F:4", show(tree.Nodes))
}

// garbage is 65 KB of templates in templates, as deep as they go.
func garbage() []byte {
	b := []byte{0x70, 0x00}
	for len(b) < 65_000 {
		b = tlv.Append(nil, 0x70, b)
	}
	return b
}

func TestGarbageIsCheap(t *testing.T) {
	wide := bytes.Repeat([]byte{0x70, 0x04, 0x70, 0x02, 0x70, 0x00}, 65_000/6)
	for name, b := range map[string][]byte{"deep": garbage(), "wide": wide} {
		for _, opt := range []tlv.Options{{}, {Opaque: true}, {Depth: 64, Opaque: true}} {
			best := time.Hour
			for range 5 {
				start := time.Now()
				_, err := tlv.ParseTree(b, opt)
				best = min(best, time.Since(start))
				require.Error(t, err)
			}
			require.Less(t, best, time.Millisecond, name)
			require.Less(t, allocated(func() { _, _ = tlv.ParseTree(b, opt) }), uint64(100_000), name)
		}
	}
}

// allocated returns the bytes that f allocates: the least of some runs, since
// others allocate meanwhile.
func allocated(f func()) uint64 {
	least := ^uint64(0)
	var before, after runtime.MemStats
	for range 4 {
		runtime.ReadMemStats(&before)
		f()
		runtime.ReadMemStats(&after)
		least = min(least, after.TotalAlloc-before.TotalAlloc)
	}
	return least
}

var tagGen = rapid.Custom(func(t *rapid.T) tlv.Tag {
	for {
		g := rapid.Uint32Range(1, 0xFFFF)
		if rapid.Bool().Draw(t, "long") {
			g = rapid.Uint32()
		}
		tag := tlv.Tag(g.Draw(t, "tag"))
		if tag.Valid() && tag>>(8*(tag.Len()-1)) != 0 {
			return tag
		}
	}
})

// object builds a random object of the given depth and its display.
func object(t *rapid.T, b *tlv.Builder, depth int) string {
	tag := tagGen.Draw(t, "tag")
	if !tag.Constructed() || depth == 0 {
		for tag.Constructed() {
			tag = tagGen.Draw(t, "primitive tag")
		}
		n := rapid.SampledFrom([]int{0, 1, 8, 126, 127, 128, 129, 255, 256, 300}).Draw(t, "len")
		b.Add(tag, bytes.Repeat([]byte{0xA5}, n))
		return fmt.Sprintf("%s:%d", tag, n)
	}
	var kids []string
	b.Constructed(tag, func(b *tlv.Builder) {
		for range rapid.IntRange(1, 4).Draw(t, "kids") {
			kids = append(kids, object(t, b, depth-1))
		}
	})
	return tag.String() + "{ " + strings.Join(kids, " ") + " }"
}

func TestBuildAndParse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b tlv.Builder
		var want []string
		for range rapid.IntRange(0, 4).Draw(t, "objects") {
			want = append(want, object(t, &b, 3))
		}
		tree, err := tlv.ParseTree(b.Bytes(), tlv.Options{Elements: tlv.MaxElements})
		require.NoError(t, err)
		require.Equal(t, strings.Join(want, " "), show(tree.Nodes))
		require.Equal(t, b.Bytes(), rebuild(tree.Nodes, nil))
		requireSame(t, tree.Nodes, tlv.New(b.Bytes()))
	})
}

// rebuild encodes nodes anew, with the shortest lengths.
func rebuild(nodes []tlv.Node, dst []byte) []byte {
	b := tlv.NewBuilder(dst)
	for _, n := range nodes {
		if len(n.Kids) == 0 {
			b.Add(n.Tag, n.Value)
			continue
		}
		b.Constructed(n.Tag, func(b *tlv.Builder) { b.Raw(rebuild(n.Kids, nil)) })
	}
	return b.Bytes()
}

// requireSame walks tree and cursor together.
func requireSame(t require.TestingT, nodes []tlv.Node, c tlv.Cursor) {
	for _, n := range nodes {
		require.True(t, c.Next())
		require.Equal(t, n.Tag, c.Tag())
		require.Equal(t, n.Offset, c.Offset())
		require.Equal(t, n.Offset+n.HeadLen, c.ValueOffset())
		require.True(t, bytes.Equal(n.Value, c.Value()))
		require.Len(t, c.Raw(), n.HeadLen+n.Len)
		if n.Tag.Constructed() && !n.Opaque {
			requireSame(t, n.Kids, c.Kids())
		}
	}
	require.False(t, c.Next())
	require.NoError(t, c.Err())
}
