package cbor

import (
	"reflect"
	"strconv"
	"strings"
)

// locate finds where a checked document does not fit the type of v. Only a
// document that was refused comes here, so its cost does not matter.
func locate(b []byte, v any) *Error {
	t := reflect.TypeOf(v)
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t != nil {
		if _, err := fit(b, 0, t, ""); err != nil {
			return err
		}
	}
	return &Error{Reason: "does not fit the message"}
}

// fit compares one item with a Go type and returns the offset after it.
func fit(b []byte, off int, t reflect.Type, path string) (int, *Error) {
	i, f := next(b, off)
	if f != faultNone {
		return 0, f.at(off, path)
	}
	wrong := func(reason string) (int, *Error) {
		return 0, &Error{Offset: off, Path: path, Reason: reason}
	}
	switch k := t.Kind(); {
	case k == reflect.Struct:
		if i.Major != Map {
			return wrong("is not a map")
		}
		return fitStruct(b, i, t, path)
	case (k == reflect.Slice || k == reflect.Array) && t.Elem().Kind() == reflect.Uint8:
		if i.Major != Bytes {
			return wrong("is not a byte string")
		}
		if k == reflect.Array && len(i.Data) != t.Len() {
			return wrong("is not " + strconv.Itoa(t.Len()) + " bytes long")
		}
	case k == reflect.Slice || k == reflect.Array:
		if i.Major != Array {
			return wrong("is not an array")
		}
		if k == reflect.Array && i.Value != uint64(t.Len()) {
			return wrong("is not an array of " + strconv.Itoa(t.Len()))
		}
		return fitElements(b, i, t.Elem(), path)
	case k == reflect.String:
		if i.Major != Text {
			return wrong("is not a text string")
		}
	case k == reflect.Bool:
		if i.Major != Simple {
			return wrong("is not false or true")
		}
	case k >= reflect.Uint && k <= reflect.Uint64:
		if i.Major != Uint {
			return wrong("is not an unsigned integer")
		}
		if reflect.Zero(t).OverflowUint(i.Value) {
			return wrong("is larger than " + strconv.Itoa(t.Bits()) + " bits")
		}
	}
	end, err := skip(b, off, 0)
	if err != nil {
		return 0, err.In(0, path)
	}
	return end, nil
}

func fitElements(b []byte, a Item, t reflect.Type, path string) (int, *Error) {
	off := a.End()
	for n := range a.Value {
		end, err := fit(b, off, t, join(path, strconv.FormatUint(n, 10)))
		if err != nil {
			return 0, err
		}
		off = end
	}
	return off, nil
}

func fitStruct(b []byte, m Item, t reflect.Type, path string) (int, *Error) {
	fields := keys(t)
	off := m.End()
	for range m.Value {
		k, f := next(b, off)
		if f != faultNone {
			return 0, f.at(off, path)
		}
		key := integer(k.Major, k.Value)
		field, ok := fields[key]
		if !ok {
			return 0, &Error{Offset: off, Path: path, Reason: "unknown key " + key}
		}
		delete(fields, key)
		end, err := fit(b, k.End(), field, join(path, key))
		if err != nil {
			return 0, err
		}
		off = end
	}
	if len(fields) > 0 {
		return 0, &Error{Offset: m.Offset, Path: path, Reason: "missing key " + least(fields)}
	}
	return off, nil
}

// keys returns the types of a struct's fields by key.
func keys(t reflect.Type) map[string]reflect.Type {
	m := make(map[string]reflect.Type, t.NumField())
	for n := range t.NumField() {
		f := t.Field(n)
		if key, ok := strings.CutSuffix(f.Tag.Get("cbor"), ",keyasint"); ok {
			m[key] = f.Type
		}
	}
	return m
}

// least is the lowest key of a map, so that the same input always gives the
// same error.
func least(m map[string]reflect.Type) string {
	best, low := "", 1<<31
	for k := range m {
		if n, err := strconv.Atoi(k); err == nil && n < low {
			best, low = k, n
		}
	}
	return best
}
