package envelope

import (
	"testing"
)

func goodReversed() Reversed {
	return Reversed{H8: fill32(0x08), State: FinalConfirmed}
}

func TestReversed(t *testing.T) {
	want := unhex(t,
		"a2", // map of 2
		"01 58 20"+reps(32, 8),
		"02 03",
	)
	same(t, goodReversed(), ParseReversed, want)
	strict(t, ParseReversed, want)
}

func TestReversedLimits(t *testing.T) {
	for key, change := range map[string]func(*Reversed){
		"2": func(m *Reversed) { m.State = 0 },
	} {
		m := goodReversed()
		change(&m)
		breaks(t, m, ParseReversed, key)
	}
}

func TestReversedLongest(t *testing.T) {
	longest(t, Reversed{State: FinalReversed}, ParseReversed)
}
