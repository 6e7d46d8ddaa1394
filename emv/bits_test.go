package emv_test

import (
	"encoding/hex"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/emv"
	"github.com/openmpos/mpos/emv/tlv"
)

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	require.NoError(t, err)
	return b
}

// TestBitPositions: byte and bit as EMV 4.4 prints them, Book 3, Annexes C1,
// C2, C5, C6 and Book 4, Annexes A2, A3.
func TestBitPositions(t *testing.T) {
	for _, c := range []struct {
		tag       tlv.Tag
		len       int
		byte, bit int
		name      string
	}{
		{0x95, 5, 1, 8, "Offline data authentication was not performed"},
		{0x95, 5, 1, 3, "CDA failed"},
		{0x95, 5, 2, 7, "Expired application"},
		{0x95, 5, 2, 4, "New card"},
		{0x95, 5, 3, 8, "Cardholder verification was not successful"},
		{0x95, 5, 3, 6, "PIN Try Limit exceeded"},
		{0x95, 5, 3, 3, "Online CVM captured"},
		{0x95, 5, 4, 8, "Transaction exceeds floor limit"},
		{0x95, 5, 4, 4, "Merchant forced transaction online"},
		{0x95, 5, 5, 7, "Issuer authentication failed"},
		{0x95, 5, 5, 5, "Script processing failed after final GENERATE AC"},
		{0x9F0D, 5, 1, 6, "ICC data missing"},
		{0x9B, 2, 1, 8, "Offline data authentication was performed"},
		{0x9B, 2, 1, 3, "Script processing was performed"},
		{0x82, 2, 1, 7, "SDA supported"},
		{0x82, 2, 1, 3, "Issuer authentication is supported"},
		{0x82, 2, 1, 1, "CDA supported"},
		{0x9F07, 2, 1, 8, "Valid for domestic cash transactions"},
		{0x9F07, 2, 1, 1, "Valid at terminals other than ATMs"},
		{0x9F07, 2, 2, 7, "International cashback allowed"},
		{0x9F33, 3, 1, 6, "IC with contacts"},
		{0x9F33, 3, 2, 7, "Enciphered PIN for online verification"},
		{0x9F33, 3, 2, 4, "No CVM required"},
		{0x9F33, 3, 3, 4, "CDA"},
		{0x9F40, 5, 1, 8, "Cash"},
		{0x9F40, 5, 1, 1, "Administrative"},
		{0x9F40, 5, 2, 8, "Cash deposit"},
		{0x9F40, 5, 3, 5, "Function keys"},
		{0x9F40, 5, 4, 5, "Display, cardholder"},
		{0x9F40, 5, 5, 1, "Code table 1"},
		{0x9B, 2, 2, 1, "reserved"},
	} {
		v := make([]byte, c.len)
		v[c.byte-1] = 1 << (c.bit - 1)
		m, ok := emv.Explain(c.tag, v)
		require.True(t, ok)
		var set []emv.Meaning
		for _, x := range m {
			if x.Set {
				set = append(set, x)
			}
		}
		require.Len(t, set, 1)
		require.Equal(t, c.name, set[0].Name)
		require.Equal(t, []int{c.byte - 1, 1}, []int{set[0].Off, set[0].Len})
		_, ok = emv.Explain(c.tag, v[:c.len-1])
		require.False(t, ok, "a wrong length is not explained")
	}
}

func TestSetHasClear(t *testing.T) {
	var tvr emv.TVR
	tvr.Set(emv.TVRExpired)
	tvr.Set(emv.TVRDefaultTDOL)
	require.Equal(t, emv.TVR{0, 0x40, 0, 0, 0x80}, tvr)
	require.True(t, tvr.Has(emv.TVRExpired))
	require.False(t, tvr.Has(emv.TVRNewCard))
	require.Equal(t, []emv.Bit{{2, 7, "Expired application"}, {5, 8, "Default TDOL used"}}, tvr.Bits())
	require.Equal(t, "0040000080", tvr.String())
	require.Len(t, tvr.Explain(), 37)
	tvr.Clear(emv.TVRExpired)
	require.Equal(t, emv.TVR{4: 0x80}, tvr)
	require.Equal(t, "New card", emv.TVRNewCard.String())
	// A bit of no such byte does nothing.
	for _, bit := range []emv.TVRBit{0x0080, 0x0680, 0xFF80} {
		tvr.Set(bit)
		require.False(t, tvr.Has(bit))
		tvr.Clear(bit)
		require.Equal(t, "reserved", bit.String())
	}
	require.Equal(t, emv.TVR{4: 0x80}, tvr)

	var tsi emv.TSI
	tsi.Set(emv.TSICardRisk)
	require.Equal(t, emv.TSI{0x20, 0}, tsi)
	require.True(t, emv.AIP{0x10, 0}.Has(emv.AIPCardholderVerification))
	require.True(t, emv.AUC{0, 0x80}.Has(emv.AUCDomesticCashback))
	require.True(t, emv.TerminalCapabilities{0, 0x40, 0}.Has(emv.CapabilityOnlinePIN))
	require.True(t, emv.AdditionalCapabilities{0, 0x80}.Has(emv.AdditionalCashDeposit))
}
