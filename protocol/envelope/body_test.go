package envelope

import (
	"bytes"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/internal/cbor"
)

func unhex(t testing.TB, parts ...string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(strings.Join(parts, ""), " ", ""))
	require.NoError(t, err)
	return b
}

// rep returns n bytes of one value.
func rep(n int, b byte) []byte { return bytes.Repeat([]byte{b}, n) }

// reps is rep in hexadecimal.
func reps(n int, b byte) string { return hex.EncodeToString(rep(n, b)) }

func fill8(b byte) [8]byte   { return [8]byte(rep(8, b)) }
func fill16(b byte) [16]byte { return [16]byte(rep(16, b)) }
func fill32(b byte) [32]byte { return [32]byte(rep(32, b)) }

// The expected bytes in the tests of the messages are made by hand from RFC
// 8949, 3: the initial byte is the major type in 3 bits (0 unsigned, 2 byte
// string, 3 text, 4 array, 5 map, 7 simple) and a number in 5: itself below
// 24, else 18 hexadecimal with one byte behind it, 19 with two, 1A with four,
// 1B with eight. So 00 to 17 are the numbers 0 to 23, 40+n is a byte string of
// n below 24, 58 one with its length in a byte, 60+n and 78 are the same for
// text, 80+n an array, A0+n a map, F4 false, F5 true.

// same checks that a message is written as want, and read back from it.
func same[T body](t *testing.T, m T, parse func([]byte) (T, error), want []byte) {
	t.Helper()
	got, err := appendBody([]byte{0xEE}, m)
	require.NoError(t, err)
	require.Equal(t, hex.EncodeToString(want), hex.EncodeToString(got[1:]))
	require.Equal(t, byte(0xEE), got[0])
	back, err := parse(want)
	require.NoError(t, err)
	require.Equal(t, m, back)
}

// strict damages a good body in the ways that concern every message.
func strict[T body](t *testing.T, parse func([]byte) (T, error), good []byte) {
	t.Helper()
	for n := range good { // cut anywhere
		_, err := parse(good[:n])
		require.Error(t, err, n)
	}
	_, err := parse(append(bytes.Clone(good), 0))
	require.Error(t, err, "trailing byte")
	long := bytes.Clone(good) // one pair more: a key above all others
	long[0]++
	_, err = parse(append(long, 0x17, 0x00))
	var e *Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, "unknown key 23", e.Reason)
	require.Equal(t, len(good), e.Offset)
}

// breaks checks that a field outside its limits is refused on both ways, with
// its key in the path. The bad body is written without its check.
func breaks[T body](t *testing.T, m T, parse func([]byte) (T, error), key string) {
	t.Helper()
	dst, err := appendBody([]byte{1}, m)
	var e *Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, []byte{1}, dst)
	require.Equal(t, m.typ().String()+"/"+key, e.Path)
	b := unchecked(t, m)
	_, err = parse(b)
	require.ErrorAs(t, err, &e)
	if len(b) > m.typ().MaxLen()-overhead {
		require.Equal(t, "body is too long", e.Reason)
		return
	}
	require.Equal(t, m.typ().String()+"/"+key, e.Path)
	require.NotZero(t, e.Offset)
}

// longest checks that a message with every field at its limit fits.
func longest[T body](t *testing.T, m T, parse func([]byte) (T, error)) {
	t.Helper()
	b, err := appendBody(nil, m)
	require.NoError(t, err)
	e := Envelope{Suite: SuiteAESDUKPT, Type: m.typ(), Body: b}.Append(nil)
	require.LessOrEqual(t, len(e), m.typ().MaxLen())
	p, err := Parse(e)
	require.NoError(t, err)
	back, err := parse(p.Body)
	require.NoError(t, err)
	require.Equal(t, m, back)
}

// Beyond the limits of its fields a body has the limit of its envelope.
func TestBodyTooLong(t *testing.T) {
	m := Reverse{}
	_, err := ParseReverse(append(unchecked(t, m), rep(96, 0)...))
	var e *Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, Error{96 - overhead, "Reverse", "body is too long"}, *e)
}

func unchecked(t *testing.T, m body) []byte {
	t.Helper()
	b, err := cbor.Append(nil, m)
	require.NoError(t, err)
	return b
}
