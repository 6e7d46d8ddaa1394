package tlv_test

import (
	"encoding/hex"
	"errors"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/emv/tlv"
)

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	require.NoError(t, err)
	return b
}

// show writes objects as "70{ 82:2 95:5 }", lengths after the colon.
func show(nodes []tlv.Node) string {
	var out []string
	for _, n := range nodes {
		if len(n.Kids) > 0 {
			out = append(out, n.Tag.String()+"{ "+show(n.Kids)+" }")
		} else {
			out = append(out, n.Tag.String()+":"+strconv.Itoa(n.Len))
		}
	}
	return strings.Join(out, " ")
}

// result is show, or "! offset path: reason" for an error.
func result(b []byte, opt tlv.Options) string {
	tree, err := tlv.ParseTree(b, opt)
	if err == nil {
		return show(tree.Nodes)
	}
	var e *tlv.Error
	if !errors.As(err, &e) {
		return "! not a *tlv.Error"
	}
	return "! " + strconv.Itoa(e.Offset) + " " + e.Path + ": " + e.Reason
}

func TestEdgeCases(t *testing.T) {
	table, err := os.ReadFile("testdata/edge.tsv")
	require.NoError(t, err)
	for line := range strings.Lines(string(table)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		require.Len(t, f, 4, line)
		t.Run(f[0], func(t *testing.T) {
			require.Equal(t, f[2], result(unhex(t, f[1]), tlv.Options{}))
		})
	}
}

func TestErrorText(t *testing.T) {
	_, err := tlv.ParseTree(unhex(t, "6F12A5109F38258200000000000000000000000000"), tlv.Options{})
	require.EqualError(t, err, "tlv: 6F/A5/9F38: length 37 runs past the end at 7")
	_, err = tlv.ParseTree(unhex(t, "9F"), tlv.Options{})
	require.EqualError(t, err, "tlv: tag is cut off at 0")
}

func TestPaddingFF(t *testing.T) {
	opt := tlv.Options{Padding: tlv.PadZeroFF}
	for _, c := range []struct{ name, in, want string }{
		{"between", "700C5F340101FFFFFF9F57020840", "70{ 5F34:1 9F57:2 }"},
		{"only padding", "7004FFFFFFFF", "70:4"},
		{"at the end", "5F340101FF", "5F34:1"},
		{"mixed", "00FFFF005F340101FFFF00FF", "5F34:1"},
		{"a tag may start with FF", "FF810104DF010155", "FF8101{ DF01:1 }"},
	} {
		t.Run(c.name, func(t *testing.T) { require.Equal(t, c.want, result(unhex(t, c.in), opt)) })
	}
}

func TestPadNone(t *testing.T) {
	require.Equal(t, "82:2 00:0", result(unhex(t, "82023C000000"), tlv.Options{Padding: tlv.PadNone}))
}

func TestOpaque(t *testing.T) {
	opt := tlv.Options{Opaque: true}
	b := unhex(t, "6F0BA504001122338403A1B2C3")
	require.Equal(t, "6F{ A5:4 84:3 }", result(b, opt))
	tree, err := tlv.ParseTree(b, opt)
	require.NoError(t, err)
	a5, ok := tree.Find(0x6F, 0xA5)
	require.True(t, ok)
	require.True(t, a5.Opaque)
	require.Equal(t, []tlv.Warning{{Offset: 2, Tag: 0xA5, Kind: tlv.OpaqueTemplate}}, tree.Warnings())
	// What was read before the fault is no kid either.
	require.Equal(t, "6F:4 70{ 82:1 }", result(unhex(t, "6F048401009F7003820100"), opt))
	// At the top there is nothing to keep the bytes in.
	require.Equal(t, "! 0 : tag is cut off", result(unhex(t, "9F"), opt))
}

func TestWarnings(t *testing.T) {
	for _, c := range []struct {
		name, in string
		opt      tlv.Options
		want     []tlv.Warning
	}{
		{"none", "9F0206000000010000", tlv.Options{}, nil},
		{"long length", "9F028106000000010000", tlv.Options{}, []tlv.Warning{{0, 0x9F02, tlv.LongLength}}},
		{"long tag", "9F800201FF", tlv.Options{}, []tlv.Warning{{0, 0x9F8002, tlv.LongTag}}},
		{"duplicate", "9A032611239A03261124", tlv.Options{}, []tlv.Warning{{5, 0x9A, tlv.Duplicate}}},
		{"same tag in two lists", "610382010061038201FF", tlv.Options{}, []tlv.Warning{{5, 0x61, tlv.Duplicate}}},
		{"FF", "700C5F340101FFFFFF9F57020840", tlv.Options{Padding: tlv.PadZeroFF}, []tlv.Warning{{6, 0, tlv.FFPadding}}},
		{"only FF", "7004FFFFFFFF", tlv.Options{Padding: tlv.PadZeroFF}, []tlv.Warning{{2, 0, tlv.FFPadding}}},
		{"zeros are legal", "82023C0000000000", tlv.Options{}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			tree, err := tlv.ParseTree(unhex(t, c.in), c.opt)
			require.NoError(t, err)
			require.Equal(t, c.want, tree.Warnings())
		})
	}
	for k := tlv.LongLength; k <= tlv.OpaqueTemplate; k++ {
		require.NotEmpty(t, k.String())
	}
	require.Empty(t, tlv.WarningKind(0).String())
}
