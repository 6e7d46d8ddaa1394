package hsm

import (
	"github.com/openmpos/mpos/crypto/cryptogram"
	"github.com/openmpos/mpos/crypto/pin"
)

// VerifyPIN implements IssuerHSM.
func (s *Soft) VerifyPIN(zone Handle, block []byte, pan pin.PAN, reference pin.PIN) error {
	k, err := find(s, s.zones, zone)
	if err != nil {
		return err
	}
	p, err := k.DecryptFormat4(block, pan)
	if err != nil {
		return ErrRefused
	}
	defer p.Destroy()
	if !p.Equal(reference) {
		return ErrRefused
	}
	return nil
}

// VerifyARQC implements IssuerHSM.
func (s *Soft) VerifyARQC(imk Handle, pan pin.PAN, psn uint8, atc uint16, data, ac []byte) error {
	sk, err := s.sessionKey(imk, pan, psn, atc)
	if err != nil {
		return err
	}
	defer sk.Destroy()
	if sk.VerifyAC(data, ac) != nil {
		return ErrRefused
	}
	return nil
}

// MakeARPC implements IssuerHSM.
func (s *Soft) MakeARPC(imk Handle, pan pin.PAN, psn uint8, atc uint16, ac [8]byte, arc [2]byte) ([8]byte, error) {
	sk, err := s.sessionKey(imk, pan, psn, atc)
	if err != nil {
		return [8]byte{}, err
	}
	defer sk.Destroy()
	return sk.ARPC1(ac, arc), nil
}

func (s *Soft) sessionKey(imk Handle, pan pin.PAN, psn uint8, atc uint16) (*cryptogram.SessionKey, error) {
	k, err := find(s, s.imks, imk)
	if err != nil {
		return nil, err
	}
	card, err := k.CardKeyA(pan, psn)
	if err != nil {
		return nil, ErrRefused
	}
	defer card.Destroy()
	sk, err := card.SessionKeyCSK(atc)
	if err != nil {
		return nil, ErrRefused
	}
	return sk, nil
}
