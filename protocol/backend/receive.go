package backend

import (
	"time"

	"github.com/openmpos/mpos/protocol/acquirer"
	"github.com/openmpos/mpos/protocol/envelope"
)

// request is one frame on its way through the backend.
type request struct {
	now     time.Time
	conn    uint64
	frame   acquirer.Frame
	view    acquirer.View
	checked bool // the HSM had its command
}

// Receive takes one whole frame, with its length, of a connection. The frame
// is not kept. Malformed bytes are an event, and F39 = 30 where the message
// can be told; a message or transaction that the policy does not list gets 12
// or 58; whatever fails of an envelope, of F64 or of the state gets A0.
func (b *Backend) Receive(now time.Time, conn uint64, frame []byte) {
	if b.dead {
		return
	}
	f, err := acquirer.ParseFrame(frame)
	if err != nil {
		b.event(Event{Kind: BadFrame, Conn: conn, Detail: err.Error()})
		return
	}
	rq := &request{now: now, conn: conn, frame: f}
	if rq.view, err = acquirer.Terminal.View(f.Body); err != nil {
		b.unreadable(rq, err)
		return
	}
	switch rq.view.Kind() {
	case acquirer.KindSignIn:
		b.signIn(rq)
	case acquirer.KindOrder:
		b.order(rq)
	case acquirer.KindFinancial:
		b.authorize(rq)
	case acquirer.KindReversal:
		b.reverse(rq)
	case acquirer.KindConfirm:
		b.confirm(rq)
	default:
		b.notAllowed(rq, acquirer.CodeInvalid)
	}
}

// supported is the policy "merchant" as far as it goes: sales. The numbers of
// the types are the envelope's.
func supported(t acquirer.TxnType) bool { return envelope.TxnType(t) == envelope.Sale }

// send answers a request with a body.
func (b *Backend) send(rq *request, body []byte, err error) {
	if err != nil { // a value of ours that does not fit its field
		b.event(Event{Kind: BadFrame, Conn: rq.conn, Detail: err.Error()})
		return
	}
	b.out = append(b.out, Out{Conn: rq.conn, Bytes: rq.frame.Answer(body).Append(nil)})
}

// malformed answers a message whose fields are not those of its kind.
func (b *Backend) malformed(rq *request, err error) {
	b.event(Event{Kind: BadFrame, Conn: rq.conn, Detail: err.Error()})
	b.named(rq, acquirer.CodeFormat)
}

// notAllowed answers what no policy lists.
func (b *Backend) notAllowed(rq *request, code string) {
	b.event(Event{Kind: NotAllowed, Conn: rq.conn, Detail: code})
	b.named(rq, code)
}

// named answers with a code and without an envelope. What is no request gets
// no answer.
func (b *Backend) named(rq *request, code string) {
	if body, err := acquirer.AppendRefusal(nil, rq.view, code); err == nil {
		b.send(rq, body, nil)
	}
}

// unreadable answers a body that does not parse, if its type is a request's:
// with F39 alone, since no field can be trusted.
func (b *Backend) unreadable(rq *request, err error) {
	b.event(Event{Kind: BadFrame, Conn: rq.conn, Detail: err.Error()})
	mti := ""
	switch [2]byte(rq.frame.Body) { // a frame has room for MTI and bitmap
	case [2]byte{0x02, 0x00}:
		mti = "0210"
	case [2]byte{0x04, 0x00}:
		mti = "0410"
	case [2]byte{0x06, 0x20}:
		mti = "0630"
	case [2]byte{0x08, 0x00}:
		mti = "0810"
	default:
		return
	}
	m := acquirer.Terminal.New(mti)
	m.SetText(39, acquirer.CodeFormat)
	body, err := m.Append(nil)
	b.send(rq, body, err)
}
