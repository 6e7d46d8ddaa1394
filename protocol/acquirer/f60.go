package acquirer

// F60 is the reserved field that tells transactions apart. The profile's
// senders stop after 60.3 (11 digits), 60.5 (13), 60.6 (14) or 60.7 (17).
type F60 struct {
	Type       string // 60.1 transaction type, n2
	Batch      uint32 // 60.2 batch number, n6
	NetMgmt    string // 60.3 network management code, n3
	Capability uint8  // 60.4 reader capability: 5 contact chip, 6 contactless too
	Condition  uint8  // 60.5 chip condition: 0 none, 2 fallback after a failed chip
	Partial    uint8  // 60.6 partial approval: 1 supported
	Rest       string // 60.7, n3
	Length     int    // digits on the wire: 11, 13, 14 or 17
}

// ParseF60 reads the digits of F60.
func ParseF60(digits string) (F60, error) {
	var f F60
	switch len(digits) {
	case 11, 13, 14, 17:
	default:
		return F60{}, &Error{Field: 60, Path: "F60", Reason: "length is not 11, 13, 14 or 17"}
	}
	if !allDigits(digits) {
		return F60{}, &Error{Field: 60, Path: "F60", Reason: "not decimal"}
	}
	batch, _ := decode(digits[2:8])
	f = F60{Type: digits[:2], Batch: uint32(batch), NetMgmt: digits[8:11], Length: len(digits)}
	if f.Length >= 13 {
		f.Capability, f.Condition = digits[11]-'0', digits[12]-'0'
	}
	if f.Length >= 14 {
		f.Partial = digits[13] - '0'
	}
	if f.Length == 17 {
		f.Rest = digits[14:]
	}
	return f, nil
}

// Append appends the digits, as many as Length says. It fails, as *BuildError,
// if a part does not fit.
func (f F60) Append(dst []byte) ([]byte, error) {
	bad := func(reason string) ([]byte, error) { return dst, &BuildError{Field: 60, Reason: reason} }
	if len(f.Type) != 2 || !allDigits(f.Type) || len(f.NetMgmt) != 3 || !allDigits(f.NetMgmt) {
		return bad("60.1 or 60.3 is not n2, n3")
	}
	if f.Batch > 999999 || f.Capability > 9 || f.Condition > 9 || f.Partial > 9 {
		return bad("a part is too large")
	}
	var room [17]byte
	full := append(room[:0], f.Type...)
	full, _ = appendDecimal(full, uint64(f.Batch), 6)
	full = append(full, f.NetMgmt...)
	full = append(full, '0'+f.Capability, '0'+f.Condition, '0'+f.Partial)
	switch f.Length {
	case 17:
		if len(f.Rest) != 3 || !allDigits(f.Rest) {
			return bad("60.7 is not n3")
		}
		full = append(full, f.Rest...)
	case 11, 13, 14:
		full = full[:f.Length]
	default:
		return bad("length is not 11, 13, 14 or 17")
	}
	return append(dst, full...), nil
}

func allDigits[T string | []byte](s T) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
