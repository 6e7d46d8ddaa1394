package backend

import (
	"crypto/sha256"

	"github.com/openmpos/mpos/crypto/dukpt"
	"github.com/openmpos/mpos/crypto/hsm"
	"github.com/openmpos/mpos/internal/rule"
	"github.com/openmpos/mpos/protocol/envelope"
)

// scratch is memory that one request after the other uses.
type scratch struct{ env, f64 []byte }

// opened is an envelope whose MAC is good and whose sender is known.
type opened struct {
	env    envelope.Envelope
	hash   [32]byte
	from   *Enrolment
	sealed []byte   // plaintext of the sealed field
	pin    [16]byte // PIN block under the zone key
	hasPIN bool
}

func (o *opened) counter() uint32 { return o.env.KSN.Counter() }

// open gives an envelope, and F64 if the message has one, to the HSM: one
// command checks every MAC, opens the sealed field and translates the PIN
// (docs/protocol.md, 6). It changes nothing; only then is anything of the
// envelope, or of what the backend knows, looked at.
func (b *Backend) open(rq *request, raw []byte, types ...envelope.Type) (opened, Reason) {
	e, err := envelope.Parse(raw)
	if err != nil {
		return opened{}, ReasonEnvelope
	}
	o := opened{env: e, hash: envelope.Hash(raw)}
	if err := b.command(rq, &o); err != nil {
		if !b.rules.On(rule.MACBeforeState) {
			b.countUnchecked(e.KSN)
		}
		return opened{}, ReasonMAC
	}
	if !contains(types, e.Type) {
		return opened{}, ReasonType
	}
	if o.from = b.byKey[e.KSN.IKID()]; o.from == nil {
		return opened{}, ReasonKey
	}
	if uint8(e.Suite) != o.from.Suite {
		return opened{}, ReasonSuite
	}
	if !rq.view.Is(41, o.from.F41) || !rq.view.Is(42, o.from.F42) {
		return opened{}, ReasonTerminal
	}
	return o, ""
}

// command is the HSM's one command for a request.
func (b *Backend) command(rq *request, o *opened) error {
	rq.checked = true
	e := &o.env
	s := &b.scratch
	s.env = b.input(s.env[:0], e.Suite, e.Type, e.KSN, e.Body)
	macs := []hsm.MACed{{Data: s.env, MAC: e.MAC[:]}}
	if rq.view.Has(64) {
		s.f64 = b.input(s.f64[:0], e.Suite, envelope.HostMACType, e.KSN, rq.view.MACInput())
		macs = append(macs, hsm.MACed{Data: s.f64, MAC: rq.view.Bytes(64)})
	}
	sealed, block := spans(e)
	if sealed.Len == 0 {
		return b.cfg.HSM.VerifyMAC(b.cfg.BDK, e.KSN, macs...)
	}
	got, err := b.cfg.HSM.Open(b.cfg.BDK, e.KSN, hsm.OpenRequest{
		MACs: macs, Sealed: sealed, PINBlock: block, Zone: b.cfg.Zone,
	})
	o.sealed, o.pin, o.hasPIN = got.Sealed, got.PINBlock, got.HasPIN
	return err
}

// input is what a MAC is made over.
func (b *Backend) input(dst []byte, s envelope.Suite, t envelope.Type, ksn dukpt.KSN, body []byte) []byte {
	if !b.rules.On(rule.TypeInMAC) {
		t = 0
	}
	return envelope.MACInput(dst, s, t, ksn, body)
}

// seal makes an envelope of the backend under ver of a counter.
func (b *Backend) seal(s envelope.Suite, t envelope.Type, ksn dukpt.KSN, body []byte) ([]byte, Reason) {
	maced := body
	if t == envelope.TypeOffer && !b.rules.On(rule.AmountInOffer) {
		var err error
		if maced, err = envelope.OfferWithoutAmount(body); err != nil {
			return nil, ReasonBody
		}
	}
	b.scratch.env = b.input(b.scratch.env[:0], s, t, ksn, maced)
	mac, err := b.cfg.HSM.GenerateMAC(b.cfg.BDK, ksn, b.scratch.env)
	if err != nil {
		return nil, ReasonHSM
	}
	return envelope.Envelope{Suite: s, Type: t, KSN: ksn, Body: body, MAC: mac}.Append(nil), ""
}

// fresh says whether a counter is above the highest seen.
func (b *Backend) fresh(t Terminal, counter uint32) bool {
	return counter > t.Highest || !b.rules.On(rule.HighestCounter)
}

// see remembers a counter.
func (b *Backend) see(t *Terminal, counter uint32) {
	if b.rules.On(rule.HighestCounter) {
		t.Highest = max(t.Highest, counter)
	}
}

// countUnchecked is what a backend without the rule mac-before-state does: it
// remembers the counter of a message that nobody has authenticated.
func (b *Backend) countUnchecked(ksn dukpt.KSN) {
	if e := b.byKey[ksn.IKID()]; e != nil {
		b.update(e.Serial, func(tx Tx) error {
			t := tx.Terminal()
			b.see(&t, ksn.Counter())
			tx.PutTerminal(t)
			return nil
		})
	}
}

// transcript is what an answer names of the message before: its hash, or its
// nonce alone where the rule is left out.
func (b *Backend) transcript(hash [32]byte, nonce [16]byte) [32]byte {
	if b.rules.On(rule.TranscriptHash) {
		return hash
	}
	var h [32]byte
	copy(h[:], nonce[:])
	return h
}

// systemTraceNumber is F11 of a transaction (docs/protocol.md, 6).
func systemTraceNumber(ct uint32) uint32 { return 1 + ct%999_999 }

func hashICC(b []byte) [32]byte { return sha256.Sum256(b) }

func contains(types []envelope.Type, t envelope.Type) bool {
	for _, x := range types {
		if x == t {
			return true
		}
	}
	return false
}

// spans returns where sealed field and PIN block stand in the MAC input. The
// body is not authentic yet; a wrong one only makes the HSM refuse.
func spans(e *envelope.Envelope) (sealed, block hsm.Span) {
	switch e.Type {
	case envelope.TypeAuthorize:
		s, p, err := envelope.Spans(e.Body)
		if err == nil {
			return hsm.Span{Off: s.Off, Len: s.Len}, hsm.Span{Off: p.Off, Len: p.Len}
		}
	case envelope.TypeSignIn3:
		if in, err := envelope.ParseSignIn3(e.Body); err == nil {
			return hsm.Span{Off: envelope.MACHeader + len(e.Body) - len(in.Report), Len: len(in.Report)}, hsm.Span{}
		}
	}
	return hsm.Span{}, hsm.Span{}
}
