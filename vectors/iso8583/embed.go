// Package iso8583 holds whole terminal messages of the UnionPay-style profile,
// one JSON file each; README.md says what is in a file and where it comes from.
package iso8583

import "embed"

// FS holds the files, "sale_mag_pin_req.json".
//
//go:embed *.json
var FS embed.FS
