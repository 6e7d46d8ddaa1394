// Package card is a virtual EMV chip card: it answers command APDUs as a real
// card would, with standard cryptograms.
//
// It is a test card of this project's own profile. Its applications follow EMV
// Books 1 to 3; which data go into the cryptogram, and what its card
// verification results mean, every issuer settles for itself: see
// [CryptogramInput] and [CVR] for what this one settled.
//
// The card performs no offline data authentication and no offline PIN, and says
// so in its AIP and its CVM list.
package card
