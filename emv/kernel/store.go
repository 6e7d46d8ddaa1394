package kernel

import (
	"github.com/openmpos/mpos/emv/tlv"
)

// object is one primitive data object of the card.
type object struct {
	tag   tlv.Tag
	value []byte
}

// store holds the card's data objects. A card has some forty, so a list that
// is searched from its start is as fast as a map.
type store []object

func (s store) get(t tlv.Tag) ([]byte, bool) {
	for i := range s {
		if s[i].tag == t {
			return s[i].value, true
		}
	}
	return nil, false
}

// add stores a data object and reports false if the card gave it before.
func (s *store) add(t tlv.Tag, value []byte) bool {
	if _, ok := s.get(t); ok {
		return false
	}
	*s = append(*s, object{t, value})
	return true
}

// set stores a data object that may change, as the cryptogram does.
func (s *store) set(t tlv.Tag, value []byte) {
	for i := range *s {
		if (*s)[i].tag == t {
			(*s)[i].value = value
			return
		}
	}
	*s = append(*s, object{t, value})
}

// lookup finds a data object for a DOL, for field 55 or for a decision. What
// the terminal knows comes first: a card can not say what the amount is.
func (k *Kernel) lookup(t tlv.Tag) []byte {
	if v, ok := k.terminalValue(t); ok {
		return v
	}
	if v, ok := k.card.get(t); ok {
		return v
	}
	v, _ := k.app.objects.get(t)
	return v
}

// single walks an answer that must be exactly one template, and returns what
// is inside.
func single(b []byte, want tlv.Tag) ([]byte, bool) {
	c := tlv.New(b)
	if !c.Next() || c.Tag() != want {
		return nil, false
	}
	inside := c.Value()
	return inside, !c.Next() && c.Err() == nil
}

// wellFormed reports whether b is a list of data objects to its end.
func wellFormed(b []byte) bool {
	c := tlv.New(b)
	for c.Next() {
	}
	return c.Err() == nil
}
