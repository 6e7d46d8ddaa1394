package acquirer

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// drawValue draws a value that field f accepts, as the setters take it.
func drawValue(t *rapid.T, f Field) string {
	size := f.Max
	if f.Prefix != Fixed {
		size = rapid.IntRange(1, f.Max).Draw(t, "length")
	}
	alphabet := map[Class][]byte{
		N: []byte("0123456789"), Z: []byte("0123456789ABCDEF"), AN: []byte("0 9AZaz"),
		ANS: []byte("Az09 -/.~\x80\xb0\xff"), B: []byte("\x00\x01\x7f\x80\xffA"),
	}[f.Class]
	return string(rapid.SliceOfN(rapid.SampledFrom(alphabet), size, size).Draw(t, "value"))
}

// What a Message was given, a View of its body gives back, and a Message made
// from the View has the same body.
func TestMessageRoundTrip(t *testing.T) {
	for _, table := range []*Table{Terminal, Issuer} {
		t.Run(table.Name(), rapid.MakeCheck(func(t *rapid.T) {
			mti := rapid.StringMatching(`[0-9]{4}`).Draw(t, "mti")
			m, want := table.New(mti), map[int]string{}
			numbers := []int{}
			for f := range table.Fields() {
				numbers = append(numbers, f.Number)
			}
			for _, n := range rapid.Permutation(numbers).Draw(t, "order") {
				if rapid.Bool().Draw(t, "present") {
					f, _ := table.Field(n)
					want[n] = drawValue(t, f)
					m.SetDigits(n, want[n])
				}
			}
			body, err := m.Append([]byte("head"))
			if len(want) > 0 && len(body)-4 > MaxBody {
				t.Fatal("MaxBody is not enough")
			}
			require.NoError(t, err)
			require.Equal(t, "head", string(body[:4]))
			v, err := table.View(body[4:])
			require.NoError(t, err)
			require.Equal(t, mti, v.MTI())

			again := table.New(v.MTI())
			count := 0
			for n := range v.Numbers() {
				count++
				f, _ := table.Field(n)
				require.Equal(t, want[n], v.Digits(n))
				require.Equal(t, len(want[n]), v.Len(n))
				require.True(t, v.Is(n, want[n]))
				if f.Class > Z {
					again.SetBytes(n, v.Bytes(n))
				} else {
					again.SetDigits(n, v.Digits(n))
				}
			}
			require.Equal(t, len(want), count)
			same, err := again.Append(nil)
			require.NoError(t, err)
			require.Equal(t, body[4:], same)
		}))
	}
}

func TestMessageRefuses(t *testing.T) {
	cases := map[string]struct {
		field  int
		reason string
		set    func(*Message)
	}{
		"undefined":      {5, "not defined in this table", func(m *Message) { m.SetDigits(5, "1") }},
		"bitmap":         {1, "not defined in this table", func(m *Message) { m.SetText(1, "1") }},
		"zero":           {0, "not defined in this table", func(m *Message) { m.SetUint(0, 1) }},
		"short":          {3, "length is not the field's", func(m *Message) { m.SetDigits(3, "00000") }},
		"long":           {2, "over the maximum length", func(m *Message) { m.SetDigits(2, "01234567890123456789") }},
		"empty":          {2, "empty", func(m *Message) { m.SetDigits(2, "") }},
		"letter":         {3, "not decimal", func(m *Message) { m.SetDigits(3, "00000A") }},
		"odd letter":     {2, "not decimal", func(m *Message) { m.SetDigits(2, "00A") }},
		"right letter":   {23, "not decimal", func(m *Message) { m.SetDigits(23, "A00") }},
		"lower nibble":   {35, "not decimal", func(m *Message) { m.SetDigits(35, "12d4") }},
		"too large":      {11, "number too large", func(m *Message) { m.SetUint(11, 1000000) }},
		"number in var":  {2, "not a fixed number", func(m *Message) { m.SetUint(2, 1) }},
		"bytes in n":     {3, "holds digits, not bytes", func(m *Message) { m.SetBytes(3, []byte{0, 0, 0}) }},
		"an punctuation": {38, "not alphanumeric", func(m *Message) { m.SetText(38, "12345-") }},
		"ans control":    {41, "has a control character", func(m *Message) { m.SetText(41, "1234567\n") }},
		"mac":            {64, "length is not the field's", func(m *Message) { m.SetBytes(64, make([]byte, 16)) }},
		"mti":            {0, "message type is not four digits", func(m *Message) { m.Reset("02A0") }},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			m := Terminal.New("0200")
			c.set(m)
			m.SetDigits(99, "a later failure does not hide the first")
			dst, err := m.Append([]byte("x"))
			require.Equal(t, &BuildError{c.field, c.reason}, err)
			require.Equal(t, "x", string(dst))
			require.ErrorIs(t, m.Err(), err)
			m.Reset("0800")
			m.SetUint(11, 7)
			_, err = m.Append(nil)
			require.NoError(t, err)
		})
	}
}

// Setting again replaces; the setters copy.
func TestMessageReplace(t *testing.T) {
	m := Terminal.New("0200")
	icc := []byte{0x9A, 0x03, 1, 2, 3}
	m.SetBytes(55, icc)
	clear(icc)
	m.SetUint(4, 1)
	m.SetDigits(4, "000000000999")
	m.SetDigits(23, "001")
	body, err := m.Append(nil)
	require.NoError(t, err)
	require.Equal(t, unhex(t, "02001000020000000200"+"000000000999"+"0001"+"00059A03010203"), body)
	for range 10000 {
		m.SetUint(4, 1)
	}
	_, err = m.Append(nil)
	require.Equal(t, &BuildError{4, "set too often without Reset"}, err)
}

// Reset leaves nothing of the values in memory.
func TestMessageResetClears(t *testing.T) {
	m := Issuer.New("0200")
	m.SetDigits(2, "6200000000000005")
	held := m.buf
	require.NotZero(t, held[1])
	m.Reset("0200")
	require.Equal(t, make([]byte, len(held)), held)
}
