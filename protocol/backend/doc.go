// Package backend is the acquirer's end of MPOS/1: it answers the host's
// ISO 8583 messages, checks and opens the reader's envelopes in its HSM, asks
// the issuer, and keeps the ledger (docs/protocol.md, 6 and 7).
//
// A Backend is an engine. It takes frames of connections, answers of the
// issuer and the time, and returns frames; its only I/O is the Store. It is
// not safe for concurrent use: one goroutine owns it. A busy acquirer runs
// many Backends side by side, each for a share of the serials, on one Store.
//
//	b, err := backend.New(backend.Config{HSM: hsm, BDK: "bdk", Zone: "zone", Store: memory.New(), …})
//	b.Start(now)
//	b.Receive(now, conn, frame)
//	for _, out := range b.Output() { … }
//
// # Storage
//
// Everything a terminal can ever touch is filed under its serial: counters,
// session, offers, transactions, accepted messages with their answers,
// postings. So one serial is one shard, no commit spans two, and the ledger
// has no hot row: accounts are summed from postings when somebody looks.
//
// A step of the protocol is one [Store.Update]: counter check, the accepted
// message with its answer, the transaction's state, its postings and the
// issuer reversal that it owes are all written, or none. The function given to
// Update only reads and writes through [Tx] and asks the HSM, so an engine may
// run it again after a conflict. Three interfaces of SQL's shape (get a row,
// put a row, append a posting) rather than commands of the protocol keep every
// rule in this package, where it is tested once, and leave the engines nothing
// to decide. Group commit is the engine's: concurrent Updates of different
// serials may share one fsync.
//
// After a failed Update nobody knows whether it was written. The Backend is
// then [Backend.Dead] and takes nothing more; a new one on the same Store goes
// on from what is there. This is why a crash before or after a commit needs no
// code of its own.
//
// Package storetest has the conformance test for engines.
package backend
