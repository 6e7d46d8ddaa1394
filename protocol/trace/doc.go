// Package trace records who said what to whom, when: one event a line, in JSON
// Lines. The simulator writes it, the page and the command line read it; a
// trace is the same to the byte wherever the same run is run.
//
// A trace is three kinds of line, each ended by a line feed:
//
//	{"v":1,"run":{"scenario":"sale","seed":42,"suite":1,"rules":[],"edits":[]}}
//	{"t":1500,"from":"host","to":"reader","layer":"message","name":"Start","key":"host/Start/1","bytes":"8401…"}
//	{"end":{"hash":"…"}}
//
// The first line names the run, events follow in order of time, the last line
// has the SHA-256 of all lines before it, line feeds included. Keys stand in
// the order of the Go fields; what is empty or 0 is left out of an event. There is
// one way to write a trace, and Parse takes no other.
//
// No line holds a key, a PIN or a card number in clear but those that the
// bytes of a message hold: a trace of anything but test cards is to be treated
// like the card data itself.
package trace

// Version is the version of the format.
const Version = 1
