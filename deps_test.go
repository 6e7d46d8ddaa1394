package mpos_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// readPolicy reads the table beside this file.
func readPolicy(t *testing.T) *policy {
	t.Helper()
	text, err := os.ReadFile("policy.txt")
	require.NoError(t, err)
	p, err := parsePolicy(string(text))
	require.NoError(t, err)
	return p
}

// modulePath returns the name of this module, which is written in go.mod alone.
func modulePath(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("go.mod")
	require.NoError(t, err)
	name, ok := strings.CutPrefix(strings.SplitN(string(text), "\n", 2)[0], "module ")
	require.True(t, ok, "go.mod starts with the module's name")
	return strings.TrimSpace(name)
}

// TestImportGraph holds the whole module to policy.txt, both ways.
func TestImportGraph(t *testing.T) {
	tree, err := readTree(os.DirFS("."))
	require.NoError(t, err)
	for _, message := range check(tree, modulePath(t), readPolicy(t)) {
		t.Error(message)
	}
}
