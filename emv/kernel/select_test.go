package kernel_test

import (
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/emv/kernel"
)

// script is a card that expects exactly these commands. A test of selection
// ends at GET PROCESSING OPTIONS with a status that terminates.
type script struct {
	t    *testing.T
	rest []string // "command > answer"
}

var errNotInScript = errors.New("command is not in the script")

func (s *script) Transmit(c []byte) ([]byte, error) {
	got := strings.ToUpper(hex.EncodeToString(c))
	if !assertNext(s, got) {
		return nil, errNotInScript
	}
	_, answer, _ := strings.Cut(s.rest[0], ">")
	s.rest = s.rest[1:]
	return unhex(answer), nil
}

func assertNext(s *script, got string) bool {
	if len(s.rest) == 0 {
		s.t.Errorf("unexpected command %s", got)
		return false
	}
	want, _, _ := strings.Cut(s.rest[0], ">")
	want = strings.ReplaceAll(want, " ", "")
	if want != got {
		s.t.Errorf("command %s, want %s", got, want)
	}
	return want == got
}

const (
	selectPSE = "00A404000E 315041592E5359532E4444463031 00 >"
	pseFCI    = "6F15 840E315041592E5359532E4444463031 A503880101 9000"
	noPSE     = selectPSE + "6A82"
	credit    = "A000000333010102"
	debit     = "A000000333010101"
	selCredit = "00A4040008" + credit + "00 >"
	selDebit  = "00A4040008" + debit + "00 >"
	fciCredit = "6F1A 8408" + credit + "A50E 5009 554E494F4E50415920 870102 9000"
	fciDebit  = "6F19 8408" + debit + "A50D 5008 554E494F4E504159 870101 9000"
	gpoEnd    = "80A8000002 8300 00 > 6F00"
)

func TestSelection(t *testing.T) {
	both := []kernel.AIDConfig{{AID: unhex(credit)}, {AID: unhex(debit)}}
	partial := []kernel.AIDConfig{{AID: unhex("A000000333"), Partial: true}}
	entry := func(aid, more string) string {
		inside := "4F08" + aid + more
		e := "61" + length(inside) + inside
		return "70" + length(e) + e + "9000"
	}
	rows := []struct {
		name   string
		aids   []kernel.AIDConfig
		choose func([]kernel.App) kernel.Answer
		script []string
		reason string
		asked  []string // labels on offer, all questions in a row
	}{
		{name: "PSE, one application", script: []string{
			selectPSE + pseFCI, "00B2010C00 >" + entry(credit, "5006 435245444954"), "00B2020C00 > 6A83",
			selCredit + fciCredit, gpoEnd,
		}},
		{name: "PSE, two applications by priority", aids: both, script: []string{
			selectPSE + pseFCI, "00B2010C00 >" + entry(credit, "500143 870102"), "00B2020C00 >" + entry(debit, "500144 870101"),
			"00B2030C00 > 6A83", selDebit + fciDebit, gpoEnd,
		}, asked: []string{"D", "C"}},
		{name: "PSE, no priority comes last", aids: both, script: []string{
			selectPSE + pseFCI, "00B2010C00 >" + entry(credit, "500143 870100"), "00B2020C00 >" + entry(debit, "500144 87010F"),
			"00B2030C00 > 6A83", selDebit + fciDebit, gpoEnd,
		}, asked: []string{"D", "C"}},
		{name: "PSE, the cardholder takes the second", aids: both, choose: pick(1), script: []string{
			selectPSE + pseFCI, "00B2010C00 >" + entry(credit, "500143 870102"), "00B2020C00 >" + entry(debit, "500144 870101"),
			"00B2030C00 > 6A83", selCredit + fciCredit, gpoEnd,
		}, asked: []string{"D", "C"}},
		{name: "PSE, confirmation", script: []string{
			selectPSE + pseFCI, "00B2010C00 >" + entry(credit, "500143 870181"), "00B2020C00 > 6A83",
			selCredit + fciCredit, gpoEnd,
		}, asked: []string{"C"}},
		{name: "PSE, preferred name", aids: both, script: []string{
			selectPSE + pseFCI, "00B2010C00 >" + entry(credit, "500143 9F120141"), "00B2020C00 >" + entry(debit, "500144 9F1201C4"),
			"00B2030C00 > 6A83", selCredit + fciCredit, gpoEnd,
		}, asked: []string{"A", "D"}},
		{name: "PSE, no label", aids: both, script: []string{
			selectPSE + pseFCI, "00B2010C00 >" + entry(credit, ""), "00B2020C00 >" + entry(debit, "50020A44"),
			"00B2030C00 > 6A83", selCredit + fciCredit, gpoEnd,
		}, asked: []string{credit, debit}},
		{name: "PSE, bad records are passed over", script: []string{
			selectPSE + pseFCI, "00B2010C00 > 7005 61 9000", "00B2020C00 > 6900", "00B2030C00 > 9000",
			"00B2040C00 >" + entry(credit, ""), "00B2050C00 > 6A83", selCredit + fciCredit, gpoEnd,
		}},
		{name: "PSE, nothing in common: list of AIDs", script: []string{
			selectPSE + pseFCI, "00B2010C00 >" + entry(debit, ""), "00B2020C00 > 6A83",
			selCredit + fciCredit, selCredit + fciCredit, gpoEnd,
		}},
		{name: "PSE, bad FCI: list of AIDs", script: []string{
			selectPSE + "6F03A50188 9000", selCredit + fciCredit, selCredit + fciCredit, gpoEnd,
		}},
		{name: "PSE, SFI out of range: list of AIDs", script: []string{
			selectPSE + "6F15 840E315041592E5359532E4444463031 A50388010B 9000", selCredit + fciCredit, selCredit + fciCredit, gpoEnd,
		}},
		{name: "PSE blocked: list of AIDs", script: []string{
			selectPSE + "6283", selCredit + fciCredit, selCredit + fciCredit, gpoEnd,
		}},
		{name: "card blocked", script: []string{selectPSE + "6A81"}, reason: kernel.ReasonCardBlocked},
		{name: "list, card blocked", script: []string{noPSE, selCredit + "6A81"}, reason: kernel.ReasonCardBlocked},
		{name: "list, not found", script: []string{noPSE, selCredit + "6A82"}, reason: kernel.ReasonNoApplication},
		{name: "list, blocked application", script: []string{noPSE, selCredit + "6283"}, reason: kernel.ReasonNoApplication},
		{name: "list, two", aids: both, script: []string{
			noPSE, selCredit + fciCredit, selDebit + fciDebit, selDebit + fciDebit, gpoEnd,
		}, asked: []string{"UNIONPAY", "UNIONPAY"}},
		{name: "list, longer name without partial", aids: []kernel.AIDConfig{{AID: unhex("A000000333")}}, script: []string{
			noPSE, "00A4040005 A000000333 00 >" + fciCredit,
		}, reason: kernel.ReasonNoApplication},
		{name: "list, partial name and SELECT next", aids: partial, script: []string{
			noPSE, "00A4040005 A000000333 00 >" + fciCredit, "00A4040205 A000000333 00 >" + fciDebit,
			"00A4040205 A000000333 00 > 6A82", selDebit + fciDebit, gpoEnd,
		}, asked: []string{"UNIONPAY", "UNIONPAY"}},
		{name: "list, partial, blocked one is passed over", aids: partial, script: []string{
			noPSE, "00A4040005 A000000333 00 > 6F1A 8408" + credit + "A50E 5009 554E494F4E50415920 870102 6283",
			"00A4040205 A000000333 00 >" + fciDebit, "00A4040205 A000000333 00 > 6A82", selDebit + fciDebit, gpoEnd,
		}},
		{name: "list, another name than asked for", script: []string{noPSE, selCredit + fciDebit}, reason: kernel.ReasonNoApplication},
		{name: "final SELECT refused: the next one", aids: both, script: []string{
			noPSE, selCredit + fciCredit, selDebit + fciDebit, selDebit + "6985", selCredit + fciCredit, gpoEnd,
		}, asked: []string{"UNIONPAY", "UNIONPAY"}},
		{name: "final SELECT with another name", script: []string{
			noPSE, selCredit + fciCredit, selCredit + fciDebit,
		}, reason: kernel.ReasonNoApplication},
		{name: "GPO 6985: the next one", aids: both, script: []string{
			noPSE, selCredit + fciCredit, selDebit + fciDebit, selDebit + fciDebit, "80A8000002 8300 00 > 6985",
			selCredit + fciCredit, gpoEnd,
		}, asked: []string{"UNIONPAY", "UNIONPAY"}},
		{name: "GPO 6985: none left", script: []string{
			noPSE, selCredit + fciCredit, selCredit + fciCredit, "80A8000002 8300 00 > 6985",
		}, reason: kernel.ReasonNoApplication},
		{name: "PDOL", script: []string{
			noPSE, selCredit + fciCredit,
			selCredit + "6F1E 8408" + credit + "A512 5001 43 9F380C 9F1A02 9F3303 9F0203 DF0204 9000",
			"80A800000E 830C 0156 E06800 012345 00000000 00 > 6F00",
		}},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			cfg := config()
			if r.aids != nil {
				cfg.AIDs = r.aids
			}
			x := approve()
			x.choose = r.choose
			s := &script{t: t, rest: r.script}
			o := x.run(t, kernel.New(cfg, sale()), s)
			require.Empty(t, s.rest, "commands not sent")
			require.Equal(t, kernel.Failed, o.Kind)
			if r.reason == "" {
				r.reason = kernel.ReasonStatus
			}
			require.Equal(t, r.reason, o.Reason, o.Detail)
			var asked []string
			if len(x.apps) > 0 {
				for _, a := range x.apps[0] {
					asked = append(asked, a.Label)
				}
			}
			require.Equal(t, r.asked, asked)
		})
	}
}

func pick(i int) func([]kernel.App) kernel.Answer {
	return func([]kernel.App) kernel.Answer { return kernel.Chosen{Index: i} }
}

func length(hexString string) string {
	n := len(strings.ReplaceAll(hexString, " ", "")) / 2
	return hex.EncodeToString([]byte{byte(n)})
}

func TestSkipPSE(t *testing.T) {
	cfg := config()
	cfg.SkipPSE = true
	s := &script{t: t, rest: []string{selCredit + fciCredit, selCredit + fciCredit, gpoEnd}}
	approve().run(t, kernel.New(cfg, sale()), s)
	require.Empty(t, s.rest)
}
