package sim

import "errors"

// errPowerCut is what the reader's memory answers when the power goes.
var errPowerCut = errors.New("sim: power cut")

// flash is the reader's non-volatile memory. It counts its writes, and a run
// may cut the power before or after any of them.
type flash struct {
	world  *World
	value  []byte
	writes int
	boots  int
}

// Load returns the last value that was written whole.
func (f *flash) Load() ([]byte, error) { return f.value, nil }

// Save keeps the value, unless the power is cut.
func (f *flash) Save(value []byte) error {
	f.writes++
	switch f.world.edits.cut(f.writes) {
	case cutBefore:
		return errPowerCut
	case cutAfter:
		f.value = append(f.value[:0:0], value...)
		return errPowerCut
	}
	f.value = append(f.value[:0:0], value...)
	return nil
}
