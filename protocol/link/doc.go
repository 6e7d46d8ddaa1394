// Package link carries messages between reader and host over any stream of
// bytes: serial, Bluetooth, USB, audio, TCP (docs/protocol.md, section 2). It
// finds noise, not attackers: whoever holds the wire can say anything, and no
// security property rests on this package.
//
// A frame is COBS( type ‖ seq ‖ payload ‖ CRC-32 ) ‖ 00. COBS leaves no zero
// byte inside a frame, so a receiver that has lost its place finds the next
// frame behind the next zero.
//
// Endpoint is one end. It sends one frame at a time and repeats it until it is
// acknowledged. What the other end delivers is what Send was given, in order,
// each payload at most once, and without a gap unless Failed, PeerReset or
// Reset has said so.
package link

import "time"

// The limits of a frame, in bytes.
const (
	MaxPayload = 2048
	minRaw     = 6 // type, seq, CRC-32
	maxRaw     = MaxPayload + minRaw
	// MaxFrame is the longest frame on the wire, its final 00 included: COBS
	// adds at most one byte for each 254, and one.
	MaxFrame = maxRaw + (maxRaw+253)/254 + 1
)

// MaxQueue is how many payloads wait behind the one that is sent.
const MaxQueue = 64

// The defaults of a Config.
const (
	DefaultTimeout = 500 * time.Millisecond
	DefaultRepeats = 3
)
