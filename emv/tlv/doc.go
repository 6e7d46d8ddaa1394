// Package tlv reads and writes BER-TLV as EMV uses it: tags of one to four
// bytes, definite lengths of up to four length bytes, and 00 bytes between
// objects (EMV Book 3, Annex B).
//
// Three readers share one rule set. [Cursor] walks a list of objects without
// allocating. [Find] and [FindPath] fetch one value. [ParseTree] gives the
// whole structure with byte offsets, within limits. Values alias the input;
// nothing here keeps or copies it, so the caller must not change the bytes
// while the result is in use.
//
// The readers are strict about what cannot be understood (a tag or length that
// is cut off, a value that runs past its end, indefinite or five-byte lengths)
// and tolerant of what can (lengths longer than needed, the same tag twice);
// [Tree.Warnings] names the latter.
package tlv
