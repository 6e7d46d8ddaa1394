package backend

import (
	"errors"

	"github.com/openmpos/mpos/crypto/dukpt"
	"github.com/openmpos/mpos/crypto/hsm"
	"github.com/openmpos/mpos/protocol/acquirer"
)

// codeNoIssuer is F39 for a sale that the issuer did not answer.
const codeNoIssuer = acquirer.CodeNoAnswer

// errUnchanged makes the Store drop a refused message's commit.
var errUnchanged = errors.New("backend: refused")

// refuse is the only way out for every failure of an envelope, of F64 and of
// the backend's state: the same bytes whatever the reason, and one HSM command
// has been done whatever the reason (docs/protocol.md, 6; A24).
func (b *Backend) refuse(rq *request, o *opened, reason Reason) {
	if !rq.checked {
		b.idleCommand(rq)
	}
	e := Event{Kind: Refusal, Conn: rq.conn, Reason: reason}
	if o != nil && o.from != nil {
		e.Serial, e.CT = o.from.Serial, o.counter()
	}
	b.event(e)
	if reason.alarm() {
		e.Kind = CloneAlarm
		b.event(e)
	}
	b.named(rq, acquirer.CodeRefused)
}

// idleCommand gives the HSM the work of a message that has no key of its own.
func (b *Backend) idleCommand(rq *request) {
	var mac [16]byte
	_ = b.cfg.HSM.VerifyMAC(b.cfg.BDK, dukpt.KSN{11: 1}, hsm.MACed{Data: rq.view.Body(), MAC: mac[:]})
}

// step runs one commit of an authentic message. f returns why the message is
// refused, and then has written nothing; a clone alarm is counted. A failure
// of the Store leaves the Backend dead and ok false.
func (b *Backend) step(from *Enrolment, f func(Tx) Reason) (reason Reason, ok bool) {
	b.update(from.Serial, func(tx Tx) error {
		reason = f(tx)
		switch {
		case reason == "":
		case reason.alarm():
			t := tx.Terminal()
			t.Alarms++
			tx.PutTerminal(t)
		default:
			return errUnchanged
		}
		return nil
	})
	return reason, !b.dead
}

// before finds an accepted message of this counter and type. The same bytes
// get the stored answer; other bytes are proof of a clone.
func before(tx Tx, o *opened) (m Message, found bool, reason Reason) {
	m, found = tx.Message(o.counter(), o.env.Type)
	if found && m.Hash != o.hash {
		return Message{}, false, ReasonFork
	}
	return m, found, ""
}

// accepted is the row of a message and its answer.
func accepted(o *opened, code string, envelope []byte) Message {
	return Message{Counter: o.counter(), Type: o.env.Type, Hash: o.hash, Code: code, Envelope: envelope}
}
