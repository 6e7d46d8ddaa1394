package hsm

import (
	"crypto/subtle"
	"errors"

	"github.com/openmpos/mpos/crypto/dukpt"
	"github.com/openmpos/mpos/crypto/pin"
	"github.com/openmpos/mpos/emv/tlv"
)

// transactionKey derives the key of a KSN. A counter that no reader uses is
// refused like a wrong MAC.
func (s *Soft) transactionKey(bdk Handle, ksn dukpt.KSN) (*dukpt.TransactionKey, error) {
	k, err := find(s, s.bdks, bdk)
	if err != nil {
		return nil, err
	}
	tk, err := k.TransactionKey(ksn)
	if err != nil {
		return nil, ErrRefused
	}
	return tk, nil
}

// VerifyMAC implements HSM.
func (s *Soft) VerifyMAC(bdk Handle, ksn dukpt.KSN, m ...MACed) error {
	tk, err := s.transactionKey(bdk, ksn)
	if err != nil {
		return err
	}
	defer tk.Destroy()
	return verify(tk, m)
}

// verify checks every MAC, whatever the ones before it came to: which one
// failed must not show in time. The first is an envelope's and is whole; the
// others may be a field 64.
func verify(tk *dukpt.TransactionKey, macs []MACed) error {
	if len(macs) == 0 {
		return ErrRequest
	}
	k, err := tk.MACGeneration()
	if err != nil {
		return ErrRefused
	}
	defer k.Destroy()
	good := 1
	for i, m := range macs {
		sum := k.Sum(m.Data)
		want := sum[:]
		if i > 0 && len(m.MAC) == field64 {
			want = sum[:field64]
		}
		good &= subtle.ConstantTimeCompare(want, m.MAC)
	}
	if good != 1 {
		return ErrRefused
	}
	return nil
}

// field64 is the length of a MAC in field 64: the first half of a CMAC.
const field64 = 8

// GenerateMAC implements HSM.
func (s *Soft) GenerateMAC(bdk Handle, ksn dukpt.KSN, data []byte) (sum [16]byte, err error) {
	tk, err := s.transactionKey(bdk, ksn)
	if err != nil {
		return sum, err
	}
	defer tk.Destroy()
	s.mu.RLock()
	oneKey := s.oneKey
	s.mu.RUnlock()
	if oneKey {
		k, err := tk.MACGeneration()
		if err != nil {
			return sum, ErrRefused
		}
		defer k.Destroy()
		return k.Sum(data), nil
	}
	k, err := tk.MACVerification()
	if err != nil {
		return sum, ErrRefused
	}
	defer k.Destroy()
	return k.Sum(data), nil
}

// Open implements HSM. Nothing is deciphered before every MAC fits.
func (s *Soft) Open(bdk Handle, ksn dukpt.KSN, r OpenRequest) (Opened, error) {
	tk, err := s.transactionKey(bdk, ksn)
	if err != nil {
		return Opened{}, err
	}
	defer tk.Destroy()
	if err := verify(tk, r.MACs); err != nil {
		return Opened{}, err
	}
	sealed, err := r.Sealed.of(r.MACs[0].Data)
	if err != nil {
		return Opened{}, err
	}
	block, err := r.PINBlock.of(r.MACs[0].Data)
	if err != nil {
		return Opened{}, err
	}
	var o Opened
	if sealed != nil {
		if o.Sealed, err = unseal(tk, sealed); err != nil {
			return Opened{}, err
		}
	}
	if block != nil {
		if o.PINBlock, err = s.translate(tk, r.Zone, block, o.Sealed); err != nil {
			clear(o.Sealed)
			return Opened{}, err
		}
		o.HasPIN = true
	}
	return o, nil
}

// of cuts the span out; nil if there is none.
func (s Span) of(b []byte) ([]byte, error) {
	if s.Len == 0 {
		return nil, nil
	}
	if s.Off < 0 || s.Len < 0 || s.Off > len(b) || s.Len > len(b)-s.Off {
		return nil, ErrRequest
	}
	return b[s.Off : s.Off+s.Len], nil
}

func unseal(tk *dukpt.TransactionKey, sealed []byte) ([]byte, error) {
	k, err := tk.DataEncryption()
	if err != nil {
		return nil, ErrRefused
	}
	defer k.Destroy()
	plain, err := k.Open(nil, sealed)
	if err != nil {
		return nil, ErrRefused
	}
	return plain, nil
}

// translate re-enciphers the PIN block for the zone, with the PAN that the
// sealed field names in tag 5A.
func (s *Soft) translate(tk *dukpt.TransactionKey, zone Handle, block, sealed []byte) (out [16]byte, err error) {
	to, err := find(s, s.zones, zone)
	if err != nil {
		return out, err
	}
	pan, err := accountNumber(sealed)
	if err != nil {
		return out, err
	}
	defer pan.Destroy()
	from, err := tk.PINEncryption()
	if err != nil {
		return out, ErrRefused
	}
	defer from.Destroy()
	out, err = pin.TranslateFormat4(from, to, block, pan, s.random)
	if errors.Is(err, pin.ErrBlock) {
		return out, ErrRefused
	}
	return out, err // the source of randomness failed: nobody's MAC, nobody's PIN
}

// accountNumber reads tag 5A: digits two a byte, F behind them.
func accountNumber(sealed []byte) (pin.PAN, error) {
	value, ok := tlv.Find(sealed, 0x5A)
	if !ok {
		return pin.PAN{}, ErrRefused
	}
	digits := make([]byte, 0, 2*len(value))
	for _, b := range value {
		digits = append(digits, '0'+b>>4, '0'+b&0xF)
	}
	for len(digits) > 0 && digits[len(digits)-1] == '0'+0xF {
		digits = digits[:len(digits)-1]
	}
	defer clear(digits)
	p, err := pin.ParsePAN(string(digits))
	if err != nil {
		return pin.PAN{}, ErrRefused
	}
	return p, nil
}
