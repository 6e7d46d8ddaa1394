package acquirer

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// refused asserts that a body is refused at the given place.
func refused(t *testing.T, body []byte, offset, field int, reason string) {
	t.Helper()
	_, err := Terminal.View(body)
	var e *Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, Error{offset, field, e.Path, reason}, *e)
	if field != 0 {
		require.Equal(t, fmt.Sprintf("F%d", field), e.Path)
	}
}

func TestViewRefuses(t *testing.T) {
	// 0800, F2 of 3 digits, F11, F41, F63 of 2 bytes.
	base := unhex(t, "0800"+"4020000000800002"+"031230"+"000001"+"3131313131313131"+"00024142")
	_, err := Terminal.View(base)
	require.NoError(t, err)
	change := func(at int, to byte) []byte {
		b := append([]byte{}, base...)
		b[at] = to
		return b
	}
	refused(t, base[:9], 9, 0, "ends within MTI and bitmap")
	refused(t, append(make([]byte, 10), make([]byte, MaxBody)...), MaxBody, 0, "longer than the limit")
	refused(t, change(0, 0x0A), 0, 0, "not decimal")
	refused(t, change(2, 0xC0), 2, 1, "not defined in this table") // a second bitmap
	refused(t, change(9, 0x42), 28, 63, "length ends early")       // F58 takes the bytes of F63
	refused(t, change(2, 0x48), 2, 5, "not defined in this table")
	refused(t, change(10, 0x0A), 10, 2, "length is not decimal")
	refused(t, change(10, 0x20), 10, 2, "length over the maximum")
	refused(t, change(10, 0x00), 10, 2, "length is zero")
	refused(t, change(11, 0x1A), 11, 2, "not decimal")
	refused(t, change(12, 0xA0), 11, 2, "not decimal") // the odd digit itself
	refused(t, change(13, 0xA0), 13, 11, "not decimal")
	refused(t, change(15, 0x1A), 13, 11, "not decimal") // even number of digits: no nibble is pad
	refused(t, change(16, 0x1F), 16, 41, "has a control character")
	refused(t, change(23, 0x7F), 16, 41, "has a control character")
	refused(t, change(24, 0x01), 26, 63, "ends early") // 102 is within F63's 163
	refused(t, change(24, 0x02), 24, 63, "length over the maximum")
	refused(t, change(25, 0x03), 26, 63, "ends early")
	refused(t, base[:len(base)-1], 26, 63, "ends early")
	refused(t, base[:25], 24, 63, "length ends early")
	refused(t, append(base[:len(base):len(base)], 0), len(base), 0, "trailing bytes")

	// A pad nibble is ignored, whatever it is.
	v, err := Terminal.View(change(12, 0x3F))
	require.NoError(t, err)
	require.Equal(t, "123", v.Digits(2))
}

func TestViewAccess(t *testing.T) {
	body := oneVector(t, "sale_ic_pin_req").body(t)
	v, err := Terminal.View(body)
	require.NoError(t, err)
	require.Same(t, Terminal, v.Table())
	require.Equal(t, uint64(10000), v.Uint(4))
	require.Equal(t, uint64(123), v.Uint(11))
	require.Equal(t, uint64(156), v.Uint(49))
	require.Equal(t, uint64(1), v.Uint(23))
	require.Zero(t, v.Uint(12), "absent")
	require.Zero(t, v.Uint(2), "19 digits do not fit")
	require.Equal(t, 19, v.Len(2))
	require.Equal(t, 3, v.Len(23))
	require.Equal(t, 145, v.Len(55))
	off, size := v.PrefixSpan(55)
	require.Equal(t, []byte{0x01, 0x45}, body[off:off+size])
	off, size = v.Span(55)
	require.Equal(t, v.Bytes(55), body[off:off+size])
	for _, n := range []int{-1, 0, 1, 5, 36, 65, 1000} {
		require.False(t, v.Has(n))
		require.Nil(t, v.Bytes(n))
		require.Empty(t, v.Digits(n))
		require.False(t, v.Is(n, ""))
		off, size := v.Span(n)
		require.Zero(t, off+size)
	}
	var zero View
	require.Empty(t, zero.MTI())
	require.False(t, zero.Has(2))
	require.Empty(t, zero.MACInput())
}

// The fields lie one behind the other, without gap, from the bitmap to the end.
func TestSpansCover(t *testing.T) {
	for _, vec := range allVectors(t) {
		v, err := Terminal.View(vec.body(t))
		require.NoError(t, err)
		at := 10
		for n := range v.Numbers() {
			off, size := v.Span(n)
			_, prefix := v.PrefixSpan(n)
			require.Equal(t, at+prefix, off)
			at = off + size
		}
		require.Equal(t, len(v.Body()), at)
	}
}

func TestRedaction(t *testing.T) {
	v, err := Terminal.View(oneVector(t, "sale_ic_pin_req").body(t))
	require.NoError(t, err)
	marshalled, err := json.Marshal(v)
	require.NoError(t, err)
	nested := fmt.Sprintf("%+v %#v %d %x", v, struct{ V View }{v}, v, &v)
	for _, s := range []string{v.String(), string(marshalled), nested} {
		require.Contains(t, s, "F2=620000*********0000")
		require.Contains(t, s, "F35=[36 hidden]")
		require.Contains(t, s, "F52=[8 hidden]")
		require.Contains(t, s, "F4=000000010000")
		require.NotContains(t, s, "1122334455667788")
		require.NotContains(t, s, "6200000000000000000")
		require.NotContains(t, s, "3012", "expiry")
	}
	m := build(t, oneVector(t, "sale_ic_pin_req"))
	s := fmt.Sprintf("%v %+v %#v %x", m, m, m, m)
	require.NotContains(t, s, "6200")
	require.Contains(t, s, "0200 F2 F3")

	require.Equal(t, "620000******0005", MaskPAN("6200000000000005"))
	require.Equal(t, "****5678", MaskPAN("12345678"))
	require.Equal(t, "[3 hidden]", MaskPAN("123"))
}

// Every field that could hold card data is marked; only these are not hidden.
func TestSensitivities(t *testing.T) {
	for _, table := range []*Table{Terminal, Issuer} {
		want := map[int]Sensitivity{2: PAN, 14: Track, 35: Track, 36: Track, 48: Mixed, 52: PIN, 55: Mixed, 58: Mixed, 59: Mixed, 62: Mixed, 63: Mixed}
		last := 1
		for f := range table.Fields() {
			require.Equal(t, want[f.Number], f.Sensitivity, "F%d", f.Number)
			require.Greater(t, f.Number, last)
			last = f.Number
			require.NotEmpty(t, f.Name+f.Source+f.Description)
			for _, source := range strings.Fields(f.Source) {
				require.Contains(t, Sources, source)
			}
			same, ok := table.Field(f.Number)
			require.True(t, ok)
			require.Equal(t, f, same)
		}
	}
	f, _ := Terminal.Field(35)
	require.Equal(t, "z..37 LLVAR", f.Format())
	f, _ = Terminal.Field(4)
	require.Equal(t, "n12", f.Format())
	_, ok := Terminal.Field(1)
	require.False(t, ok)
}
