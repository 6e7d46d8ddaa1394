// Package rule names the rules of the MPOS/1 protocol (docs/protocol.md,
// section 6) as a value, so that a test, the simulator or the playground can
// leave one out and watch what breaks. The reader, the backend and the
// simulator know it; an integrator cannot set it, since the package is
// internal and the zero Set has every rule on.
package rule

import "strings"

// Name is one rule. The text of a Name is the same in the models
// (docs/protocol.md), in the code and in the playground.
type Name uint8

// The rules of docs/protocol.md, section 6, in its order.
const (
	PersistFirst   Name = iota // next counter and open record in one atomic write, before use
	Tombstone                  // reversing an unknown or pending transaction leaves REVERSED
	NoLateAccept               // once reversing, a late answer is ignored
	OneOpen                    // no new sale before the open record is settled
	AmountInOffer              // the amount shown was MACed by the backend
	OfferOnce                  // one Authorize a tn
	TwoDirections              // separate keys each way
	ResultBound                // the verdict names the hash of its request
	MACBeforeState             // the backend checks the MAC before anything else
	CloseFirst                 // the record is closed before the result is shown
	AACReverses                // approved, but the card says AAC: reverse
	FreshCR                    // a repeated Reverse takes a new counter after a boot or sign-in

	// The partners: mechanisms that stand behind some of the rules above, so
	// that leaving out the rule alone cannot be seen.

	TypeInMAC      // the message type is part of every MAC input
	TranscriptHash // answers name the hash of the whole request, not only its nonce
	OfferNumber    // the reader takes each offer number of a session once
	HighestCounter // the backend refuses counters at or below the highest seen

	count
)

var names = [count]string{
	"persist-first", "tombstone", "no-late-accept", "one-open", "amount-in-offer", "offer-once",
	"two-directions", "result-bound", "mac-before-state", "close-first", "aac-reverses", "fresh-cr",
	"type-in-mac", "transcript-hash", "offer-number", "highest-counter",
}

// String returns the name as the documents write it, "persist-first".
func (n Name) String() string {
	if n < count {
		return names[n]
	}
	return "unknown-rule"
}

// All returns every rule and partner, in order.
func All() []Name {
	all := make([]Name, count)
	for i := range all {
		all[i] = Name(i)
	}
	return all
}

// Parse finds a rule by its name. The result is false for an unknown one.
func Parse(s string) (Name, bool) {
	for i, n := range names {
		if n == s {
			return Name(i), true
		}
	}
	return 0, false
}

// Set says which rules are on. The zero Set has all of them on. A Set is
// comparable and safe to share.
type Set struct{ off uint32 }

// Without returns the set of all rules but the named ones.
func Without(out ...Name) Set {
	var s Set
	for _, n := range out {
		if n < count {
			s.off |= 1 << n
		}
	}
	return s
}

// On says whether a rule is followed.
func (s Set) On(n Name) bool { return s.off&(1<<n) == 0 }

// Left returns the rules that are left out, in order.
func (s Set) Left() []Name {
	var out []Name
	for n := Name(0); n < count; n++ {
		if !s.On(n) {
			out = append(out, n)
		}
	}
	return out
}

// String lists the rules that are left out, "all on" if there are none.
func (s Set) String() string {
	left := s.Left()
	if len(left) == 0 {
		return "all on"
	}
	words := make([]string, len(left))
	for i, n := range left {
		words[i] = n.String()
	}
	return "without " + strings.Join(words, ", ")
}
