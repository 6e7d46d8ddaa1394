package envelope

import (
	"testing"
)

func goodReverse() Reverse {
	return Reverse{SID: fill8(0x08), CT: 0x200000, TN: fill16(0x09), Reason: 17}
}

func TestReverse(t *testing.T) {
	want := unhex(t,
		"a4", // map of 4
		"01 48"+reps(8, 8),
		"02 1a 00200000",
		"03 50"+reps(16, 9),
		"04 11", // 17
	)
	same(t, goodReverse(), ParseReverse, want)
	strict(t, ParseReverse, want)
}

func TestReverseLongest(t *testing.T) {
	longest(t, Reverse{CT: 1 << 31, Reason: 255}, ParseReverse)
}
