package tlv

// head is the tag and length field of one object.
type head struct {
	tag    Tag
	start  int // of the tag
	value  int // first byte of the value
	length int
	fault  fault
	at     int // offset of the fault
}

func readTag(b []byte, i int) (Tag, int, fault) {
	if i >= len(b) {
		return 0, i, faultTagCut
	}
	t := Tag(b[i])
	i++
	if t&0x1F != 0x1F {
		return t, i, faultNone
	}
	for n := 1; n < maxTagLen; n++ {
		if i >= len(b) {
			return 0, i, faultTagCut
		}
		c := b[i]
		i++
		t = t<<8 | Tag(c)
		if c&0x80 == 0 {
			return t, i, faultNone
		}
	}
	return 0, i, faultTagLong
}

// readHead reads the object that starts at i. Its value lies inside b when
// there is no fault.
func readHead(b []byte, i int) (h head) {
	h.start = i
	h.tag, i, h.fault = readTag(b, i)
	if h.fault != faultNone {
		h.at = h.start
		return h
	}
	if i >= len(b) {
		h.fault, h.at = faultLenMissing, i
		return h
	}
	if c := b[i]; c < 0x80 {
		h.length, h.value = int(c), i+1
	} else if h.fault = h.longLength(b, i); h.fault != faultNone {
		h.at = i
		return h
	}
	if h.length > len(b)-h.value {
		h.fault, h.at = faultOverrun, h.value
	}
	return h
}

// shortHead is readHead for what nearly all objects are: a tag of one or two
// bytes, a one-byte length, a value that fits. It returns value 0 for all else.
func shortHead(b []byte, i int) (tag Tag, value, length int) {
	tag = Tag(b[i])
	i++
	if tag&0x1F == 0x1F {
		if i >= len(b) || b[i] >= 0x80 {
			return 0, 0, 0
		}
		tag = tag<<8 | Tag(b[i])
		i++
	}
	if i >= len(b) {
		return 0, 0, 0
	}
	length = int(b[i])
	i++
	if length >= 0x80 || length > len(b)-i {
		return 0, 0, 0
	}
	return tag, i, length
}

// longLength reads a length field of two to five bytes at i.
func (h *head) longLength(b []byte, i int) fault {
	n := int(b[i] & 0x7F)
	if n == 0 {
		return faultIndefinite
	}
	if n > 4 {
		return faultLenLong
	}
	i++
	if n > len(b)-i {
		return faultLenCut
	}
	var v uint64
	for _, c := range b[i : i+n] {
		v = v<<8 | uint64(c)
	}
	// Where int has 32 bits the largest int is past any end as well.
	h.length, h.value = int(min(v, uint64(maxInt))), i+n
	return faultNone
}

const maxInt = int(^uint(0) >> 1)

// skip returns the first position from i on at which a tag starts.
func skip(b []byte, i int, p Padding) int {
	if p == PadNone {
		return i
	}
	for i < len(b) {
		switch {
		case b[i] == 0:
			i++
		case b[i] == 0xFF && p == PadZeroFF && (i+1 == len(b) || b[i+1] == 0xFF):
			for i < len(b) && b[i] == 0xFF {
				i++
			}
		default:
			return i
		}
	}
	return i
}
