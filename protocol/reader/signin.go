package reader

import (
	"io"
	"time"

	"github.com/openmpos/mpos/internal/rule"
	"github.com/openmpos/mpos/protocol/envelope"
	"github.com/openmpos/mpos/protocol/message"
)

// maxReport is how many refusals a device report names: as many as its limit
// of 256 bytes leaves room for beside padding.
const maxReport = 200

// signIn is a sign-in whose SignIn2 is awaited.
type signIn struct {
	keys    *counterKeys
	ra      [16]byte
	request []byte        // SignIn1 as sent
	sent    time.Duration // reader time runs from here
	seal    sealer
}

// sealer seals one message, once.
type sealer interface {
	Seal(dst, plain []byte) ([]byte, error)
}

// session is what a good SignIn2 gives.
type session struct {
	keys    *counterKeys
	sid     [8]byte
	profile envelope.SignIn2
	start   time.Duration // uptime at which reader time was profile.Time
	ends    time.Duration
	left    uint32 // transactions
	number  uint32 // of the last offer taken
	answer  []byte // SignIn3
}

// time is the reader's only clock: the backend's time plus the uptime since
// SignIn1 was sent (docs/protocol.md, 6). A withheld SignIn2 makes offers
// expire early, never late.
func (s *session) time(now time.Duration) uint64 {
	return s.profile.Time + uint64((now-s.start)/time.Second)
}

// handleSignIn begins a sign-in, or finishes it with SignIn2.
func (r *Reader) handleSignIn(now time.Duration, id uint32, c message.SignIn) {
	if len(c.Envelope) == 0 {
		r.beginSignIn(now, id)
		return
	}
	if r.signIn == nil {
		r.fail(now, id, message.KindSignIn, message.BadState)
		return
	}
	if reason := r.finishSignIn(now, c.Envelope); reason != "" {
		r.refuse(now, id, message.KindSignIn, reason)
		return
	}
	r.answer(now, id, message.SignInAnswer{Envelope: r.session.answer})
}

// beginSignIn spends a counter and makes SignIn1. The old session ends here.
func (r *Reader) beginSignIn(now time.Duration, id uint32) {
	r.dropSession()
	if r.cfg.Rules.On(rule.FreshCR) {
		r.dropReversal()
	}
	highest := r.term.Counter()
	ksn, tk, err := r.term.Next()
	if err != nil {
		r.refuse(now, id, message.KindSignIn, err.Error())
		return
	}
	defer tk.Destroy()
	if r.save() != nil { // persist-first holds for every counter
		return
	}
	si := &signIn{sent: now}
	if si.keys, err = r.newCounterKeys(ksn, tk); err == nil {
		si.seal, err = tk.DataEncryption()
	}
	if err == nil {
		_, err = io.ReadFull(r.cfg.Random, si.ra[:])
	}
	if err != nil {
		r.refuse(now, id, message.KindSignIn, err.Error())
		return
	}
	v := r.cfg.Versions
	body, err := envelope.SignIn1{
		Serial: r.cfg.Serial, Model: r.cfg.Model,
		Firmware: v.Firmware, Parameters: v.Parameters, CAPKs: v.CAPKs, Prompts: v.Prompts,
		Suites: []uint8{uint8(r.cfg.Suite)}, RA: si.ra, Boot: r.st.Boot, Tamper: r.st.Tamper, Highest: highest,
	}.Append(nil)
	if err != nil {
		r.refuse(now, id, message.KindSignIn, err.Error())
		return
	}
	si.request = si.keys.seal(envelope.TypeSignIn1, body)
	r.signIn = si
	r.showState()
	r.answer(now, id, message.SignInAnswer{Envelope: si.request})
}

// finishSignIn checks SignIn2, the backend's proof that it is the backend
// (T10), and makes SignIn3. It returns why not, or "".
func (r *Reader) finishSignIn(now time.Duration, b []byte) string {
	si := r.signIn
	if now-si.sent > signInLimit {
		return "SignIn2 is late"
	}
	e, err := si.keys.open(envelope.TypeSignIn2, b)
	if err != nil {
		return err.Error()
	}
	in, err := envelope.ParseSignIn2(e.Body)
	if err != nil {
		return err.Error()
	}
	if in.H1 != r.transcript(si.request, si.ra) {
		return "SignIn2 answers another SignIn1"
	}
	for i, floor := range in.Floors {
		if r.versions()[i] < floor {
			return "version below the backend's floor"
		}
	}
	body, err := r.signIn3(si, in, b)
	if err != nil {
		return err.Error()
	}
	r.session = &session{
		keys: si.keys, sid: in.SID, profile: in, start: si.sent,
		ends: si.sent + time.Duration(in.LifeSeconds)*time.Second, left: in.LifeTxns,
		answer: si.keys.seal(envelope.TypeSignIn3, body),
	}
	r.signIn = nil
	r.refused = nil
	r.showState()
	return ""
}

func (r *Reader) versions() [4]uint32 {
	v := r.cfg.Versions
	return [4]uint32{v.Firmware, v.Parameters, v.CAPKs, v.Prompts}
}

// signIn3 seals the report: one byte a refused command since the last one.
func (r *Reader) signIn3(si *signIn, in envelope.SignIn2, signIn2 []byte) ([]byte, error) {
	report, err := si.seal.Seal(nil, r.refused)
	if err != nil {
		return nil, err
	}
	return envelope.SignIn3{H2: r.transcript(signIn2, in.RB), Report: report}.Append(nil)
}

// expire ends a session whose life is over. An open sale is not touched: its
// keys are its own.
func (r *Reader) expire(now time.Duration) {
	if r.session != nil && now >= r.session.ends {
		r.note("session", "life is over")
		r.dropSession()
		if r.txn == nil {
			r.showState()
		}
	}
}

func (r *Reader) dropSession() {
	if r.signIn != nil {
		r.signIn.keys.destroy()
		r.signIn = nil
	}
	if r.session != nil {
		r.session.keys.destroy()
		r.session = nil
	}
}
