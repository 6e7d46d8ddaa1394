package acquirer

import "iter"

// F22 is n3 and a filler 0: two digits for how the card was read, one for the
// terminal's PIN capability. Everywhere in this package it is the wire's four
// digits, "0510".

// EntryMode is a row of the F22 table.
type EntryMode struct {
	Code    string // first two digits
	Meaning string
	Source  string
}

var entryModes = [...]EntryMode{
	{"00", "not specified", "LY PX BP"},
	{"01", "key entry", "LY PX BP"},
	{"02", "magnetic stripe", "LY PX BP"},
	{"03", "QR code", "PX"},
	{"05", "chip, contact", "LY PX BP"},
	{"07", "chip, contactless", "LY PX BP"},
	{"80", "magnetic stripe after the chip failed", "PX"},
	{"90", "magnetic stripe, read whole", "BP"},
	{"92", "telephone order", "PX"},
	{"95", "chip, card data may be unreliable", "BP"},
	{"96", "chip in a mobile device", "PX"},
	{"98", "contactless, magnetic stripe mode", "PX"},
}

// EntryModes iterates over the known entry modes.
func EntryModes() iter.Seq[EntryMode] {
	return func(yield func(EntryMode) bool) {
		for _, m := range entryModes {
			if !yield(m) {
				return
			}
		}
	}
}

// EntryText says what F22 means, "chip, contact; PIN entered", "" if its two
// first digits are unknown. It takes three or four digits.
func EntryText(f22 string) string {
	if len(f22) < 3 {
		return ""
	}
	pin := map[byte]string{'1': "; with PIN", '2': "; without PIN"}[f22[2]]
	for _, m := range entryModes {
		if m.Code == f22[:2] {
			return m.Meaning + pin
		}
	}
	return ""
}

// EntryDigits makes F22 from an entry mode, 0–99 (the number of its code: 5 is
// "05"), and whether the PIN block is present: 5, true is "0510".
func EntryDigits(mode uint8, pin bool) string {
	last := byte('2')
	if pin {
		last = '1'
	}
	return string([]byte{'0' + mode/10%10, '0' + mode%10, last, '0'})
}

// ParseEntry is the reverse of EntryDigits: mode and PIN presence of the four
// digits; false if they are not of that form.
func ParseEntry(f22 string) (mode uint8, pin, ok bool) {
	n, ok := decode(f22)
	if !ok || len(f22) != 4 || f22[3] != '0' || f22[2] != '1' && f22[2] != '2' {
		return 0, false, false
	}
	return uint8(n / 100), f22[2] == '1', true
}
