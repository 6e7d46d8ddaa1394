package envelope

import "testing"

// sampleAuthorize makes an envelope of about 215 bytes: a sealed field of 64,
// a PIN block.
func sampleAuthorize() Authorize {
	return Authorize{
		Type: Sale, Amount: 1234, Currency: 978, Entry: EntryContact, ATC: 7, CVMResult: [3]byte{0x42, 0x03, 0x00},
		Sealed: make([]byte, 64), PINBlock: make([]byte, 16),
	}
}

func BenchmarkAuthorizeAppend(b *testing.B) {
	m, dst := sampleAuthorize(), make([]byte, 0, MaxEnvelope)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := m.Append(dst); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAuthorizeParse(b *testing.B) {
	body, err := sampleAuthorize().Append(nil)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ParseAuthorize(body); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEnvelopeAppend(b *testing.B) {
	body, err := sampleAuthorize().Append(nil)
	if err != nil {
		b.Fatal(err)
	}
	e, dst := Envelope{Suite: SuiteAESDUKPT, Type: TypeAuthorize, Body: body}, make([]byte, 0, MaxEnvelope)
	b.ReportAllocs()
	for b.Loop() {
		e.Append(dst)
	}
}

func BenchmarkEnvelopeParse(b *testing.B) {
	body, err := sampleAuthorize().Append(nil)
	if err != nil {
		b.Fatal(err)
	}
	doc := Envelope{Suite: SuiteAESDUKPT, Type: TypeAuthorize, Body: body}.Append(nil)
	b.ReportAllocs()
	b.ReportMetric(float64(len(doc)), "bytes")
	for b.Loop() {
		if _, err := Parse(doc); err != nil {
			b.Fatal(err)
		}
	}
}
