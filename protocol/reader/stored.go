package reader

import (
	"fmt"

	"github.com/openmpos/mpos/crypto/dukpt"
	"github.com/openmpos/mpos/internal/cbor"
	"github.com/openmpos/mpos/protocol/envelope"
)

// Store is the reader's non-volatile memory. It holds one value, written
// whole: after Save returns nil the new value is there, after an error the old
// one or the new one is, never a mixture.
//
// The value holds the DUKPT key registers in clear: the memory behind a Store
// belongs inside the reader's tamper boundary.
type Store interface {
	// Load returns the last value saved.
	Load() ([]byte, error)
	// Save replaces the value. An error stops the reader as a loss of power does.
	Save(value []byte) error
}

// Versions are what a reader carries: firmware, parameters, CA public keys
// and prompts, each with its own number (docs/protocol.md, 5).
type Versions struct {
	Firmware, Parameters, CAPKs, Prompts uint32
}

// NewValue returns the value that key injection leaves in a Store: the initial
// key of this one reader, no transaction, never booted.
func NewValue(ik *dukpt.InitialKey) ([]byte, error) {
	t, err := dukpt.NewTerminal(ik)
	if err != nil {
		return nil, err
	}
	defer t.Destroy()
	v := stored{DUKPT: t.AppendUnsafeState(nil)}
	return v.encode()
}

// stored is the one value that outlives a loss of power (rule persist-first).
type stored struct {
	DUKPT  []byte    `cbor:"1,keyasint"` // dukpt.Terminal state; empty once tampered
	Boot   uint32    `cbor:"2,keyasint"` // how often the reader was started
	Floors [4]uint32 `cbor:"3,keyasint"` // versions below these are refused
	Tamper bool      `cbor:"4,keyasint"`
	Record record    `cbor:"5,keyasint"`
}

// recordStatus says what a stored record stands for.
type recordStatus uint8

const (
	recordNone   recordStatus = iota // no transaction in doubt
	recordOpen                       // a counter is spent on it; it ends in a verdict or a reversal
	recordClosed                     // outcome known, shown, its Confirm sent until acknowledged
)

// record is the transaction that must survive a loss of power.
type record struct {
	Status   recordStatus     `cbor:"1,keyasint"`
	SID      [8]byte          `cbor:"2,keyasint"`
	CT       uint32           `cbor:"3,keyasint"`
	TN       [16]byte         `cbor:"4,keyasint"`
	Type     envelope.TxnType `cbor:"5,keyasint"`
	Amount   uint64           `cbor:"6,keyasint"`
	Currency uint16           `cbor:"7,keyasint"`
	F11      uint32           `cbor:"8,keyasint"`
	F41      string           `cbor:"9,keyasint"`
	F42      string           `cbor:"10,keyasint"`
	Outcome  envelope.Outcome `cbor:"11,keyasint"`
	Confirm  []byte           `cbor:"12,keyasint"` // the finished envelope; gen(ct) does not survive a boot
}

func (s *stored) encode() ([]byte, error) {
	b, err := cbor.Append(nil, s)
	if err != nil {
		return nil, fmt.Errorf("reader: stored value: %w", err)
	}
	return b, nil
}

func parseStored(b []byte) (*stored, error) {
	s := new(stored)
	if err := cbor.Parse(b, s); err != nil {
		return nil, fmt.Errorf("reader: stored value: %w", err)
	}
	return s, nil
}

// systemTraceNumber is field 11 of the transaction with counter ct: the
// counter itself, folded into six digits without zero (docs/protocol.md, 6).
func systemTraceNumber(ct uint32) uint32 { return 1 + ct%999_999 }
