package hsm

import (
	"io"
	"sync"

	"github.com/openmpos/mpos/crypto/cryptogram"
	"github.com/openmpos/mpos/crypto/dukpt"
	"github.com/openmpos/mpos/crypto/pin"
	"github.com/openmpos/mpos/internal/secret"
)

// Soft is an HSM in software, for tests and small installations: its keys lie
// in the memory of the process, and whoever reads that has them. It is safe
// for concurrent use if its source of randomness is.
type Soft struct {
	secret.Hidden
	random io.Reader

	mu     sync.RWMutex
	bdks   map[Handle]*dukpt.BDK
	zones  map[Handle]*pin.Key
	imks   map[Handle]*cryptogram.MasterKey
	oneKey bool
}

var (
	_ HSM       = (*Soft)(nil)
	_ IssuerHSM = (*Soft)(nil)
)

// NewSoft returns an HSM without keys. random fills PIN blocks; outside of
// tests it must be a secure source.
func NewSoft(random io.Reader) *Soft {
	return &Soft{
		random: random,
		bdks:   map[Handle]*dukpt.BDK{}, zones: map[Handle]*pin.Key{}, imks: map[Handle]*cryptogram.MasterKey{},
	}
}

// InsecureOneKeyBothWays makes the HSM answer readers under the key of the
// readers' own MACs: the simulator leaves out the rule two-directions with it.
func (s *Soft) InsecureOneKeyBothWays() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.oneKey = true
}

// LoadBDK puts an AES base derivation key of 16, 24 or 32 bytes under a handle.
func (s *Soft) LoadBDK(h Handle, key []byte) error {
	return load(s, s.bdks, h, key, dukpt.NewBDK)
}

// LoadZonePINKey puts an AES PIN key of 16, 24 or 32 bytes under a handle.
func (s *Soft) LoadZonePINKey(h Handle, key []byte) error {
	return load(s, s.zones, h, key, pin.NewKey)
}

// LoadMasterKey puts an issuer master key of 16 bytes under a handle.
func (s *Soft) LoadMasterKey(h Handle, key []byte) error {
	return load(s, s.imks, h, key, cryptogram.NewMasterKey)
}

// load files a key by its kind: a handle of one kind is none of another, so a
// key has one use.
func load[K any](s *Soft, keys map[Handle]K, h Handle, key []byte, parse func([]byte) (K, error)) error {
	k, err := parse(key)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	keys[h] = k
	return nil
}

// find returns a key of one kind.
func find[K any](s *Soft, keys map[Handle]K, h Handle) (K, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	k, ok := keys[h]
	if !ok {
		return k, ErrHandle
	}
	return k, nil
}
