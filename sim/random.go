package sim

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/binary"
	"io"
)

// stream is a deterministic source of bytes: AES-128-CTR under a key that is
// hashed from the seed and a label. Every party draws from a stream of its
// own, so that what one of them does never changes the bytes of another.
type stream struct{ ctr cipher.Stream }

func newStream(seed uint64, label string) io.Reader {
	var s [8]byte
	binary.BigEndian.PutUint64(s[:], seed)
	key := sha256.Sum256(append(s[:], label...))
	block, err := aes.NewCipher(key[:16])
	if err != nil {
		panic(err) // 16 bytes are always a key
	}
	return stream{cipher.NewCTR(block, key[16:])}
}

func (s stream) Read(p []byte) (int, error) {
	clear(p)
	s.ctr.XORKeyStream(p, p)
	return len(p), nil
}
