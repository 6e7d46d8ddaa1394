package envelope

import (
	"errors"
	"strconv"

	"github.com/openmpos/mpos/internal/cbor"
)

// Error says what is wrong with an envelope or a body, and where. It holds
// none of its bytes. The parties do not pass it on: to a peer every failure of
// an envelope is the same "refused" (docs/protocol.md, 6).
type Error struct {
	Offset int    // in what was parsed; 0 when a body could not be written
	Path   string // "suite", or message and key: "Authorize/12"
	Reason string
}

func (e *Error) Error() string {
	s := "envelope: "
	if e.Path != "" {
		s += e.Path + ": "
	}
	return s + e.Reason + " at " + strconv.Itoa(e.Offset)
}

// wrap makes an error of the codec one of this package.
func wrap(err error, path string) *Error {
	var c *cbor.Error
	if !errors.As(err, &c) {
		return &Error{Path: path, Reason: "cannot be read"}
	}
	if path != "" && c.Path != "" {
		path += "/"
	}
	return &Error{c.Offset, path + c.Path, c.Reason}
}
