package message

// The limits of fields, in bytes. Those of envelopes are the lengths of
// docs/protocol.md, section 5.
const (
	maxSignIn2   = 393
	maxSignIn3   = 333 // SignIn1 is shorter
	maxOffer     = 319
	maxAuthorize = 413
	maxVerdict   = 369
	maxConfirm   = 180
	maxReverse   = 96 // Reversed too
	maxISO       = 1900
	maxF55       = 255
	maxName      = 64 // serial, model
	maxF11       = 999_999
)

// The reasons that several fields share.
const (
	reasonLong    = "is too long"
	reasonEmpty   = "is empty"
	reasonF11     = "is not a trace number"
	reasonOutcome = "is not an outcome"
)

// length checks a field that must not be empty.
func length(n, limit int) string {
	switch {
	case n == 0:
		return reasonEmpty
	case n > limit:
		return reasonLong
	}
	return ""
}

// first returns the key of the first reason that is one: reasons[0] belongs to
// key 1.
func first(reasons ...string) (uint64, string) {
	for n, r := range reasons {
		if r != "" {
			return uint64(n) + 1, r
		}
	}
	return 0, ""
}

func longer(n, limit int) string {
	if n > limit {
		return reasonLong
	}
	return ""
}

func above(v, limit uint64, reason string) string {
	if v > limit {
		return reason
	}
	return ""
}

// only says whether every byte of a text is one of set.
func only(s, set string) bool {
	for i := range len(s) {
		found := false
		for j := range len(set) {
			found = found || s[i] == set[j]
		}
		if !found {
			return false
		}
	}
	return true
}
