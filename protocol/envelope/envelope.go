package envelope

import (
	"crypto/sha256"
	"slices"

	"github.com/openmpos/mpos/crypto/dukpt"
	"github.com/openmpos/mpos/internal/cbor"
)

// Envelope is one message between reader and backend, its body unread.
type Envelope struct {
	Suite Suite
	Type  Type
	KSN   dukpt.KSN
	Body  []byte // the body's encoding; Parse makes it alias the input
	MAC   [16]byte
	// BodyOffset is where Body begins in what Parse was given. Append ignores
	// it.
	BodyOffset int
}

// overhead is what stands around a body: 5 bytes of array head, version, suite,
// type and the KSN's head, 12 of KSN, 17 of MAC.
const overhead = 4 + 13 + 17

// Append appends the encoding. An envelope of a suite and type that exist,
// with a body that one of the Append methods made, is within Type.MaxLen and
// is taken by Parse.
func (e Envelope) Append(dst []byte) []byte {
	dst = slices.Grow(dst, overhead+len(e.Body))
	dst = cbor.AppendHead(dst, cbor.Array, 6)
	dst = cbor.AppendUint(dst, Version)
	dst = cbor.AppendUint(dst, uint64(e.Suite))
	dst = cbor.AppendUint(dst, uint64(e.Type))
	dst = cbor.AppendBytes(dst, e.KSN[:])
	dst = append(dst, e.Body...)
	return cbor.AppendBytes(dst, e.MAC[:])
}

// Parse reads one envelope: head, KSN and MAC, and that the body is a map in
// the strict encoding. What the body says is for the ParseX functions, after
// the MAC was verified. The error is an *Error.
func Parse(b []byte) (Envelope, error) {
	if len(b) > MaxEnvelope {
		return Envelope{}, &Error{MaxEnvelope, "", "envelope is too long"}
	}
	p := parser{b: b}
	p.array()
	p.number("version", Version, Version)
	e := Envelope{
		Suite: Suite(p.number("suite", uint64(SuiteAESDUKPT), uint64(SuiteTDESDUKPT))),
		Type:  Type(p.number("type", uint64(TypeSignIn1), uint64(TypeReversed))),
	}
	copy(e.KSN[:], p.bytes("KSN", len(e.KSN)))
	e.BodyOffset, e.Body = p.body()
	copy(e.MAC[:], p.bytes("MAC", len(e.MAC)))
	p.end()
	if p.err == nil && len(b) > e.Type.MaxLen() {
		p.err = &Error{e.Type.MaxLen(), e.Type.String(), "envelope is too long"}
	}
	if p.err != nil {
		return Envelope{}, p.err
	}
	return e, nil
}

// Hash returns H(n) of docs/protocol.md, 4: SHA-256 of a complete envelope as
// sent, its MAC included.
func Hash(envelope []byte) [32]byte { return sha256.Sum256(envelope) }
