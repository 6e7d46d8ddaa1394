package dukpt

import (
	"github.com/openmpos/mpos/crypto/mac"
	"github.com/openmpos/mpos/internal/secret"
)

// MACGenerationKey is for what the reader sends: AES-CMAC, usage 2000. The
// reader makes MACs with it and the host checks them. It is safe for
// concurrent use.
type MACGenerationKey struct {
	secret.Hidden
	generation *mac.CMAC // named apart, so that neither type converts to the other
}

// MACVerificationKey is for what the reader receives: AES-CMAC, usage 2001.
// The host makes MACs with it and the reader checks them. It is safe for
// concurrent use.
type MACVerificationKey struct {
	secret.Hidden
	verification *mac.CMAC
}

// MACGeneration makes the key of the reader's own MACs.
func (k *TransactionKey) MACGeneration() (*MACGenerationKey, error) {
	c, err := k.cmac(usageMACGeneration)
	if err != nil {
		return nil, err
	}
	return &MACGenerationKey{generation: c}, nil
}

// MACVerification makes the key of the MACs that the reader checks.
func (k *TransactionKey) MACVerification() (*MACVerificationKey, error) {
	c, err := k.cmac(usageMACVerification)
	if err != nil {
		return nil, err
	}
	return &MACVerificationKey{verification: c}, nil
}

// Sum returns the 16-byte MAC of a message; zero once the key is destroyed.
func (k *MACGenerationKey) Sum(message []byte) [16]byte { return k.generation.Sum(message) }

// Verify checks a MAC of 8 to 16 bytes in constant time; mac.ErrMAC says that
// it does not fit.
func (k *MACGenerationKey) Verify(message, tag []byte) error {
	return k.generation.Verify(message, tag)
}

// Destroy drops the key.
func (k *MACGenerationKey) Destroy() {
	if k != nil {
		k.generation.Destroy()
	}
}

// Sum returns the 16-byte MAC of a message; zero once the key is destroyed.
func (k *MACVerificationKey) Sum(message []byte) [16]byte { return k.verification.Sum(message) }

// Verify checks a MAC of 8 to 16 bytes in constant time; mac.ErrMAC says that
// it does not fit.
func (k *MACVerificationKey) Verify(message, tag []byte) error {
	return k.verification.Verify(message, tag)
}

// Destroy drops the key.
func (k *MACVerificationKey) Destroy() {
	if k != nil {
		k.verification.Destroy()
	}
}
