package cbor

import "testing"

func TestCheckAllocatesNothing(t *testing.T) {
	b := unhex(t, zeroSample)
	if n := testing.AllocsPerRun(100, func() { _ = Check(b) }); n != 0 {
		t.Fatalf("%v allocations", n)
	}
}

func BenchmarkCheck(b *testing.B) {
	doc := unhex(b, zeroSample)
	b.ReportAllocs()
	for b.Loop() {
		if err := Check(doc); err != nil {
			b.Fatal(err)
		}
	}
}
