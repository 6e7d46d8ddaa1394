package secret_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/internal/secret"
)

type key struct {
	secret.Hidden
	bytes [6]byte
	text  string
}

// canary appears in no output; its bytes are looked for in decimal and hex too.
const canary = "CANARY"

func TestHiddenPrintsNothingOfTheSecret(t *testing.T) {
	k := key{bytes: [6]byte([]byte(canary)), text: canary}
	type holder struct {
		Key  key
		Ptr  *key
		List []key
		Map  map[string]key
	}
	h := holder{k, &k, []key{k}, map[string]key{"k": k}}
	var out bytes.Buffer
	for _, v := range []any{k, &k, h, &h} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%o", "%b", "%t"} {
			fmt.Fprintf(&out, verb, v)
		}
		fmt.Fprint(&out, v)
		j, err := json.Marshal(v)
		require.NoError(t, err)
		out.Write(j)
		slog.New(slog.NewTextHandler(&out, nil)).Info("m", "v", v)
		slog.New(slog.NewJSONHandler(&out, nil)).Info("m", slog.Group("g", "v", v))
	}
	for _, form := range []string{canary, "43414e415259", "43414E415259", "67 65 78 65 82 89", "Q0FOQVJZ"} {
		require.NotContains(t, out.String(), form)
	}
	require.Contains(t, out.String(), "[secret]")
}
