package envelope

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// goodEnvelope by hand (RFC 8949, 3): array of six, 1, 1, 8, a byte string of
// 12, the map, a byte string of 16.
func goodEnvelope(t testing.TB) []byte {
	return unhex(t, "86 01 01 08", "4c 0102030405060708 00000001", "a4 01 48 0808080808080808 02 07 03 50", reps(16, 9), "04 00",
		"50", reps(16, 0xCC))
}

func TestEnvelope(t *testing.T) {
	b := goodEnvelope(t)
	e, err := Parse(b)
	require.NoError(t, err)
	require.Equal(t, SuiteAESDUKPT, e.Suite)
	require.Equal(t, TypeReverse, e.Type)
	require.Equal(t, [12]byte{1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 1}, [12]byte(e.KSN))
	require.Equal(t, fill16(0xCC), e.MAC)
	require.Equal(t, 17, e.BodyOffset)
	m, err := ParseReverse(e.Body)
	require.NoError(t, err)
	require.Equal(t, Reverse{SID: fill8(8), CT: 7, TN: fill16(9)}, m)
	require.Equal(t, hex.EncodeToString(b), hex.EncodeToString(e.Append(nil)))
	require.Equal(t, sha256.Sum256(b), Hash(b))
}

func TestParseRefuses(t *testing.T) {
	good := hex.EncodeToString(goodEnvelope(t))
	for _, c := range []struct {
		name, from, to string
		want           Error
	}{
		{"not an array", "86", "06", Error{0, "", "is not an array of six"}},
		{"five elements", "86", "85", Error{0, "", "is not an array of six"}},
		{"version", "860101", "860201", Error{1, "version", "is unknown"}},
		{"version as text", "860101", "86613101", Error{1, "version", "is unknown"}},
		{"suite 0", "860101", "860100", Error{2, "suite", "is unknown"}},
		{"suite without envelopes", "860101", "860103", Error{2, "suite", "is unknown"}},
		{"suite in its long form", "860101", "86011801", Error{2, "", "number is not in its shortest form"}},
		{"short KSN", "4c01", "4b", Error{4, "KSN", "is not a byte string of its length"}},
		{"KSN as text", "4c01", "6c01", Error{4, "KSN", "is not a byte string of its length"}},
		{"body as bytes", "a40148", "44" + "0148", Error{17, "body", "is not a map"}},
		{"duplicate key in the body", "0207", "0107", Error{28, "body", "duplicate key"}},
		{"long form in the body", "0207", "021807", Error{29, "body/2", "number is not in its shortest form"}},
		{"short MAC", "50" + reps(16, 0xCC), "4f" + reps(15, 0xCC), Error{50, "MAC", "is not a byte string of its length"}},
		{"MAC cut", reps(16, 0xCC), reps(15, 0xCC), Error{50, "", "length runs past the end"}},
		{"trailing byte", reps(16, 0xCC), reps(16, 0xCC) + "00", Error{67, "", "bytes after the end"}},
	} {
		in := strings.Replace(good, c.from, c.to, 1)
		require.NotEqual(t, good, in, c.name)
		_, err := Parse(unhex(t, in))
		var e *Error
		require.ErrorAs(t, err, &e, c.name)
		require.Equal(t, c.want, *e, c.name)
	}
}

func TestParseRefusesTypes(t *testing.T) {
	for _, typ := range []byte{0, byte(HostMACType), 11, 23} {
		b := goodEnvelope(t)
		b[3] = typ
		_, err := Parse(b)
		var e *Error
		require.ErrorAs(t, err, &e)
		require.Equal(t, Error{3, "type", "is unknown"}, *e)
	}
}

// Cut anywhere, it is no envelope.
func TestParseRefusesParts(t *testing.T) {
	b := goodEnvelope(t)
	for n := range b {
		_, err := Parse(b[:n])
		require.Error(t, err, n)
	}
}

func TestParseRefusesLongEnvelopes(t *testing.T) {
	long := Envelope{Suite: SuiteAESDUKPT, Type: TypeReverse, Body: unhex(t, "a1 01 58 40", reps(64, 0))}.Append(nil)
	_, err := Parse(long)
	var e *Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, Error{96, "Reverse", "envelope is too long"}, *e)
	_, err = Parse(make([]byte, MaxEnvelope+1))
	require.ErrorAs(t, err, &e)
	require.Equal(t, Error{MaxEnvelope, "", "envelope is too long"}, *e)
}

// Depth is counted from the envelope's own array: seven maps fit in it, eight
// do not.
func TestParseDepth(t *testing.T) {
	for n, ok := range map[int]bool{7: true, 8: false} {
		body := strings.Repeat("a101", n-1) + "a0"
		_, err := Parse(Envelope{Suite: SuiteAESDUKPT, Type: TypeReverse, Body: unhex(t, body)}.Append(nil))
		require.Equal(t, ok, err == nil, n)
	}
}

// docs/protocol.md, 4, byte by byte: "mpos/1", then version, suite and type in
// one byte each, KSN, body.
func TestMACInput(t *testing.T) {
	ksn := [12]byte{1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 9}
	got := MACInput([]byte{0xEE}, SuiteTDESDUKPT, HostMACType, ksn, []byte{0x02, 0x00})
	require.Equal(t, "ee"+"6d706f732f31"+"01"+"02"+"0a"+"010203040506070800000009"+"0200", hex.EncodeToString(got))
	require.Equal(t, 1+MACHeader+2, len(got))
	require.Equal(t, 21, MACHeader)
}

func TestNames(t *testing.T) {
	require.Equal(t, "Authorize", TypeAuthorize.String())
	require.Equal(t, "HostMAC", HostMACType.String())
	require.Equal(t, "type 0", Type(0).String())
	require.Equal(t, "type 99", Type(99).String())
	require.Equal(t, "APPROVED", Approved.String())
	require.Equal(t, "NOT CHARGED", NotCharged.String())
	require.Equal(t, "CONFIRMED", FinalConfirmed.String())
	require.Equal(t, "pre-authorisation", PreAuth.String())
	require.Equal(t, 0, Type(200).MaxLen())
	for typ := TypeSignIn1; typ <= TypeReversed; typ++ {
		require.LessOrEqual(t, typ.MaxLen(), MaxEnvelope)
		require.NotZero(t, typ.MaxLen())
	}
}

func TestErrorText(t *testing.T) {
	require.EqualError(t, &Error{3, "type", "is unknown"}, "envelope: type: is unknown at 3")
	require.EqualError(t, &Error{0, "", "is not an array of six"}, "envelope: is not an array of six at 0")
}
