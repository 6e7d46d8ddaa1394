package acquirer

import "strings"

// Device types of F59, element 01 (PX, SY, TW).
const (
	DevicePOS      = "02"
	DeviceMPOS     = "03"
	DeviceSmartPOS = "04"
)

// TerminalID is F59 of a Financial: tag A2 of UnionPay's circular 21, with the
// elements 01, 02 and 05. The elements 03 and 04 are a random factor, made of
// PAN digits, and a ciphertext over it: they stay out (F59 is clear text).
type TerminalID struct {
	Device  string // 01, DeviceMPOS
	TUSN    string // 02, terminal unique serial number, at most 50 characters
	Version string // 05, application version, at most 8 characters, no trailing space
}

// IsZero says whether nothing is set.
func (t TerminalID) IsZero() bool { return t == TerminalID{} }

// ParseTerminalID reads the value of F59: one A2 with 01, 02, 05, all present.
func ParseTerminalID(b []byte) (TerminalID, error) {
	fail := func(offset int, reason string) (TerminalID, error) {
		return TerminalID{}, &Error{Offset: offset, Field: 59, Path: "F59.A2", Reason: reason}
	}
	tag, value, rest, reason := nextTagged(b)
	switch {
	case reason != "":
		return fail(0, reason)
	case tag != "A2":
		return fail(0, "tag is not A2")
	case len(rest) > 0:
		return fail(len(b)-len(rest), "trailing bytes")
	}
	var t TerminalID
	if e := parseTagged(value, 59, "F59.A2", []element{{"01", 2, &t.Device}, {"02", 50, &t.TUSN}, {"05", 8, &t.Version}}); e != nil {
		e.Offset += 5
		return TerminalID{}, e
	}
	if len(t.Version) != 8 || len(t.Device) != 2 || t.TUSN == "" {
		return fail(5, "01, 02 or 05 is missing or not its length")
	}
	if t.Version = strings.TrimRight(t.Version, " "); t.Version == "" {
		return fail(5, "05 is blank")
	}
	return t, nil
}

// Append appends the value of F59. It fails, as *BuildError, if an element is
// missing, too long or not printable ASCII.
func (t TerminalID) Append(dst []byte) ([]byte, error) {
	ok := len(t.Device) == 2 && t.TUSN != "" && len(t.TUSN) <= 50 && t.Version != "" && len(t.Version) <= 8 &&
		!strings.HasSuffix(t.Version, " ") && asciiText(t.Device) && asciiText(t.TUSN) && asciiText(t.Version)
	if !ok {
		return dst, &BuildError{Field: 59, Reason: "an element is missing, too long or not printable ASCII"}
	}
	dst = append(dst, "A2"...)
	dst, _ = appendDecimal(dst, uint64(3*5+2+len(t.TUSN)+8), 3)
	dst = appendTagged(dst, "01", t.Device)
	dst = appendTagged(dst, "02", t.TUSN)
	return appendTagged(dst, "05", t.Version+"        "[len(t.Version):]), nil
}

// terminalID writes F59 unless it is zero.
func (b *builder) terminalID(t TerminalID) {
	if b.err != nil || t.IsZero() {
		return
	}
	var room [96]byte
	value, err := t.Append(room[:0])
	if err != nil {
		b.fail(59, "an element is missing, too long or not printable ASCII")
		return
	}
	b.bytes(59, value)
}
