package tlv_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/emv/tlv"
)

func seeds(f *testing.F) {
	for _, s := range []string{
		"", "9F", "5A8201", "82023C00000000950500000000000000", "700482059505", "708082023C000000", "5A84FFFFFFFF00",
		"FF81E37104DF010155", "700C5F340101FFFFFF9F57020840", "70047002700095050000000000",
		"6F3D840E325041592E5359532E4444463031A52BBF0C28610C4F07A0000000041010870101610C4F07A0000000043060870103610A4F05B012345678870109",
	} {
		f.Add(unhex(f, s), uint8(0))
		f.Add(unhex(f, s), uint8(5))
	}
}

func FuzzParseTree(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, b []byte, options uint8) {
		opt := tlv.Options{Padding: tlv.Padding(options % 3), Opaque: options&4 != 0, Depth: int(options >> 3)}
		var tree tlv.Tree
		var err error
		used := allocated(func() { tree, err = tlv.ParseTree(b, opt) })
		require.LessOrEqual(t, used, uint64(8*len(b)+4096+256*(tree.Len()+1)))
		if err != nil {
			e := err.(*tlv.Error)
			require.True(t, e.Offset >= 0 && e.Offset <= len(b))
			return
		}
		require.Equal(t, string(b), string(tree.Append(nil)))
		tree.Walk(func(n *tlv.Node, depth int) bool {
			start := n.Offset + n.HeadLen
			require.True(t, bytes.Equal(n.Value, b[start:start+n.Len]))
			return true
		})
		ws := tree.Warnings()
		if opt.Padding == tlv.PadZero && len(ws) == 0 && bytes.IndexByte(b, 0) < 0 {
			require.Equal(t, b, rebuild(tree.Nodes, []byte{}))
		}
	})
}

func FuzzCursor(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, b []byte, options uint8) {
		opt := tlv.Options{Padding: tlv.Padding(options % 3), Elements: tlv.MaxElements}
		n := 0
		used := allocated(func() {
			n = 0
			c := tlv.NewWith(b, opt)
			for c.Next() {
				n += len(c.Value())
			}
		})
		require.LessOrEqual(t, used, uint64(8*len(b)+4096))
		require.LessOrEqual(t, n, len(b))
		if tree, err := tlv.ParseTree(b, opt); err == nil {
			requireSame(t, tree.Nodes, tlv.NewWith(b, opt))
		}
	})
}
