package envelope

import (
	"testing"
)

func goodConfirm() Confirm {
	return Confirm{H6: fill32(0x06), TC: rep(8, 0x7C), ScriptResults: []byte{}, Signature: rep(32, 0x51)}
}

func TestConfirm(t *testing.T) {
	want := unhex(t,
		"a4", // map of 4
		"01 58 20"+reps(32, 6),
		"02 48"+reps(8, 0x7C),
		"03 40", // none
		"04 58 20"+reps(32, 0x51),
	)
	same(t, goodConfirm(), ParseConfirm, want)
	strict(t, ParseConfirm, want)
}

func TestConfirmLimits(t *testing.T) {
	for key, change := range map[string]func(*Confirm){
		"2": func(m *Confirm) { m.TC = rep(33, 0) },
		"3": func(m *Confirm) { m.ScriptResults = rep(33, 0) },
		"4": func(m *Confirm) { m.Signature = rep(31, 0) },
	} {
		m := goodConfirm()
		change(&m)
		breaks(t, m, ParseConfirm, key)
	}
}

func TestConfirmLongest(t *testing.T) {
	longest(t, Confirm{TC: rep(32, 0), ScriptResults: rep(32, 0), Signature: rep(32, 0)}, ParseConfirm)
}
