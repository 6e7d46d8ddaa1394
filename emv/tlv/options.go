package tlv

// Limits and their ranges.
const (
	DefaultDepth    = 8
	MaxDepth        = 64
	DefaultElements = 256
	MaxElements     = 4096
)

// Padding says which bytes are skipped where a tag would start.
type Padding uint8

const (
	// PadZero skips 00 before, between and after objects, as EMV Book 3,
	// Annex B1 has it. It is the default.
	PadZero Padding = iota
	// PadZeroFF skips, besides 00, two or more FF in a row and an FF at the
	// end. A single FF before other bytes starts a tag, since FF8105 and its
	// like exist. Some issued cards fill their records this way.
	PadZeroFF
	// PadNone skips nothing.
	PadNone
)

// Options are the limits and rules of a reader. The zero value is what EMV
// asks for, with the default limits.
type Options struct {
	// Depth is how deep objects may nest, top level = 1. 0 means
	// DefaultDepth; more than MaxDepth means MaxDepth.
	Depth int
	// Elements is how many objects there may be, at all levels together. 0
	// means DefaultElements; more than MaxElements means MaxElements.
	Elements int
	// Padding is what is skipped between objects.
	Padding Padding
	// Opaque keeps a constructed object whose content is no list of objects
	// as one value without kids, instead of failing. Limits still fail.
	Opaque bool
}

func (o Options) depth() int { return limit(o.Depth, DefaultDepth, MaxDepth) }

func (o Options) elements() int { return limit(o.Elements, DefaultElements, MaxElements) }

func limit(v, normal, most int) int {
	if v <= 0 {
		return normal
	}
	return min(v, most)
}
