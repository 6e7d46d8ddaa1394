// Package tag names the data objects of EMV: what a tag means, its format and
// lengths, who supplies it, in which template it travels, where it is defined,
// and how carefully its value must be shown.
//
// Everything comes from one table, tags.tsv, from which ztags.go is generated.
// One tag can mean different things to different payment systems (9F50 to
// 9F7F and DF00 to DFFF), so a name belongs to a [Scope]. [Lookup] knows only
// what EMV defines for all; with the application's identifier in hand,
// [ScopeOf] and [LookupIn] know more.
package tag

import "github.com/openmpos/mpos/emv/tlv"

//go:generate go run ./gen

// Scope says who gives a tag its meaning.
type Scope uint8

// The scopes of the table.
const (
	EMV      Scope = iota // EMV Books 1 to 4, and contactless Books A and B
	ISO                   // interindustry objects that EMV does not define
	C2                    // EMV Contactless Book C-2 and Mastercard
	C3                    // EMV Contactless Book C-3 and Visa
	UnionPay              // JR/T 0025 (PBOC) and the UnionPay POS specifications
)

func (s Scope) String() string { return nameOf(scopeNames[:], int(s)) }

// Sensitivity is how a value may be shown. Each class includes the one before.
type Sensitivity uint8

// The classes of sensitivity.
const (
	Public      Sensitivity = iota
	AccountData             // account number: show masked
	TrackData               // track data, or who the cardholder is: show nothing
	PINData                 // PIN data: neither show nor keep
)

func (s Sensitivity) String() string { return nameOf(sensitivityNames[:], int(s)) }

// Format is how a value is encoded (EMV Book 3, 4.3).
type Format uint8

// The formats of EMV Book 3, 4.3. FormatNone is for objects whose table gives
// none.
const (
	FormatNone Format = iota
	FormatA           // letters
	FormatAN          // letters and digits
	FormatANS         // any printable character
	FormatB           // binary
	FormatCN          // digits, left justified, padded with F
	FormatN           // digits, right justified, padded with 0
	FormatVar         // a list of objects, or differently composed
)

func (f Format) String() string { return nameOf(formatNames[:], int(f)) }

func nameOf(names []string, i int) string {
	if i < len(names) {
		return names[i]
	}
	return ""
}

// Info is one row of the table.
type Info struct {
	Tag    tlv.Tag
	Scope  Scope
	Name   string
	Format Format
	// Min and Max bound the length of the value in bytes. Max 0 means that
	// the definition gives none.
	Min, Max int
	// Source is who supplies the value: "card", "terminal", "issuer".
	Source string
	// Template is where the object travels: "70/77"; empty if in none.
	Template string
	// Clause is where the object is defined.
	Clause      string
	Sensitivity Sensitivity
}
