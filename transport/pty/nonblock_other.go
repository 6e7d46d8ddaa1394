//go:build !unix

package pty

import "os"

// pollable is never reached: these systems have no pseudo-terminals.
func pollable(master *os.File) (*os.File, error) { return master, nil }
