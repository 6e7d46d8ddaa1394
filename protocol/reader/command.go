package reader

import (
	"time"

	"github.com/openmpos/mpos/internal/rule"
	"github.com/openmpos/mpos/protocol/message"
)

// pending is a command whose answer waits for the card or the cardholder. Its
// kind is 0 when there is none.
type pending struct {
	id   uint32
	kind message.Kind
}

// State is what GetStatus answers: TAMPERED before all, then what the open or
// stored record says, then the session.
func (r *Reader) State() message.State {
	switch {
	case r.st.Tamper:
		return message.Tampered
	case r.txn != nil && r.txn.state != message.Reversing:
		return r.txn.state
	case r.st.Record.Status == recordOpen:
		return message.Reversing
	case r.signIn != nil || r.session == nil:
		if r.st.Record.Status == recordClosed {
			return message.Closed
		}
		return message.Locked
	case r.st.Record.Status == recordClosed:
		return message.Closed
	}
	return message.SignedIn
}

// handle acts on one message of the host.
func (r *Reader) handle(now time.Duration, p []byte) {
	id, body, err := message.Parse(p)
	if err != nil {
		r.note("bad message", err.Error())
		r.answer(now, 0, message.Error{Code: message.BadMessage})
		return
	}
	kind := body.Kind()
	set, known := allowed[kind]
	switch {
	case !known:
		r.fail(now, id, kind, message.BadMessage)
	case !r.mayRun(kind, set):
		r.fail(now, id, kind, message.BadState)
	case r.pending.kind != 0 && kind != message.KindCancel && kind != message.KindGetStatus && kind != message.KindReverse:
		r.fail(now, id, kind, message.Busy)
	default:
		r.dispatch(now, id, body)
	}
}

// mayRun looks the command up in the table. Two rules, left out, widen it.
func (r *Reader) mayRun(kind message.Kind, set states) bool {
	s := r.State()
	switch {
	case kind == message.KindComplete && !r.cfg.Rules.On(rule.NoLateAccept) && s == message.Reversing:
		return r.txn != nil
	case kind == message.KindStart && !r.cfg.Rules.On(rule.OneOpen) && s == message.Reversing:
		return r.session != nil
	case kind == message.KindStart && r.session == nil, kind == message.KindReverse && s == message.Reversing && r.session == nil:
		return false // signing in comes first, also after a boot
	}
	return set.has(s)
}

func (r *Reader) dispatch(now time.Duration, id uint32, body message.Body) {
	if k := body.Kind(); r.unsaved && (k == message.KindComplete || k == message.KindReverse) {
		r.unsaved = false
		if r.save() != nil { // too late: the request has long left
			return
		}
	}
	switch b := body.(type) {
	case message.GetInfo:
		r.answer(now, id, r.info())
	case message.GetStatus:
		r.answer(now, id, r.status())
	case message.SignIn:
		r.handleSignIn(now, id, b)
	case message.Start:
		r.handleStart(now, id, b)
	case message.HostMAC:
		r.handleHostMAC(now, id, b)
	case message.Complete:
		r.handleComplete(now, id, b)
	case message.Confirmed:
		r.handleConfirmed(now, id, b)
	case message.Reverse:
		r.handleReverse(now, id, b)
	case message.Cancel:
		r.handleCancel(now, id)
	}
}

func (r *Reader) info() message.InfoAnswer {
	v := r.cfg.Versions
	return message.InfoAnswer{
		Serial: r.cfg.Serial, Model: r.cfg.Model,
		Firmware: v.Firmware, Parameters: v.Parameters, CAPKs: v.CAPKs, Prompts: v.Prompts,
	}
}

func (r *Reader) status() message.StatusAnswer {
	a := message.StatusAnswer{State: r.State()}
	if a.State == message.Closed {
		rec := &r.st.Record
		a.Outcome, a.F11, a.Confirm = uint8(rec.Outcome), rec.F11, rec.Confirm
	}
	return a
}

// answer sends an answer, or an event with id 0.
func (r *Reader) answer(now time.Duration, id uint32, b message.Body) {
	p, err := message.Append(nil, id, b)
	if err == nil {
		err = r.link.Send(now, p)
	}
	if err != nil {
		r.note("not sent", err.Error())
	}
}

func (r *Reader) event(now time.Duration, b message.Body) { r.answer(now, 0, b) }

func (r *Reader) fail(now time.Duration, id uint32, kind message.Kind, code message.ErrorCode) {
	r.answer(now, id, message.Error{Code: code, Command: kind})
}

// refuse is the one answer to every failure of an envelope, a MAC or the state
// behind them. The reason stays inside: in the notes, and sealed in the next
// sign-in's report (docs/protocol.md, 6).
func (r *Reader) refuse(now time.Duration, id uint32, kind message.Kind, reason string) {
	r.note("refused", reason)
	if len(r.refused) < maxReport {
		r.refused = append(r.refused, uint8(kind))
	}
	r.fail(now, id, kind, message.Refused)
}

// later remembers a command that is answered when the card is done.
func (r *Reader) later(id uint32, kind message.Kind) { r.pending = pending{id, kind} }

// answerLater answers the remembered command, if it is still waited for.
func (r *Reader) answerLater(now time.Duration, b message.Body) {
	p := r.pending
	r.pending = pending{}
	if p.kind != 0 {
		r.answer(now, p.id, b)
	}
}

func (r *Reader) failLater(now time.Duration, code message.ErrorCode) {
	r.answerLater(now, message.Error{Code: code, Command: r.pending.kind})
}
