// Package secret keeps secrets out of logs. A type that embeds Hidden prints
// as "[secret]" whichever way it is formatted, also when it is a field of
// another value: fmt with every verb, encoding/json, encoding.TextMarshaler,
// and log/slog, whose handlers fall back to these (its own LogValuer is asked
// only for a direct attribute, so it alone would not help).
package secret

import "fmt"

const text = "[secret]"

// Hidden redacts the struct that embeds it.
type Hidden struct{}

// Format writes "[secret]" for every verb and flag.
func (Hidden) Format(s fmt.State, _ rune) { _, _ = s.Write([]byte(text)) }

// String returns "[secret]".
func (Hidden) String() string { return text }

// MarshalText returns "[secret]".
func (Hidden) MarshalText() ([]byte, error) { return []byte(text), nil }

// MarshalJSON returns "[secret]" as a JSON string.
func (Hidden) MarshalJSON() ([]byte, error) { return []byte(`"` + text + `"`), nil }
