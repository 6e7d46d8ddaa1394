package card_test

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/crypto/cryptogram"
	"github.com/openmpos/mpos/crypto/pin"
	"github.com/openmpos/mpos/emv/kernel"
	"github.com/openmpos/mpos/emv/tlv"
	"github.com/openmpos/mpos/sim/card"
)

var (
	testIMK = unhex("0123456789ABCDEFFEDCBA9876543210")
	testUN  = [4]byte{0xDE, 0xAD, 0xBE, 0xEF}
)

func newCard(t require.TestingT, p card.Profile) *card.Card {
	master, err := cryptogram.NewMasterKey(testIMK)
	require.NoError(t, err)
	pan, err := pin.ParsePAN(p.PAN)
	require.NoError(t, err)
	key, err := master.CardKeyA(pan, p.PSN)
	require.NoError(t, err)
	c, err := card.New(p, key)
	require.NoError(t, err)
	return c
}

func config() *kernel.Config {
	return &kernel.Config{
		Type: 0x22, Capabilities: [3]byte{0xE0, 0x68, 0x00}, AdditionalCapabilities: [5]byte{0x60, 0, 0xF0, 0xA0, 0x01},
		Country: 156, CurrencyExponent: 2, IFDSerial: "00000001",
		AIDs: []kernel.AIDConfig{
			{AID: unhex("A000000333010102"), Version: 0x0030, TACOnline: [5]byte{0xD8, 0x40, 0x04, 0xF8, 0x00}},
			{AID: unhex("A000000333010101"), Version: 0x0030},
		},
	}
}

func sale() kernel.Transaction {
	return kernel.Transaction{
		Amount: 12345, Currency: 156, Time: time.Date(2026, 7, 1, 12, 34, 56, 0, time.UTC), UN: testUN, Sequence: 7,
	}
}

// run is one sale with a PIN. issuer answers GoOnline.
func run(t require.TestingT, c *card.Card, k *kernel.Kernel, issuer func(kernel.GoOnline) kernel.Answer) kernel.Outcome {
	step := k.Next(nil)
	for range 500 {
		var a kernel.Answer
		switch s := step.(type) {
		case kernel.Transmit:
			r, err := c.Transmit(s.Command)
			a = kernel.Response{Bytes: r}
			if err != nil {
				a = kernel.CardRemoved{}
			}
		case kernel.Choose:
			a = kernel.Chosen{Index: len(s.Apps) - 1}
		case kernel.EnterPIN:
			require.Equal(t, card.TestPAN, s.PAN.UnsafeDigits())
			a = kernel.PINEntered{}
		case kernel.GoOnline:
			a = issuer(s)
		case kernel.Done:
			return s.Outcome
		}
		step = k.Next(a)
	}
	require.Fail(t, "no end")
	return kernel.Outcome{}
}

func find(t require.TestingT, b []byte, tag tlv.Tag) []byte {
	v, ok := tlv.Find(b, tag)
	require.True(t, ok, tag)
	return v
}

// issuer approves or declines with a right ARPC, and checks the ARQC by the
// oracle over an input that it puts together itself.
func issuer(t require.TestingT, arc string, approved bool) func(kernel.GoOnline) kernel.Answer {
	return func(s kernel.GoOnline) kernel.Answer {
		o := oracle{t, testIMK}
		f := func(tag tlv.Tag) []byte { return find(t, s.F55, tag) }
		var input []byte
		for _, tag := range []tlv.Tag{0x9F02, 0x9F03, 0x9F1A, 0x95, 0x5F2A, 0x9A, 0x9C, 0x9F37, 0x82, 0x9F36} {
			input = append(input, f(tag)...)
		}
		input = append(input, f(0x9F10)[3:7]...)
		key := o.sessionKey(o.cardKey(card.TestPAN, "01"), f(0x9F36))
		require.Equal(t, o.mac(key, input), f(0x9F26), "ARQC")
		got, err := card.CryptogramInput(nil, s.F55)
		require.NoError(t, err)
		require.Equal(t, input, got)
		return kernel.Online{
			Approved: approved, ARC: [2]byte([]byte(arc)), IssuerAuthData: append(o.arpc(key, f(0x9F26), arc), arc...),
		}
	}
}

func TestSale(t *testing.T) {
	for _, format2 := range []bool{false, true} {
		p := card.UnionPayCredit()
		p.TemplateFormat = format2
		c := newCard(t, p)
		k := kernel.New(config(), sale())
		var online kernel.GoOnline
		o := run(t, c, k, func(s kernel.GoOnline) kernel.Answer {
			online = s
			return issuer(t, "00", true)(s)
		})
		require.Equal(t, kernel.Approved, o.Kind, o.Detail)
		require.Equal(t, [2]byte{'0', '0'}, o.ARC)
		require.EqualValues(t, 1, c.ATC())
		require.EqualValues(t, 1, online.ATC)
		require.Equal(t, testUN, online.UN)

		// The TC by the oracle: the same input, TVR and CVR as they stand now.
		orc := oracle{t, testIMK}
		tvr := k.TVR()
		input := unhex("0000000123450000000000000156")
		input = append(append(input, tvr[:]...), unhex("015626070100DEADBEEF180000010360"+"1000")...)
		require.Equal(t, orc.mac(orc.sessionKey(orc.cardKey(card.TestPAN, "01"), []byte{0, 1}), input), o.TC)
	}
}

// TestField55 is field 55 and the sealed field of the plain sale, byte for byte,
// written down from the tables of the standard.
func TestField55(t *testing.T) {
	var online kernel.GoOnline
	run(t, newCard(t, card.UnionPayCredit()), kernel.New(config(), sale()), func(s kernel.GoOnline) kernel.Answer {
		online = s
		return kernel.UnableToGoOnline{}
	})
	ac := find(t, online.F55, 0x9F26)
	require.Equal(t, fmt.Sprintf("%X", unhex("9F2608"+fmt.Sprintf("%X", ac)+
		"9F270180"+"9F1008070101"+"03A01000"+"01"+"9F3704DEADBEEF"+"9F36020001"+"95058000048000"+"9A03260701"+"9C0100"+
		"9F0206000000012345"+"5F2A020156"+"82021800"+"9F1A020156"+"9F0306000000000000"+"9F3303E06800"+
		"9F3403420300"+"9F350122"+"9F1E083030303030303031"+"8408A000000333010102"+"9F09020030"+"9F410400000007")),
		fmt.Sprintf("%X", online.F55))
	// 57: PAN, D, 3012, 220, ten zeros.
	require.Equal(t, "5A086200000000000005"+"5711"+"6200000000000005D3012220"+"0000000000"+
		"5F2403301231"+"5F340101"+"5F2009544553542F43415244", fmt.Sprintf("%X", online.Sealed))
}

func TestDeclinedOnline(t *testing.T) {
	c := newCard(t, card.UnionPayCredit())
	o := run(t, c, kernel.New(config(), sale()), issuer(t, "51", false))
	require.Equal(t, kernel.OnlineDeclined, o.Kind)
	require.Empty(t, o.TC)
}

// TestCardDecides: the card gives no TC unless the terminal asks for it, the
// ARPC is right and the code in it approves.
func TestCardDecides(t *testing.T) {
	good := issuer(t, "00", true)
	rows := map[string]struct {
		issuer func(kernel.GoOnline) kernel.Answer
		want   kernel.OutcomeKind
	}{
		"right": {good, kernel.Approved},
		"wrong ARPC": {func(s kernel.GoOnline) kernel.Answer {
			a := good(s).(kernel.Online)
			a.IssuerAuthData[0] ^= 1
			return a
		}, kernel.CardDeclined},
		"wrong code": {func(s kernel.GoOnline) kernel.Answer {
			a := good(s).(kernel.Online)
			a.IssuerAuthData[9] ^= 1
			return a
		}, kernel.CardDeclined},
		"no ARPC": {func(s kernel.GoOnline) kernel.Answer {
			return kernel.Online{Approved: true, ARC: [2]byte{'0', '0'}}
		}, kernel.CardDeclined},
		"declined with a right ARPC, terminal says approved": {issuer(t, "51", true), kernel.CardDeclined},
		"unable": {func(kernel.GoOnline) kernel.Answer { return kernel.UnableToGoOnline{} }, kernel.Declined},
	}
	for name, r := range rows {
		t.Run(name, func(t *testing.T) {
			o := run(t, newCard(t, card.UnionPayCredit()), kernel.New(config(), sale()), r.issuer)
			require.Equal(t, r.want, o.Kind, o.Detail)
		})
	}
}

func TestExternalAuthenticate(t *testing.T) {
	p := card.UnionPayCredit()
	p.Apps[0].AIP = [2]byte{0x1C, 0x00}
	k := kernel.New(config(), sale())
	require.Equal(t, kernel.Approved, run(t, newCard(t, p), k, issuer(t, "00", true)).Kind)
	require.EqualValues(t, [2]byte{0x78, 0}, k.TSI())

	k = kernel.New(config(), sale())
	o := run(t, newCard(t, p), k, func(s kernel.GoOnline) kernel.Answer {
		a := issuer(t, "00", true)(s).(kernel.Online)
		a.IssuerAuthData[3] ^= 0x80
		return a
	})
	require.Equal(t, kernel.CardDeclined, o.Kind)
	tvr := k.TVR()
	require.EqualValues(t, 0x40, tvr[4])
}

// TestCVR: what one transaction leaves for the next.
func TestCVR(t *testing.T) {
	c := newCard(t, card.UnionPayCredit())
	next := func(answer func(kernel.GoOnline) kernel.Answer) card.CVR {
		c.Reset()
		var cvr card.CVR
		run(t, c, kernel.New(config(), sale()), func(s kernel.GoOnline) kernel.Answer {
			b, ok := card.CVROf(find(t, s.F55, 0x9F10))
			require.True(t, ok)
			cvr = card.ParseCVR(b)
			return answer(s)
		})
		require.Equal(t, card.CryptogramARQC, cvr.First)
		require.Equal(t, card.CryptogramNone, cvr.Second)
		return cvr
	}
	leave := func(kernel.GoOnline) kernel.Answer { return kernel.CardRemoved{} }
	wrong := func(s kernel.GoOnline) kernel.Answer {
		return kernel.Online{Approved: true, IssuerAuthData: bytes.Repeat([]byte{1}, 10)}
	}
	none := func(kernel.GoOnline) kernel.Answer { return kernel.Online{Approved: true, ARC: [2]byte{'0', '0'}} }
	clean := card.CVR{First: card.CryptogramARQC, Second: card.CryptogramNone}

	cvr := next(leave)
	require.True(t, cvr.NewCard)
	require.False(t, cvr.LastNotCompleted)
	cvr = next(wrong)
	require.True(t, cvr.LastNotCompleted)
	cvr = next(none)
	require.True(t, cvr.LastIssuerAuthFailed)
	cvr = next(issuer(t, "00", true))
	require.True(t, cvr.LastIssuerAuthNotTried)
	require.Equal(t, clean, next(leave))
	require.EqualValues(t, 5, c.ATC())
}

func TestSnapshot(t *testing.T) {
	c := newCard(t, card.UnionPayCredit())
	before := c.Snapshot()
	var first, second []byte
	run(t, c, kernel.New(config(), sale()), func(s kernel.GoOnline) kernel.Answer { first = s.F55; return kernel.CardRemoved{} })
	after := c.Snapshot()
	require.NotEqual(t, before, after)
	c.Restore(before)
	run(t, c, kernel.New(config(), sale()), func(s kernel.GoOnline) kernel.Answer { second = s.F55; return kernel.CardRemoved{} })
	require.Equal(t, first, second)
	require.Equal(t, after, c.Snapshot())
}

func TestTwoApps(t *testing.T) {
	c := newCard(t, card.UnionPayTwoApps())
	o := run(t, c, kernel.New(config(), sale()), func(s kernel.GoOnline) kernel.Answer {
		require.Equal(t, unhex("A000000333010101"), find(t, s.F55, 0x84))
		return issuer(t, "00", true)(s)
	})
	require.Equal(t, kernel.Approved, o.Kind)
}
