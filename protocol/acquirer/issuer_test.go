package acquirer

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/openmpos/mpos/crypto/pin"
)

func pan(t require.TestingT, digits string) pin.PAN {
	p, err := pin.ParsePAN(digits)
	require.NoError(t, err)
	return p
}

// issuerRequests has a request and a reversal with every field.
func issuerRequests(t require.TestingT) []IssuerRequest {
	return []IssuerRequest{
		{
			Type: Refund, Amount: 350, STAN: 9, RRN: "000000000126", TID: tTID, MID: tMID, Currency: 156,
			PAN: pan(t, "6200000000000000005"), Expiry: "3012", Entry: "0510", PSN: 1, Track2: "6200000000000000005D3012",
			PINBlock: []byte("0123456789abcdef"), ICC: []byte{0x95, 0x01, 0x00}, OriginalRRN: "000000000124",
		},
		{Reversal: true, Type: Refund, Amount: 350, STAN: 9, RRN: "000000000126", TID: tTID, MID: tMID, Currency: 156},
	}
}

func issuerAnswers() []IssuerAnswer {
	return []IssuerAnswer{
		{
			Type: Sale, Amount: 350, STAN: 9, RRN: "000000000126", AuthCode: "654321", ResponseCode: "00",
			TID: tTID, MID: tMID, Currency: 156, IssuerAuth: []byte{1, 2, 3, 4, 5, 6, 7, 8, '0', '0'},
			Scripts: [][]byte{{0x71, 0x00}, {0x72, 0x01, 0xAA}},
		},
		{Reversal: true, Type: Void, Amount: 350, STAN: 9, RRN: "000000000126", ResponseCode: "25", TID: tTID, MID: tMID, Currency: 156},
	}
}

// Put together by hand from the table issuer/1.
func TestIssuerBodiesByHand(t *testing.T) {
	ids, rrn := hexTID+hexMID+"313536", text("000000000126")
	request := "0220" + "7024068028C09218" + "196200000000000000005" + "0" + "200000" + "000000000350" + "000009" + "3012" +
		"0510" + "0001" + "00" + "246200000000000000005D3012" + rrn + ids + text("0123456789abcdef") +
		"0003950100" + "0011" + "250000000000" + "0012" + text("000000000124")
	reversal := "0400" + "3020008008C08010" + "200000" + "000000000350" + "000009" + "00" + rrn + ids + "0011" + "250000000000"
	answer := "0210" + "302000800EC08210" + "000000" + "000000000350" + "000009" + "00" + rrn + text("65432100") + ids +
		"0017" + "910A01020304050607083030" + "7100" + "7201AA" + "0011" + "220000000000"
	refusal := "0410" + "302000800AC08010" + "200000" + "000000000350" + "000009" + "00" + rrn + text("25") + ids +
		"0011" + "230000000000"
	var got []string
	for _, m := range issuerRequests(t) {
		body, err := m.Append(nil)
		require.NoError(t, err)
		got = append(got, strings.ToUpper(hex.EncodeToString(body)))
	}
	for _, m := range issuerAnswers() {
		body, err := m.Append(nil)
		require.NoError(t, err)
		got = append(got, strings.ToUpper(hex.EncodeToString(body)))
	}
	require.Equal(t, []string{request, reversal, answer, refusal}, got)
}

func issuerView(t require.TestingT, body []byte, err error) View {
	require.NoError(t, err)
	v, err := Issuer.View(body)
	require.NoError(t, err)
	return v
}

func TestIssuerRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rrn := rapid.StringMatching(`[0-9A-Z]{12}`)
		m := IssuerRequest{
			Reversal: rapid.Bool().Draw(t, "reversal"), Type: drawType(t), Amount: drawAmount(t), STAN: drawSTAN(t, 0),
			RRN: rrn.Draw(t, "rrn"), TID: drawTID(t), MID: drawMID(t), Currency: drawCurrency(t),
		}
		if !m.Reversal {
			m.PAN = pan(t, rapid.StringMatching(`[0-9]{8,19}`).Draw(t, "pan"))
			m.Expiry = rapid.StringMatching(`([0-9]{4})?`).Draw(t, "expiry")
			m.Entry = rapid.StringMatching(`[0-9]{4}`).Draw(t, "entry")
			m.PSN = rapid.Uint8Range(0, 99).Draw(t, "psn")
			m.Track2 = rapid.StringMatching(`([0-9]{8,19}D[0-9]{4,17})?`).Draw(t, "track")
			if rapid.Bool().Draw(t, "pin") {
				m.PINBlock = drawBytes(t, 16, 16)
			}
			m.ICC = drawBytes(t, 0, 255)
			m.OriginalRRN = rapid.StringMatching(`([0-9A-Z]{12})?`).Draw(t, "original")
		}
		body, err := m.Append(nil)
		got, err := ParseIssuerRequest(issuerView(t, body, err))
		require.NoError(t, err)
		require.True(t, m.PAN.Equal(got.PAN))
		got.PAN = m.PAN
		require.True(t, fmt.Sprintf("%#v", plain(m)) == fmt.Sprintf("%#v", plain(got)))
	})
	rapid.Check(t, func(t *rapid.T) {
		m := IssuerAnswer{
			Reversal: rapid.Bool().Draw(t, "reversal"), Type: drawType(t), Amount: drawAmount(t), STAN: drawSTAN(t, 0),
			RRN: rapid.StringMatching(`[0-9A-Z]{12}`).Draw(t, "rrn"), ResponseCode: drawCode(t), TID: drawTID(t),
			MID: drawMID(t), Currency: drawCurrency(t),
		}
		if !m.Reversal {
			m.AuthCode = rapid.StringMatching(`([0-9A-Z]{6})?`).Draw(t, "auth")
			if rapid.Bool().Draw(t, "arpc") {
				m.IssuerAuth = drawBytes(t, 8, 16)
			}
			for _, head := range rapid.SampledFrom([][]byte{nil, {0x71}, {0x72}, {0x71, 0x71}, {0x71, 0x72}}).Draw(t, "scripts") {
				commands := drawBytes(t, 0, 100)
				m.Scripts = append(m.Scripts, append([]byte{head, byte(len(commands))}, commands...))
			}
		}
		body, err := m.Append(nil)
		got, err := ParseIssuerAnswer(issuerView(t, body, err))
		require.NoError(t, err)
		require.Equal(t, m, got)
	})
}

// plain is an IssuerRequest without its redaction.
type plain IssuerRequest

// Each list is exact, and other messages are refused.
func TestIssuerRefuses(t *testing.T) {
	optional := map[int]bool{14: true, 35: true, 38: true, 52: true, 55: true, 61: true}
	check := func(body []byte, err error, parse func(View) error) {
		v := issuerView(t, body, err)
		require.NoError(t, parse(v))
		for f := range Issuer.Fields() {
			m := Issuer.New(v.MTI())
			for n := range v.Numbers() {
				m.SetDigits(n, v.Digits(n))
			}
			had := m.Has(f.Number)
			m.SetDigits(f.Number, strings.Repeat("0", f.Max))
			if had {
				m.Unset(f.Number)
			}
			changed, err := m.Append(nil)
			err = parse(issuerView(t, changed, err))
			if had && optional[f.Number] {
				require.NoError(t, err, "F%d", f.Number)
			} else {
				require.Error(t, err, "F%d", f.Number)
			}
		}
		v.table = Terminal
		require.Error(t, parse(v))
		require.Error(t, parse(View{}))
	}
	request := func(v View) error { _, err := ParseIssuerRequest(v); return err }
	answer := func(v View) error { _, err := ParseIssuerAnswer(v); return err }
	for _, m := range issuerRequests(t) {
		body, err := m.Append(nil)
		check(body, err, request)
		require.Error(t, answer(issuerView(t, body, err)))
	}
	for _, m := range issuerAnswers() {
		body, err := m.Append(nil)
		check(body, err, answer)
		require.Error(t, request(issuerView(t, body, err)))
	}
}

// The fields of one message under the type of another, and values that the
// lists do not show.
func TestIssuerRefusesValues(t *testing.T) {
	set := func(body []byte, err error, mti string, n int, value string) View {
		v := issuerView(t, body, err)
		m := Issuer.New(mti)
		for f := range v.Numbers() {
			m.SetDigits(f, v.Digits(f))
		}
		m.SetDigits(n, value)
		changed, err := m.Append(nil)
		return issuerView(t, changed, err)
	}
	for _, c := range []struct {
		mti   string
		n     int
		value string
	}{
		{"0230", 3, "200000"}, {"0200", 3, "200000"}, {"0220", 3, "000000"}, {"0220", 60, "25000001000"},
		{"0220", 60, "25000000001"}, {"0220", 60, "2500000000000"}, {"0220", 23, "100"}, {"0220", 2, "1234567"},
		{"0220", 49, "CNY"},
	} {
		body, err := issuerRequests(t)[0].Append(nil)
		_, err = ParseIssuerRequest(set(body, err, c.mti, c.n, c.value))
		require.Error(t, err, "%v", c)
	}
	for _, c := range []struct{ mti, icc string }{
		{"0200", "91080102030405060708"}, {"0230", "91080102030405060708"}, {"0210", "910701020304050607"},
		{"0210", "9181080102030405060708"}, {"0210", "7100" + "91080102030405060708"}, {"0210", "7200" + "7100"},
		{"0210", "7100" + "7100" + "7100"}, {"0210", "8A023030"}, {"0210", "00" + "7100"}, {"0210", "7102"},
	} {
		body, err := issuerAnswers()[0].Append(nil)
		_, err = ParseIssuerAnswer(set(body, err, c.mti, 55, string(unhex(t, c.icc))))
		require.Error(t, err, "%v", c)
	}
}

func TestIssuerBuildersRefuse(t *testing.T) {
	good := issuerRequests(t)[0]
	for name, spoil := range map[string]func(*IssuerRequest){
		"type": func(m *IssuerRequest) { m.Type = 0 }, "pan": func(m *IssuerRequest) { m.PAN = pin.PAN{} },
		"psn": func(m *IssuerRequest) { m.PSN = 100 }, "pin": func(m *IssuerRequest) { m.PINBlock = make([]byte, 8) },
		"icc": func(m *IssuerRequest) { m.ICC = make([]byte, 256) }, "rrn": func(m *IssuerRequest) { m.RRN = "1" },
		"track": func(m *IssuerRequest) { m.Track2 = "12=34" }, "expiry": func(m *IssuerRequest) { m.Expiry = "30" },
	} {
		m := good
		spoil(&m)
		dst, err := m.Append([]byte("x"))
		var e *BuildError
		require.ErrorAs(t, err, &e, name)
		require.Equal(t, "x", string(dst))
	}
	for name, spoil := range map[string]func(*IssuerAnswer){
		"type": func(m *IssuerAnswer) { m.Type = 0 }, "short": func(m *IssuerAnswer) { m.IssuerAuth = make([]byte, 7) },
		"long":   func(m *IssuerAnswer) { m.IssuerAuth = make([]byte, 17) },
		"three":  func(m *IssuerAnswer) { m.Scripts = [][]byte{{0x71, 0}, {0x71, 0}, {0x72, 0}} },
		"order":  func(m *IssuerAnswer) { m.Scripts = [][]byte{{0x72, 0}, {0x71, 0}} },
		"tag":    func(m *IssuerAnswer) { m.Scripts = [][]byte{{0x86, 0}} },
		"cut":    func(m *IssuerAnswer) { m.Scripts = [][]byte{{0x71, 1}} },
		"behind": func(m *IssuerAnswer) { m.Scripts = [][]byte{{0x71, 0, 0}} },
		"code":   func(m *IssuerAnswer) { m.ResponseCode = "000" },
	} {
		m := issuerAnswers()[0]
		spoil(&m)
		dst, err := m.Append([]byte("x"))
		var e *BuildError
		require.ErrorAs(t, err, &e, name)
		require.Equal(t, "x", string(dst))
	}
}

func TestIssuerRequestRedacts(t *testing.T) {
	m := issuerRequests(t)[0]
	marshalled, err := json.Marshal(struct{ R IssuerRequest }{m})
	require.NoError(t, err)
	for _, s := range []string{fmt.Sprintf("%v %+v %#v %x", m, &m, struct{ R IssuerRequest }{m}, m), string(marshalled)} {
		require.Contains(t, s, "620000")
		require.NotContains(t, s, "6200000")
		require.NotContains(t, s, "3012")
		require.NotContains(t, s, "0123456789abcdef")
	}
}

// FuzzIssuer: an accepted request or answer has one encoding.
func FuzzIssuer(f *testing.F) {
	for _, m := range issuerRequests(f) {
		body, err := m.Append(nil)
		require.NoError(f, err)
		f.Add(body)
	}
	for _, m := range issuerAnswers() {
		body, err := m.Append(nil)
		require.NoError(f, err)
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		v, err := Issuer.View(body)
		if err != nil {
			return
		}
		limit := uint64(8*len(body) + 4096)
		require.LessOrEqual(t, allocated(func() { _, _ = ParseIssuerRequest(v) }), limit)
		require.LessOrEqual(t, allocated(func() { _, _ = ParseIssuerAnswer(v) }), limit)
		if m, err := ParseIssuerRequest(v); err == nil {
			again, err := m.Append(nil)
			require.NoError(t, err)
			require.Equal(t, body, again)
		}
		if m, err := ParseIssuerAnswer(v); err == nil {
			again, err := m.Append(nil)
			require.NoError(t, err)
			require.Equal(t, body, again)
		}
	})
}
