package reader

import (
	"io"
	"time"

	"github.com/openmpos/mpos/crypto/dukpt"
	"github.com/openmpos/mpos/crypto/pin"
	"github.com/openmpos/mpos/emv/kernel"
	"github.com/openmpos/mpos/internal/rule"
	"github.com/openmpos/mpos/protocol/envelope"
	"github.com/openmpos/mpos/protocol/message"
)

// transaction is the part of the open record that a loss of power takes.
type transaction struct {
	state    message.State // Offered, Card, CVM, Sent; Reversing once given up
	offer    envelope.Offer
	keys     *counterKeys
	data     *dukpt.DataKey // until the seal
	pinKey   *pin.Key       // until the PIN block
	pinBlock []byte
	pan      pin.PAN
	digits   []byte // PIN pad
	kernel   *kernel.Kernel
	apps     int    // to choose from; 0 when nothing is to be chosen
	sent     []byte // Authorize as given out
	macced   []byte // the body that HostMAC was asked for
	verdict  envelope.Verdict
	answered []byte // Verdict as received
}

// handleStart checks an Offer, persists the next counter with the open record,
// and asks for the card.
func (r *Reader) handleStart(now time.Duration, id uint32, c message.Start) {
	offer, reason := r.checkOffer(now, c.Offer)
	if reason != "" {
		r.refuse(now, id, message.KindStart, reason)
		return
	}
	r.dropReversal()
	r.dropTransaction()
	ksn, tk, err := r.term.Next()
	if err != nil {
		r.refuse(now, id, message.KindStart, err.Error())
		return
	}
	defer tk.Destroy()
	p := &r.session.profile
	r.st.Record = record{
		Status: recordOpen, SID: offer.SID, CT: ksn.Counter(), TN: offer.TN, Type: offer.Type,
		Amount: offer.Amount, Currency: offer.Currency, F11: systemTraceNumber(ksn.Counter()), F41: p.F41, F42: p.F42,
	}
	r.session.number = offer.Number
	r.session.left--
	if r.unsaved = !r.cfg.Rules.On(rule.PersistFirst); !r.unsaved && r.save() != nil {
		return
	}
	if err := r.open(now, offer, ksn, tk); err != nil {
		r.note("keys", err.Error())
		r.later(id, message.KindStart)
		r.closeLocally(now, message.CardError, "keys")
		return
	}
	r.later(id, message.KindStart)
	r.screen = Screen{Type: offer.Type, Amount: offer.Amount, Currency: offer.Currency, Merchant: offer.Merchant}
	r.prompt(now, PromptInsertCard)
	r.setTimer(now, r.cfg.CardTimeout)
	if r.card {
		r.startKernel(now)
	}
}

// checkOffer is the reader's side of amount-in-offer and offer-once: it takes
// an offer of this session, under its key, with a number it has not seen, that
// has not expired. It returns why not, or "".
func (r *Reader) checkOffer(now time.Duration, b []byte) (envelope.Offer, string) {
	s := r.session
	e, err := s.keys.open(envelope.TypeOffer, b)
	if err != nil {
		return envelope.Offer{}, err.Error()
	}
	o, err := envelope.ParseOffer(e.Body)
	switch {
	case err != nil:
		return o, err.Error()
	case o.SID != s.sid:
		return o, "offer of another session"
	case r.cfg.Rules.On(rule.OfferNumber) && o.Number <= s.number:
		return o, "offer number was taken"
	case s.left == 0:
		return o, "session has no transactions left"
	case s.time(now) > o.Time+uint64(o.Life):
		return o, "offer has expired"
	case o.Type != envelope.Sale:
		return o, "transaction type is not supported"
	}
	return o, ""
}

// open derives the working keys of the counter; the caller destroys the
// derivation key. From here on the counter's keys are all there is of it.
func (r *Reader) open(now time.Duration, offer envelope.Offer, ksn dukpt.KSN, tk *dukpt.TransactionKey) error {
	t := &transaction{state: message.Offered, offer: offer}
	var err error
	if t.keys, err = r.newCounterKeys(ksn, tk); err != nil {
		return err
	}
	if t.data, err = tk.DataEncryption(); err != nil {
		return err
	}
	if t.pinKey, err = tk.PINEncryption(); err != nil {
		return err
	}
	var un [4]byte
	if _, err = io.ReadFull(r.cfg.Random, un[:]); err != nil {
		return err
	}
	at := time.Unix(int64(r.session.time(now)), 0).UTC()
	t.kernel = kernel.New(r.cfg.Kernel, kernel.Transaction{
		Amount: offer.Amount, Currency: offer.Currency, Type: goodsAndServices,
		Time: at, UN: un, Sequence: r.st.Record.F11, Random: r.cfg.Random,
	})
	r.txn = t
	return nil
}

// goodsAndServices is tag 9C of a sale (ISO 8583, first two digits of F3).
const goodsAndServices = 0x00

// closeLocally ends a sale whose Authorize has not left: nothing can have been
// charged, so one write closes the record and the screen says so.
func (r *Reader) closeLocally(now time.Duration, code message.ErrorCode, why string) {
	r.note("closed locally", why)
	r.dropTransaction()
	r.st.Record = record{}
	if r.save() != nil {
		return
	}
	r.stopTimer()
	r.prompt(now, PromptNotCharged)
	r.failLater(now, code)
}

// dropTransaction clears what the RAM holds of a transaction.
func (r *Reader) dropTransaction() {
	t := r.txn
	if t == nil {
		return
	}
	r.txn = nil
	t.keys.destroy()
	t.dropCardKeys()
	clear(t.digits)
	if t.kernel != nil {
		t.kernel.Stop()
	}
}

// dropCardKeys clears the keys that are used once, and what they are used on.
func (t *transaction) dropCardKeys() {
	t.data.Destroy()
	t.pinKey.Destroy()
	t.pan.Destroy()
}
