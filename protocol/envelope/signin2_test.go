package envelope

import (
	"strings"
	"testing"
)

func goodSignIn2() SignIn2 {
	return SignIn2{
		H1: fill32(0x11), SID: fill8(0x22), RB: fill16(0x33), Time: 1767225600, LifeSeconds: 86400, LifeTxns: 200,
		Floors: [4]uint32{1, 2, 300, 4}, F41: "12345678", F42: "123456789012345", Name: "Kiosk ü",
	}
}

func TestSignIn2(t *testing.T) {
	want := unhex(t,
		"aa",                      // map of 10
		"01 58 20"+reps(32, 0x11), // byte string, length 32 in one more byte
		"02 48"+reps(8, 0x22),
		"03 50"+reps(16, 0x33),
		"04 1a 6955b900",         // 1,767,225,600 = 2026-01-01 00:00 UTC
		"05 1a 00015180",         // 86,400 is above 65,535
		"06 18 c8",               // 200
		"07 84 01 02 19 012c 04", // array of 4
		"08 68 3132333435363738",
		"09 6f 313233343536373839303132333435", // text of 15
		"0a 68 4b696f736b20c3bc",               // 8 bytes of UTF-8, seven characters
	)
	same(t, goodSignIn2(), ParseSignIn2, want)
	strict(t, ParseSignIn2, want)
}

func TestSignIn2Limits(t *testing.T) {
	for key, change := range map[string]func(*SignIn2){
		"8":  func(m *SignIn2) { m.F41 = "123456789" },
		"9":  func(m *SignIn2) { m.F42 = "1234567890123456" },
		"10": func(m *SignIn2) { m.Name = strings.Repeat("n", 121) },
	} {
		m := goodSignIn2()
		change(&m)
		breaks(t, m, ParseSignIn2, key)
	}
}

func TestSignIn2Longest(t *testing.T) {
	longest(t, SignIn2{
		Time: 1 << 63, LifeSeconds: 1 << 31, LifeTxns: 1 << 31, Floors: [4]uint32{1 << 31, 1 << 31, 1 << 31, 1 << 31},
		F41: "12345678", F42: "123456789012345", Name: strings.Repeat("n", 120),
	}, ParseSignIn2)
}
