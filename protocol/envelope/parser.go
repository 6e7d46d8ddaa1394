package envelope

import "github.com/openmpos/mpos/internal/cbor"

// parser reads an envelope item by item. After the first error it does
// nothing.
type parser struct {
	b   []byte
	off int
	err error
}

func (p *parser) next() cbor.Item {
	if p.err != nil {
		return cbor.Item{}
	}
	i, err := cbor.Next(p.b, p.off)
	if err != nil {
		p.err = wrap(err, "")
		return cbor.Item{}
	}
	p.off = i.End()
	return i
}

func (p *parser) fail(i cbor.Item, path, reason string) {
	if p.err == nil {
		p.err = &Error{i.Offset, path, reason}
	}
}

func (p *parser) array() {
	if i := p.next(); i.Major != cbor.Array || i.Value != 6 {
		p.fail(i, "", "is not an array of six")
	}
}

func (p *parser) number(path string, low, high uint64) uint8 {
	i := p.next()
	if i.Major != cbor.Uint || i.Value < low || i.Value > high {
		p.fail(i, path, "is unknown")
		return 0
	}
	return uint8(i.Value)
}

func (p *parser) bytes(path string, n int) []byte {
	i := p.next()
	if i.Major != cbor.Bytes || len(i.Data) != n {
		p.fail(i, path, "is not a byte string of its length")
		return nil
	}
	return i.Data
}

func (p *parser) body() (int, []byte) {
	start := p.off
	if i := p.next(); i.Major != cbor.Map {
		p.fail(i, "body", "is not a map")
	}
	if p.err != nil {
		return 0, nil
	}
	end, err := cbor.Skip(p.b, start, 1)
	if err != nil {
		p.err = wrap(err, "body")
		return 0, nil
	}
	p.off = end
	return start, p.b[start:end:end]
}

func (p *parser) end() {
	if p.err == nil && p.off != len(p.b) {
		p.err = &Error{p.off, "", "bytes after the end"}
	}
}
