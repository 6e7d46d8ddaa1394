package tlv

// Cursor walks the objects of one list. It allocates nothing unless it fails.
//
//	c := tlv.New(record)
//	for c.Next() {
//		use(c.Tag(), c.Value())
//	}
//	if err := c.Err(); err != nil { … }
//
// A cursor may be copied; the copies go on independently.
type Cursor struct {
	data   []byte
	pos    int // where the next object is looked for
	base   int // absolute offset of data[0]
	tag    Tag
	start  int
	value  int
	length int
	pad    Padding
	depth  uint8
	path   [DefaultDepth]Tag // the templates around this list
	err    *Error
}

// New returns a cursor over the objects in b, with the default rules.
func New(b []byte) Cursor { return Cursor{data: b} }

// NewWith returns a cursor over the objects in b. Of the options only Padding
// matters to a cursor.
func NewWith(b []byte, opt Options) Cursor { return Cursor{data: b, pad: opt.Padding} }

// Next goes to the next object and reports whether there is one. It returns
// false at the end and at the first fault; Err tells which.
func (c *Cursor) Next() bool {
	if c.err != nil {
		return false
	}
	i := c.pos
	if i < len(c.data) && (c.data[i] == 0 || c.data[i] == 0xFF) {
		i = skip(c.data, i, c.pad)
	}
	if i >= len(c.data) {
		c.pos = i
		return false
	}
	tag, value, length := shortHead(c.data, i)
	if value == 0 {
		h := readHead(c.data, i)
		if h.fault != faultNone {
			c.fail(h)
			return false
		}
		tag, value, length = h.tag, h.value, h.length
	}
	c.tag, c.start, c.value, c.length = tag, i, value, length
	c.pos = value + length
	return true
}

func (c *Cursor) fail(h head) {
	e := &Error{Offset: c.base + h.at, Reason: h.fault.reason(h.length)}
	for _, t := range c.path[:c.depth] {
		e.Path = join(e.Path, t)
	}
	if h.tag != 0 {
		e.Path = join(e.Path, h.tag)
	}
	c.err = e
}

func join(path string, t Tag) string {
	if path == "" {
		return t.String()
	}
	return path + "/" + t.String()
}

// Tag returns the tag of the current object.
func (c *Cursor) Tag() Tag { return c.tag }

// Value returns the value of the current object. It aliases the input and has
// no room to grow into it.
func (c *Cursor) Value() []byte {
	end := c.value + c.length
	return c.data[c.value:end:end]
}

// Raw returns the current object with its tag and length.
func (c *Cursor) Raw() []byte {
	end := c.value + c.length
	return c.data[c.start:end:end]
}

// Offset returns where the current object starts, counted from the first byte
// of the outermost input.
func (c *Cursor) Offset() int { return c.base + c.start }

// ValueOffset returns where the current value starts, counted likewise.
func (c *Cursor) ValueOffset() int { return c.base + c.value }

// Kids returns a cursor over the objects inside the current one. Its offsets
// and paths go on from here. Deeper than DefaultDepth it fails at once, so a
// recursion over Kids always ends.
func (c *Cursor) Kids() Cursor {
	k := Cursor{data: c.Value(), base: c.ValueOffset(), pad: c.pad, depth: c.depth, path: c.path}
	if int(c.depth)+1 >= len(k.path) {
		k.fail(head{tag: c.tag, fault: faultDepth, length: DefaultDepth})
		return k
	}
	k.path[k.depth] = c.tag
	k.depth++
	return k
}

// Err returns the fault that ended the walk, as an [*Error], or nil.
func (c *Cursor) Err() error {
	if c.err == nil {
		return nil
	}
	return c.err
}
