package envelope

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func goodOffer() Offer {
	return Offer{
		SID: fill8(0x01), Number: 3, TN: fill16(0x02), Type: Void, Amount: 123456, Currency: 978, Merchant: "Kiosk", Order: "A-1",
		Original: rep(16, 0x03), Time: 0, Life: 60, CVMRules: 1, EntryRules: 255,
	}
}

func TestOffer(t *testing.T) {
	want := unhex(t,
		"ad", // map of 13
		"01 48"+reps(8, 1),
		"02 03",
		"03 50"+reps(16, 2),
		"04 02",          // void
		"05 1a 0001e240", // 123,456
		"06 19 03d2",     // 978, euro
		"07 65 4b696f736b",
		"08 63 412d31",
		"09 50"+reps(16, 3),
		"0a 00",
		"0b 18 3c", // 60
		"0c 01",
		"0d 18 ff",
	)
	same(t, goodOffer(), ParseOffer, want)
	strict(t, ParseOffer, want)
}

func TestOfferLimits(t *testing.T) {
	for key, change := range map[string]func(*Offer){
		"4": func(m *Offer) { m.Type = 0 },
		"5": func(m *Offer) { m.Amount = 1_000_000_000_000 },
		"6": func(m *Offer) { m.Currency = 1000 },
		"7": func(m *Offer) { m.Merchant = strings.Repeat("n", 121) },
		"8": func(m *Offer) { m.Order = strings.Repeat("n", 65) },
		"9": func(m *Offer) { m.Original = rep(15, 0) },
	} {
		m := goodOffer()
		change(&m)
		breaks(t, m, ParseOffer, key)
	}
}

func TestOfferLongest(t *testing.T) {
	longest(t, Offer{
		Number: 1 << 31, Type: Repayment, Amount: 999_999_999_999, Currency: 999, Merchant: strings.Repeat("n", 120),
		Order: strings.Repeat("o", 64), Original: rep(16, 0), Time: 1 << 63, Life: 1 << 31, CVMRules: 255, EntryRules: 255,
	}, ParseOffer)
}

func TestOfferWithoutAmount(t *testing.T) {
	m := goodOffer()
	body, err := m.Append(nil)
	require.NoError(t, err)
	got, err := OfferWithoutAmount(body)
	require.NoError(t, err)
	m.Amount = 0
	want, err := m.Append(nil)
	require.NoError(t, err)
	require.Equal(t, want, got)
	_, err = OfferWithoutAmount(nil)
	require.Error(t, err)
}
