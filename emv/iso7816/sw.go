package iso7816

import (
	"errors"
	"strconv"
)

// SW is the status word SW1 SW2 of a response (ISO/IEC 7816-4, 5.6).
type SW uint16

// Status words that callers act on. Others pass as plain numbers.
const (
	OK                  SW = 0x9000
	Deactivated         SW = 0x6283
	AuthFailed          SW = 0x6300
	WrongLength         SW = 0x6700
	NotPermitted        SW = 0x6900
	SecurityStatus      SW = 0x6982
	AuthBlocked         SW = 0x6983
	DataInvalidated     SW = 0x6984
	ConditionsNotMet    SW = 0x6985
	NoCurrentFile       SW = 0x6986
	WrongData           SW = 0x6A80
	FunctionUnsupported SW = 0x6A81
	FileNotFound        SW = 0x6A82
	RecordNotFound      SW = 0x6A83
	WrongParameters     SW = 0x6A86
	ReferencedNotFound  SW = 0x6A88
	InsNotSupported     SW = 0x6D00
	ClaNotSupported     SW = 0x6E00
)

// Sentinels that SW.Err unwraps to. The first three are the classes of
// ISO/IEC 7816-4, table 5; the others are the words that EMV asks a terminal to
// tell apart.
var (
	ErrWarning     = errors.New("iso7816: warning")
	ErrExecution   = errors.New("iso7816: execution error")
	ErrChecking    = errors.New("iso7816: checking error")
	ErrUnknown     = errors.New("iso7816: unknown status")
	ErrDeactivated = errors.New("iso7816: file is deactivated")      // 6283
	ErrBlocked     = errors.New("iso7816: method is blocked")        // 6983, 6984, 63C0
	ErrConditions  = errors.New("iso7816: conditions not satisfied") // 6985
	ErrUnsupported = errors.New("iso7816: function not supported")   // 6A81, 6D00, 6E00
	ErrNotFound    = errors.New("iso7816: not found")                // 6A82, 6A83, 6A88
	ErrWrongPIN    = errors.New("iso7816: verification failed")      // 63Cx
)

// StatusError is a status word that is not success. errors.Is tells its class
// and, where EMV needs it, its meaning.
type StatusError struct{ SW SW }

func (e *StatusError) Error() string {
	return "iso7816: status " + e.SW.Hex() + ": " + e.SW.String()
}

// Unwrap returns the class and, if there is one, the meaning.
func (e *StatusError) Unwrap() []error {
	errs := []error{e.SW.class()}
	if m := e.SW.meaningError(); m != nil {
		errs = append(errs, m)
	}
	return errs
}

// Err returns nil for normal processing (9000 and 61xx) and a *[StatusError]
// for every other word.
func (s SW) Err() error {
	if s == OK || s>>8 == 0x61 {
		return nil
	}
	return &StatusError{s}
}

func (s SW) class() error {
	switch b := byte(s >> 8); {
	case b == 0x62 || b == 0x63:
		return ErrWarning
	case b >= 0x64 && b <= 0x66:
		return ErrExecution
	case b >= 0x67 && b <= 0x6F:
		return ErrChecking
	}
	return ErrUnknown
}

func (s SW) meaningError() error {
	switch s {
	case Deactivated:
		return ErrDeactivated
	case AuthBlocked, DataInvalidated:
		return ErrBlocked
	case ConditionsNotMet:
		return ErrConditions
	case FunctionUnsupported, InsNotSupported, ClaNotSupported:
		return ErrUnsupported
	case FileNotFound, RecordNotFound, ReferencedNotFound:
		return ErrNotFound
	}
	if n, ok := s.TriesLeft(); ok && n == 0 {
		return ErrBlocked
	} else if ok {
		return ErrWrongPIN
	}
	return nil
}

// TriesLeft returns the number x of a status 63Cx, which VERIFY gives after a
// wrong PIN (EMV Book 3, 6.5.12.5).
func (s SW) TriesLeft() (int, bool) { return int(s & 0xF), s&0xFFF0 == 0x63C0 }

// More returns how many bytes GET RESPONSE can fetch, for 61xx; 256 when the
// card says 00.
func (s SW) More() (int, bool) { return orAll(int(s&0xFF), maxShort+1), s>>8 == 0x61 }

// WrongLe returns the right Le, for 6Cxx.
func (s SW) WrongLe() (int, bool) { return orAll(int(s&0xFF), maxShort+1), s>>8 == 0x6C }

// Hex returns the word as four hexadecimal digits.
func (s SW) Hex() string {
	h := strconv.FormatUint(uint64(s)|0x10000, 16)[1:]
	b := []byte(h)
	for i, c := range b {
		if c >= 'a' {
			b[i] = c - 'a' + 'A'
		}
	}
	return string(b)
}
