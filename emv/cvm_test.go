package emv_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/openmpos/mpos/emv"
)

// TestCVMList: a list of a published trace (binaryfoo/emv-bertlv,
// amex-msd-mobile), meanings of EMV Book 3, Annex C3.
func TestCVMList(t *testing.T) {
	raw := unhex(t, "0000000000000000420141031F02")
	l, err := emv.ParseCVMList(raw)
	require.NoError(t, err)
	require.Equal(t, []emv.CVMRule{{0x42, 0x01}, {0x41, 0x03}, {0x1F, 0x02}}, l.Rules)
	require.Equal(t, raw, l.Append(nil))
	require.Equal(t, emv.CVMOnlinePIN, l.Rules[0].Method())
	require.True(t, l.Rules[0].Next())
	require.Equal(t, emv.CVMNone, l.Rules[2].Method())
	require.False(t, l.Rules[2].Next())
	require.Equal(t, "Enciphered PIN verified online, if unattended cash, else next", l.Rules[0].String())

	m, ok := emv.Explain(0x8E, raw)
	require.True(t, ok)
	require.Len(t, m, 5)
	require.Equal(t, emv.Meaning{Off: 12, Len: 2, Name: "CV Rule", Clause: "EMV Book 3, Annex C3",
		Value: "No CVM required, if not unattended cash and not manual cash and not purchase with cashback, else fail"}, m[4])

	l, err = emv.ParseCVMList(unhex(t, "0000138800002710"))
	require.NoError(t, err)
	require.Equal(t, emv.CVMList{X: 5000, Y: 10000, Rules: []emv.CVMRule{}}, l)
	for n, want := range map[int]emv.Error{
		7:   {Offset: 7, Path: "CVM list", Reason: "shorter than 8 bytes"},
		11:  {Offset: 10, Path: "CVM list", Reason: "half a rule"},
		254: {Offset: 252, Path: "CVM list", Reason: "longer than 252 bytes"},
	} {
		_, err := emv.ParseCVMList(make([]byte, n))
		require.Equal(t, &want, err)
		_, ok := emv.Explain(0x8E, make([]byte, n))
		require.False(t, ok)
	}
}

func TestCVMNames(t *testing.T) {
	for m, want := range map[emv.CVMMethod]string{
		0x00: "Fail CVM processing", 0x04: "Enciphered PIN verification performed by ICC", 0x0F: "Voice biometric verified online",
		0x1E: "Signature", 0x1F: "No CVM required", 0x3F: "No CVM performed",
		0x10: "reserved", 0x20: "reserved for the payment systems", 0x3E: "reserved for the issuer",
	} {
		require.Equal(t, want, m.String())
	}
	require.Equal(t, "Signature, reserved, else fail", emv.CVMRule{Code: 0x1E, Condition: 0x0A}.String())
	require.Equal(t, "Signature, reserved for the payment systems, else next", emv.CVMRule{Code: 0x5E, Condition: 0x80}.String())
}

// TestCVMResults: EMV Book 4, Annex A4; 6.3.4.5 has the three without a CVM.
func TestCVMResults(t *testing.T) {
	for in, want := range map[[3]byte][3]string{
		{0x42, 0x03, 0x00}: {"Enciphered PIN verified online", "if terminal supports the CVM", "unknown"},
		{0x1F, 0x03, 0x02}: {"No CVM required", "if terminal supports the CVM", "successful"},
		{0x3F, 0x00, 0x01}: {"No CVM performed", "not applicable", "failed"},
		{0x1E, 0x00, 0x03}: {"Signature", "always", "reserved"},
	} {
		m, ok := emv.Explain(0x9F34, in[:])
		require.True(t, ok)
		require.Equal(t, want, [3]string{m[0].Value, m[1].Value, m[2].Value})
	}
	r := emv.CVMResults{0x42, 3, 2}
	require.Equal(t, emv.CVMSuccessful, r.Result())
	require.Equal(t, emv.CVMOnlinePIN, r.Rule().Method())
}

// TestCID: EMV Book 3, 6.5.5.4, tables 14 and 15.
func TestCID(t *testing.T) {
	for in, want := range map[byte][2]string{
		0x00: {"AAC", "no information given"}, 0x40: {"TC", "no information given"}, 0x80: {"ARQC", "no information given"},
		0xC0: {"reserved", "no information given"}, 0x09: {"AAC", "service not allowed"}, 0x0A: {"AAC", "PIN Try Limit exceeded"},
		0x0B: {"AAC", "issuer authentication failed"}, 0x04: {"AAC", "reserved"},
	} {
		m, ok := emv.Explain(0x9F27, []byte{in})
		require.True(t, ok)
		require.Equal(t, want, [2]string{m[0].Value, m[3].Value})
		require.Equal(t, in&8 != 0, m[2].Set)
		require.Equal(t, in&8 != 0, emv.CID(in).Advice())
	}
}

func TestCVMListRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := rapid.SliceOfN(rapid.Byte(), 8, 252).Draw(t, "list")
		l, err := emv.ParseCVMList(b)
		require.Equal(t, len(b)%2 == 0, err == nil)
		if err == nil {
			require.Equal(t, b, l.Append(nil))
		}
	})
}
