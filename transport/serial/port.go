package serial

import (
	"bytes"
	"errors"
	"io"
	"os"
	"sync"
	"syscall"
	"time"

	"go.bug.st/serial"
)

// maxWrite bounds one write to the driver, so that flushing the driver's queue
// makes room for all of it and Close can end a write that nobody reads.
const maxWrite = 1024

// closeWait is how long Close waits for a write that is under way.
const closeWait = time.Second

// Port is an open serial port.
type Port struct {
	path   string
	port   serial.Port
	mode   *serial.Mode
	closed chan struct{} // closed by Close
	once   sync.Once
	writer chan struct{} // holds one token while a write is under way
}

// Open opens the port at path, for example /dev/ttyUSB0 or COM3, in raw mode.
// Any path is taken: pseudo-terminals are ports too, though no list shows them.
// The modem lines are left as the driver sets them. The error is an *[OpenError]
// or, for a setting that does not exist, an *[SettingError].
func Open(path string, c Config) (*Port, error) {
	mode, err := c.mode()
	if err != nil {
		return nil, err
	}
	port, err := serial.Open(path, mode)
	if err != nil {
		return nil, openError(path, err)
	}
	p := &Port{path: path, port: port, mode: mode, closed: make(chan struct{}), writer: make(chan struct{}, 1)}
	if err := p.SetReadTimeout(c.ReadTimeout); err != nil {
		return nil, errors.Join(err, p.Close())
	}
	return p, nil
}

// Path returns the path that the port was opened with.
func (p *Port) Path() string { return p.path }

// SetReadTimeout sets how long Read waits for a first byte; zero or less means
// for ever. It must not be called while a Read is under way.
func (p *Port) SetReadTimeout(d time.Duration) error {
	if d <= 0 {
		d = serial.NoTimeout
	}
	return p.port.SetReadTimeout(d)
}

// Read waits for at least one byte. It fails with [os.ErrDeadlineExceeded] after
// the read timeout, with [os.ErrClosed] after Close, and with [io.EOF] when the
// other end has gone: an unplugged device, a closed pseudo-terminal.
func (p *Port) Read(b []byte) (int, error) {
	if len(b) == 0 {
		return 0, nil
	}
	n, err := p.port.Read(b)
	switch {
	case n > 0:
		return n, nil
	case p.isClosed():
		return 0, os.ErrClosed
	case err == nil:
		return 0, os.ErrDeadlineExceeded
	case hungUp(err):
		return 0, io.EOF
	default:
		return 0, err
	}
}

// Write hands all of b to the driver, in as many writes as that takes. It has no
// timeout of its own, for the other end may hold the line as long as it likes;
// Close ends it with [os.ErrClosed], and then the count is zero although part
// of b may have left.
func (p *Port) Write(b []byte) (int, error) {
	select {
	case p.writer <- struct{}{}:
	case <-p.closed:
		return 0, os.ErrClosed
	}
	// The driver's write cannot be interrupted on every system. It runs in a
	// goroutine, on a copy, so that Close at least frees the caller.
	type result struct {
		n   int
		err error
	}
	done := make(chan result, 1)
	own := bytes.Clone(b)
	go func() {
		n, err := p.writeAll(own)
		<-p.writer
		done <- result{n, err}
	}()
	select {
	case r := <-done:
		return r.n, r.err
	case <-p.closed:
		return 0, os.ErrClosed
	}
}

// writeAll loops over short writes.
func (p *Port) writeAll(b []byte) (int, error) {
	sent := 0
	for sent < len(b) {
		if p.isClosed() {
			return sent, os.ErrClosed
		}
		n, err := p.port.Write(b[sent:min(len(b), sent+maxWrite)])
		sent += n
		switch {
		case errors.Is(err, syscall.EINTR):
		case err != nil:
			return sent, err
		case n == 0:
			return sent, io.ErrShortWrite
		}
	}
	return sent, nil
}

// Close ends a Read or Write that is under way and closes the port. Bytes that
// were written before are left to the driver, which sends them; those of a
// write that Close interrupts are dropped. A second Close does nothing.
func (p *Port) Close() error {
	var err error
	p.once.Do(func() {
		close(p.closed)
		p.stopWriter()
		err = p.port.Close()
	})
	return err
}

// stopWriter waits until no write is under way, so that the file descriptor is
// not reused under it. It gives up after closeWait: a driver that cannot be
// flushed keeps its write, and the kernel keeps the file open for it.
func (p *Port) stopWriter() {
	select {
	case p.writer <- struct{}{}:
		return
	default:
	}
	// Flushing makes room for the write; Linux does not tell the writer on a
	// pseudo-terminal, but setting the mode again does. Where a driver refuses
	// either, the wait below runs out.
	_ = p.port.ResetOutputBuffer()
	_ = p.port.SetMode(p.mode)
	select {
	case p.writer <- struct{}{}:
	case <-time.After(closeWait):
	}
}

func (p *Port) isClosed() bool {
	select {
	case <-p.closed:
		return true
	default:
		return false
	}
}

// hungUp tells whether err means that the other end has gone.
func hungUp(err error) bool {
	var pe *serial.PortError
	if errors.As(err, &pe) {
		return pe.Code() == serial.PortClosed
	}
	return errors.Is(err, syscall.EIO)
}
