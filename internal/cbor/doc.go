// Package cbor is the one encoding of everything that the parties of MPOS/1
// say to each other above the link: Core Deterministic CBOR (RFC 8949, 4.2),
// cut down to what the protocol uses and read strictly (docs/protocol.md,
// section 3). One value has one encoding; everything else is refused before
// anything is acted on.
//
// The subset: unsigned and negative integers, byte strings, text strings in
// UTF-8, arrays, maps with integer keys, false and true. No tag, no
// indefinite length, no float, no null. Lengths and integers are in their
// shortest form, map keys rise strictly. At most MaxDepth containers inside
// each other, at most MaxElements elements or pairs in one.
//
// A Go value is a struct whose fields carry keys, `cbor:"3,keyasint"`; all
// keys are always present, in both directions.
package cbor

// The limits of every document.
const (
	MaxDepth    = 8  // containers inside each other
	MaxElements = 64 // elements of an array, pairs of a map
)
