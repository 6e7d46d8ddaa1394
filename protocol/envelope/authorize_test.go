package envelope

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func goodAuthorize() Authorize {
	return Authorize{
		SID: fill8(0x01), TN: fill16(0x02), Type: Sale, Amount: 1234, Currency: 156, Entry: EntryContact, Fallback: false,
		UN: [4]byte{0xDE, 0xAD, 0xBE, 0xEF}, CVMResult: [3]byte{0x42, 0x03, 0x00}, ATC: 7, HF55: fill32(0x55),
		Sealed: rep(64, 0x77), PINBlock: []byte{},
	}
}

func TestAuthorize(t *testing.T) {
	want := unhex(t,
		"ad", // map of 13
		"01 48"+reps(8, 1),
		"02 50"+reps(16, 2),
		"03 01",      // sale
		"04 19 04d2", // 1,234
		"05 18 9c",   // 156, yuan
		"06 05",
		"07 f4", // false
		"08 44 deadbeef",
		"09 43 420300",
		"0a 07",
		"0b 58 20"+reps(32, 0x55),
		"0c 58 40"+reps(64, 0x77),
		"0d 40", // no PIN: an empty byte string
	)
	same(t, goodAuthorize(), ParseAuthorize, want)
	strict(t, ParseAuthorize, want)
}

func TestAuthorizeLimits(t *testing.T) {
	for key, change := range map[string]func(*Authorize){
		"3":  func(m *Authorize) { m.Type = Repayment + 1 },
		"4":  func(m *Authorize) { m.Amount = 1_000_000_000_000 },
		"5":  func(m *Authorize) { m.Currency = 1000 },
		"6":  func(m *Authorize) { m.Entry = 0 },
		"12": func(m *Authorize) { m.Sealed = rep(63, 0) },
		"13": func(m *Authorize) { m.PINBlock = rep(8, 0) },
	} {
		m := goodAuthorize()
		change(&m)
		breaks(t, m, ParseAuthorize, key)
	}
}

func TestAuthorizeLongest(t *testing.T) {
	longest(t, Authorize{
		Type: Repayment, Amount: 999_999_999_999, Currency: 999, Entry: 99, Fallback: true, ATC: 65535, Sealed: rep(256, 0),
		PINBlock: rep(16, 0),
	}, ParseAuthorize)
}

// The spans are counted by hand: 21 bytes before the body; in the body 1 of
// map, 10 + 18 + 2 + 4 + 3 + 2 + 2 + 6 + 5 + 2 + 35 of keys 1 to 11, then key
// and head of the sealed field.
func TestSpans(t *testing.T) {
	m := goodAuthorize()
	body, err := m.Append(nil)
	require.NoError(t, err)
	sealed, block, err := Spans(body)
	require.NoError(t, err)
	require.Equal(t, Span{21 + 1 + 89 + 3, 64}, sealed)
	require.Equal(t, Span{}, block)

	m.PINBlock = rep(16, 0x99)
	body, err = m.Append(nil)
	require.NoError(t, err)
	sealed, block, err = Spans(body)
	require.NoError(t, err)
	input := MACInput(nil, SuiteAESDUKPT, TypeAuthorize, [12]byte{}, body)
	require.Equal(t, m.Sealed, input[sealed.Off:sealed.Off+sealed.Len])
	require.Equal(t, m.PINBlock, input[block.Off:block.Off+block.Len])

	_, _, err = Spans(body[1:])
	require.Error(t, err)
}
