package iso7816

import "strconv"

// Error says why bytes are not a command or response, and where. It holds none
// of the bytes.
type Error struct {
	Offset int    // from the first byte
	Path   string // the field: "Lc", "Le", "data", "SW"; empty for the whole
	Reason string
}

func (e *Error) Error() string {
	s := "iso7816: "
	if e.Path != "" {
		s += e.Path + ": "
	}
	return s + e.Reason + " at " + strconv.Itoa(e.Offset)
}
