package acquirer

import (
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	vectors "github.com/openmpos/mpos/vectors/iso8583"
)

type vector struct {
	Name, Frame, TPDU, Header, Body, MTI, MAC string
	Fields                                    map[string]string
}

func (v vector) body(t testing.TB) []byte { return unhex(t, v.Body) }

func unhex(t testing.TB, s string) []byte {
	b, err := hex.DecodeString(s)
	require.NoError(t, err)
	return b
}

func allVectors(t testing.TB) []vector {
	files, err := fs.Glob(vectors.FS, "*.json")
	require.NoError(t, err)
	var all []vector
	for _, name := range files {
		b, err := vectors.FS.ReadFile(name)
		require.NoError(t, err)
		var v vector
		require.NoError(t, json.Unmarshal(b, &v))
		all = append(all, v)
	}
	require.Len(t, all, 33)
	return all
}

func oneVector(t testing.TB, name string) vector {
	for _, v := range allVectors(t) {
		if v.Name == name {
			return v
		}
	}
	t.Fatal("no vector " + name)
	return vector{}
}

// unit says how the vectors write a field (vectors/iso8583/README.md), without
// asking the field table.
func unit(n int) string {
	switch n {
	case 52, 55, 62, 64:
		return "hex"
	case 37, 38, 39, 41, 42, 44, 49, 54, 59, 63:
		return "ascii"
	}
	return "digits"
}

func TestVectorsParse(t *testing.T) {
	for _, vec := range allVectors(t) {
		t.Run(vec.Name, func(t *testing.T) {
			f, err := ParseFrame(unhex(t, vec.Frame))
			require.NoError(t, err)
			require.Equal(t, vec.TPDU, f.TPDU.String())
			require.Equal(t, vec.Header, f.Header.String())
			require.Equal(t, vec.body(t), f.Body)
			require.Equal(t, unhex(t, vec.Frame), f.Append(nil))

			v, err := Terminal.View(f.Body)
			require.NoError(t, err)
			got := map[string]string{"0": v.MTI()}
			for n := range v.Numbers() {
				key := strconv.Itoa(n)
				switch unit(n) {
				case "hex":
					got[key] = strings.ToUpper(hex.EncodeToString(v.Bytes(n)))
				case "ascii":
					got[key] = v.Text(n)
				default:
					got[key] = v.Digits(n)
				}
				if n != 64 && unit(n) != "hex" {
					require.True(t, v.Is(n, vec.Fields[key]))
				}
			}
			if mac, ok := got["64"]; ok {
				require.Equal(t, vec.MAC, mac)
				got["64"] = "0000000000000000"
				off, size := v.MACSpan()
				require.Equal(t, f.Body[:len(f.Body)-8], f.Body[off:off+size])
				require.Equal(t, f.Body[:len(f.Body)-8], v.MACInput())
			}
			require.Equal(t, vec.Fields, got)
		})
	}
}

func TestVectorsBuild(t *testing.T) {
	for _, vec := range allVectors(t) {
		t.Run(vec.Name, func(t *testing.T) {
			m := build(t, vec)
			body, err := m.Append(nil)
			require.NoError(t, err)
			require.Equal(t, vec.Body, strings.ToUpper(hex.EncodeToString(body)))

			if m.Has(64) {
				input, err := m.AppendForMAC(nil)
				require.NoError(t, err)
				require.Equal(t, body[:len(body)-8], input)
				m.Unset(64)
				input, err = m.AppendForMAC(nil)
				require.NoError(t, err)
				require.Equal(t, body[:len(body)-8], input)
				cut, err := Terminal.ViewMACInput(input)
				require.NoError(t, err)
				require.Equal(t, input, cut.MACInput())
				require.True(t, cut.Has(64))
				require.Empty(t, cut.Bytes(64))
				require.Zero(t, cut.Len(64))
			}
		})
	}
}

// build sets a vector's fields in descending order, which is not the wire's.
func build(t testing.TB, vec vector) *Message {
	m := Terminal.New(vec.MTI)
	var numbers []int
	for key := range vec.Fields {
		n, err := strconv.Atoi(key)
		require.NoError(t, err)
		numbers = append(numbers, n)
	}
	sort.Sort(sort.Reverse(sort.IntSlice(numbers)))
	for _, n := range numbers {
		value := vec.Fields[strconv.Itoa(n)]
		switch {
		case n == 0:
		case n == 64:
			m.SetBytes(64, unhex(t, vec.MAC))
		case unit(n) == "hex":
			m.SetBytes(n, unhex(t, value))
		case unit(n) == "ascii":
			m.SetText(n, value)
		default:
			m.SetDigits(n, value)
		}
	}
	require.NoError(t, m.Err())
	return m
}
