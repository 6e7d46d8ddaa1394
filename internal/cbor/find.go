package cbor

// Find returns the value under a key of the map that b is, or false. Only the
// map itself is searched, not what it holds.
func Find(b []byte, key uint64) (Item, bool) {
	m, f := next(b, 0)
	if f != faultNone || m.Major != Map {
		return Item{}, false
	}
	off := m.End()
	for range m.Value {
		k, f := next(b, off)
		if f != faultNone {
			return Item{}, false
		}
		if k.Major == Uint && k.Value == key {
			v, f := next(b, k.End())
			return v, f == faultNone
		}
		end, err := skip(b, k.End(), 0)
		if err != nil {
			return Item{}, false
		}
		off = end
	}
	return Item{}, false
}
