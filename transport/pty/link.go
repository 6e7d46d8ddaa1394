package pty

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
)

// makeLink points link at device. A stale link is replaced in one step, so that
// a client which opens it meanwhile finds the old device or the new one.
func makeLink(device, link string) error {
	err := os.Symlink(device, link)
	if !errors.Is(err, fs.ErrExist) {
		return err
	}
	target, err := os.Readlink(link)
	if err != nil || !strings.HasPrefix(target, "/dev/") {
		return fmt.Errorf("pty: link %s: %w and is not a link to a device", link, fs.ErrExist)
	}
	fresh := fmt.Sprintf("%s.%d", link, os.Getpid())
	if err := os.Symlink(device, fresh); err != nil {
		return err
	}
	if err := os.Rename(fresh, link); err != nil {
		return errors.Join(err, os.Remove(fresh))
	}
	return nil
}

// removeLink removes the link unless another port has taken it over.
func (p *Port) removeLink() error {
	if p.link == "" {
		return nil
	}
	target, err := os.Readlink(p.link)
	if err != nil || target != p.slave.Name() {
		return nil // gone, or no longer ours
	}
	return os.Remove(p.link)
}
