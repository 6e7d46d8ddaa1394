package acquirer

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// The sale with chip and PIN: 19 fields and the MTI, 352 bytes.
func BenchmarkView(b *testing.B) {
	body := oneVector(b, "sale_ic_pin_req").body(b)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		v, err := Terminal.View(body)
		if err != nil || !v.Has(64) {
			b.Fatal(err)
		}
	}
}

func BenchmarkMessage(b *testing.B) {
	vec := oneVector(b, "sale_ic_pin_req")
	icc, pin, mac := unhex(b, vec.Fields["55"]), unhex(b, vec.Fields["52"]), unhex(b, vec.MAC)
	fields, want := vec.Fields, vec.body(b)
	f2, f3, f4, f11, f14, f22, f23 := fields["2"], fields["3"], fields["4"], fields["11"], fields["14"], fields["22"], fields["23"]
	f25, f26, f35, f41, f42, f49, f53 := fields["25"], fields["26"], fields["35"], fields["41"], fields["42"], fields["49"], fields["53"]
	f59, f60 := fields["59"], fields["60"]
	m := Terminal.New("0200")
	out := make([]byte, 0, 1024)
	b.SetBytes(int64(len(want)))
	b.ReportAllocs()
	for b.Loop() {
		m.Reset("0200")
		m.SetDigits(2, f2)
		m.SetDigits(3, f3)
		m.SetDigits(4, f4)
		m.SetDigits(11, f11)
		m.SetDigits(14, f14)
		m.SetDigits(22, f22)
		m.SetDigits(23, f23)
		m.SetDigits(25, f25)
		m.SetDigits(26, f26)
		m.SetDigits(35, f35)
		m.SetText(41, f41)
		m.SetText(42, f42)
		m.SetText(49, f49)
		m.SetBytes(52, pin)
		m.SetDigits(53, f53)
		m.SetBytes(55, icc)
		m.SetText(59, f59)
		m.SetDigits(60, f60)
		m.SetBytes(64, mac)
		var err error
		if out, err = m.Append(out[:0]); err != nil {
			b.Fatal(err)
		}
	}
	require.Equal(b, want, out)
}

func BenchmarkFinancial(b *testing.B) {
	body := fullBodies(b)[KindFinancial]
	v, err := Terminal.View(body)
	require.NoError(b, err)
	m, err := ParseFinancial(v)
	require.NoError(b, err)
	b.Run("parse", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			v, _ := Terminal.View(body)
			if _, err := ParseFinancial(v); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("append", func(b *testing.B) {
		out := make([]byte, 0, 1024)
		b.ReportAllocs()
		for b.Loop() {
			if out, err = m.Append(out[:0]); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// The targets hold without allocation; time is for the benchmarks to show.
func TestNoAllocations(t *testing.T) {
	body := oneVector(t, "sale_ic_pin_req").body(t)
	require.Zero(t, testing.AllocsPerRun(100, func() {
		v, err := Terminal.View(body)
		if err != nil || !v.Is(3, "000000") || v.Uint(4) != 10000 || len(v.MACInput()) != len(body)-8 || v.MTI() != "0200" {
			t.Error("view")
		}
	}))
	m, out := Terminal.New("0200"), make([]byte, 0, 256)
	require.Zero(t, testing.AllocsPerRun(100, func() {
		m.Reset("0200")
		m.SetDigits(2, "6200000000000005")
		m.SetUint(4, 10000)
		m.SetText(41, "10000001")
		m.SetBytes(55, body[:100])
		if _, err := m.Append(out[:0]); err != nil {
			t.Error(err)
		}
	}))
	for kind, raw := range fullBodies(t) {
		if kind != KindFinancial {
			continue
		}
		v, _ := Terminal.View(raw)
		f, err := ParseFinancial(v)
		require.NoError(t, err)
		require.Zero(t, testing.AllocsPerRun(100, func() {
			if _, err := f.Append(out[:0]); err != nil {
				t.Error(err)
			}
		}))
	}
}
