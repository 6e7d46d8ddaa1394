// Package serial opens a serial port as an [io.ReadWriteCloser] that keeps the
// contracts of package io.
//
// It stands on go.bug.st/serial and removes what surprises callers of it: a
// read timeout is [os.ErrDeadlineExceeded] and not (0, nil), a write is whole or
// failed, a port without modem lines (a pseudo-terminal, a cheap USB adapter) is
// a port like any other, and an error that a person can do something about says
// what.
//
// One goroutine may read while another writes; Close may come from a third and
// ends both.
package serial
