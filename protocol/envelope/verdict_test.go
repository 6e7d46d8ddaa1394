package envelope

import (
	"testing"
)

func goodVerdict() Verdict {
	return Verdict{
		H5: fill32(0x05), Outcome: Approved, AuthCode: "123456", IssuerAuth: []byte{1, 2, 3, 4, 5, 6, 7, 8, '0', '0'},
		Scripts: [][]byte{{0x71, 0x00}}, Prompt: 3,
	}
}

func TestVerdict(t *testing.T) {
	want := unhex(t,
		"a6", // map of 6
		"01 58 20"+reps(32, 5),
		"02 01",
		"03 66 313233343536",
		"04 4a 0102030405060708 3030", // ARPC and response code
		"05 81 42 7100",               // array of one byte string
		"06 03",
	)
	same(t, goodVerdict(), ParseVerdict, want)
	strict(t, ParseVerdict, want)
}

func TestVerdictLimits(t *testing.T) {
	for key, change := range map[string]func(*Verdict){
		"2": func(m *Verdict) { m.Outcome = NotCharged },
		"3": func(m *Verdict) { m.AuthCode = "1234567" },
		"4": func(m *Verdict) { m.IssuerAuth = rep(7, 0) },
		"5": func(m *Verdict) { m.Scripts = [][]byte{{}, {}, {}} },
	} {
		m := goodVerdict()
		change(&m)
		breaks(t, m, ParseVerdict, key)
	}
}

func TestVerdictLongest(t *testing.T) {
	longest(t, Verdict{
		Outcome: Declined, AuthCode: "123456", IssuerAuth: rep(16, 0), Scripts: [][]byte{rep(131, 0), rep(131, 0)}, Prompt: 255,
	}, ParseVerdict)
}

func TestVerdictScriptTooLong(t *testing.T) {
	m := goodVerdict()
	m.Scripts = [][]byte{rep(132, 0)}
	breaks(t, m, ParseVerdict, "5")
}
