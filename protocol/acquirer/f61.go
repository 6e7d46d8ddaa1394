package acquirer

// Original names the transaction that a void, refund or completion is about:
// F61, batch n6, trace n6 and, but for a void of the same batch, date n4.
type Original struct {
	Batch uint32 // F60.2 of the original
	STAN  uint32 // F11 of the original
	Date  string // F13 of the original, MMDD; empty: left out
}

// IsZero says whether there is no original.
func (o Original) IsZero() bool { return o == Original{} }

// ParseOriginal reads the 12 or 16 digits of F61. An original of zeros alone
// is refused: it names nothing.
func ParseOriginal(digits string) (Original, error) {
	if len(digits) != 12 && len(digits) != 16 || !allDigits(digits) {
		return Original{}, &Error{Field: 61, Path: "F61", Reason: "not 12 or 16 digits"}
	}
	batch, _ := decode(digits[:6])
	stan, _ := decode(digits[6:12])
	o := Original{Batch: uint32(batch), STAN: uint32(stan), Date: digits[12:]}
	if o.IsZero() {
		return Original{}, &Error{Field: 61, Path: "F61", Reason: "names no transaction"}
	}
	return o, nil
}

// Append appends the digits of F61. It fails, as *BuildError, if a part does
// not fit or the original is zero.
func (o Original) Append(dst []byte) ([]byte, error) {
	if o.IsZero() || o.Batch > 999999 || o.STAN > 999999 || len(o.Date) != 0 && len(o.Date) != 4 || !allDigits(o.Date) {
		return dst, &BuildError{Field: 61, Reason: "a part does not fit"}
	}
	dst, _ = appendDecimal(dst, uint64(o.Batch), 6)
	dst, _ = appendDecimal(dst, uint64(o.STAN), 6)
	return append(dst, o.Date...), nil
}

// original writes F61 unless it is zero.
func (b *builder) original(o Original) {
	if b.err != nil || o.IsZero() {
		return
	}
	var room [16]byte
	digits, err := o.Append(room[:0])
	if err != nil {
		b.fail(61, "a part does not fit")
		return
	}
	dst, reason := encodeDigits(b.dst, b.table.of(61), digits)
	b.keep(61, dst, reason)
}
