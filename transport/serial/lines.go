package serial

import (
	"errors"
	"syscall"

	"go.bug.st/serial"
)

// Lines is the state of the modem lines that come in.
type Lines struct {
	CTS, DSR, DCD, RI bool
}

// SetDTR raises or lowers data terminal ready. A port without modem lines
// ignores it.
func (p *Port) SetDTR(on bool) error { return ignoreNoLines(p.port.SetDTR(on)) }

// SetRTS raises or lowers request to send. A port without modem lines ignores it.
func (p *Port) SetRTS(on bool) error { return ignoreNoLines(p.port.SetRTS(on)) }

// Lines reads the modem lines. ok is false for a port that has none.
func (p *Port) Lines() (l Lines, ok bool, err error) {
	bits, err := p.port.GetModemStatusBits()
	if noLines(err) {
		return Lines{}, false, nil
	}
	if err != nil {
		return Lines{}, false, err
	}
	return Lines{CTS: bits.CTS, DSR: bits.DSR, DCD: bits.DCD, RI: bits.RI}, true, nil
}

// noLines tells whether err means "this port has no modem lines": ENOTTY on a
// Linux pseudo-terminal, EINVAL from drivers that know the call but not the lines.
func noLines(err error) bool {
	return errors.Is(err, syscall.ENOTTY) || errors.Is(err, syscall.EINVAL)
}

func ignoreNoLines(err error) error {
	if noLines(err) {
		return nil
	}
	return err
}

// List returns the paths of the serial ports that the system knows, in no order.
// Pseudo-terminals are never among them. Probing a built-in port may block for
// seconds on some hardware.
func List() ([]string, error) { return serial.GetPortsList() }
