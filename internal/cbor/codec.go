package cbor

import (
	"bytes"
	"slices"

	"github.com/fxamacker/cbor/v2"
)

var (
	enc = mustEnc()
	dec = mustDec()
)

// mustEnc and mustDec cannot fail: the options are constants.

func mustEnc() cbor.UserBufferEncMode {
	o := cbor.CoreDetEncOptions()
	o.NilContainers = cbor.NilContainerAsEmpty // there is no null
	o.TagsMd = cbor.TagsForbidden
	m, _ := o.UserBufferEncMode()
	return m
}

func mustDec() cbor.DecMode {
	m, _ := cbor.DecOptions{
		DupMapKey:         cbor.DupMapKeyEnforcedAPF,
		MaxNestedLevels:   MaxDepth,
		MaxArrayElements:  MaxElements,
		MaxMapPairs:       MaxElements,
		IndefLength:       cbor.IndefLengthForbidden,
		TagsMd:            cbor.TagsForbidden,
		ExtraReturnErrors: cbor.ExtraDecErrorUnknownField,
		UTF8:              cbor.UTF8RejectInvalid,
	}.DecMode()
	return m
}

// room is what Append makes sure of when the caller has given no space: most
// bodies fit.
const room = 128

// Append appends the encoding of a value to dst. It returns dst unchanged with
// an error if the value has no encoding that Parse takes: text that is not
// UTF-8, more than MaxElements elements, or a type outside the subset.
func Append(dst []byte, v any) ([]byte, error) {
	buf := bytes.NewBuffer(slices.Grow(dst, room))
	if err := enc.MarshalToBuffer(v, buf); err != nil {
		return dst, &Error{Reason: "value has no encoding"}
	}
	out := buf.Bytes()
	if err := Check(out[len(dst):]); err != nil {
		return dst, err
	}
	return out, nil
}

// Parse reads one document into v, a pointer to a zero struct. It takes only
// the bytes that Append makes of the value that v then holds: every key of the
// struct, no other one, every string of the type's length. The error is an
// *Error; what v holds after one is of no use.
func Parse(b []byte, v any) error {
	if err := Check(b); err != nil {
		return err
	}
	if dec.Unmarshal(b, v) != nil {
		return locate(b, v)
	}
	again := bytes.NewBuffer(make([]byte, 0, len(b)))
	if enc.MarshalToBuffer(v, again) != nil || !bytes.Equal(again.Bytes(), b) {
		return locate(b, v)
	}
	return nil
}
