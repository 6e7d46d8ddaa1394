package issuer_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/crypto/cryptogram"
	"github.com/openmpos/mpos/crypto/hsm"
	"github.com/openmpos/mpos/crypto/pin"
	"github.com/openmpos/mpos/emv/tlv"
	"github.com/openmpos/mpos/protocol/acquirer"
	"github.com/openmpos/mpos/protocol/backend"
	"github.com/openmpos/mpos/sim/card"
	"github.com/openmpos/mpos/sim/issuer"
)

// The keys are patterns, not secrets; the card numbers are test numbers.
var (
	imk   = bytes.Repeat([]byte{0x11, 0x20}, 8)
	zone  = bytes.Repeat([]byte{0x20}, 16)
	noon  = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	start = uint64(100_000)
)

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

type desk struct {
	t    testing.TB
	i    *issuer.Issuer
	pan  pin.PAN
	zone *pin.Key
	key  *cryptogram.CardKey
	atc  uint16
	rrn  byte
}

func newDesk(t testing.TB, change func(*issuer.Account)) *desk {
	h := hsm.NewSoft(zeros{})
	require.NoError(t, h.LoadMasterKey("imk", imk))
	require.NoError(t, h.LoadZonePINKey("zone", zone))
	pan, err := pin.ParsePAN(card.TestPAN)
	require.NoError(t, err)
	ref, err := pin.ParsePIN("1234")
	require.NoError(t, err)
	a := issuer.Account{PAN: pan, PIN: ref, PSN: 1, Expiry: "3012", Balance: start, IMK: "imk"}
	if change != nil {
		change(&a)
	}
	i, err := issuer.New(issuer.Config{HSM: h, Zone: "zone", Accounts: []issuer.Account{a}})
	require.NoError(t, err)
	master, err := cryptogram.NewMasterKey(imk)
	require.NoError(t, err)
	key, err := master.CardKeyA(pan, 1)
	require.NoError(t, err)
	zk, err := pin.NewKey(zone)
	require.NoError(t, err)
	return &desk{t: t, i: i, pan: pan, zone: zk, key: key}
}

// spoil changes a request before the cryptogram is made, and after.
type spoil struct {
	pin    string
	atc    uint16
	amount uint64 // of the cryptogram
	cvr    byte
	after  func(*backend.IssuerRequest)
}

func (d *desk) request(amount uint64, s spoil) backend.IssuerRequest {
	d.atc++
	d.rrn++
	if s.atc == 0 {
		s.atc = d.atc
	}
	if s.amount == 0 {
		s.amount = amount
	}
	if s.cvr == 0 {
		s.cvr = 0xA0 // first: ARQC; second: not asked for
	}
	icc := tlv.Append(nil, 0x9F02, bcd(s.amount, 6))
	icc = tlv.Append(icc, 0x9F03, make([]byte, 6))
	icc = tlv.Append(icc, 0x9F1A, []byte{1, 0x56})
	icc = tlv.Append(icc, 0x95, make([]byte, 5))
	icc = tlv.Append(icc, 0x5F2A, []byte{1, 0x56})
	icc = tlv.Append(icc, 0x9A, []byte{0x26, 1, 2})
	icc = tlv.Append(icc, 0x9C, []byte{0})
	icc = tlv.Append(icc, 0x9F37, []byte{1, 2, 3, 4})
	icc = tlv.Append(icc, 0x82, []byte{0x18, 0})
	icc = tlv.Append(icc, 0x9F36, []byte{byte(s.atc >> 8), byte(s.atc)})
	icc = tlv.Append(icc, 0x9F10, []byte{7, 1, 1, 3, s.cvr, 0, 0, 1})
	input, err := card.CryptogramInput(nil, icc)
	require.NoError(d.t, err)
	sk, err := d.key.SessionKeyCSK(s.atc)
	require.NoError(d.t, err)
	ac := sk.AC(input)
	r := backend.IssuerRequest{
		PAN: d.pan, Type: acquirer.Sale, Amount: amount, STAN: 3, Expiry: "3012", Entry: "0510", PSN: 1,
		RRN: "00000000000" + string('A'+rune(d.rrn)), F41: "00000001", F42: "898000000000001", Currency: 156,
		ICC: tlv.Append(icc, 0x9F26, ac[:]),
	}
	if s.pin != "" {
		p, err := pin.ParsePIN(s.pin)
		require.NoError(d.t, err)
		block, err := d.zone.EncryptFormat4(p, d.pan, zeros{})
		require.NoError(d.t, err)
		r.PINBlock = block[:]
	}
	if s.after != nil {
		s.after(&r)
	}
	return r
}

func bcd(n uint64, size int) []byte {
	out := make([]byte, size)
	for i := size - 1; i >= 0; i-- {
		out[i] = byte(n/10%10<<4 | n%10)
		n /= 100
	}
	return out
}

func (d *desk) ask(r backend.IssuerRequest) backend.IssuerAnswer {
	d.t.Helper()
	body, err := r.Append(nil)
	require.NoError(d.t, err)
	out := d.i.Receive(noon, body)
	require.NotNil(d.t, out)
	a, err := backend.ParseIssuerAnswer(out)
	require.NoError(d.t, err)
	require.Equal(d.t, r.RRN, a.RRN)
	return a
}

func (d *desk) balance() uint64 { return d.i.Balances()[0].Balance }

func reversal(r backend.IssuerRequest) backend.IssuerRequest {
	return backend.IssuerRequest{
		Reversal: true, Type: r.Type, Amount: r.Amount, STAN: r.STAN, RRN: r.RRN, F41: r.F41, F42: r.F42, Currency: r.Currency,
	}
}

func TestApproved(t *testing.T) {
	d := newDesk(t, nil)
	r := d.request(1_000, spoil{pin: "1234"})
	a := d.ask(r)
	require.Equal(t, "00", a.Code)
	require.Equal(t, "000001", a.AuthCode)
	require.Equal(t, start-1_000, d.balance())
	require.Equal(t, "620000******0005", d.i.Balances()[0].PAN)

	// The ARPC is the one that the card computes for itself.
	auth, ok := tlv.Find(a.ICC, 0x91)
	require.True(t, ok)
	require.Equal(t, "00", string(auth[8:]))
	ac, _ := tlv.Find(r.ICC, 0x9F26)
	sk, err := d.key.SessionKeyCSK(d.atc)
	require.NoError(t, err)
	require.NoError(t, sk.VerifyARPC1([8]byte(ac), [2]byte{'0', '0'}, auth[:8]))

	// Again, and again reversed: once each.
	require.Equal(t, a, d.ask(r))
	require.Equal(t, start-1_000, d.balance())
	for range 2 {
		require.Equal(t, "00", d.ask(reversal(r)).Code)
		require.Equal(t, start, d.balance())
	}
	require.Equal(t, a, d.ask(r))
	require.Equal(t, start, d.balance())
}

// A reversal that overtakes its request keeps it from charging.
func TestReversalFirst(t *testing.T) {
	d := newDesk(t, nil)
	r := d.request(1_000, spoil{})
	require.Equal(t, "00", d.ask(reversal(r)).Code)
	require.Equal(t, "05", d.ask(r).Code)
	require.Equal(t, start, d.balance())
}

func TestDenied(t *testing.T) {
	for name, c := range map[string]struct {
		code   string
		why    string
		change func(*issuer.Account)
		s      spoil
	}{
		"funds":      {"51", "balance is too low", func(a *issuer.Account) { a.Balance = 999 }, spoil{}},
		"expired":    {"54", "card has expired", func(a *issuer.Account) { a.Expiry = "2512" }, spoil{}},
		"expiry":     {"54", "card has expired", nil, spoil{after: func(r *backend.IssuerRequest) { r.Expiry = "3101" }}},
		"stopped":    {"41", "card is stopped", func(a *issuer.Account) { a.Stopped = true }, spoil{}},
		"PIN":        {"55", "PIN is wrong", nil, spoil{pin: "1235"}},
		"PSN":        {"14", "no such card", nil, spoil{after: func(r *backend.IssuerRequest) { r.PSN = 2 }}},
		"no data":    {"63", "cryptogram data are missing", nil, spoil{after: func(r *backend.IssuerRequest) { r.ICC = nil }}},
		"cryptogram": {"63", "cryptogram is wrong", nil, spoil{after: func(r *backend.IssuerRequest) { r.ICC[len(r.ICC)-1] ^= 1 }}},
		"UN":         {"63", "cryptogram is wrong", nil, spoil{after: func(r *backend.IssuerRequest) { r.ICC[bytes.Index(r.ICC, []byte{0x9F, 0x37})+3] ^= 1 }}},
		"amount":     {"63", "amount is not the cryptogram's", nil, spoil{amount: 1}},
		"currency":   {"63", "amount is not the cryptogram's", nil, spoil{after: func(r *backend.IssuerRequest) { r.Currency = 840 }}},
		"AAC":        {"63", "cryptogram is no request", nil, spoil{cvr: 0x80}},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, c.change)
			before := d.balance()
			a := d.ask(d.request(1_000, c.s))
			require.Equal(t, c.code, a.Code)
			require.Empty(t, a.AuthCode)
			require.Equal(t, before, d.balance())
			require.Equal(t, c.why, d.i.Events()[0].Why)
		})
	}
}

// A cryptogram is good once, and counters only rise.
func TestCounter(t *testing.T) {
	d := newDesk(t, nil)
	require.Equal(t, "00", d.ask(d.request(1, spoil{atc: 7})).Code)
	require.Equal(t, "63", d.ask(d.request(1, spoil{atc: 7})).Code)
	require.Equal(t, "63", d.ask(d.request(1, spoil{atc: 6})).Code)
	require.Equal(t, "00", d.ask(d.request(1, spoil{atc: 9})).Code)
	require.Equal(t, start-2, d.balance())
}

func TestPINTries(t *testing.T) {
	d := newDesk(t, nil)
	code := func(p string) string { return d.ask(d.request(1, spoil{pin: p})).Code }
	require.Equal(t, "55", code("9999"))
	require.Equal(t, "55", code("9999"))
	require.Equal(t, "00", code("1234")) // a right one begins anew
	require.Equal(t, "55", code("9999"))
	require.Equal(t, "55", code("9999"))
	require.Equal(t, "75", code("9999"))
	require.Equal(t, "75", code("1234"))
	require.Equal(t, "75", code(""))
	require.Equal(t, start-1, d.balance())
}

func TestTwice(t *testing.T) {
	pan, err := pin.ParsePAN(card.TestPAN)
	require.NoError(t, err)
	a := issuer.Account{PAN: pan, PSN: 1}
	_, err = issuer.New(issuer.Config{Accounts: []issuer.Account{a, a}})
	require.ErrorIs(t, err, issuer.ErrAccount)
}

// FuzzReceive: any bytes get an answer or none, and no money of a stopped card.
func FuzzReceive(f *testing.F) {
	d := newDesk(f, func(a *issuer.Account) { a.Stopped = true })
	body, err := d.request(1, spoil{}).Append(nil)
	require.NoError(f, err)
	undo, err := reversal(d.request(1, spoil{})).Append(nil)
	require.NoError(f, err)
	f.Add(body)
	f.Add(undo)
	f.Fuzz(func(t *testing.T, b []byte) {
		if out := d.i.Receive(noon, b); out != nil {
			_, err := backend.ParseIssuerAnswer(out)
			require.NoError(t, err)
		}
		d.i.Events()
		require.Equal(t, start, d.balance())
	})
}
