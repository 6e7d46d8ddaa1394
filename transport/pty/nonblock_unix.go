//go:build unix

package pty

import (
	"os"
	"syscall"
)

// pollable returns the same terminal as a file that the runtime polls, so that
// Close ends a Read or Write. Making the pair took its descriptor out of the
// poller; a duplicate that does not block goes back in.
func pollable(master *os.File) (*os.File, error) {
	defer func() { _ = master.Close() }()
	fd, err := syscall.Dup(int(master.Fd()))
	if err != nil {
		return nil, err
	}
	syscall.CloseOnExec(fd)
	if err := syscall.SetNonblock(fd, true); err != nil {
		_ = syscall.Close(fd)
		return nil, err
	}
	return os.NewFile(uintptr(fd), master.Name()), nil
}
