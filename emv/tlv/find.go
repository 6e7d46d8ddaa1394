package tlv

// Find returns the value of the first object with the given tag among those at
// the top level of b. It does not read past that object, and an encoding that
// fails before it counts as not found.
func Find(b []byte, tag Tag) ([]byte, bool) {
	c := New(b)
	for c.Next() {
		if c.Tag() == tag {
			return c.Value(), true
		}
	}
	return nil, false
}

// FindPath goes down a path of templates: FindPath(fci, 0x6F, 0xA5, 0x9F38).
// At every level the first object with the tag counts. An empty path returns b.
func FindPath(b []byte, tags ...Tag) ([]byte, bool) {
	for _, t := range tags {
		v, ok := Find(b, t)
		if !ok {
			return nil, false
		}
		b = v
	}
	return b, true
}
