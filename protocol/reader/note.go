package reader

import (
	"fmt"
	"time"

	"github.com/openmpos/mpos/protocol/envelope"
	"github.com/openmpos/mpos/protocol/message"
)

// Note is one line of the reader's own trace: a change of state, a decision of
// the kernel with its clause, a reason for a refusal. It holds no card data
// and never leaves the reader on the link.
type Note struct {
	Code, Detail string
}

// Notes drains the reader's own trace.
func (r *Reader) Notes() []Note {
	n := r.notes
	r.notes = nil
	return n
}

func (r *Reader) note(code, detail string) { r.notes = append(r.notes, Note{code, detail}) }

// showState sets the screen that belongs to the state.
func (r *Reader) showState() {
	s := r.State()
	switch s {
	case message.Locked:
		r.screen = Screen{Prompt: PromptNotReady}
	case message.SignedIn:
		r.screen = Screen{Prompt: PromptReady, Merchant: r.session.profile.Name}
	case message.Tampered:
		r.screen = Screen{Prompt: PromptTampered}
	case message.Reversing:
		r.screen = r.recordScreen(PromptReversing)
	case message.Closed:
		r.screen = r.recordScreen(outcomePrompt(r.st.Record.Outcome))
	}
}

// recordScreen is a screen about the stored record.
func (r *Reader) recordScreen(p Prompt) Screen {
	rec := &r.st.Record
	return Screen{Prompt: p, Type: rec.Type, Amount: rec.Amount, Currency: rec.Currency}
}

func outcomePrompt(o envelope.Outcome) Prompt {
	switch o {
	case envelope.Approved:
		return PromptApproved
	case envelope.Declined:
		return PromptDeclined
	}
	return PromptNotCharged
}

// prompt shows a prompt beside what the screen shows of the transaction, and
// tells the host its number.
func (r *Reader) prompt(now time.Duration, p Prompt) {
	r.screen.Prompt, r.screen.Digits, r.screen.Choices = p, 0, nil
	r.event(now, message.PromptShown{Prompt: uint8(p)})
}

// Record describes the stored record for a screen: "none", "open sale 100.00
// CNY ct 2", "closed APPROVED ct 2".
func (r *Reader) Record() string {
	rec := &r.st.Record
	switch rec.Status {
	case recordOpen:
		return fmt.Sprintf("open %s %s ct %d", rec.Type, Money(rec.Amount, rec.Currency), rec.CT)
	case recordClosed:
		return fmt.Sprintf("closed %s ct %d", rec.Outcome, rec.CT)
	}
	return "none"
}
