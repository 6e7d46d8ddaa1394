package reader

import (
	"time"

	"github.com/openmpos/mpos/crypto/pin"
	"github.com/openmpos/mpos/emv/kernel"
	"github.com/openmpos/mpos/protocol/message"
)

// Key is a key of the reader's own PIN pad. What is pressed never leaves the
// reader: the host hears how many digits there are.
type Key byte

// The keys of the PIN pad besides the digits '0' to '9'.
const (
	KeyEnter  Key = '\r'
	KeyClear  Key = '\b'
	KeyCancel Key = 0x1b
)

// maxPIN is the longest PIN, minPIN the shortest (ISO 9564-1, 6.1).
const minPIN, maxPIN = 4, 12

// Press takes one key of the PIN pad.
func (r *Reader) Press(now time.Duration, k Key) {
	if r.dead {
		return
	}
	s := r.State()
	switch {
	case k == KeyCancel && (s == message.Offered || s == message.Card):
		r.closeLocally(now, message.Cancelled, "cancel key")
	case s == message.Card && r.txn.apps > 0:
		r.choose(now, k)
	case s == message.CVM:
		r.pinKey(now, k)
	}
}

func (r *Reader) beginChoice(now time.Duration, s kernel.Choose) {
	r.txn.apps = len(s.Apps)
	r.prompt(now, PromptChooseApplication)
	for _, a := range s.Apps {
		r.screen.Choices = append(r.screen.Choices, a.Label)
	}
	r.setTimer(now, r.cfg.KeyTimeout)
}

func (r *Reader) choose(now time.Duration, k Key) {
	i := int(k) - '1'
	if i < 0 || i >= r.txn.apps {
		return
	}
	r.txn.apps = 0
	r.prompt(now, PromptProcessing)
	r.setTimer(now, r.cfg.CardTimeout)
	r.drive(now, kernel.Chosen{Index: i})
}

func (r *Reader) beginPIN(now time.Duration, s kernel.EnterPIN) {
	t := r.txn
	t.state, t.pan = message.CVM, s.PAN
	t.digits = make([]byte, 0, maxPIN)
	r.prompt(now, PromptEnterPIN)
	r.setTimer(now, r.cfg.KeyTimeout)
}

func (r *Reader) pinKey(now time.Duration, k Key) {
	t := r.txn
	r.setTimer(now, r.cfg.KeyTimeout)
	switch {
	case k >= '0' && k <= '9' && len(t.digits) < maxPIN:
		t.digits = append(t.digits, byte(k))
	case k == KeyClear && len(t.digits) > 0:
		clear(t.digits)
		t.digits = t.digits[:0]
	case k == KeyEnter && len(t.digits) == 0:
		r.endPIN(now, kernel.PINBypassed{})
		return
	case k == KeyEnter && len(t.digits) >= minPIN:
		r.encipherPIN(now)
		return
	case k == KeyCancel:
		r.endPIN(now, kernel.PINCancelled{})
		return
	default:
		return
	}
	r.screen.Digits = len(t.digits)
	r.event(now, message.PINDigits{Digits: uint8(len(t.digits))})
}

// encipherPIN makes the format 4 block, bound to the PAN, and forgets the
// digits. The key of this counter is used for nothing else.
func (r *Reader) encipherPIN(now time.Duration) {
	t := r.txn
	p, err := pin.ParsePIN(string(t.digits))
	if err != nil {
		r.closeLocally(now, message.CardError, "PIN")
		return
	}
	block, err := t.pinKey.EncryptFormat4(p, t.pan, r.cfg.Random)
	p.Destroy()
	if err != nil {
		r.closeLocally(now, message.CardError, "PIN block")
		return
	}
	t.pinBlock = block[:]
	r.endPIN(now, kernel.PINEntered{})
}

func (r *Reader) endPIN(now time.Duration, a kernel.Answer) {
	t := r.txn
	clear(t.digits)
	t.digits = nil
	t.state = message.Card
	r.prompt(now, PromptProcessing)
	r.setTimer(now, r.cfg.CardTimeout)
	r.drive(now, a)
}
