package backend_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/protocol/backend"
	"github.com/openmpos/mpos/protocol/backend/memory"
)

// BenchmarkAuthorise is one authorisation in the engine: frame in, HSM, state,
// issuer request out, issuer answer in, Verdict out. The order before it is
// not counted, nor is the reader's work.
func BenchmarkAuthorise(b *testing.B) {
	w := newBench(b)
	w.cfg.HSM, w.cfg.Store, w.cfg.SessionTxns = w.soft, memory.New(), 1<<30
	w.restart()
	r := newReader(w, enrolment(0))
	r.signIn()
	frames := make([][]byte, b.N)
	answers := make([][]byte, b.N)
	for i := range frames {
		r.f55 = make([]byte, 140)
		x := r.sell()
		frames[i] = x.frame
		body, err := backend.IssuerAnswer{
			Amount: testAmount, STAN: x.iso.STAN, RRN: backend.RRN(r.e.IKID, x.ct), Code: "00", AuthCode: "123456",
			F41: r.e.F41, F42: r.e.F42, Currency: testCurrency,
		}.Append(nil)
		require.NoError(b, err)
		answers[i] = body
	}
	w.b.Output()
	w.b.Events()
	b.ReportAllocs()
	b.ResetTimer()
	for i := range frames {
		w.b.Receive(w.now, 1, frames[i])
		w.b.Output()
		w.b.IssuerAnswer(w.now, answers[i])
		w.b.Output()
		w.b.Events()
	}
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "auth/s")
	require.Len(b, w.b.Txns(r.e.Serial), b.N)
	require.Equal(b, backend.Charged, w.b.Txns(r.e.Serial)[b.N-1].State)
}

// BenchmarkRefusal is a 0200 whose envelope has a wrong MAC.
func BenchmarkRefusal(b *testing.B) {
	w := newBench(b)
	w.cfg.HSM = w.soft
	w.restart()
	r := newReader(w, enrolment(0))
	r.signIn()
	x := r.sell()
	x.env[len(x.env)-1] ^= 1
	r.financial(x, nil)
	b.ReportAllocs()
	for b.Loop() {
		w.b.Receive(w.now, 1, x.frame)
		w.b.Output()
		w.b.Events()
	}
}
