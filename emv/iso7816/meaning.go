package iso7816

import "strconv"

// meanings are those of ISO/IEC 7816-4, tables 6 and 7, and EMV Book 3, 6.3.5.
var meanings = map[SW]string{
	OK:                  "process completed",
	0x6200:              "warning, state unchanged",
	0x6281:              "part of the returned data may be corrupted",
	0x6282:              "end of file reached before Le bytes",
	Deactivated:         "selected file deactivated",
	0x6284:              "file control information not formatted",
	0x6285:              "selected file in termination state",
	AuthFailed:          "authentication failed",
	0x6381:              "file filled up by the last write",
	0x6400:              "execution error, state unchanged",
	0x6500:              "execution error, state changed",
	0x6581:              "memory failure",
	0x6600:              "security issue",
	WrongLength:         "wrong length",
	0x6800:              "function in class byte not supported",
	0x6881:              "logical channel not supported",
	0x6882:              "secure messaging not supported",
	NotPermitted:        "command not allowed",
	0x6981:              "command incompatible with file structure",
	SecurityStatus:      "security status not satisfied",
	AuthBlocked:         "authentication method blocked",
	DataInvalidated:     "referenced data invalidated",
	ConditionsNotMet:    "conditions of use not satisfied",
	NoCurrentFile:       "command not allowed, no current file",
	0x6987:              "secure messaging data object missing",
	0x6988:              "secure messaging data object incorrect",
	0x6A00:              "wrong parameters P1 P2",
	WrongData:           "incorrect parameters in the data field",
	FunctionUnsupported: "function not supported",
	FileNotFound:        "file not found",
	RecordNotFound:      "record not found",
	0x6A84:              "not enough memory in the file",
	0x6A85:              "length inconsistent with structure",
	WrongParameters:     "incorrect parameters P1 P2",
	0x6A87:              "length inconsistent with P1 P2",
	ReferencedNotFound:  "referenced data not found",
	0x6B00:              "wrong parameters P1 P2",
	InsNotSupported:     "instruction not supported",
	ClaNotSupported:     "class not supported",
	0x6F00:              "no precise diagnosis",
}

// String returns the meaning of the word, without the word itself.
func (s SW) String() string {
	if m, ok := meanings[s]; ok {
		return m
	}
	if n, ok := s.TriesLeft(); ok {
		return "verification failed, " + strconv.Itoa(n) + " tries left"
	}
	if n, ok := s.More(); ok {
		return strconv.Itoa(n) + " more bytes available"
	}
	if n, ok := s.WrongLe(); ok {
		return "wrong Le, exact length is " + strconv.Itoa(n)
	}
	switch s.class() {
	case ErrWarning:
		return "warning"
	case ErrExecution:
		return "execution error"
	case ErrChecking:
		return "checking error"
	}
	return "unknown status"
}
