package envelope

// The limits of fields, in bytes (docs/protocol.md, 5).
const (
	maxName     = 64 // serial, model, order id
	maxMerchant = 120
	maxSealed   = 256 // the sealed field, the device report
	maxScript   = 131
	maxScripts  = 2
	maxAmount   = 999_999_999_999 // n12
	maxCurrency = 999             // n3
)

// A rule of a field is a text: empty when it is kept.

// first returns the key of the first broken rule: rules[0] is that of key 1.
func first(rules ...string) (uint64, string) {
	for n, r := range rules {
		if r != "" {
			return uint64(n) + 1, r
		}
	}
	return 0, ""
}

func atMost(n, limit int) string {
	if n > limit {
		return "is too long"
	}
	return ""
}

// emptyOr allows no bytes at all, or n.
func emptyOr(n int, b []byte) string {
	if len(b) != 0 && len(b) != n {
		return "has a wrong length"
	}
	return ""
}

// sealed is a ciphertext in whole blocks. That of suite 2 has blocks of 8.
func sealed(b []byte) string {
	switch {
	case len(b) == 0, len(b)%8 != 0:
		return "is not whole blocks"
	case len(b) > maxSealed:
		return "is too long"
	}
	return ""
}

func within[T ~uint8 | ~uint16 | ~uint64](v, low, high T) string {
	if v < low || v > high {
		return "is out of range"
	}
	return ""
}
