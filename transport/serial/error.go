package serial

import (
	"errors"
	"io/fs"
	"strings"

	"go.bug.st/serial"
)

// What an [OpenError] unwraps to, besides [fs.ErrNotExist] and [fs.ErrPermission].
var (
	// ErrBusy means that another program has the port open.
	ErrBusy = errors.New("port is busy")
	// ErrNotPort means that the path names something else than a serial port.
	ErrNotPort = errors.New("not a serial port")
)

// OpenError reports a port that could not be opened.
type OpenError struct {
	Path string
	Hint string // what a person can do about it; may be empty
	Err  error  // fs.ErrNotExist, fs.ErrPermission, ErrBusy, ErrNotPort or the system's error
}

// Error implements error. The hint comes after a semicolon.
func (e *OpenError) Error() string {
	var b strings.Builder
	b.WriteString("serial: open ")
	b.WriteString(e.Path)
	b.WriteString(": ")
	b.WriteString(e.Err.Error())
	if e.Hint != "" {
		b.WriteString("; ")
		b.WriteString(e.Hint)
	}
	return b.String()
}

// Unwrap returns the kind of failure.
func (e *OpenError) Unwrap() error { return e.Err }

// openError turns the driver's error into one that says what to do.
func openError(path string, err error) *OpenError {
	e := &OpenError{Path: path, Err: err}
	var pe *serial.PortError
	switch {
	case errors.As(err, &pe):
		e.explain(pe.Code())
	case errors.Is(err, fs.ErrNotExist):
		e.explain(serial.PortNotFound)
	}
	return e
}

func (e *OpenError) explain(code serial.PortErrorCode) {
	switch code {
	case serial.PortNotFound:
		e.Err = fs.ErrNotExist
		e.Hint = "is the reader plugged in and switched on?"
	case serial.PermissionDenied:
		e.Err = fs.ErrPermission
		e.Hint = "add yourself to the group that owns it (often dialout: sudo usermod -aG dialout $USER) and log in again"
	case serial.PortBusy:
		e.Err = ErrBusy
		e.Hint = "another program holds it (ModemManager, a terminal?); on Linux, fuser " + e.Path + " names it"
	case serial.InvalidSerialPort:
		e.Err = ErrNotPort
	}
}
