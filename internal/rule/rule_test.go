package rule

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestZeroSetHasEveryRuleOn(t *testing.T) {
	for _, n := range All() {
		require.True(t, Set{}.On(n), n)
	}
	require.Equal(t, Set{}, Without())
	require.Equal(t, "all on", Set{}.String())
}

func TestWithoutLeavesOutExactlyTheNamed(t *testing.T) {
	for _, n := range All() {
		s := Without(n)
		require.Equal(t, []Name{n}, s.Left())
		require.False(t, s.On(n))
	}
	require.Equal(t, "without persist-first, fresh-cr", Without(FreshCR, PersistFirst).String())
}

func TestNamesAreUniqueAndParse(t *testing.T) {
	seen := map[string]bool{}
	for _, n := range All() {
		require.NotEmpty(t, n.String())
		require.False(t, seen[n.String()], n)
		seen[n.String()] = true
		back, ok := Parse(n.String())
		require.True(t, ok)
		require.Equal(t, n, back)
	}
	_, ok := Parse("no-such-rule")
	require.False(t, ok)
	require.Equal(t, "unknown-rule", Name(200).String())
}
