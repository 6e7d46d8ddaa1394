package message

// GetStatus asks where the reader stands. It is answered in every state, also
// while another command waits.
type GetStatus struct{}

// StatusAnswer says it. Outcome, F11 and Confirm are those of the closed
// record in state Closed, else 0 and empty.
type StatusAnswer struct {
	State   State  `cbor:"1,keyasint"`
	Outcome uint8  `cbor:"2,keyasint"` // of package envelope, or 0
	F11     uint32 `cbor:"3,keyasint"` // trace number, or 0
	Confirm []byte `cbor:"4,keyasint"` // envelope to send until Confirmed, may be empty
}

// Kind returns KindGetStatus.
func (GetStatus) Kind() Kind { return KindGetStatus }

// Kind returns the kind of GetStatus's answer.
func (StatusAnswer) Kind() Kind { return KindGetStatus.Answer() }

func (GetStatus) check() (uint64, string) { return 0, "" }

func (a StatusAnswer) check() (uint64, string) {
	state := ""
	if a.State < Locked || a.State > Tampered {
		state = "is not a state"
	}
	return first(state, above(uint64(a.Outcome), 3, reasonOutcome), above(uint64(a.F11), maxF11, reasonF11),
		longer(len(a.Confirm), maxConfirm))
}
