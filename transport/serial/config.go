package serial

import (
	"fmt"
	"time"

	"go.bug.st/serial"
)

// Parity is the parity bit of a character.
type Parity uint8

// The parities that every driver has.
const (
	ParityNone Parity = iota
	ParityOdd
	ParityEven
)

// Config says how to open a port. The zero value is 115,200 bit/s, eight data
// bits, no parity, one stop bit, and a Read that waits for ever.
type Config struct {
	Baud        int           // bit/s; 0 means 115,200
	DataBits    int           // 5 to 8; 0 means 8
	Parity      Parity        // a pseudo-terminal ignores it
	StopBits    int           // 1 or 2; 0 means 1
	ReadTimeout time.Duration // longest wait of a Read; 0 means for ever
}

// SettingError reports a Config that no port can have.
type SettingError struct {
	Name  string // field of Config
	Value int
}

// Error implements error.
func (e *SettingError) Error() string {
	return fmt.Sprintf("serial: %s cannot be %d", e.Name, e.Value)
}

// mode translates c for the driver. InitialStatusBits stays nil: setting the
// modem lines makes the opening of a pseudo-terminal fail.
func (c Config) mode() (*serial.Mode, error) {
	m := &serial.Mode{BaudRate: 115200, DataBits: 8}
	switch {
	case c.Baud < 0:
		return nil, &SettingError{"Baud", c.Baud}
	case c.Baud > 0:
		m.BaudRate = c.Baud
	}
	switch {
	case c.DataBits >= 5 && c.DataBits <= 8:
		m.DataBits = c.DataBits
	case c.DataBits != 0:
		return nil, &SettingError{"DataBits", c.DataBits}
	}
	switch c.StopBits {
	case 0, 1:
		m.StopBits = serial.OneStopBit
	case 2:
		m.StopBits = serial.TwoStopBits
	default:
		return nil, &SettingError{"StopBits", c.StopBits}
	}
	switch c.Parity {
	case ParityNone:
		m.Parity = serial.NoParity
	case ParityOdd:
		m.Parity = serial.OddParity
	case ParityEven:
		m.Parity = serial.EvenParity
	default:
		return nil, &SettingError{"Parity", int(c.Parity)}
	}
	return m, nil
}
