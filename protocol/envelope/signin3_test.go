package envelope

import (
	"testing"
)

func goodSignIn3() SignIn3 {
	return SignIn3{H2: fill32(0x22), Report: rep(24, 0x5A)}
}

func TestSignIn3(t *testing.T) {
	want := unhex(t,
		"a2", // map of 2
		"01 58 20"+reps(32, 0x22),
		"02 58 18"+reps(24, 0x5A), // 24 does not fit in the initial byte
	)
	same(t, goodSignIn3(), ParseSignIn3, want)
	strict(t, ParseSignIn3, want)
}

func TestSignIn3Limits(t *testing.T) {
	for key, change := range map[string]func(*SignIn3){
		"2": func(m *SignIn3) { m.Report = rep(257, 0) },
	} {
		m := goodSignIn3()
		change(&m)
		breaks(t, m, ParseSignIn3, key)
	}
}

func TestSignIn3Longest(t *testing.T) {
	longest(t, SignIn3{Report: rep(256, 0)}, ParseSignIn3)
}
