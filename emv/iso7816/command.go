package iso7816

import "strconv"

// NoLe is the Le of a command that expects no data.
const NoLe = -1

// Limits of ISO/IEC 7816-4, 5.1.
const (
	maxShort    = 255
	maxExtended = 65535
)

// Command is a command APDU (ISO/IEC 7816-4, 5.1). Its case follows from what
// is there: 1 neither data nor Le, 2 Le only, 3 data only, 4 both.
type Command struct {
	CLA, INS, P1, P2 byte
	// Data is the command data; its length becomes Lc.
	Data []byte
	// Le is the number of bytes expected. NoLe or 0: the field is absent.
	// 256, and 65536 in extended form, mean all there is and are coded as
	// zeros.
	Le int
	// Extended asks for two-byte lengths even where one byte would do.
	// Longer data or Le take them anyway. EMV itself uses short ones only.
	Extended bool
}

// Valid reports whether c can be encoded: at most 65,535 bytes of data and Le
// at most 65,536.
func (c Command) Valid() bool {
	return len(c.Data) <= maxExtended && c.Le <= maxExtended+1
}

func (c Command) extended() bool {
	return (c.Extended && (len(c.Data) > 0 || c.Le > 0)) || len(c.Data) > maxShort || c.Le > maxShort+1
}

// Append appends the encoding of c. A command that is not Valid has none, and
// nothing is appended.
func (c Command) Append(dst []byte) []byte {
	if !c.Valid() {
		return dst
	}
	dst = append(dst, c.CLA, c.INS, c.P1, c.P2)
	if c.extended() {
		return c.appendExtended(dst)
	}
	if len(c.Data) > 0 {
		dst = append(dst, byte(len(c.Data)))
		dst = append(dst, c.Data...)
	}
	if c.Le > 0 {
		dst = append(dst, byte(c.Le))
	}
	return dst
}

func (c Command) appendExtended(dst []byte) []byte {
	// One zero byte tells extended lengths from short ones.
	dst = append(dst, 0)
	if n := len(c.Data); n > 0 {
		dst = append(dst, byte(n>>8), byte(n))
		dst = append(dst, c.Data...)
	}
	if c.Le > 0 {
		dst = append(dst, byte(c.Le>>8), byte(c.Le))
	}
	return dst
}

// String names the command and its lengths, but shows no data: a VERIFY
// carries a PIN.
func (c Command) String() string {
	s := c.Name()
	if n := len(c.Data); n > 0 {
		s += " Lc=" + strconv.Itoa(n)
	}
	if c.Le > 0 {
		s += " Le=" + strconv.Itoa(c.Le)
	}
	return s
}

// GoString is String, so that %#v shows no data either.
func (c Command) GoString() string { return c.String() }
