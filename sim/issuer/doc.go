// Package issuer is a virtual card issuer: accounts, their cards' keys, and an
// authorisation engine that speaks ISO 8583 of the table issuer/1.
//
// It checks what an issuer checks of a chip sale, in this order: the
// cryptogram (EMV Book 2, 8.1), the transaction counter, the card, the PIN,
// the balance. It holds no PIN and no key in clear: PIN blocks and cryptograms
// are checked in its HSM.
//
// A request is known by F41, F42 and F37. The same request again gets the
// stored answer; a reversal is idempotent, and one that comes before its
// request makes the request fail when it comes.
package issuer
