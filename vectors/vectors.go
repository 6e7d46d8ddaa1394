// Package vectors holds test vectors: keys, messages and what must come out,
// each with its source and with the implementations that agree on it. No key,
// PAN or PIN here is live; they must never be used outside of tests.
//
// Only tests import it. README.md says what is in which file.
package vectors

import (
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

//go:embed crypto/*.json
var files embed.FS

// Case is one row. Bytes are upper-case hexadecimal; PAN, PIN and PSN are
// digits.
type Case struct {
	ID          string
	Source      string
	ConfirmedBy []string
	fields      map[string]any
}

// Crypto returns the rows of a file of crypto/, named without ".json".
func Crypto(name string) ([]Case, error) {
	b, err := files.ReadFile("crypto/" + name + ".json")
	if err != nil {
		return nil, err
	}
	var f struct {
		Count int              `json:"count"`
		Cases []map[string]any `json:"cases"`
	}
	if err := json.Unmarshal(b, &f); err != nil {
		return nil, fmt.Errorf("vectors: %s: %w", name, err)
	}
	if f.Count != len(f.Cases) {
		return nil, fmt.Errorf("vectors: %s: %d rows, count says %d", name, len(f.Cases), f.Count)
	}
	cases := make([]Case, len(f.Cases))
	for i, fields := range f.Cases {
		c := Case{fields: fields}
		c.ID, c.Source = c.Text("id"), c.Text("source")
		list, _ := fields["confirmed_by"].([]any)
		for _, who := range list {
			c.ConfirmedBy = append(c.ConfirmedBy, fmt.Sprint(who))
		}
		cases[i] = c
	}
	return cases, nil
}

// Has says whether the row has a value, null excepted. A path goes down:
// Has("args", "psn").
func (c Case) Has(path ...string) bool { return c.at(path) != nil }

// Text returns a text value, empty if there is none.
func (c Case) Text(path ...string) string {
	s, _ := c.at(path).(string)
	return s
}

// Hex returns a value's bytes, nil if there is none. It panics on a value that
// is no hexadecimal: the file is broken then.
func (c Case) Hex(path ...string) []byte {
	b, err := hex.DecodeString(c.Text(path...))
	if err != nil {
		panic(fmt.Sprintf("vectors: %s: %v is no hexadecimal", c.ID, path))
	}
	return b
}

// Int returns a number, 0 if there is none.
func (c Case) Int(path ...string) int {
	n, _ := c.at(path).(float64)
	return int(n)
}

// Is says whether a value is true.
func (c Case) Is(path ...string) bool {
	b, _ := c.at(path).(bool)
	return b
}

func (c Case) at(path []string) any {
	var v any = c.fields
	for _, name := range path {
		m, _ := v.(map[string]any)
		v = m[name]
	}
	return v
}
