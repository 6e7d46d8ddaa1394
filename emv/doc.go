// Package emv gives meaning to the values that EMV data objects carry: bit
// strings such as the TVR, lists such as the CVM list, DOLs and the AFL, track
// 2, amounts and dates.
//
// Each has a type with Parse and Append where it has structure. [Explain] turns
// the value of any of them into a list of meanings with positions, for people.
// Tables and clauses are those of EMV 4.4.
package emv

import "strconv"

// Error says why a value is not what it should be, and where. It holds none of
// the bytes, so it may be logged.
type Error struct {
	Offset int    // in the value, from its first byte
	Path   string // what was read: "DOL", "AFL"
	Reason string
}

func (e *Error) Error() string {
	return "emv: " + e.Path + ": " + e.Reason + " at " + strconv.Itoa(e.Offset)
}
