package tlv_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/emv/tlv"
)

var traces = flag.String("traces", os.Getenv("MPOS_TRACES"), "directory of collected traces")

// readTrace decodes one of the collected files, or skips the test aloud.
func readTrace(t *testing.T, name string, v any) {
	t.Helper()
	if *traces == "" {
		t.Skip("NOT RUN: no directory of traces given (MPOS_TRACES or -traces)")
	}
	b, err := os.ReadFile(filepath.Join(*traces, name))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(b, v))
}

// edgeResults are the recommended results of the collected edge cases. FF
// padding and opaque content are accepted by option only.
var edgeResults = map[string]string{
	"plain":                     "9F02:6",
	"pad00-between":             "82:2 95:5",
	"padFF-record":              "! 6 70: tag is longer than 4 bytes",
	"padFF-long":                "! 2 70: tag is longer than 4 bytes",
	"pad00-tail":                "82:2",
	"pad80-tail":                "82:2 80:0",
	"pan57-short-long":          "! 1 70: length of more than 4 bytes",
	"len81-short":               "9F02:6",
	"len8200xx":                 "5A:8",
	"tag3byte":                  "DF810A:1",
	"tag4byte":                  "FF81E371{ DF01:1 }",
	"tag5byte":                  "! 0 : tag is longer than 4 bytes",
	"tag-lead80":                "9F8002:1",
	"indef":                     "! 1 70: indefinite length",
	"indef-prim":                "! 1 5A: indefinite length",
	"zero-len":                  "9F02:0",
	"empty":                     "",
	"trunc-tag":                 "! 0 : tag is cut off",
	"trunc-len":                 "! 2 9F02: length is missing",
	"trunc-len2":                "! 1 5A: length is cut off",
	"trunc-val":                 "! 2 5A: length 8 runs past the end",
	"inner-overrun":             "! 4 70/82: length 5 runs past the end",
	"huge-len":                  "! 6 5A: length 4294967295 runs past the end",
	"huge-len8":                 "! 1 5A: length of more than 4 bytes",
	"dup":                       "9A:3 9A:3",
	"wrong-constructed":         "! 2 61: tag is cut off",
	"FCI-proprietary-A5-opaque": "! 5 A5/11: length 34 runs past the end",
	"huge-len8-neg":             "! 1 5A: length of more than 4 bytes",
	"huge-len9":                 "! 1 5A: length of more than 4 bytes",
	"nest-200":                  "! 32 70/70/70/70/70/70/70/70: nested deeper than 8",
	"euicc-panic":               "! 2 70: tag is longer than 4 bytes",
}

// byOption are the cases that options accept.
var byOption = map[string]struct {
	opt  tlv.Options
	want string
}{
	"padFF-record":              {tlv.Options{Padding: tlv.PadZeroFF}, "70{ 5F34:1 9F57:2 }"},
	"padFF-long":                {tlv.Options{Padding: tlv.PadZeroFF}, "70{ 57:19 5F20:15 }"},
	"euicc-panic":               {tlv.Options{Padding: tlv.PadZeroFF}, "70:4"},
	"wrong-constructed":         {tlv.Options{Opaque: true}, "61:3"},
	"FCI-proprietary-A5-opaque": {tlv.Options{Opaque: true}, "A5:4"},
}

func TestCollectedEdgeCases(t *testing.T) {
	var cases []struct{ Name, Hex, What string }
	readTrace(t, "tlv-edge-cases.json", &cases)
	require.Len(t, cases, len(edgeResults))
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			want, ok := edgeResults[c.Name]
			require.True(t, ok, "no result recommended: %s", c.What)
			b := unhex(t, c.Hex)
			require.Equal(t, want, result(b, tlv.Options{}), c.What)
			if o, ok := byOption[c.Name]; ok {
				require.Equal(t, o.want, result(b, o.opt), c.What)
			}
		})
	}
}

// TestCollectedPrimitives compares with the primitive objects that another
// program, written in another language, found in the same bytes.
func TestCollectedPrimitives(t *testing.T) {
	for _, name := range []string{"tlv_field55.json", "terminal_params.json"} {
		var cases []struct {
			ID, Hex  string
			Expected struct{ Primitives [][2]string }
		}
		readTrace(t, name, &cases)
		for _, c := range cases {
			t.Run(c.ID, func(t *testing.T) {
				tree, err := tlv.ParseTree(unhex(t, c.Hex), tlv.Options{})
				require.NoError(t, err)
				require.Equal(t, c.Expected.Primitives, primitives(tree))
			})
		}
	}
}
