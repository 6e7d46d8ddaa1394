// Package envelope is what reader and backend say to each other through a host
// that neither trusts (docs/protocol.md, sections 4 and 5): the array
// [version, suite, type, KSN, body, MAC] in the strict CBOR of the protocol,
// carried in field 57. The body is a map with keys from 1 in the order of the
// struct's fields, all of them present; what is absent is empty or 0.
//
// The package reads and writes. It has no key: the caller computes the MAC
// over MACInput, and must verify it before believing, or acting on, anything
// in a body.
package envelope

// Version is the first element of every envelope.
const Version = 1
