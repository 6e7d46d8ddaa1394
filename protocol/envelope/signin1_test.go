package envelope

import (
	"strings"
	"testing"
)

func goodSignIn1() SignIn1 {
	return SignIn1{
		Serial: "00000304A1", Model: "M1", Firmware: 1, Parameters: 24, CAPKs: 256, Prompts: 65536, Suites: []uint8{1, 2},
		RA: fill16(0xA1), Boot: 0xFFFFFFFF, Tamper: true, Highest: 0,
	}
}

func TestSignIn1(t *testing.T) {
	want := unhex(t,
		"ab",                         // map of 11
		"01 6a 30303030303330344131", // text of 10, "00000304A1"
		"02 62 4d31",                 // text of 2, "M1"
		"03 01",                      // below 24: the byte itself
		"04 18 18",                   // 24: in one more byte
		"05 19 0100",                 // 256: in two
		"06 1a 00010000",             // 65,536: in four
		"07 42 0102",                 // byte string of 2: a suite a byte
		"08 50"+reps(16, 0xA1),       // byte string of 16
		"09 1a ffffffff",
		"0a f5", // true
		"0b 00",
	)
	same(t, goodSignIn1(), ParseSignIn1, want)
	strict(t, ParseSignIn1, want)
}

func TestSignIn1Limits(t *testing.T) {
	for key, change := range map[string]func(*SignIn1){
		"1": func(m *SignIn1) { m.Serial = strings.Repeat("1", 65) },
		"2": func(m *SignIn1) { m.Model = strings.Repeat("1", 65) },
		"7": func(m *SignIn1) { m.Suites = nil },
	} {
		m := goodSignIn1()
		change(&m)
		breaks(t, m, ParseSignIn1, key)
	}
}

func TestSignIn1Longest(t *testing.T) {
	longest(t, SignIn1{
		Serial: strings.Repeat("1", 64), Model: strings.Repeat("2", 64), Firmware: 1 << 31, Parameters: 1 << 31, CAPKs: 1 << 31,
		Prompts: 1 << 31, Suites: rep(8, 1), Boot: 1 << 31, Tamper: true, Highest: 1 << 31,
	}, ParseSignIn1)
}
