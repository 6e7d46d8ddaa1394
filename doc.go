// Package mpos is the root of a pure-Go library for mobile point-of-sale
// systems: card readers, the phones they are attached to, and the acquirer's
// backend.
//
// The root holds no code. The packages are grouped by the question each answers:
//
//	emv/        what a card means: BER-TLV, tags, APDUs, the EMV kernel
//	crypto/     keys and bytes in, bytes out: DUKPT, MACs, PIN blocks, cryptograms
//	protocol/   what the parties say, and the parties: reader, host, backend
//	transport/  how bytes travel
//	sim/        the rest of the world: card, issuer, network, attacker, clock
//	cmd/mposctl the command line
//	wasm/ site/ the same engines in a browser
//
// Everything under emv, crypto, protocol and sim does no input or output: time
// and randomness are parameters. The test beside this file and its table,
// policy.txt, hold the import graph to that.
//
// No compliance with any payment scheme or standard is claimed, and only
// published test keys and test card numbers occur here.
package mpos
