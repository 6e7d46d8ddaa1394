package kernel_test

import (
	"encoding/hex"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/emv/kernel"
)

// Bits of the TVR, counted by the standard: byte 1–5, bit 8–1 (EMV Book 3,
// annex C5), written here once more so that the test shares no names with the
// code.
type bit struct{ byte, bit int }

var (
	noODA        = bit{1, 8}
	dataMissing  = bit{1, 6}
	versions     = bit{2, 8}
	expired      = bit{2, 7}
	notYet       = bit{2, 6}
	notAllowed   = bit{2, 5}
	newCard      = bit{2, 4}
	cvmFailed    = bit{3, 8}
	cvmUnknown   = bit{3, 7}
	pinPad       = bit{3, 5}
	pinBypassed  = bit{3, 4}
	onlinePIN    = bit{3, 3}
	floorLimit   = bit{4, 8}
	lowerLimit   = bit{4, 7}
	upperLimit   = bit{4, 6}
	random       = bit{4, 5}
	forced       = bit{4, 4}
	defaultTDOL  = bit{5, 8}
	authFailed   = bit{5, 7}
	scriptBefore = bit{5, 6}
	scriptAfter  = bit{5, 5}
)

func bits(b []byte) map[bit]bool {
	m := map[bit]bool{}
	for i, c := range b {
		for n := 1; n <= 8; n++ {
			if c>>(n-1)&1 == 1 {
				m[bit{i + 1, n}] = true
			}
		}
	}
	return m
}

func want(b ...bit) map[bit]bool {
	m := map[bit]bool{}
	for _, x := range b {
		m[x] = true
	}
	return m
}

// lowRisk keeps the floor limit out of the way.
func lowRisk(c *kernel.Config, _ *kernel.Transaction) {
	c.AIDs[0].FloorLimit, c.AIDs[0].Threshold = 100000, 50000
}

// TestTVR sets each bit of the TVR that this way can set, and shows the
// transaction without the cause where it is not set: every row differs from the
// plain sale in one thing, and the plain sale has two bits.
func TestTVR(t *testing.T) {
	type change = func(*kernel.Config, *kernel.Transaction)
	online := func(o kernel.Online) *terminal { x := approve(); x.issuer = o; return x }
	script := func(tag byte) *terminal {
		return online(kernel.Online{Approved: true, ARC: [2]byte{'0', '0'}, Scripts: [][]byte{{tag, 0x06, 0x86, 0x04, 0x84, 0x1E, 0, 0}}})
	}
	rows := map[string]struct {
		card   *fake
		x      *terminal
		change change
		want   map[bit]bool
	}{
		"plain":                 {newFake(), approve(), nil, want(noODA, onlinePIN, floorLimit)},
		"below the floor limit": {newFake(), approve(), lowRisk, want(noODA, onlinePIN)},
		"random": {newFake(), approve(), func(c *kernel.Config, x *kernel.Transaction) {
			lowRisk(c, x)
			c.AIDs[0].TargetPercent, c.AIDs[0].MaxTargetPercent = 1, 1
		}, want(noODA, onlinePIN, random)},
		"forced": {newFake(), approve(), func(c *kernel.Config, x *kernel.Transaction) {
			lowRisk(c, x)
			x.ForceOnline = true
		}, want(noODA, onlinePIN, forced)},
		"version":        {newFake().set(0x9F08, "0031"), approve(), lowRisk, want(noODA, onlinePIN, versions)},
		"no version":     {newFake().drop(0x9F08), approve(), lowRisk, want(noODA, onlinePIN)},
		"expired":        {newFake().set(0x5F24, "260630"), approve(), lowRisk, want(noODA, onlinePIN, expired)},
		"last day":       {newFake().set(0x5F24, "260701"), approve(), lowRisk, want(noODA, onlinePIN)},
		"expired 1999":   {newFake().set(0x5F24, "991231"), approve(), lowRisk, want(noODA, onlinePIN, expired)},
		"not yet":        {newFake().set(0x5F25, "260702"), approve(), lowRisk, want(noODA, onlinePIN, notYet)},
		"first day":      {newFake().set(0x5F25, "260701"), approve(), lowRisk, want(noODA, onlinePIN)},
		"AUC place":      {newFake().set(0x9F07, "FE80"), approve(), lowRisk, want(noODA, onlinePIN, notAllowed)},
		"AUC goods":      {newFake().set(0x9F07, "0100"), approve(), lowRisk, want(noODA, onlinePIN, notAllowed)},
		"AUC abroad":     {newFake().set(0x9F07, "1500").set(0x5F28, "0840"), approve(), lowRisk, want(noODA, onlinePIN)},
		"AUC not abroad": {newFake().set(0x9F07, "2900").set(0x5F28, "0840"), approve(), lowRisk, want(noODA, onlinePIN, notAllowed)},
		"AUC alone":      {newFake().set(0x9F07, "0100").drop(0x5F28), approve(), lowRisk, want(noODA, onlinePIN)},
		"no CVM list":    {newFake().drop(0x8E), approve(), lowRisk, want(noODA, dataMissing)},
		"CVM fail":       {newFake().set(0x8E, "0000000000000000 0000"), approve(), lowRisk, want(noODA, cvmFailed)},
		"CVM none holds": {newFake().set(0x8E, "0000000000000000 0204"), approve(), lowRisk, want(noODA, cvmFailed)},
		"CVM unknown, next": {newFake().set(0x8E, "0000000000000000 6000 1F00"), approve(), lowRisk,
			want(noODA, cvmUnknown)},
		"CVM unknown, last": {newFake().set(0x8E, "0000000000000000 2000 1F00"), approve(), lowRisk,
			want(noODA, cvmUnknown, cvmFailed)},
		"offline PIN": {newFake().set(0x8E, "0000000000000000 4100 1F00"), approve(), lowRisk, want(noODA, pinPad)},
		"offline PIN if supported": {newFake().set(0x8E, "0000000000000000 4103 1F00"), approve(), lowRisk,
			want(noODA)},
		"bypassed": {newFake(), &terminal{pin: kernel.PINBypassed{}, issuer: approve().issuer}, lowRisk,
			want(noODA, pinBypassed)},
		"bypassed, last": {newFake().set(0x8E, "0000000000000000 0200 1F00"),
			&terminal{pin: kernel.PINBypassed{}, issuer: approve().issuer}, lowRisk, want(noODA, pinBypassed, cvmFailed)},
		"PIN pad": {newFake(), &terminal{pin: kernel.PINPadFailed{}, issuer: approve().issuer}, lowRisk,
			want(noODA, pinPad)},
		"velocity, new card": {velocity("9F36020003", "9F13020000"), approve(), lowRisk, want(noODA, onlinePIN, newCard)},
		"velocity, none":     {velocity("9F36020005", "9F13020002"), approve(), lowRisk, want(noODA, onlinePIN)},
		"velocity, lower":    {velocity("9F36020006", "9F13020002"), approve(), lowRisk, want(noODA, onlinePIN, lowerLimit)},
		"velocity, upper": {velocity("9F36020008", "9F13020002"), approve(), lowRisk,
			want(noODA, onlinePIN, lowerLimit, upperLimit)},
		"velocity, equal": {velocity("9F36020002", "9F13020002"), approve(), lowRisk,
			want(noODA, onlinePIN, lowerLimit, upperLimit)},
		"velocity, missing": {velocity("", "9F13020002"), approve(), lowRisk,
			want(noODA, onlinePIN, dataMissing, lowerLimit, upperLimit)},
		"default TDOL":          {newFake().set(0x8C, "9F02069814"), approve(), lowRisk, want(noODA, onlinePIN, defaultTDOL)},
		"card's TDOL":           {newFake().set(0x8C, "9F02069814").set(0x97, "9F0206"), approve(), lowRisk, want(noODA, onlinePIN)},
		"issuer authentication": {authCard("9000"), approve(), lowRisk, want(noODA, onlinePIN)},
		"issuer authentication failed": {authCard("6300"), approve(), lowRisk,
			want(noODA, onlinePIN, authFailed)},
		"script before": {newFake(), script(0x71), lowRisk, want(noODA, onlinePIN, scriptBefore)},
		"script after":  {newFake(), script(0x72), lowRisk, want(noODA, onlinePIN, scriptAfter)},
	}
	for name, r := range rows {
		t.Run(name, func(t *testing.T) {
			k, _ := runFake(t, r.card, r.x, r.change)
			tvr := k.TVR()
			require.Equal(t, r.want, bits(tvr[:]))
		})
	}
}

func velocity(atc, last string) *fake {
	f := newFake().set(0x9F14, "03").set(0x9F23, "05")
	f.getData = map[uint16][]byte{}
	if atc != "" {
		f.getData[0x9F36] = append(unhex(atc), 0x90, 0x00)
	}
	f.getData[0x9F13] = append(unhex(last), 0x90, 0x00)
	return f
}

func authCard(sw string) *fake {
	f := newFake()
	f.aip, f.auth = unhex("1C00"), unhex(sw)
	return f
}

// TestTSI sets each bit of the TSI on this way, and each not (EMV Book 3, annex
// C6): byte 1, bits 8 ODA, 7 CVM, 6 card risk, 5 issuer authentication, 4
// terminal risk, 3 script.
func TestTSI(t *testing.T) {
	withAIP := func(aip string) *fake { f := newFake(); f.aip = unhex(aip); return f }
	script := approve()
	script.issuer = kernel.Online{Approved: true, Scripts: [][]byte{unhex("7106 8604 841E0000")}}
	rows := map[string]struct {
		card *fake
		x    *terminal
		want string
	}{
		"plain":                 {newFake(), approve(), "6800"},
		"no CVM":                {withAIP("0800"), approve(), "2800"},
		"no CVM list":           {newFake().drop(0x8E), approve(), "2800"},
		"no rules":              {newFake().set(0x8E, "0000000000000000"), approve(), "2800"},
		"no risk management":    {withAIP("1000"), approve(), "6000"},
		"issuer authentication": {withAIP("1C00"), approve(), "7800"},
		"script":                {newFake(), script, "6c00"},
	}
	for name, r := range rows {
		t.Run(name, func(t *testing.T) {
			k, _ := runFake(t, r.card, r.x, nil)
			tsi := k.TSI()
			require.Equal(t, r.want, hex.EncodeToString(tsi[:]))
		})
	}
}
