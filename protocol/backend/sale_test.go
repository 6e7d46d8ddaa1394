package backend_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/crypto/pin"
	"github.com/openmpos/mpos/protocol/acquirer"
	"github.com/openmpos/mpos/protocol/backend"
	"github.com/openmpos/mpos/protocol/envelope"
)

func TestSale(t *testing.T) {
	w := newBench(t)
	r := newReader(w, enrolment(0))
	r.signIn()
	report := w.take(backend.ReaderReport)
	require.Len(t, report, 1)
	require.Equal(t, "0102", report[0].Detail)

	o := r.order(testAmount)
	require.Equal(t, envelope.Offer{
		SID: r.sid, Number: 1, TN: o.TN, Type: envelope.Sale, Amount: testAmount, Currency: testCurrency,
		Merchant: "Tea House", Order: "A-1", Original: []byte{}, Time: uint64(w.now.Unix()), Life: 180,
	}, o)
	x := r.authorize(o, r.next(), spoil{})
	answer := w.one(x.frame)
	require.Equal(t, "00", answer.Text(39))
	require.Equal(t, "123456", answer.Text(38))
	require.Equal(t, "090000", answer.Digits(12))
	require.Equal(t, "0102", answer.Digits(13))
	v, raw := r.verdict(x, answer)
	require.Equal(t, envelope.Approved, v.Outcome)
	require.Equal(t, "123456", v.AuthCode)
	require.Equal(t, []byte("ARPCARPC00"), v.IssuerAuth)

	q := w.issuer.last
	require.Equal(t, testPAN, q.PAN.UnsafeDigits())
	require.Equal(t, "3012", q.Expiry)
	require.EqualValues(t, 1, q.PSN)
	require.EqualValues(t, testAmount, q.Amount)
	require.Equal(t, r.f55, q.ICC)
	require.Equal(t, answer.Text(37), q.RRN)
	pan, err := pin.ParsePAN(testPAN)
	require.NoError(t, err)
	right, err := pin.ParsePIN(testPIN)
	require.NoError(t, err)
	wrong, err := pin.ParsePIN("4321")
	require.NoError(t, err)
	require.NoError(t, w.soft.VerifyPIN("zone", q.PINBlock, pan, right))
	require.Error(t, w.soft.VerifyPIN("zone", q.PINBlock, pan, wrong))

	require.Equal(t, []backend.Balance{
		{Account: backend.IssuerClearing, Amount: testAmount, Currency: testCurrency},
		{Account: "merchant " + r.e.F42, Amount: -testAmount, Currency: testCurrency},
	}, w.b.Ledger())
	require.Equal(t, backend.Charged, w.b.Txns(r.e.Serial)[0].State)

	answer = w.one(r.confirmFrame(x, envelope.Hash(raw)))
	require.Equal(t, "00", answer.Text(39))
	require.Equal(t, backend.Confirmed, w.b.Txns(r.e.Serial)[0].State)
	require.True(t, w.b.Settled())
	w.balanced()
}

func TestDecline(t *testing.T) {
	w := newBench(t)
	r := newReader(w, enrolment(0))
	r.signIn()
	w.issuer.code = acquirer.CodeFunds
	x := r.sell()
	answer := w.one(x.frame)
	require.Equal(t, acquirer.CodeFunds, answer.Text(39))
	v, _ := r.verdict(x, answer)
	require.Equal(t, envelope.Declined, v.Outcome)
	require.Empty(t, w.b.Ledger())
	require.Equal(t, backend.Declined, w.b.Txns(r.e.Serial)[0].State)
}

// A repeat while the issuer is asked waits for the same answer, on as many
// connections as ask; later it gets the stored one, to the byte.
func TestRepeats(t *testing.T) {
	w := newBench(t)
	r := newReader(w, enrolment(0))
	r.signIn()
	x := r.sell()
	w.hold = true
	require.Empty(t, w.send(x.frame))
	w.b.Receive(w.now, 77, x.frame)
	w.b.Receive(w.now, 77, x.frame)
	require.Empty(t, w.pump(77))
	require.Equal(t, 1, w.issuer.asked)
	w.b.IssuerAnswer(w.now, w.held[0])
	out := w.b.Output()
	require.Len(t, out, 2)
	require.EqualValues(t, 77, out[1].Conn)
	require.Equal(t, out[0].Bytes, out[1].Bytes)
	w.now = w.now.Add(time.Hour)
	again := w.send(x.frame)
	require.Equal(t, out[0].Bytes, again[0])
	w.restart()
	again = w.send(x.frame)
	require.Equal(t, out[0].Bytes, again[0])
	require.Equal(t, 1, w.issuer.asked)
	w.balanced()
}

// Two readers with the same counter do not meet anywhere.
func TestReadersApart(t *testing.T) {
	w := newBench(t)
	a, b := newReader(w, enrolment(0)), newReader(w, enrolment(1))
	a.signIn()
	b.signIn()
	x, y := a.sell(), b.sell()
	require.Equal(t, x.ct, y.ct)
	vx, vy := w.one(x.frame), w.one(y.frame)
	require.NotEqual(t, vx.Text(37), vy.Text(37))
	a.verdict(x, vx)
	b.verdict(y, vy)
	w.balanced()
	require.EqualValues(t, 2*testAmount, w.issuer.total())

	// An offer is good for the reader it was given to.
	stolen := b.authorize(a.order(1), b.next(), spoil{})
	w.refused(stolen.frame, backend.ReasonOffer)
}
