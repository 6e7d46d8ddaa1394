// Package pty offers a virtual serial port: whoever opens its path finds what
// the holder of the [Port] writes.
//
// It exists for virtual readers and for taps: the device side is the [Port], the
// client is any program that opens a serial port. The line is raw, so all 256
// byte values pass both ways unchanged. Clients may come and go; the port stays.
// Systems without pseudo-terminals refuse [Open].
package pty

import (
	"errors"
	"fmt"
	"os"

	"github.com/creack/pty"
	"golang.org/x/term"
)

// Port is the device side of a pseudo-terminal.
type Port struct {
	master *os.File
	slave  *os.File // held open and never read: a client that leaves must not hang up the line
	link   string
}

// Open makes a pseudo-terminal in raw mode. If link is not empty it becomes a
// symbolic link to the client's path. A link that is already there and leads
// into /dev, as a run that was killed leaves behind, is replaced; anything else
// at that place is kept and Open fails with an error that is [os.ErrExist].
func Open(link string) (*Port, error) {
	master, slave, err := pty.Open()
	if err != nil {
		return nil, fmt.Errorf("pty: open: %w", err)
	}
	master, err = pollable(master)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("pty: open: %w", err), slave.Close())
	}
	p := &Port{master: master, slave: slave}
	if _, err := term.MakeRaw(int(slave.Fd())); err != nil {
		return nil, errors.Join(fmt.Errorf("pty: raw mode: %w", err), p.Close())
	}
	if link == "" {
		return p, nil
	}
	if err := makeLink(slave.Name(), link); err != nil {
		return nil, errors.Join(err, p.Close())
	}
	p.link = link
	return p, nil
}

// Path is what a client opens: the link if there is one, else the device.
func (p *Port) Path() string {
	if p.link != "" {
		return p.link
	}
	return p.slave.Name()
}

// Device is the path of the client side in /dev, for example /dev/pts/3.
func (p *Port) Device() string { return p.slave.Name() }

// Read waits for at least one byte from a client. It does not notice clients
// that come or go. Close ends it with [os.ErrClosed].
func (p *Port) Read(b []byte) (int, error) { return p.master.Read(b) }

// Write sends b to the client. Without one the system keeps the bytes, some
// kilobytes of them, for the next; then Write waits. Close ends it with [os.ErrClosed].
func (p *Port) Write(b []byte) (int, error) { return p.master.Write(b) }

// Close removes the link, if it is still this port's, and hangs up on the client.
func (p *Port) Close() error {
	return errors.Join(p.removeLink(), p.master.Close(), p.slave.Close())
}
