package sim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/protocol/backend"
	"github.com/openmpos/mpos/protocol/host"
	"github.com/openmpos/mpos/protocol/trace"
	"github.com/openmpos/mpos/sim/enrol"
)

const saleAmount = 10_000

// sell runs one sale to rest and returns the world.
func sell(t *testing.T, run trace.Run, options ...Option) *World {
	t.Helper()
	w, err := New(run, options...)
	require.NoError(t, err)
	require.True(t, w.Sale(saleAmount, enrol.Currency, "order-1"))
	require.NoError(t, w.Settle(), "host %s, reader %s", w.host.State(), w.ReaderScreen())
	return w
}

// balance returns one account of the ledger.
func balance(w *World, account string) int64 {
	for _, b := range w.backend.Ledger() {
		if b.Account == account {
			return b.Amount
		}
	}
	return 0
}

func TestSaleIsApprovedConfirmedAndBooked(t *testing.T) {
	w := sell(t, trace.Run{Scenario: "sale", Seed: 42, Suite: 1})
	require.Equal(t, host.Approved, w.Result())
	require.Contains(t, w.ReaderScreen(), "APPROVED")
	require.Equal(t, int64(saleAmount), balance(w, backend.IssuerClearing))
	require.Equal(t, int64(-saleAmount), balance(w, backend.MerchantAccount(enrol.Merchant)))
	require.Equal(t, uint64(enrol.Balance-saleAmount), w.issuer.Balances()[0].Balance)
	txns := w.backend.Txns(enrol.Serial)
	require.Len(t, txns, 1)
	require.Equal(t, backend.Confirmed, txns[0].State)
}

func TestSameSeedSameTrace(t *testing.T) {
	run := trace.Run{Scenario: "sale", Seed: 7, Suite: 1}
	hash := func(seed uint64) [32]byte {
		run.Seed = seed
		r := trace.NewRecorder(run, nil)
		sell(t, run, Record(r))
		return r.End()
	}
	require.Equal(t, hash(7), hash(7))
	require.NotEqual(t, hash(7), hash(8))
}

func BenchmarkSale(b *testing.B) {
	b.ReportAllocs()
	for i := range b.N {
		w, err := New(trace.Run{Seed: uint64(i)})
		if err != nil {
			b.Fatal(err)
		}
		w.Sale(saleAmount, enrol.Currency, "order-1")
		if err := w.Settle(); err != nil || w.Result() != host.Approved {
			b.Fatal(err, w.Result())
		}
	}
}
