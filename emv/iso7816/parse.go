package iso7816

// ParseCommand reads one command APDU, short or extended. The data alias b.
// An absent Le becomes NoLe. Errors are *[Error].
func ParseCommand(b []byte) (Command, error) {
	if len(b) < 4 {
		return Command{}, &Error{len(b), "", "shorter than a header of 4 bytes"}
	}
	c := Command{CLA: b[0], INS: b[1], P1: b[2], P2: b[3], Le: NoLe}
	var err error
	switch {
	case len(b) == 4:
	case len(b) == 5:
		c.Le = orAll(int(b[4]), maxShort+1)
	case b[4] == 0:
		err = c.parseExtended(b)
	default:
		err = c.parseShort(b)
	}
	if err != nil {
		return Command{}, err
	}
	return c, nil
}

func (c *Command) parseShort(b []byte) error {
	n := int(b[4])
	switch len(b) - 5 - n {
	case 1:
		c.Le = orAll(int(b[5+n]), maxShort+1)
	case 0:
	default:
		return lengthError(b, 5+n)
	}
	c.Data = b[5 : 5+n : 5+n]
	return nil
}

func (c *Command) parseExtended(b []byte) error {
	c.Extended = true
	if len(b) < 7 {
		return &Error{len(b), "Lc", "extended length is cut off"}
	}
	n := int(b[5])<<8 | int(b[6])
	if len(b) == 7 {
		c.Le = orAll(n, maxExtended+1)
		return nil
	}
	if n == 0 {
		return &Error{5, "Lc", "length 0 with data after it"}
	}
	switch len(b) - 7 - n {
	case 2:
		c.Le = orAll(int(b[7+n])<<8|int(b[8+n]), maxExtended+1)
	case 0:
	default:
		return lengthError(b, 7+n)
	}
	c.Data = b[7 : 7+n : 7+n]
	return nil
}

func orAll(le, all int) int {
	if le == 0 {
		return all
	}
	return le
}

func lengthError(b []byte, end int) error {
	if len(b) < end {
		return &Error{len(b), "data", "shorter than Lc says"}
	}
	return &Error{end, "Le", "what follows the data is no Le"}
}

// Response is a response APDU (ISO/IEC 7816-4, 5.1).
type Response struct {
	Data []byte
	SW   SW
}

// ParseResponse reads one response APDU: up to 65,536 bytes of data and the
// status word. The data alias b. Errors are *[Error].
func ParseResponse(b []byte) (Response, error) {
	n := len(b) - 2
	if n < 0 {
		return Response{}, &Error{len(b), "SW", "shorter than a status word"}
	}
	if n > maxExtended+1 {
		return Response{}, &Error{maxExtended + 1, "data", "longer than 65536 bytes"}
	}
	return Response{Data: b[:n:n], SW: SW(b[n])<<8 | SW(b[n+1])}, nil
}

// Append appends the encoding of r.
func (r Response) Append(dst []byte) []byte {
	dst = append(dst, r.Data...)
	return append(dst, byte(r.SW>>8), byte(r.SW))
}
