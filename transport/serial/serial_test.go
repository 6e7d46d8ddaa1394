//go:build unix

package serial_test

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/transport/pty"
	"github.com/openmpos/mpos/transport/serial"
)

// pair opens a port and returns the device at its other end.
func pair(t *testing.T, c serial.Config) (*serial.Port, *pty.Port) {
	t.Helper()
	dev, err := pty.Open("")
	require.NoError(t, err)
	t.Cleanup(func() { _ = dev.Close() })
	p, err := serial.Open(dev.Path(), c)
	require.NoError(t, err)
	t.Cleanup(func() { _ = p.Close() })
	return p, dev
}

func pattern(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(i * 7)
	}
	return b
}

// A message larger than every buffer on the way arrives whole, however many
// writes it takes.
func TestLongWritesArriveWhole(t *testing.T) {
	p, dev := pair(t, serial.Config{})
	want := pattern(300_000)
	sent := make(chan error, 1)
	go func() {
		n, err := p.Write(want)
		if err == nil && n != len(want) {
			err = io.ErrShortWrite
		}
		sent <- err
		if err != nil {
			_ = dev.Close() // or the read below waits for ever
		}
	}()
	got := make([]byte, len(want))
	_, err := io.ReadFull(dev, got)
	require.NoError(t, err)
	require.NoError(t, <-sent)
	require.True(t, bytes.Equal(want, got))
}

func TestRead(t *testing.T) {
	p, dev := pair(t, serial.Config{ReadTimeout: time.Second})
	want := pattern(2048)
	_, err := dev.Write(want)
	require.NoError(t, err)
	got := make([]byte, len(want))
	_, err = io.ReadFull(p, got)
	require.NoError(t, err)
	require.Equal(t, want, got)
}

func TestReadTimeout(t *testing.T) {
	p, dev := pair(t, serial.Config{ReadTimeout: 20 * time.Millisecond})
	n, err := p.Read(make([]byte, 8))
	require.Zero(t, n)
	require.ErrorIs(t, err, os.ErrDeadlineExceeded)

	// the port goes on after a timeout, and an empty read never waits
	_, err = dev.Write([]byte{1})
	require.NoError(t, err)
	n, err = p.Read(make([]byte, 8))
	require.NoError(t, err)
	require.Equal(t, 1, n)
	n, err = p.Read(nil)
	require.NoError(t, err)
	require.Zero(t, n)
}

func TestCloseEndsRead(t *testing.T) {
	p, _ := pair(t, serial.Config{})
	done := make(chan error, 1)
	go func() { _, err := p.Read(make([]byte, 1)); done <- err }()
	time.Sleep(20 * time.Millisecond)
	require.NoError(t, p.Close())
	require.ErrorIs(t, within(t, done), os.ErrClosed)
	require.NoError(t, p.Close(), "a second Close does nothing")
	_, err := p.Write([]byte{1})
	require.ErrorIs(t, err, os.ErrClosed)
	_, err = p.Read(make([]byte, 1))
	require.ErrorIs(t, err, os.ErrClosed)
}

func TestCloseEndsWriteThatNobodyReads(t *testing.T) {
	p, _ := pair(t, serial.Config{})
	done := make(chan error, 1)
	go func() { _, err := p.Write(make([]byte, 1<<20)); done <- err }()
	time.Sleep(50 * time.Millisecond)
	start := time.Now()
	require.NoError(t, p.Close())
	require.Less(t, time.Since(start), 900*time.Millisecond, "the flush must wake the writer")
	require.ErrorIs(t, within(t, done), os.ErrClosed)
}

func within(t *testing.T, done <-chan error) error {
	t.Helper()
	select {
	case err := <-done:
		return err
	case <-time.After(3 * time.Second):
		t.Fatal("still waiting after Close")
		return nil
	}
}

func TestHangUpIsEOF(t *testing.T) {
	p, dev := pair(t, serial.Config{})
	require.NoError(t, dev.Close())
	_, err := p.Read(make([]byte, 1))
	require.ErrorIs(t, err, io.EOF)
}

func TestNoModemLines(t *testing.T) {
	p, _ := pair(t, serial.Config{})
	require.NoError(t, p.SetDTR(true))
	require.NoError(t, p.SetRTS(false))
	_, ok, err := p.Lines()
	require.NoError(t, err)
	require.False(t, ok)
}

func TestOpenNotFound(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ttyUSB9")
	_, err := serial.Open(path, serial.Config{})
	require.ErrorIs(t, err, fs.ErrNotExist)
	var open *serial.OpenError
	require.ErrorAs(t, err, &open)
	require.Equal(t, path, open.Path)
	require.NotEmpty(t, open.Hint)
}

func TestOpenNotAPort(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(path, nil, 0o600))
	_, err := serial.Open(path, serial.Config{})
	require.ErrorIs(t, err, serial.ErrNotPort)
}

func TestSettings(t *testing.T) {
	for _, c := range []serial.Config{{Baud: -1}, {DataBits: 4}, {DataBits: 9}, {StopBits: 3}, {Parity: 3}} {
		_, err := serial.Open("/dev/null", c)
		var setting *serial.SettingError
		require.ErrorAs(t, err, &setting)
	}
	for _, c := range []serial.Config{{Baud: 9600, DataBits: 8, Parity: serial.ParityEven, StopBits: 2}, {Baud: 19200, DataBits: 7, Parity: serial.ParityOdd}} {
		pair(t, c)
	}
}
