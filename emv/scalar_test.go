package emv_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/openmpos/mpos/emv"
	"github.com/openmpos/mpos/emv/tlv"
)

func TestScalars(t *testing.T) {
	for _, c := range []struct {
		tag         tlv.Tag
		value, want string
	}{
		{0x9A, "261123", "2026-11-23"},
		{0x5F24, "491231", "2049-12-31"}, // EMV Book 4, 6.7.3
		{0x5F25, "500101", "1950-01-01"},
		{0x9F21, "235959", "23:59:59"},
		{0x9F02, "000000001234", "1234 in the smallest unit of the currency"},
		{0x81, "000004D2", "1234 in the smallest unit of the currency"},
		{0x5F2A, "0156", "CNY"}, // ISO 4217
		{0x5F2A, "0978", "EUR"},
		{0x9F42, "0840", "USD"},
		{0x5F2A, "0001", "unknown currency"},
		{0x9F1A, "0156", "CN"}, // ISO 3166-1
		{0x5F28, "0826", "GB"},
		{0x9F1A, "0001", "unknown country"},
		{0x9F36, "0102", "258"},
		{0x9F41, "00000123", "123"},
		{0x9F35, "22", "merchant, attended, offline with online capability"}, // EMV Book 4, Annex A1
		{0x9F35, "14", "financial institution, unattended, online only"},
		{0x9F35, "00", "reserved"},
		{0x9C, "00", "purchase of goods or services"},
		{0x9C, "20", "refund"},
		{0x9F39, "05", "chip"},
		{0x8A, "5933", "Y3: unable to go online, offline approved"}, // EMV Book 4, Annex A6
		{0x8A, "3030", "00: approved by the issuer"},
		{0x8A, "3531", "51"},
		{0x8A, "0102", "0102"},
		{0x9F10, "07010203", "07010203"},
	} {
		m, ok := emv.Explain(c.tag, unhex(t, c.value))
		require.True(t, ok, "%v %s", c.tag, c.value)
		require.Len(t, m, 1)
		require.Equal(t, c.want, m[0].Value)
		require.Equal(t, len(c.value)/2, m[0].Len)
	}
	for tag, value := range map[tlv.Tag]string{
		0x9A: "261323", 0x5F24: "260230", 0x5F25: "260100", 0x9F21: "240000", 0x9F02: "00000000123A", 0x5F2A: "1156", 0x9F1A: "01",
		0x9C: "77", 0x9F39: "66", 0x5F30: "0A01", 0x9F27: "8000", 0x9F10: "", 0x91: "00", 0xDF01: "00", 0x57: "6200000000000005D26122010F", 0x5A: "6200000000000005",
	} {
		_, ok := emv.Explain(tag, unhex(t, value))
		require.False(t, ok, "%v %s", tag, value)
	}
}

// TestServiceCode: ISO/IEC 7813.
func TestServiceCode(t *testing.T) {
	m, ok := emv.Explain(0x5F30, unhex(t, "0221"))
	require.True(t, ok)
	require.Equal(t, []string{
		"2: international interchange, use the chip where possible",
		"2: authorisation by the issuer online",
		"1: no restrictions",
	}, []string{m[0].Value, m[1].Value, m[2].Value})
	m, ok = emv.Explain(0x5F30, unhex(t, "0399"))
	require.True(t, ok)
	require.Equal(t, "3: reserved", m[0].Value)
}

func TestIssuerAuthenticationData(t *testing.T) {
	m, ok := emv.Explain(0x91, unhex(t, "01020304050607083030"))
	require.True(t, ok)
	require.Equal(t, "0102030405060708", m[0].Value)
	require.Equal(t, "00: approved by the issuer", m[1].Value)
	m, ok = emv.Explain(0x91, unhex(t, "010203040506070801020304"))
	require.True(t, ok)
	require.Equal(t, emv.Meaning{Off: 8, Len: 4, Name: "Issuer data", Value: "01020304", Clause: "EMV Book 2, 8.2"}, m[1])
}

func TestDates(t *testing.T) {
	for in, good := range map[string]bool{
		"240229": true, "230229": false, "000229": true, "991231": true, "000001": false, "001301": false,
		"000100": false, "000132": false, "000431": false, "0A0101": false, "2611": false, "": false, "26112301": false,
	} {
		_, err := emv.ParseDate(unhex(t, in))
		require.Equal(t, good, err == nil, in)
	}
	date := func(s string) emv.Date {
		d, err := emv.ParseDate(unhex(t, s))
		require.NoError(t, err)
		return d
	}
	// Across the turn of the century of EMV Book 4, 6.7.3: 49 is after 99.
	require.Equal(t, 1, date("490101").Compare(date("991231")))
	require.Equal(t, -1, date("500101").Compare(date("000101")))
	require.Equal(t, 0, date("261123").Compare(date("261123")))
	require.Equal(t, 1, date("261123").Compare(date("261031")))
}

func TestNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.Uint64Range(0, 999_999_999_999).Draw(t, "amount")
		b := emv.AppendN(nil, v, 6)
		require.Equal(t, fmt.Sprintf("%012d", v), fmt.Sprintf("%x", b))
		got, err := emv.ParseN(b)
		require.NoError(t, err)
		require.Equal(t, v, got)
	})
	require.Equal(t, []byte{0xEE, 0x34}, emv.AppendN([]byte{0xEE}, 1234, 1), "the left is lost")
	_, err := emv.ParseN([]byte{0x1A})
	require.EqualError(t, err, "emv: n: not a decimal digit at 0")
	_, err = emv.ParseN([]byte{0x00, 0xA1})
	require.EqualError(t, err, "emv: n: not a decimal digit at 1")
	_, err = emv.ParseN(make([]byte, 10))
	require.Error(t, err)
	for want, v := range map[string][2]int{"12.34": {1234, 2}, "0.04": {4, 2}, "1234": {1234, 0}, "1.234": {1234, 3}, "0.00": {0, 2}, "5": {5, -1}, "0.000000005": {5, 99}} {
		require.Equal(t, want, emv.FormatAmount(uint64(v[0]), v[1]))
	}
	c, ok := emv.LookupCurrency(392)
	require.True(t, ok)
	require.Equal(t, emv.Currency{Code: 392, Alpha: "JPY", Exponent: 0}, c)
}

// TestTrack2 reads the track of a published test card (binaryfoo/emv-bertlv,
// amex-cda).
func TestTrack2(t *testing.T) {
	raw := unhex(t, "374245001741007D181270213101234500000F")
	tr, err := emv.ParseTrack2(raw)
	require.NoError(t, err)
	require.Equal(t, "374245001741007", tr.PAN.UnsafeDigits())
	require.Equal(t, []int{18, 12, 14}, []int{tr.Year, tr.Month, tr.Discretionary()})
	require.Equal(t, "702", tr.ServiceCode())
	require.Equal(t, raw, tr.UnsafeAppend(nil))

	j, err := json.Marshal(tr)
	require.NoError(t, err)
	for _, s := range []string{fmt.Sprintf("%v", tr), fmt.Sprintf("%+v", &tr), fmt.Sprintf("%#v", tr), string(j)} {
		require.Contains(t, s, "[secret]")
		require.NotContains(t, s, "1741")
	}
	for in, want := range map[string]emv.Error{
		"6200000000000005":                           {Offset: 8, Path: "track 2", Reason: "no separator after the account number"},
		"6200000000000005E26122010F":                 {Offset: 8, Path: "track 2", Reason: "no separator after the account number"},
		"620000D26122010F":                           {Offset: 0, Path: "track 2", Reason: "account number is not 8 to 19 digits"},
		"62000000000000051234D26122010F":             {Offset: 0, Path: "track 2", Reason: "account number is not 8 to 19 digits"},
		"6200000000000005D2612F":                     {Offset: 10, Path: "track 2", Reason: "expiry or service code is missing"},
		"6200000000000005D261220F":                   {Offset: 11, Path: "track 2", Reason: "expiry or service code is missing"},
		"6200000000000005D26132010F":                 {Offset: 9, Path: "track 2", Reason: "no such month"},
		"6200000000000005D2612201AF":                 {Offset: 12, Path: "track 2", Reason: "not a decimal digit"},
		"":                                           {Offset: 0, Path: "track 2", Reason: "no separator after the account number"},
		"6200000000000005D2612201000000000000000000": {Offset: 19, Path: "track 2", Reason: "longer than 19 bytes"},
	} {
		_, err := emv.ParseTrack2(unhex(t, in))
		require.Equal(t, &want, err, in)
	}
}
