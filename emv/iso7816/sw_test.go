package iso7816_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/emv/iso7816"
)

// TestStatusWords: ISO/IEC 7816-4, tables 5 to 7, and EMV Book 3, 6.3.5.
func TestStatusWords(t *testing.T) {
	all := []error{
		iso7816.ErrWarning, iso7816.ErrExecution, iso7816.ErrChecking, iso7816.ErrUnknown, iso7816.ErrDeactivated,
		iso7816.ErrBlocked, iso7816.ErrConditions, iso7816.ErrUnsupported, iso7816.ErrNotFound, iso7816.ErrWrongPIN,
	}
	for _, c := range []struct {
		sw      iso7816.SW
		meaning string
		is      []error
	}{
		{0x9000, "process completed", nil},
		{0x6110, "16 more bytes available", nil},
		{0x6100, "256 more bytes available", nil},
		{0x6283, "selected file deactivated", []error{iso7816.ErrWarning, iso7816.ErrDeactivated}},
		{0x6300, "authentication failed", []error{iso7816.ErrWarning}},
		{0x63C2, "verification failed, 2 tries left", []error{iso7816.ErrWarning, iso7816.ErrWrongPIN}},
		{0x63C0, "verification failed, 0 tries left", []error{iso7816.ErrWarning, iso7816.ErrBlocked}},
		{0x6400, "execution error, state unchanged", []error{iso7816.ErrExecution}},
		{0x6581, "memory failure", []error{iso7816.ErrExecution}},
		{0x6700, "wrong length", []error{iso7816.ErrChecking}},
		{0x6983, "authentication method blocked", []error{iso7816.ErrChecking, iso7816.ErrBlocked}},
		{0x6984, "referenced data invalidated", []error{iso7816.ErrChecking, iso7816.ErrBlocked}},
		{0x6985, "conditions of use not satisfied", []error{iso7816.ErrChecking, iso7816.ErrConditions}},
		{0x6A81, "function not supported", []error{iso7816.ErrChecking, iso7816.ErrUnsupported}},
		{0x6A82, "file not found", []error{iso7816.ErrChecking, iso7816.ErrNotFound}},
		{0x6A83, "record not found", []error{iso7816.ErrChecking, iso7816.ErrNotFound}},
		{0x6A88, "referenced data not found", []error{iso7816.ErrChecking, iso7816.ErrNotFound}},
		{0x6C1A, "wrong Le, exact length is 26", []error{iso7816.ErrChecking}},
		{0x6D00, "instruction not supported", []error{iso7816.ErrChecking, iso7816.ErrUnsupported}},
		{0x6E00, "class not supported", []error{iso7816.ErrChecking, iso7816.ErrUnsupported}},
		{0x62FF, "warning", []error{iso7816.ErrWarning}},
		{0x64FF, "execution error", []error{iso7816.ErrExecution}},
		{0x69FF, "checking error", []error{iso7816.ErrChecking}},
		{0x9ABC, "unknown status", []error{iso7816.ErrUnknown}},
		{0x0000, "unknown status", []error{iso7816.ErrUnknown}},
	} {
		require.Equal(t, c.meaning, c.sw.String())
		err := c.sw.Err()
		if c.is == nil {
			require.NoError(t, err)
		}
		for _, target := range all {
			want := false
			for _, is := range c.is {
				want = want || is == target
			}
			require.Equal(t, want, errors.Is(err, target), "%s %v", c.sw.Hex(), target)
		}
	}
	require.EqualError(t, iso7816.SW(0x6A82).Err(), "iso7816: status 6A82: file not found")
	require.Equal(t, "00AF", iso7816.SW(0xAF).Hex())
	var e *iso7816.StatusError
	require.ErrorAs(t, iso7816.SW(0x63C3).Err(), &e)
	n, ok := e.SW.TriesLeft()
	require.Equal(t, []any{3, true}, []any{n, ok})
	_, ok = iso7816.SW(0x6300).TriesLeft()
	require.False(t, ok)
	le, ok := iso7816.SW(0x6C00).WrongLe()
	require.Equal(t, []any{256, true}, []any{le, ok})
	_, ok = iso7816.OK.More()
	require.False(t, ok)
}
