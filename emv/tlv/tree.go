package tlv

// Node is one data object of a Tree.
type Node struct {
	Tag   Tag
	first int32 // index of the first kid
	// Offset is where the tag starts, HeadLen how long tag and length field
	// are, Len how long the value is. All count bytes; Offset counts from
	// the start of the whole input.
	Offset, HeadLen, Len int
	// Value aliases the input.
	Value []byte
	// Kids are the objects inside a template, in order.
	Kids []Node
	// Opaque marks a template whose content is no list of objects
	// (Options.Opaque).
	Opaque bool

	depth uint8
	count int32 // of kids
}

// Tree is a parsed encoding.
type Tree struct {
	// Nodes are the objects at the top level, in order.
	Nodes []Node
	// Raw is the input, from which everything else is read. It re-encodes a
	// tree to the byte, paddings and long lengths included.
	Raw []byte

	all []Node // level by level: kids of one node lie side by side
}

// Append appends the encoding that the tree was read from.
func (t Tree) Append(dst []byte) []byte { return append(dst, t.Raw...) }

// Len returns the number of objects at all levels.
func (t Tree) Len() int { return len(t.all) }

// Find goes down a path of tags and returns the first object that has it.
func (t Tree) Find(path ...Tag) (Node, bool) { return find(t.Nodes, path) }

// Find goes down a path of tags from n's kids on.
func (n Node) Find(path ...Tag) (Node, bool) { return find(n.Kids, path) }

func find(nodes []Node, path []Tag) (Node, bool) {
	for i := range nodes {
		if len(path) == 0 {
			break
		}
		if nodes[i].Tag != path[0] {
			continue
		}
		if len(path) == 1 {
			return nodes[i], true
		}
		if n, ok := find(nodes[i].Kids, path[1:]); ok {
			return n, true
		}
	}
	return Node{}, false
}

// Walk calls visit for every object in the order of its bytes, templates
// before their content, top level = depth 1. It stops when visit returns false.
func (t Tree) Walk(visit func(n *Node, depth int) bool) { walk(t.Nodes, visit) }

// walk recurses no deeper than MaxDepth, which ParseTree has enforced.
func walk(nodes []Node, visit func(*Node, int) bool) bool {
	for i := range nodes {
		n := &nodes[i]
		if !visit(n, int(n.depth)) || !walk(n.Kids, visit) {
			return false
		}
	}
	return true
}
