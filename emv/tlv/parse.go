package tlv

// treeParser reads level by level: first the top-level objects, then the kids
// of the first template, and so on. No recursion, and the kids of a node lie
// side by side in one array.
type treeParser struct {
	opt      Options
	nodes    []Node
	elements int
	depth    int
}

const firstNodes = 64

// ParseTree reads all objects of b within the limits of opt. On failure the
// error is an [*Error], and the tree holds what was read before the fault, for
// display only.
func ParseTree(b []byte, opt Options) (Tree, error) {
	p := treeParser{opt: opt, elements: opt.elements(), depth: opt.depth()}
	// Objects take about 10 bytes each; a wrong guess costs one more
	// allocation. The cap keeps long values from reserving much for nothing.
	p.nodes = make([]Node, 0, min(len(b)/8+4, firstNodes, p.elements))
	top, err := p.run(b)
	t := Tree{Raw: b, all: p.nodes}
	link(p.nodes)
	t.Nodes = p.nodes[:top:top]
	return t, err
}

func (p *treeParser) run(b []byte) (top int, err error) {
	h := p.list(b, 0, 1)
	top = len(p.nodes)
	if h.fault != faultNone {
		return top, p.locate(h, -1)
	}
	for i := 0; i < len(p.nodes); i++ {
		if err := p.kids(i); err != nil {
			return top, err
		}
	}
	return top, nil
}

// kids reads the content of node i when it is a template.
func (p *treeParser) kids(i int) error {
	n := &p.nodes[i]
	if !n.Tag.Constructed() || n.Len == 0 {
		return nil
	}
	before := len(p.nodes)
	valueAt := n.Offset + n.HeadLen
	h := head{fault: faultDepth, length: p.depth, at: valueAt}
	if int(n.depth) < p.depth {
		h = p.list(n.Value, valueAt, n.depth+1)
	}
	n = &p.nodes[i] // list may have moved the array
	n.first, n.count = int32(before), int32(len(p.nodes)-before)
	if h.fault == faultNone {
		return nil
	}
	if !p.opt.Opaque || h.fault == faultDepth || h.fault == faultCount {
		return p.locate(h, i)
	}
	p.nodes = p.nodes[:before]
	n.count, n.Opaque = 0, true
	return nil
}

// list appends the objects of one list, whose first byte is at offset base. It
// returns the head that failed, if any, with absolute offsets.
func (p *treeParser) list(b []byte, base int, depth uint8) head {
	for i := skip(b, 0, p.opt.Padding); i < len(b); i = skip(b, i, p.opt.Padding) {
		start := i
		tag, value, length := shortHead(b, i)
		if value == 0 || len(p.nodes) >= p.elements {
			h := readHead(b, i)
			if h.fault == faultNone && len(p.nodes) >= p.elements {
				h.fault, h.length, h.at = faultCount, p.elements, h.start
			}
			if h.fault != faultNone {
				h.at += base
				return h
			}
			tag, value, length = h.tag, h.value, h.length
		}
		i = value + length
		p.nodes = append(p.nodes, Node{})
		n := &p.nodes[len(p.nodes)-1]
		n.Tag, n.depth, n.Value = tag, depth, b[value:i:i]
		n.Offset, n.HeadLen, n.Len = base+start, value-start, length
	}
	return head{}
}

// link sets Kids, once the array has stopped moving.
func link(nodes []Node) {
	for i := range nodes {
		if n := &nodes[i]; n.count > 0 {
			end := n.first + n.count
			n.Kids = nodes[n.first:end:end]
		}
	}
}

// locate makes the error for h, found inside node i (-1: at the top level).
func (p *treeParser) locate(h head, i int) *Error {
	e := &Error{Offset: h.at, Reason: h.fault.reason(h.length)}
	if h.tag != 0 {
		e.Path = h.tag.String()
	}
	for ; i >= 0; i = p.parent(i) {
		t := p.nodes[i].Tag.String()
		if e.Path != "" {
			t += "/" + e.Path
		}
		e.Path = t
	}
	return e
}

// parent returns the index of the template around node i, or -1. It is needed
// only for errors, so it searches instead of storing the index.
func (p *treeParser) parent(i int) int {
	for j := range p.nodes[:i] {
		n := &p.nodes[j]
		if int(n.first) <= i && i < int(n.first+n.count) {
			return j
		}
	}
	return -1
}
