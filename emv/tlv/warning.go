package tlv

// Warning is something readable that the standards do not want or that a
// reader may take differently.
type Warning struct {
	Offset int
	Tag    Tag // the object concerned; 0 for padding
	Kind   WarningKind
}

// WarningKind says what a Warning is about.
type WarningKind uint8

// The kinds of warnings.
const (
	// LongLength is a length field with more bytes than needed
	// (EMV Book 3, Annex B2).
	LongLength WarningKind = iota + 1
	// LongTag is a tag whose second byte is 80, a leading zero that
	// ISO/IEC 8825-1, 8.1.2.4.2 forbids.
	LongTag
	// Duplicate is a tag that an object before it in the same list has.
	Duplicate
	// FFPadding is a run of FF that was skipped.
	FFPadding
	// OpaqueTemplate is a template whose content is no list of objects.
	OpaqueTemplate
)

func (k WarningKind) String() string {
	switch k {
	case LongLength:
		return "length field longer than needed"
	case LongTag:
		return "tag with leading zeros"
	case Duplicate:
		return "tag occurs twice"
	case FFPadding:
		return "FF padding"
	case OpaqueTemplate:
		return "template content is not TLV"
	}
	return ""
}

// Warnings looks the tree over. It is made for display: parsing does not pay
// for it.
func (t Tree) Warnings() []Warning {
	var ws []Warning
	ws = listWarnings(ws, t.Nodes, t.Raw, 0)
	t.Walk(func(n *Node, _ int) bool {
		if len(n.Kids) > 0 || n.Tag.Constructed() && !n.Opaque {
			ws = listWarnings(ws, n.Kids, n.Value, n.Offset+n.HeadLen)
		}
		return true
	})
	return ws
}

// listWarnings looks at one list, whose bytes b start at offset base.
func listWarnings(ws []Warning, nodes []Node, b []byte, base int) []Warning {
	seen := make(map[Tag]struct{}, len(nodes))
	end := base
	for i := range nodes {
		n := &nodes[i]
		ws = padWarning(ws, b[end-base:n.Offset-base], end)
		end = n.Offset + n.HeadLen + n.Len
		ws = nodeWarnings(ws, n)
		if _, dup := seen[n.Tag]; dup {
			ws = append(ws, Warning{n.Offset, n.Tag, Duplicate})
		}
		seen[n.Tag] = struct{}{}
	}
	return padWarning(ws, b[end-base:], end)
}

func nodeWarnings(ws []Warning, n *Node) []Warning {
	tagLen := n.Tag.Len()
	if n.HeadLen-tagLen > 1+lengthBytes(n.Len) {
		ws = append(ws, Warning{n.Offset, n.Tag, LongLength})
	}
	if tagLen > 1 && byte(n.Tag>>(8*(tagLen-2))) == 0x80 {
		ws = append(ws, Warning{n.Offset, n.Tag, LongTag})
	}
	if n.Opaque {
		ws = append(ws, Warning{n.Offset, n.Tag, OpaqueTemplate})
	}
	return ws
}

func padWarning(ws []Warning, gap []byte, at int) []Warning {
	for i, c := range gap {
		if c == 0xFF {
			return append(ws, Warning{at + i, 0, FFPadding})
		}
	}
	return ws
}
