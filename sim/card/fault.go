package card

import "errors"

// ErrRemoved is what Transmit returns when the card is not in the reader.
var ErrRemoved = errors.New("card: removed")

// FaultKind is a way to misbehave.
type FaultKind uint8

// The kinds of fault.
const (
	FaultRemove   FaultKind = 1 + iota // the card leaves before it answers
	FaultSilent                        // no bytes at all
	FaultTruncate                      // half of the data, status word kept
	FaultGarble                        // the first length field says too much
	FaultStatus                        // Fault.SW alone
	FaultAnswer                        // Fault.Answer instead of the answer
)

// Fault happens once, at one command.
type Fault struct {
	At     int // number of the command since the last Reset, from 1
	Kind   FaultKind
	SW     uint16
	Answer []byte
}

// Misbehaviour is what a test wants from a bad card. The zero value is a good
// one.
type Misbehaviour struct {
	AACFirst    bool // declines at the first GENERATE AC
	AACSecond   bool // declines at the second, whatever the issuer said
	NextForever bool // always has one more application for SELECT next
	Faults      []Fault
}

// spoil returns what is left of a good answer under the fault, if one is due.
func (c *Card) spoil(answer []byte) ([]byte, error) {
	for i := range c.bad.Faults {
		f := &c.bad.Faults[i]
		if f.At != c.s.commands {
			continue
		}
		n := len(answer) - 2
		switch f.Kind {
		case FaultRemove:
			c.s.removed = true
			return nil, ErrRemoved
		case FaultSilent:
			return nil, nil
		case FaultTruncate:
			return append(append([]byte(nil), answer[:n/2]...), answer[n:]...), nil
		case FaultGarble:
			return garble(answer), nil
		case FaultStatus:
			return []byte{byte(f.SW >> 8), byte(f.SW)}, nil
		case FaultAnswer:
			return append([]byte(nil), f.Answer...), nil
		}
	}
	return answer, nil
}

func garble(answer []byte) []byte {
	b := append([]byte(nil), answer...)
	if len(b) > 3 {
		b[1] ^= 0x40
	}
	return b
}
