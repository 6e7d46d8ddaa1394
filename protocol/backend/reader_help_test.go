package backend_test

import (
	"crypto/sha256"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/crypto/dukpt"
	"github.com/openmpos/mpos/crypto/pin"
	"github.com/openmpos/mpos/protocol/acquirer"
	"github.com/openmpos/mpos/protocol/backend"
	"github.com/openmpos/mpos/protocol/envelope"
)

// Published test numbers.
const (
	testPAN = "6200000000000005"
	testPIN = "1234"
)

// reader is the other end, made of keys and codecs alone: it follows no rule
// by itself, so a test can have it do anything.
type reader struct {
	w       *bench
	e       backend.Enrolment
	ik      *dukpt.InitialKey
	counter uint32
	highest uint32 // before the last SignIn1
	boot    uint32
	cs      uint32
	sid     [8]byte
	stan    uint32
	f55     []byte
}

func newReader(w *bench, e backend.Enrolment) *reader {
	bdk, err := dukpt.NewBDK(testBDK)
	require.NoError(w.t, err)
	ik, err := bdk.InitialKey(e.IKID)
	require.NoError(w.t, err)
	return &reader{w: w, e: e, ik: ik, boot: 1, f55: []byte{0x9F, 0x26, 1, 0xAC, 0x95, 1, 0}}
}

func (r *reader) next() uint32 {
	r.counter++
	return r.counter
}

func (r *reader) ksn(c uint32) dukpt.KSN { return dukpt.NewKSN(r.e.IKID, c) }

func (r *reader) key(c uint32) *dukpt.TransactionKey {
	k, err := r.ik.TransactionKey(r.ksn(c))
	require.NoError(r.w.t, err)
	return k
}

// seal makes an envelope under gen(c).
func (r *reader) seal(t envelope.Type, c uint32, body []byte, err error) []byte {
	require.NoError(r.w.t, err)
	return r.sealAs(envelope.SuiteAESDUKPT, t, c, body)
}

func (r *reader) sealAs(s envelope.Suite, t envelope.Type, c uint32, body []byte) []byte {
	k, err := r.key(c).MACGeneration()
	require.NoError(r.w.t, err)
	return envelope.Envelope{
		Suite: s, Type: t, KSN: r.ksn(c), Body: body, MAC: k.Sum(envelope.MACInput(nil, s, t, r.ksn(c), body)),
	}.Append(nil)
}

// open checks an envelope of the backend under ver(c) and returns its body.
func (r *reader) open(t envelope.Type, c uint32, raw []byte) []byte {
	r.w.t.Helper()
	e, err := envelope.Parse(raw)
	require.NoError(r.w.t, err)
	require.Equal(r.w.t, t, e.Type)
	require.Equal(r.w.t, r.ksn(c), e.KSN)
	k, err := r.key(c).MACVerification()
	require.NoError(r.w.t, err)
	require.NoError(r.w.t, k.Verify(envelope.MACInput(nil, e.Suite, t, e.KSN, e.Body), e.MAC[:]))
	return e.Body
}

func (r *reader) f64(c uint32, input []byte) []byte {
	k, err := r.key(c).MACGeneration()
	require.NoError(r.w.t, err)
	sum := k.Sum(envelope.MACInput(nil, envelope.SuiteAESDUKPT, envelope.HostMACType, r.ksn(c), input))
	return sum[:8]
}

func (r *reader) frame(body []byte, err error) []byte {
	require.NoError(r.w.t, err)
	return acquirer.Frame{TPDU: acquirer.DefaultTPDU, Header: acquirer.DefaultHeader, Body: body}.Append(nil)
}

// The messages, each with a hook to spoil it.

func (r *reader) signIn1(c uint32, spoil func(*envelope.SignIn1)) []byte {
	m := envelope.SignIn1{
		Serial: r.e.Serial, Model: "test", Suites: []uint8{1}, RA: [16]byte{byte(c), 0xA}, Boot: r.boot, Highest: c - 1,
	}
	if spoil != nil {
		spoil(&m)
	}
	body, err := m.Append(nil)
	return r.seal(envelope.TypeSignIn1, c, body, err)
}

func (r *reader) signIn3(c uint32, h2 [32]byte, report []byte) []byte {
	k, err := r.key(c).DataEncryption()
	require.NoError(r.w.t, err)
	sealed, err := k.Seal(nil, report)
	require.NoError(r.w.t, err)
	body, err := envelope.SignIn3{H2: h2, Report: sealed}.Append(nil)
	return r.seal(envelope.TypeSignIn3, c, body, err)
}

func (r *reader) signInFrame(env []byte) []byte {
	r.stan++
	return r.frame(acquirer.SignIn{STAN: r.stan, TID: r.e.F41, MID: r.e.F42, Envelope: env}.Append(nil))
}

// signIn signs in, whole.
func (r *reader) signIn() {
	r.w.t.Helper()
	r.cs = r.next()
	one := r.signIn1(r.cs, nil)
	v := r.w.one(r.signInFrame(one))
	require.Equal(r.w.t, "00", v.Text(39))
	two, err := envelope.ParseSignIn2(r.open(envelope.TypeSignIn2, r.cs, v.Bytes(57)))
	require.NoError(r.w.t, err)
	require.Equal(r.w.t, envelope.Hash(one), two.H1)
	r.sid = two.SID
	v = r.w.one(r.signInFrame(r.signIn3(r.cs, envelope.Hash(v.Bytes(57)), []byte{1, 2})))
	require.Equal(r.w.t, "00", v.Text(39))
	require.False(r.w.t, v.Has(57))
}

func (r *reader) orderFrame(amount uint64) []byte {
	r.stan++
	return r.frame(acquirer.Order{
		Type: acquirer.Sale, Amount: amount, STAN: r.stan, TID: r.e.F41, MID: r.e.F42, Currency: testCurrency,
		Info: acquirer.OrderInfo{ID: "A-1"},
	}.Append(nil))
}

func (r *reader) order(amount uint64) envelope.Offer {
	r.w.t.Helper()
	v := r.w.one(r.orderFrame(amount))
	require.Equal(r.w.t, "00", v.Text(39))
	o, err := envelope.ParseOffer(r.open(envelope.TypeOffer, r.cs, v.Bytes(57)))
	require.NoError(r.w.t, err)
	return o
}

// sale is one transaction in the making.
type sale struct {
	offer envelope.Offer
	ct    uint32
	auth  envelope.Authorize
	env   []byte
	iso   acquirer.Financial
	frame []byte
}

// spoil changes a sale before it is sealed (auth) and before it is MACed (iso).
type spoil struct {
	auth  func(*envelope.Authorize)
	iso   func(*acquirer.Financial)
	plain []byte // of the sealed field
}

func (r *reader) authorize(o envelope.Offer, ct uint32, s spoil) *sale {
	t := r.w.t
	k := r.key(ct)
	pan, err := pin.ParsePAN(testPAN)
	require.NoError(t, err)
	code, err := pin.ParsePIN(testPIN)
	require.NoError(t, err)
	pinKey, err := k.PINEncryption()
	require.NoError(t, err)
	block, err := pinKey.EncryptFormat4(code, pan, chance(uint64(ct)))
	require.NoError(t, err)
	data, err := k.DataEncryption()
	require.NoError(t, err)
	plain := s.plain
	if plain == nil {
		plain = []byte{0x5A, 8, 0x62, 0, 0, 0, 0, 0, 0, 0x05, 0x5F, 0x24, 3, 0x30, 0x12, 0x31, 0x5F, 0x34, 1, 0x01}
	}
	sealed, err := data.Seal(nil, plain)
	require.NoError(t, err)
	x := &sale{offer: o, ct: ct}
	x.auth = envelope.Authorize{
		SID: o.SID, TN: o.TN, Type: o.Type, Amount: o.Amount, Currency: o.Currency, Entry: envelope.EntryContact,
		UN: [4]byte{1, 2, 3, byte(ct)}, ATC: uint16(ct), HF55: sha256.Sum256(r.f55), Sealed: sealed, PINBlock: block[:],
	}
	if s.auth != nil {
		s.auth(&x.auth)
	}
	body, err := x.auth.Append(nil)
	x.env = r.seal(envelope.TypeAuthorize, ct, body, err)
	r.financial(x, s.iso)
	return x
}

// financial builds the 0200 around the envelope.
func (r *reader) financial(x *sale, change func(*acquirer.Financial)) {
	x.iso = acquirer.Financial{
		Type: acquirer.Sale, Amount: x.auth.Amount, STAN: 1 + x.ct%999_999, Entry: "0510", TID: r.e.F41, MID: r.e.F42,
		Currency: x.auth.Currency, ICC: r.f55, Envelope: x.env, Capability: 5,
	}
	if change != nil {
		change(&x.iso)
	}
	input, err := x.iso.AppendForMAC(nil)
	require.NoError(r.w.t, err)
	x.iso.MAC = r.f64(x.ct, input)
	x.frame = r.frame(x.iso.Append(nil))
}

// sell is a sale up to the 0200, not sent.
func (r *reader) sell() *sale { return r.authorize(r.order(testAmount), r.next(), spoil{}) }

// verdict opens the Verdict of an answer.
func (r *reader) verdict(x *sale, v acquirer.View) (envelope.Verdict, []byte) {
	r.w.t.Helper()
	out, err := envelope.ParseVerdict(r.open(envelope.TypeVerdict, x.ct, v.Bytes(57)))
	require.NoError(r.w.t, err)
	require.Equal(r.w.t, envelope.Hash(x.env), out.H5)
	return out, v.Bytes(57)
}

func (r *reader) confirmFrame(x *sale, h6 [32]byte) []byte {
	body, err := envelope.Confirm{H6: h6, TC: []byte("TCTCTCTC")}.Append(nil)
	env := r.seal(envelope.TypeConfirm, x.ct, body, err)
	return r.frame(acquirer.ConfirmAdvice{STAN: x.iso.STAN, TID: r.e.F41, MID: r.e.F42, Envelope: env}.Append(nil))
}

type reversal struct {
	cr    uint32
	env   []byte
	frame []byte
}

func (r *reader) reverse(x *sale, cr uint32, auth func(*envelope.Reverse), iso func(*acquirer.Reversal)) *reversal {
	m := envelope.Reverse{SID: x.offer.SID, CT: x.ct, TN: x.offer.TN, Reason: 98}
	if auth != nil {
		auth(&m)
	}
	body, err := m.Append(nil)
	v := &reversal{cr: cr, env: r.seal(envelope.TypeReverse, cr, body, err)}
	i := acquirer.Reversal{
		Type: acquirer.Sale, Amount: x.offer.Amount, STAN: 1 + x.ct%999_999, Reason: "98", TID: r.e.F41, MID: r.e.F42,
		Currency: x.offer.Currency, Envelope: v.env,
	}
	if iso != nil {
		iso(&i)
	}
	input, err := i.AppendForMAC(nil)
	require.NoError(r.w.t, err)
	i.MAC = r.f64(cr, input)
	v.frame = r.frame(i.Append(nil))
	return v
}

// reversed opens the Reversed of an answer.
func (r *reader) reversed(v *reversal, answer acquirer.View) envelope.FinalState {
	r.w.t.Helper()
	require.Equal(r.w.t, "00", answer.Text(39))
	out, err := envelope.ParseReversed(r.open(envelope.TypeReversed, v.cr, answer.Bytes(57)))
	require.NoError(r.w.t, err)
	require.Equal(r.w.t, envelope.Hash(v.env), out.H8)
	return out.State
}
