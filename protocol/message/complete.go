package message

// Complete relays a Verdict. The answer comes when the card has had its second
// GENERATE AC and the result is stored.
type Complete struct {
	Envelope []byte `cbor:"1,keyasint"`
}

// CompleteAnswer has the result and the Confirm to send.
type CompleteAnswer struct {
	Outcome uint8  `cbor:"1,keyasint"` // of package envelope
	Confirm []byte `cbor:"2,keyasint"` // envelope, empty when nothing is to be confirmed
}

// Kind returns KindComplete.
func (Complete) Kind() Kind { return KindComplete }

// Kind returns the kind of Complete's answer.
func (CompleteAnswer) Kind() Kind { return KindComplete.Answer() }

func (c Complete) check() (uint64, string) { return first(length(len(c.Envelope), maxVerdict)) }

func (a CompleteAnswer) check() (uint64, string) {
	outcome := above(uint64(a.Outcome), 3, reasonOutcome)
	if a.Outcome == 0 {
		outcome = reasonOutcome
	}
	return first(outcome, longer(len(a.Confirm), maxConfirm))
}
