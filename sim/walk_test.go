package sim

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/protocol/backend"
	"github.com/openmpos/mpos/protocol/host"
	"github.com/openmpos/mpos/protocol/reader"
	"github.com/openmpos/mpos/protocol/trace"
	"github.com/openmpos/mpos/sim/enrol"
)

// baseline returns the keys of every message of an undisturbed sale, with
// their lengths, and how often the reader wrote its memory.
func baseline(t *testing.T) (lengths map[string]int, writes int) {
	lengths = map[string]int{}
	w, err := New(trace.Run{Seed: 1})
	require.NoError(t, err)
	w.tap = func(n label, l letter, d []delivery, v string) ([]delivery, string) {
		lengths[n.Key] = len(l.bytes)
		return d, v
	}
	w.Sale(saleAmount, enrol.Currency, "order-1")
	require.NoError(t, w.Settle())
	return lengths, w.flash.writes
}

// requireConsistent is what must hold at rest whatever happened: money moved
// exactly once or not at all, and every party says the same about it.
func requireConsistent(t *testing.T, w *World) {
	t.Helper()
	booked := balance(w, backend.IssuerClearing)
	require.Zero(t, booked+balance(w, backend.MerchantAccount(enrol.Merchant)), "the ledger sums to zero")
	require.Equal(t, int64(enrol.Balance)-booked, int64(w.issuer.Balances()[0].Balance), "issuer and acquirer agree")
	require.NoError(t, w.contradiction(booked))
	switch booked {
	case saleAmount:
		require.Equal(t, host.Approved, w.Result())
	case 0:
		require.Contains(t, []host.Result{host.NotCharged, host.Declined}, w.Result())
	default:
		t.Fatalf("booked %d", booked)
	}
}

// contradiction compares everything that the screen ever said of the one sale
// with the ledger. It is not an assertion, so that tests of rules can want it.
func (w *World) contradiction(booked int64) error {
	if booked == saleAmount && len(w.Outcomes()) == 0 {
		return errors.New("charged, and the screen never said so")
	}
	for _, p := range w.Outcomes() {
		if (p == reader.PromptApproved) != (booked != 0) {
			return fmt.Errorf("booked %d, and the screen said %s", booked, p)
		}
	}
	return nil
}

// requireNextSaleWorks: nothing is left behind that would stop the next one.
func requireNextSaleWorks(t *testing.T, w *World) {
	t.Helper()
	before := balance(w, backend.IssuerClearing)
	require.True(t, w.Sale(saleAmount, enrol.Currency, "order-2"))
	require.NoError(t, w.Settle())
	require.Equal(t, host.Approved, w.Result())
	require.Equal(t, before+saleAmount, balance(w, backend.IssuerClearing))
}

func walk(t *testing.T, e trace.Edit) {
	t.Helper()
	w, err := New(trace.Run{Seed: 1, Edits: []trace.Edit{e}})
	require.NoError(t, err)
	w.Sale(saleAmount, enrol.Currency, "order-1")
	require.NoError(t, w.Settle(), "host %s, reader %q", w.host.State(), w.ReaderScreen())
	requireConsistent(t, w)
	requireNextSaleWorks(t, w)
}

func TestEveryMessageDisturbed(t *testing.T) {
	lengths, _ := baseline(t)
	require.Greater(t, len(lengths), 50)
	for key, n := range lengths {
		edits := []trace.Edit{
			{At: key, Op: trace.OpDrop},
			{At: key, Op: trace.OpReplay, Millis: 1},
			{At: key, Op: trace.OpReplay, Millis: 30_000},
			{At: key, Op: trace.OpDelay, Millis: 700},
			{At: key, Op: trace.OpDelay, Millis: 45_000},
			{At: key, Op: trace.OpDelay, Millis: 200_000},
		}
		for _, off := range []int{0, n / 3, n / 2, n - 2, n - 1} {
			edits = append(edits, trace.Edit{At: key, Op: trace.OpFlip, Offset: off, Xor: 0x41})
		}
		for _, e := range edits {
			t.Run(strings.ReplaceAll(key, "/", " ")+" "+e.Op+" "+strconv.Itoa(e.Millis+e.Offset), func(t *testing.T) { walk(t, e) })
		}
	}
}

func TestPowerCutAtEveryWrite(t *testing.T) {
	_, writes := baseline(t)
	require.Equal(t, 5, writes) // boot, sign-in, offer, close, confirmed
	for step := 1; step <= writes; step++ {
		for _, at := range []string{"before", "after"} {
			t.Run(at+" "+strconv.Itoa(step), func(t *testing.T) {
				walk(t, trace.Edit{At: at, Op: trace.OpPowerCut, Party: string(trace.Reader), Step: step})
			})
		}
	}
}
