package vectors_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/vectors"
)

var names = []string{
	"aes_cmac", "dukpt_aes_ksn_rules", "dukpt_aes_x9_24_3", "emv_ac", "emv_pyemv_hsm", "mac", "pinblock",
}

// Every row has a source, and somebody who computed the same.
func TestRowsHaveASource(t *testing.T) {
	seen := map[string]bool{}
	for _, name := range names {
		cases, err := vectors.Crypto(name)
		require.NoError(t, err)
		require.NotEmpty(t, cases)
		for _, c := range cases {
			require.NotEmpty(t, c.ID, name)
			require.False(t, seen[c.ID], c.ID)
			seen[c.ID] = true
			require.NotEmpty(t, c.Source, c.ID)
			require.NotEmpty(t, c.ConfirmedBy, c.ID)
		}
	}
	_, err := vectors.Crypto("none")
	require.Error(t, err)
}
