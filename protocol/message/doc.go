// Package message is what reader and host say to each other inside the link
// (docs/protocol.md, section 3): the array [version, kind, id, body] in the
// strict CBOR of the protocol. A command gets one answer with its id; events
// have id 0. The body is a map with keys from 1 in the order of the struct's
// fields, all of them present; what is absent is empty or 0.
//
// No command takes a key id, or bytes to encrypt, decrypt or MAC as they are
// (HostMAC takes an ISO 8583 body that must agree with the open transaction),
// and none shows free text.
package message

// Version is the first element of every message.
const Version = 1

// MaxMessage is the longest message in bytes, the payload of a link frame.
const MaxMessage = 2048
