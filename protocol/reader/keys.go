package reader

import (
	"crypto/sha256"
	"errors"

	"github.com/openmpos/mpos/crypto/dukpt"
	"github.com/openmpos/mpos/internal/rule"
	"github.com/openmpos/mpos/protocol/envelope"
)

// errMAC is the one reason for an envelope whose MAC does not fit: wrong key,
// wrong type, wrong counter or changed bytes look alike.
var errMAC = errors.New("reader: MAC")

// counterKeys are the two MAC keys of one counter. They live until what the
// counter was spent on is settled; the derivation key is gone by then
// (docs/protocol.md, 4).
type counterKeys struct {
	ksn   dukpt.KSN
	gen   *dukpt.MACGenerationKey
	ver   *dukpt.MACVerificationKey
	rules rule.Set
	suite envelope.Suite
}

func (r *Reader) newCounterKeys(ksn dukpt.KSN, tk *dukpt.TransactionKey) (*counterKeys, error) {
	gen, err := tk.MACGeneration()
	if err != nil {
		return nil, err
	}
	ver, err := tk.MACVerification()
	if err != nil {
		return nil, err
	}
	return &counterKeys{ksn: ksn, gen: gen, ver: ver, rules: r.cfg.Rules, suite: r.cfg.Suite}, nil
}

func (k *counterKeys) destroy() {
	if k != nil {
		k.gen.Destroy()
		k.ver.Destroy()
	}
}

// input is what a MAC is made over.
func (k *counterKeys) input(t envelope.Type, body []byte) []byte {
	if !k.rules.On(rule.TypeInMAC) {
		t = 0
	}
	return envelope.MACInput(make([]byte, 0, 64+len(body)), k.suite, t, k.ksn, body)
}

// seal MACs a body and returns the finished envelope.
func (k *counterKeys) seal(t envelope.Type, body []byte) []byte {
	e := envelope.Envelope{Suite: k.suite, Type: t, KSN: k.ksn, Body: body, MAC: k.gen.Sum(k.input(t, body))}
	return e.Append(nil)
}

// open parses an envelope of the backend and checks type, suite, KSN and MAC.
// Nothing of the body is looked at before the MAC fits.
func (k *counterKeys) open(t envelope.Type, b []byte) (envelope.Envelope, error) {
	e, err := envelope.Parse(b)
	if err != nil {
		return envelope.Envelope{}, err
	}
	if e.Type != t || e.Suite != k.suite || e.KSN != k.ksn {
		return envelope.Envelope{}, errMAC
	}
	body := e.Body
	if t == envelope.TypeOffer && !k.rules.On(rule.AmountInOffer) {
		if body, err = envelope.OfferWithoutAmount(body); err != nil {
			return envelope.Envelope{}, errMAC
		}
	}
	if err := k.verify(k.input(t, body), e.MAC[:]); err != nil {
		return envelope.Envelope{}, errMAC
	}
	return e, nil
}

func (k *counterKeys) verify(input, mac []byte) error {
	if !k.rules.On(rule.TwoDirections) {
		return k.gen.Verify(input, mac)
	}
	return k.ver.Verify(input, mac)
}

// f64 is the MAC that HostMAC returns: the first 8 bytes of the CMAC over the
// ISO 8583 body (docs/protocol.md, 4).
func (k *counterKeys) f64(iso []byte) []byte {
	sum := k.gen.Sum(k.input(envelope.HostMACType, iso))
	return sum[:8]
}

// transcript is what an answer names of the request it answers: the hash of
// the whole envelope, or its nonce alone where the rule is left out.
func (r *Reader) transcript(request []byte, nonce [16]byte) [32]byte {
	if !r.cfg.Rules.On(rule.TranscriptHash) {
		var h [32]byte
		copy(h[:], nonce[:])
		return h
	}
	return envelope.Hash(request)
}

func hashF55(f55 []byte) [32]byte { return sha256.Sum256(f55) }
