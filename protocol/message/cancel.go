package message

// Cancel gives up what the reader is doing. It is answered at once, also while
// another command waits.
type Cancel struct{}

// CancelAnswer is empty.
type CancelAnswer struct{}

// Kind returns KindCancel.
func (Cancel) Kind() Kind { return KindCancel }

// Kind returns the kind of Cancel's answer.
func (CancelAnswer) Kind() Kind { return KindCancel.Answer() }

func (Cancel) check() (uint64, string) { return 0, "" }

func (CancelAnswer) check() (uint64, string) { return 0, "" }
