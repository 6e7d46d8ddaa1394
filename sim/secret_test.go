package sim

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/protocol/trace"
	"github.com/openmpos/mpos/sim/card"
	"github.com/openmpos/mpos/sim/enrol"
)

// secrets are the forms in which account data could leak: each secret as text,
// packed two digits a byte (both alignments), in hexadecimal and in base64
// (all three alignments).
func secrets(t *testing.T) map[string][]byte {
	forms := map[string][]byte{}
	add := func(name string, b []byte) {
		forms[name] = b
		forms[name+" hex"] = []byte(hex.EncodeToString(b))
		forms[name+" HEX"] = bytes.ToUpper([]byte(hex.EncodeToString(b)))
		for shift := range 3 {
			text := base64.StdEncoding.EncodeToString(append(make([]byte, shift), b...))
			from, to := (shift*8+5)/6, len(text)-4 // what neighbours do not change
			if to-from >= 6 {
				forms[name+" base64 "+string(rune('0'+shift))] = []byte(text[from:to])
			}
		}
	}
	digits := func(name, d string) {
		add(name, []byte(d))
		for _, pad := range []string{d, "0" + d, d + "F"} {
			if len(pad)%2 == 0 {
				b, err := hex.DecodeString(pad)
				require.NoError(t, err)
				add(name+" packed", b)
			}
		}
		inner, err := hex.DecodeString(d[1 : len(d)-1]) // the other alignment, without the ends
		if err == nil {
			add(name+" packed, shifted", inner)
		}
	}
	digits("PAN", card.TestPAN)
	digits("PIN", enrol.PIN)
	add("track 2", []byte(card.TestPAN+"D3012"))
	add("account digits", []byte(card.TestPAN[6:12]+"0005"))
	add("cardholder", []byte("TEST/CARD"))
	return forms
}

// TestHostSeesNoAccountData runs sales with both ends of what can go wrong and
// looks at every byte that the phone, the network and every log line get.
func TestHostSeesNoAccountData(t *testing.T) {
	forms := secrets(t)
	seen := 0
	look := func(what string, b []byte) {
		seen += len(b)
		for name, form := range forms {
			if len(form) >= 3 && bytes.Contains(b, form) {
				t.Errorf("%s holds %s", what, name)
			}
		}
	}
	for seed := range uint64(40) {
		run := trace.Run{Scenario: "sale", Seed: seed}
		if seed%4 == 1 {
			run.Edits = []trace.Edit{{At: "backend/0210 sale/1", Op: trace.OpDrop}, {At: "backend/0210 sale/2", Op: trace.OpDrop}, {At: "backend/0210 sale/3", Op: trace.OpDrop}}
		}
		rec := trace.NewRecorder(run, func(line []byte) { // notes are what the parties would log
			if strings.Contains(string(line), `"layer":"note"`) {
				look("log line", line)
			}
		})
		w, err := New(run, Record(rec))
		require.NoError(t, err)
		w.tap = func(n label, l letter, d []delivery, v string) ([]delivery, string) {
			if l.from == trace.Host || l.to == trace.Host {
				look(n.Key, l.bytes)
			}
			return d, v
		}
		w.Sale(saleAmount, enrol.Currency, "order-1")
		require.NoError(t, w.Settle())
	}
	require.Greater(t, seen, 100_000)
}

// The check itself must be able to fail.
func TestSecretFormsAreFound(t *testing.T) {
	forms := secrets(t)
	require.Greater(t, len(forms), 20)
	line := "x" + base64.StdEncoding.EncodeToString([]byte("ab"+card.TestPAN+"z"))
	found := false
	for _, f := range forms {
		found = found || bytes.Contains([]byte(line), f)
	}
	require.True(t, found)
}
