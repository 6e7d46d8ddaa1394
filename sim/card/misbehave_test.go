package card_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/crypto/cryptogram"
	"github.com/openmpos/mpos/emv/kernel"
	"github.com/openmpos/mpos/sim/card"
)

// The commands of the plain sale, by number.
const (
	selectPSE = 1 + iota
	readEntry
	readEnd
	selectApp
	options
	record11
	record12
	record21
	generate1
	generate2
	commands = generate2
)

// TestMisbehaviour breaks the answer to every command of a sale in every way,
// and says what comes of it. The directory is optional: without it the list of
// AIDs finds the application, so a fault there does no harm.
func TestMisbehaviour(t *testing.T) {
	status := func(sw uint16) card.Fault { return card.Fault{Kind: card.FaultStatus, SW: sw} }
	kinds := map[string]card.Fault{
		"removed": {Kind: card.FaultRemove}, "silent": {Kind: card.FaultSilent},
		"truncated": {Kind: card.FaultTruncate}, "garbled": {Kind: card.FaultGarble},
		"empty": status(0x9000), "6A81": status(0x6A81), "6A82": status(0x6A82), "6985": status(0x6985), "6F00": status(0x6F00),
	}
	type end struct {
		kind   kernel.OutcomeKind
		reason string
	}
	approved := end{kernel.Approved, ""}
	failed := func(reason string) end { return end{kernel.Failed, reason} }
	// What each kind of fault leads to, at: the directory, the final SELECT,
	// GET PROCESSING OPTIONS, a record, GENERATE AC.
	want := map[string][5]end{
		"silent":    {failed(kernel.ReasonMalformed), failed(kernel.ReasonMalformed), failed(kernel.ReasonMalformed), failed(kernel.ReasonMalformed), failed(kernel.ReasonMalformed)},
		"truncated": {approved, failed(kernel.ReasonNoApplication), failed(kernel.ReasonMalformed), failed(kernel.ReasonMalformed), failed(kernel.ReasonMalformed)},
		"garbled":   {approved, failed(kernel.ReasonNoApplication), failed(kernel.ReasonMalformed), failed(kernel.ReasonMalformed), failed(kernel.ReasonMalformed)},
		"empty":     {approved, failed(kernel.ReasonNoApplication), failed(kernel.ReasonMalformed), failed(kernel.ReasonMalformed), failed(kernel.ReasonMalformed)},
		"6A81":      {approved, failed(kernel.ReasonCardBlocked), failed(kernel.ReasonStatus), failed(kernel.ReasonStatus), failed(kernel.ReasonStatus)},
		"6A82":      {approved, failed(kernel.ReasonNoApplication), failed(kernel.ReasonStatus), failed(kernel.ReasonStatus), failed(kernel.ReasonStatus)},
		"6985":      {approved, failed(kernel.ReasonNoApplication), failed(kernel.ReasonNoApplication), failed(kernel.ReasonStatus), failed(kernel.ReasonStatus)},
		"6F00":      {approved, failed(kernel.ReasonNoApplication), failed(kernel.ReasonStatus), failed(kernel.ReasonStatus), failed(kernel.ReasonStatus)},
	}
	column := [...]int{selectPSE: 0, readEntry: 0, readEnd: 0, selectApp: 1, options: 2, record11: 3, record12: 3, record21: 3, generate1: 4, generate2: 4}
	for name, f := range kinds {
		for at := selectPSE; at <= commands; at++ {
			c := newCard(t, card.UnionPayCredit())
			f.At = at
			c.Misbehave(card.Misbehaviour{Faults: []card.Fault{f}})
			o := run(t, c, kernel.New(config(), sale()), issuer(t, "00", true))
			got := end{o.Kind, o.Reason}
			w := want[name][column[at]]
			switch {
			case name == "removed":
				w = end{kernel.Removed, ""}
			case name == "6A81" && at == selectPSE:
				w = failed(kernel.ReasonCardBlocked)
			case at == readEnd && (name == "truncated" || name == "garbled"):
				w = approved // nothing to spoil in a bare status word
			}
			require.Equal(t, w, got, "%s at command %d: %s", name, at, o.Detail)
			require.Equal(t, o.Kind == kernel.Approved, o.TC != nil)
		}
	}
}

func TestPlainSaleCommands(t *testing.T) {
	c := newCard(t, card.UnionPayCredit())
	run(t, c, kernel.New(config(), sale()), issuer(t, "00", true))
	require.Equal(t, commands, c.Commands())
}

func TestAAC(t *testing.T) {
	c := newCard(t, card.UnionPayCredit())
	c.Misbehave(card.Misbehaviour{AACFirst: true})
	o := run(t, c, kernel.New(config(), sale()), nil)
	require.Equal(t, kernel.Declined, o.Kind)
	require.Equal(t, kernel.ReasonCardDecision, o.Reason)
	require.Equal(t, [2]byte{'Z', '1'}, o.ARC)

	c.Reset()
	c.Misbehave(card.Misbehaviour{AACSecond: true})
	o = run(t, c, kernel.New(config(), sale()), issuer(t, "00", true))
	require.Equal(t, kernel.CardDeclined, o.Kind)
	require.Equal(t, kernel.ReasonCardDecision, o.Reason)
	require.Empty(t, o.TC)
}

// TestNextForever: a card with always one more application costs a bounded
// number of commands.
func TestNextForever(t *testing.T) {
	p := card.UnionPayCredit()
	p.PSE = false
	c := newCard(t, p)
	c.Misbehave(card.Misbehaviour{NextForever: true})
	cfg := config()
	cfg.AIDs = []kernel.AIDConfig{{AID: unhex("A000000333"), Partial: true}}
	o := run(t, c, kernel.New(cfg, sale()), issuer(t, "00", true))
	require.NotZero(t, o.Kind)
	require.Less(t, c.Commands(), 64)
}

// TestStatusWords: a real card says no in many ways.
func TestStatusWords(t *testing.T) {
	sel := "00A4040008A00000033301010200"
	rows := []struct {
		before []string
		send   string
		want   string
	}{
		{nil, "00", "6700"},
		{nil, "00FF0000", "6D00"},
		{nil, "80FF0000", "6D00"},
		{nil, "84240000", "6882"},
		{nil, "90A80000", "6E00"},
		{nil, "00A4040007A000000003101000", "6A82"},
		{nil, "00A4000008A00000033301010200", "6A86"},
		{nil, "00A404000100", "6700"},
		{nil, "00B2010C00", "6985"},
		{nil, "80A8000002830000", "6985"},
		{nil, "80AE800000", "6985"},
		{nil, "80CA9F3600", "6985"},
		{[]string{sel}, "00B2010C00", "6985"},
		{[]string{sel}, "80A8000002830000", "6A80"},
		{[]string{sel}, "80CA9F3600", "9F360200009000"},
		{[]string{sel}, "80CA9F1700", "6A88"},
		{[]string{sel}, "0082000008000000000000000000", "6D00"},
		{[]string{sel, gpo}, "80A800000D830B0156E0680060000000002200", "6985"},
		{[]string{sel, gpo}, "00B2010500", "6A86"},
		{[]string{sel, gpo}, "00B2030C00", "6A83"},
		{[]string{sel, gpo}, "00B2011C00", "6A82"},
		{[]string{sel, gpo}, "80AE800001AA00", "6700"},
		{[]string{sel, gpo}, "80AEC00001AA00", "6A86"},
	}
	for _, r := range rows {
		c := newCard(t, card.UnionPayCredit())
		for _, b := range r.before {
			a, err := c.Transmit(unhex(b))
			require.NoError(t, err)
			require.Equal(t, []byte{0x90, 0x00}, a[len(a)-2:], b)
		}
		a, err := c.Transmit(unhex(r.send))
		require.NoError(t, err)
		require.Equal(t, unhex(r.want), a, "%v %s", r.before, r.send)
	}
}

const gpo = "80A800000D830B0156E0680060000000002200"

func TestProfileRefused(t *testing.T) {
	for name, change := range map[string]func(*card.Profile){
		"PAN":             func(p *card.Profile) { p.PAN = "6200" },
		"no application":  func(p *card.Profile) { p.Apps = nil },
		"AID":             func(p *card.Profile) { p.Apps[0].AID = nil },
		"CDOL1 too small": func(p *card.Profile) { p.Apps[0].CDOL1 = unhex("9F0206") },
		"CDOL2":           func(p *card.Profile) { p.Apps[0].CDOL2 = nil },
		"record too long": func(p *card.Profile) { p.Apps[0].Extra = make([]byte, 250) },
		"service code":    func(p *card.Profile) { p.ServiceCode = "" },
	} {
		p := card.UnionPayCredit()
		change(&p)
		key, err := cryptogram.NewCardKey(testIMK)
		require.NoError(t, err)
		_, err = card.New(p, key)
		require.Error(t, err, name)
	}
	_, err := card.New(card.UnionPayCredit(), nil)
	require.Error(t, err)
}

func TestCryptogramInputRefuses(t *testing.T) {
	var f55 []byte
	run(t, newCard(t, card.UnionPayCredit()), kernel.New(config(), sale()), func(s kernel.GoOnline) kernel.Answer {
		f55 = s.F55
		return kernel.CardRemoved{}
	})
	in, err := card.CryptogramInput(nil, f55)
	require.NoError(t, err)
	require.Len(t, in, 37)
	for i := range f55 {
		_, err := card.CryptogramInput(nil, f55[:i])
		require.True(t, err == nil || err == card.ErrInput)
	}
	_, err = card.CryptogramInput(nil, nil)
	require.ErrorIs(t, err, card.ErrInput)
}
