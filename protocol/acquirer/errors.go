package acquirer

import "strconv"

// Error is a body, frame or subfield that cannot be accepted. It holds no
// bytes of the input.
type Error struct {
	Offset int    // in the bytes given to the parser; within the field's value for subfields
	Field  int    // ISO 8583 field number, 0 outside any field
	Path   string // "F55", "F60.2", "frame.length", "mti"
	Reason string // fixed English text
}

func (e *Error) Error() string {
	return "acquirer: " + e.Path + " at offset " + strconv.Itoa(e.Offset) + ": " + e.Reason
}

// BuildError is a value that the caller wanted to send and that the field
// table does not allow.
type BuildError struct {
	Field  int    // ISO 8583 field number, 0 for the MTI
	Reason string // fixed English text
}

func (e *BuildError) Error() string {
	return "acquirer: cannot build " + fieldPath(e.Field) + ": " + e.Reason
}

func fieldPath(n int) string {
	if n == 0 {
		return "mti"
	}
	return "F" + strconv.Itoa(n)
}

func fieldError(n, offset int, reason string) *Error {
	return &Error{Offset: offset, Field: n, Path: fieldPath(n), Reason: reason}
}
