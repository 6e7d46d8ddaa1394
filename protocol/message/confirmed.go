package message

// Confirmed is the host's word that the backend has the Confirm of a record.
// It only ends the resending.
type Confirmed struct {
	F11 uint32 `cbor:"1,keyasint"` // of the record
}

// ConfirmedAnswer is empty.
type ConfirmedAnswer struct{}

// Kind returns KindConfirmed.
func (Confirmed) Kind() Kind { return KindConfirmed }

// Kind returns the kind of Confirmed's answer.
func (ConfirmedAnswer) Kind() Kind { return KindConfirmed.Answer() }

func (c Confirmed) check() (uint64, string) { return first(above(uint64(c.F11), maxF11, reasonF11)) }

func (ConfirmedAnswer) check() (uint64, string) { return 0, "" }
