package backend

import (
	"encoding/hex"
	"io"
	"slices"
	"time"

	"github.com/openmpos/mpos/internal/rule"
	"github.com/openmpos/mpos/protocol/acquirer"
	"github.com/openmpos/mpos/protocol/envelope"
)

// signIn takes a SignIn1 or a SignIn3.
func (b *Backend) signIn(rq *request) {
	m, err := acquirer.ParseSignIn(rq.view)
	if err != nil {
		b.malformed(rq, err)
		return
	}
	o, reason := b.open(rq, m.Envelope, envelope.TypeSignIn1, envelope.TypeSignIn3)
	if reason != "" {
		b.refuse(rq, nil, reason)
		return
	}
	var answer Message
	var ok bool
	if o.env.Type == envelope.TypeSignIn1 {
		answer, reason, ok = b.signIn1(rq.now, &o)
	} else {
		answer, reason, ok = b.signIn3(rq.now, &o)
	}
	switch {
	case !ok:
	case reason != "":
		b.refuse(rq, &o, reason)
	default:
		body, err := acquirer.SignInAnswer{
			STAN: m.STAN, ResponseCode: answer.Code, TID: m.TID, MID: m.MID, Envelope: answer.Envelope, Batch: m.Batch,
		}.Append(nil)
		b.send(rq, body, err)
	}
}

// signIn1 begins a session. The reader has dropped its old one before it sent
// the message, so the new one takes its place at once; it serves nobody before
// SignIn3.
func (b *Backend) signIn1(now time.Time, o *opened) (answer Message, reason Reason, ok bool) {
	in, err := envelope.ParseSignIn1(o.env.Body)
	if err != nil {
		return answer, ReasonBody, true
	}
	reason, ok = b.step(o.from, func(tx Tx) Reason {
		stored, found, reason := before(tx, o)
		if found || reason != "" {
			answer = stored
			return reason
		}
		t := tx.Terminal()
		if reason := b.checkSignIn1(t, o, in); reason != "" {
			return reason
		}
		s := Session{KSN: o.env.KSN, Ends: now.Add(b.cfg.SessionLife)}
		if b.random(s.SID[:]) != nil || b.random(s.RB[:]) != nil {
			return ReasonHSM
		}
		sealed, reason := b.signIn2(now, o, in, &s)
		if reason != "" {
			return reason
		}
		t.Session, t.Boot = s, in.Boot
		b.see(&t, o.counter())
		tx.PutTerminal(t)
		answer = accepted(o, acquirer.CodeApproved, sealed)
		tx.PutMessage(answer)
		return ""
	})
	return answer, reason, ok
}

// checkSignIn1 compares a SignIn1 with the enrolment and with what was seen.
// An old one is refused without an alarm: the host may have kept it back.
func (b *Backend) checkSignIn1(t Terminal, o *opened, in envelope.SignIn1) Reason {
	switch {
	case in.Serial != o.from.Serial:
		return ReasonTerminal
	case !slices.Contains(in.Suites, o.from.Suite):
		return ReasonSuite
	case !b.fresh(t, o.counter()):
		return ReasonCounter
	case b.rules.On(rule.HighestCounter) && (in.Boot < t.Boot || in.Highest < t.Highest):
		return ReasonRollback
	case in.Tamper:
		return ReasonTamper
	}
	return ""
}

// signIn2 makes the answer, and notes its hash in the session.
func (b *Backend) signIn2(now time.Time, o *opened, in envelope.SignIn1, s *Session) ([]byte, Reason) {
	body, err := envelope.SignIn2{
		H1: b.transcript(o.hash, in.RA), SID: s.SID, RB: s.RB, Time: uint64(now.Unix()),
		LifeSeconds: uint32(b.cfg.SessionLife / time.Second), LifeTxns: b.cfg.SessionTxns, Floors: b.cfg.Floors,
		F41: o.from.F41, F42: o.from.F42, Name: o.from.Merchant,
	}.Append(nil)
	if err != nil {
		return nil, ReasonBody
	}
	sealed, reason := b.seal(o.env.Suite, envelope.TypeSignIn2, o.env.KSN, body)
	s.H2 = envelope.Hash(sealed)
	return sealed, reason
}

// signIn3 is the reader's proof that it took SignIn2: from here on the session
// serves orders.
func (b *Backend) signIn3(now time.Time, o *opened) (answer Message, reason Reason, ok bool) {
	in, err := envelope.ParseSignIn3(o.env.Body)
	if err != nil {
		return answer, ReasonBody, true
	}
	fresh := false
	reason, ok = b.step(o.from, func(tx Tx) Reason {
		stored, found, reason := before(tx, o)
		if found || reason != "" {
			answer = stored
			return reason
		}
		t := tx.Terminal()
		s := &t.Session
		switch {
		case s.KSN != o.env.KSN, now.After(s.Ends):
			return ReasonSession
		case in.H2 != b.transcript(s.H2, s.RB):
			return ReasonTranscript
		}
		s.SignedIn, fresh = true, true
		tx.PutTerminal(t)
		answer = accepted(o, acquirer.CodeApproved, nil)
		tx.PutMessage(answer)
		return ""
	})
	if ok && fresh {
		b.event(Event{Kind: SignedIn, Serial: o.from.Serial, CT: o.counter()})
		b.event(Event{Kind: ReaderReport, Serial: o.from.Serial, Detail: hex.EncodeToString(o.sealed)})
	}
	return answer, reason, ok
}

func (b *Backend) random(p []byte) error {
	_, err := io.ReadFull(b.cfg.Random, p)
	return err
}
