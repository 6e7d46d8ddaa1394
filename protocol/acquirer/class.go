package acquirer

// Class is what a field's value is made of, and so how it is packed.
type Class uint8

// The classes, in the notation of ISO 8583.
const (
	N   Class = iota + 1 // decimal digits, BCD, two a byte; lengths count digits
	Z                    // track nibbles 0–F, two a byte, D separates; lengths count nibbles
	AN                   // letters, digits, space, one byte each
	ANS                  // text, one byte each, any code page, no control characters
	B                    // bytes as they are
)

// String returns the ISO 8583 letter, "n", "z", "an", "ans", "b".
func (c Class) String() string { return pick(classNames, c) }

var classNames = []string{"", "n", "z", "an", "ans", "b"}

// Align says where the pad nibble of an odd number of digits goes.
type Align uint8

// Alignments. A pad nibble is sent as 0 and ignored when read: senders differ.
const (
	Left  Align = iota // digits first, pad nibble last
	Right              // pad nibble first
)

// String returns "left" or "right".
func (a Align) String() string { return pick([]string{"left", "right"}, a) }

// Prefix is the kind of length that stands before the value, in BCD.
type Prefix uint8

// The prefixes; the number is the prefix's size in bytes.
const (
	Fixed  Prefix = 0 // no prefix
	LLVAR  Prefix = 1 // two digits in one byte
	LLLVAR Prefix = 2 // three digits in two bytes, leading 0
)

// String returns "fixed", "LLVAR" or "LLLVAR".
func (p Prefix) String() string { return pick([]string{"fixed", "LLVAR", "LLLVAR"}, p) }

// Sensitivity says how far a field's value may be shown.
type Sensitivity uint8

// The sensitivities. Only Public may be printed as it is.
const (
	Public Sensitivity = iota // may be shown
	PAN                       // shown as first six and last four digits
	Track                     // track data and expiry: never shown
	PIN                       // PIN block: never shown, though encrypted
	Secret                    // keys and the like: never shown
	Mixed                     // has parts of different sensitivity: hidden as a whole, the parts say for themselves
)

// String returns the name in lower case.
func (s Sensitivity) String() string {
	return pick([]string{"public", "pan", "track", "pin", "secret", "mixed"}, s)
}

func pick[T ~uint8](names []string, i T) string {
	if int(i) < len(names) {
		return names[i]
	}
	return "unknown"
}
