//go:build unix

package pty_test

import (
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/transport/pty"
)

func open(t *testing.T, link string) *pty.Port {
	t.Helper()
	p, err := pty.Open(link)
	require.NoError(t, err)
	t.Cleanup(func() { _ = p.Close() })
	return p
}

// client opens the port as another program would.
func client(t *testing.T, path string) *os.File {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	require.NoError(t, err)
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func allBytes() []byte {
	b := make([]byte, 256)
	for i := range b {
		b[i] = byte(i)
	}
	return b
}

func TestAllBytesPassBothWays(t *testing.T) {
	p := open(t, "")
	c := client(t, p.Path())
	got := make([]byte, 256)

	_, err := p.Write(allBytes())
	require.NoError(t, err)
	_, err = io.ReadFull(c, got)
	require.NoError(t, err)
	require.Equal(t, allBytes(), got)

	_, err = c.Write(allBytes())
	require.NoError(t, err)
	_, err = io.ReadFull(p, got)
	require.NoError(t, err)
	require.Equal(t, allBytes(), got)
}

func TestClientsComeAndGo(t *testing.T) {
	p := open(t, "")
	b := make([]byte, 1)
	for i := range 3 {
		c := client(t, p.Path())
		_, err := c.Write([]byte{byte(i)})
		require.NoError(t, err)
		_, err = io.ReadFull(p, b)
		require.NoError(t, err)
		require.Equal(t, byte(i), b[0])
		require.NoError(t, c.Close())
	}
}

func TestCloseEndsRead(t *testing.T) {
	p := open(t, "")
	done := make(chan error, 1)
	go func() { _, err := p.Read(make([]byte, 1)); done <- err }()
	time.Sleep(20 * time.Millisecond)
	require.NoError(t, p.Close())
	require.ErrorIs(t, within(t, done), os.ErrClosed)
}

func TestCloseEndsWrite(t *testing.T) {
	p := open(t, "")
	done := make(chan error, 1)
	go func() { _, err := p.Write(make([]byte, 1<<20)); done <- err }()
	time.Sleep(20 * time.Millisecond)
	require.NoError(t, p.Close())
	require.ErrorIs(t, within(t, done), os.ErrClosed)
}

func within(t *testing.T, done <-chan error) error {
	t.Helper()
	select {
	case err := <-done:
		return err
	case <-time.After(2 * time.Second):
		t.Fatal("still waiting after Close")
		return nil
	}
}

func TestLink(t *testing.T) {
	link := filepath.Join(t.TempDir(), "reader")
	p := open(t, link)
	require.Equal(t, link, p.Path())
	target, err := os.Readlink(link)
	require.NoError(t, err)
	require.Equal(t, p.Device(), target)

	c := client(t, link)
	_, err = c.Write([]byte{7})
	require.NoError(t, err)
	b := make([]byte, 1)
	_, err = io.ReadFull(p, b)
	require.NoError(t, err)
	require.Equal(t, byte(7), b[0])

	require.NoError(t, p.Close())
	_, err = os.Lstat(link)
	require.ErrorIs(t, err, os.ErrNotExist)
}

func TestStaleLinkIsReplaced(t *testing.T) {
	dir := t.TempDir()
	link := filepath.Join(dir, "reader")
	require.NoError(t, os.Symlink("/dev/pts/99999", link))
	p := open(t, link)
	target, err := os.Readlink(link)
	require.NoError(t, err)
	require.Equal(t, p.Device(), target)
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, files, 1, "no temporary link stays behind")
}

func TestWhatIsNotOursIsKept(t *testing.T) {
	dir := t.TempDir()
	file, dirLink, elsewhere := filepath.Join(dir, "file"), filepath.Join(dir, "dir"), filepath.Join(dir, "elsewhere")
	require.NoError(t, os.WriteFile(file, []byte("keep"), 0o600))
	require.NoError(t, os.Mkdir(dirLink, 0o700))
	require.NoError(t, os.Symlink(file, elsewhere))
	for _, link := range []string{file, dirLink, elsewhere} {
		_, err := pty.Open(link)
		require.ErrorIs(t, err, os.ErrExist)
	}
	b, err := os.ReadFile(elsewhere)
	require.NoError(t, err)
	require.Equal(t, "keep", string(b))
	require.DirExists(t, dirLink)
}

func TestLinkTakenOverStays(t *testing.T) {
	link := filepath.Join(t.TempDir(), "reader")
	first := open(t, link)
	second := open(t, link)
	require.NoError(t, first.Close())
	target, err := os.Readlink(link)
	require.NoError(t, err)
	require.Equal(t, second.Device(), target)
}

func TestNoSuchFolder(t *testing.T) {
	_, err := pty.Open(filepath.Join(t.TempDir(), "none", "reader"))
	require.ErrorIs(t, err, os.ErrNotExist)
}
