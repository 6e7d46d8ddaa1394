package acquirer

import (
	"iter"
	"math/bits"
	"strconv"
)

// Field is one row of a table: everything that is known about a field.
type Field struct {
	Number      int
	Name        string // English, ISO 8583:1987's where it has one
	Class       Class
	Align       Align
	Prefix      Prefix
	Max         int // exact length of a Fixed field, else the maximum; digits, nibbles or bytes as Class says
	Sensitivity Sensitivity
	Source      string // public sources, see Sources
	Description string // one sentence, English
}

// Format returns the length notation of ISO 8583, "n12", "z..37 LLVAR".
func (f Field) Format() string {
	if f.Prefix == Fixed {
		return f.Class.String() + strconv.Itoa(f.Max)
	}
	return f.Class.String() + ".." + strconv.Itoa(f.Max) + " " + f.Prefix.String()
}

// Table is a set of fields, immutable and safe to share. Its bitmap is always
// the primary one, 64 bits: bit 1 stands for no field and is refused.
type Table struct {
	name    string
	fields  []Field
	spec    [64]spec // field n at n-1
	defined uint64
}

// spec is a Field as the codec needs it.
type spec struct {
	max    uint16
	size   uint16 // bytes, Fixed only
	class  Class
	align  Align
	prefix Prefix
}

func newTable(name string, fields []Field) *Table {
	t := &Table{name: name, fields: fields}
	for _, f := range fields {
		s := spec{max: uint16(f.Max), class: f.Class, align: f.Align, prefix: f.Prefix}
		if f.Prefix == Fixed {
			s.size = uint16(s.bytes(f.Max))
		}
		t.spec[f.Number-1] = s
		t.defined |= bit(f.Number)
	}
	return t
}

// bytes returns the size of a value of that many digits, nibbles or bytes.
func (s *spec) bytes(units int) int {
	if s.class <= Z {
		return (units + 1) / 2
	}
	return units
}

// bit returns field n's bit: field 1 is the highest.
func bit(n int) uint64 { return 1 << (64 - n) }

// top is the bit of field 1.
const top uint64 = 1 << 63

// leading returns the number of the first field in a bitmap that is not zero,
// minus one: the index into spec and spans.
func leading(bitmap uint64) int { return bits.LeadingZeros64(bitmap) & 63 }

// of returns how to pack field n, which the table has to define.
func (t *Table) of(n int) *spec { return &t.spec[(n-1)&63] }

// first returns the number of the first field in a bitmap that is not zero.
func first(bitmap uint64) int { return bits.LeadingZeros64(bitmap) + 1 }

// mask returns the bitmap of the given fields.
func mask(numbers ...int) uint64 {
	var m uint64
	for _, n := range numbers {
		m |= bit(n)
	}
	return m
}

// Name returns the table's name, "terminal" or "issuer/1".
func (t *Table) Name() string { return t.name }

// Fields iterates over the fields in the order of their numbers.
func (t *Table) Fields() iter.Seq[Field] {
	return func(yield func(Field) bool) {
		for _, f := range t.fields {
			if !yield(f) {
				return
			}
		}
	}
}

// Field returns the row of field n; false if the table has none.
func (t *Table) Field(n int) (Field, bool) {
	for _, f := range t.fields {
		if f.Number == n {
			return f, true
		}
	}
	return Field{}, false
}
