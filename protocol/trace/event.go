package trace

import (
	"time"
)

// Party is who speaks or hears.
type Party string

// The parties.
const (
	Card    Party = "card"
	Reader  Party = "reader"
	Host    Party = "host"
	Network Party = "network"
	Backend Party = "backend"
	Issuer  Party = "issuer"
)

// Layer is what the bytes of an event are.
type Layer string

// The layers.
const (
	LayerCard     Layer = "card"     // APDU
	LayerLink     Layer = "link"     // frame of protocol/link
	LayerMessage  Layer = "message"  // protocol/message
	LayerEnvelope Layer = "envelope" // protocol/envelope
	LayerAcquirer Layer = "acquirer" // ISO 8583 frame
	LayerIssuer   Layer = "issuer"   // ISO 8583 between backend and issuer
	LayerNote     Layer = "note"     // no bytes: something that a party decided
)

// What became of the bytes of an event. An empty verdict says that nothing was
// decided.
const (
	OK        = "ok"
	Refused   = "refused"
	Dropped   = "dropped"
	Late      = "late"
	Duplicate = "duplicate"
	Changed   = "changed" // by an edit or the wire
)

// Event is one thing that happened.
type Event struct {
	T       time.Duration // since the run began; written in whole microseconds
	From    Party
	To      Party // empty for a note
	Layer   Layer
	Name    string // "GENERATE AC", "Start", "Authorize", "0200"
	Key     string // sender, name, ordinal: "reader/Start.answer/1"; edits name events by it
	Bytes   []byte
	Verdict string
	Detail  string // a code, not prose
	Keys    []KeyUse
	Delta   []Change
}

// KeyUse is a key that made or checked something of the event. It is never the
// key.
type KeyUse struct {
	ID      string
	Usage   string // "MAC generation"
	KCV     string // hexadecimal
	Counter uint32 // DUKPT, 0 for other keys
}

// Change is a value of a party's state from this event on.
type Change struct {
	Party Party
	Name  string
	Value string
}
