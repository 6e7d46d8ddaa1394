package envelope

import (
	"slices"
	"strconv"

	"github.com/openmpos/mpos/internal/cbor"
)

// body is one of the nine messages.
type body interface {
	typ() Type
	// check returns the key of a field that breaks its limit, and why; 0 if
	// none does.
	check() (key uint64, reason string)
}

// appendBody appends the encoding of a body that keeps its limits.
func appendBody(dst []byte, v body) ([]byte, error) {
	t := v.typ()
	if key, reason := v.check(); key != 0 {
		return dst, &Error{Path: t.String() + "/" + strconv.FormatUint(key, 10), Reason: reason}
	}
	out, err := cbor.Append(slices.Grow(dst, t.MaxLen()-overhead), v)
	if err != nil {
		e := wrap(err, t.String())
		e.Offset = 0
		return dst, e
	}
	if len(out)-len(dst) > t.MaxLen()-overhead {
		return dst, &Error{Path: t.String(), Reason: "body is too long"}
	}
	return out, nil
}

// parseBody reads a body that keeps its limits. It is one of them, or an error
// with the zero value.
func parseBody[T body](b []byte) (T, error) {
	var v, zero T
	t := v.typ()
	if len(b) > t.MaxLen()-overhead {
		return zero, &Error{t.MaxLen() - overhead, t.String(), "body is too long"}
	}
	if err := cbor.Parse(b, &v); err != nil {
		return zero, wrap(err, t.String())
	}
	if key, reason := v.check(); key != 0 {
		at, _ := cbor.Find(b, key)
		return zero, &Error{at.Offset, t.String() + "/" + strconv.FormatUint(key, 10), reason}
	}
	return v, nil
}
