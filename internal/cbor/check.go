package cbor

import "strconv"

// Check says whether b is exactly one item of the subset. The error is an
// *Error. It allocates nothing when b is good.
func Check(b []byte) error {
	end, err := skip(b, 0, 0)
	if err != nil {
		return err
	}
	if end != len(b) {
		return faultTrailing.at(end, "")
	}
	return nil
}

// Skip checks the item that begins at off, with all that it holds, and returns
// the offset after it. Depth is how many containers are open around it. The
// error is an *Error.
func Skip(b []byte, off, depth int) (int, error) {
	end, err := skip(b, off, depth)
	if err != nil {
		return 0, err
	}
	return end, nil
}

// level is an open array or map.
type level struct {
	left  uint8 // items still to come: elements, or keys and values
	index uint8
	isMap bool
	some  bool // a key was read
	major uint8
	key   uint64 // the last one, of the major type before it
}

// walker is the path through a document: the stack of its open containers.
type walker struct {
	open  [MaxDepth]level
	depth int
	limit int
}

func skip(b []byte, off, around int) (int, *Error) {
	w := walker{limit: MaxDepth - min(max(around, 0), MaxDepth)}
	for {
		h, f := head(b, off)
		if f == faultNone {
			f = w.enter(h)
		}
		if f != faultNone {
			return 0, f.at(off, w.path())
		}
		off += h.len
		if h.major == Bytes || h.major == Text {
			off += int(h.value)
		}
		if w.depth == 0 {
			return off, nil
		}
	}
}

// enter takes one item: it counts in the container that is open, opens a new
// one if it is one, and closes those that are complete.
func (w *walker) enter(h heading) fault {
	if w.depth > 0 {
		l := &w.open[w.depth-1]
		if l.isMap && l.left%2 == 0 {
			if f := l.take(h); f != faultNone {
				return f
			}
		}
	}
	if h.major == Array || h.major == Map {
		if w.depth == w.limit {
			return faultDepth
		}
		n := uint8(h.value) // at most MaxElements
		if h.major == Map {
			n *= 2
		}
		if n > 0 {
			w.open[w.depth] = level{left: n, isMap: h.major == Map}
			w.depth++
			return faultNone
		}
	}
	w.done()
	return faultNone
}

// take checks a key against the one before it. Integers in their shortest form
// are in bytewise order when they are ordered by major type, then by value.
func (l *level) take(k heading) fault {
	if k.major > Nint {
		return faultKey
	}
	if l.some {
		if k.major == l.major && k.value == l.key {
			return faultDuplicate
		}
		if k.major < l.major || k.major == l.major && k.value < l.key {
			return faultOrder
		}
	}
	l.major, l.key, l.some = k.major, k.value, true
	return faultNone
}

// done counts one finished item, and every container that ends with it.
func (w *walker) done() {
	for w.depth > 0 {
		l := &w.open[w.depth-1]
		l.left--
		l.index++
		if l.left > 0 {
			return
		}
		w.depth--
	}
}

// path names the item that comes next: keys and indexes from the outside in.
func (w *walker) path() string {
	s := ""
	for n := range w.open[:w.depth] {
		l := &w.open[n]
		switch {
		case !l.isMap:
			s = join(s, strconv.Itoa(int(l.index)))
		case l.left%2 == 1: // a value: its key names it
			s = join(s, integer(l.major, l.key))
		}
	}
	return s
}

func join(path, part string) string {
	if path == "" {
		return part
	}
	return path + "/" + part
}

// integer returns a number in decimal.
func integer(major uint8, value uint64) string {
	s := strconv.FormatUint(value, 10)
	if major == Uint {
		return s
	}
	if value == 1<<64-1 {
		return "-18446744073709551616"
	}
	return "-" + strconv.FormatUint(value+1, 10)
}
