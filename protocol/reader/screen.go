package reader

import (
	"fmt"
	"strings"

	"github.com/openmpos/mpos/protocol/envelope"
)

// The display of docs/protocol.md: 128 × 64 dots, 8 lines of 21 characters.
const (
	screenLines   = 8
	screenColumns = 21
)

// Prompt is the number of a text in the reader's signed prompt table. Nothing
// but these texts, with fields from verified messages, reaches the display:
// the host has no way to show a word of its own (T4).
type Prompt uint8

// The prompt table.
const (
	PromptNotReady Prompt = 1 + iota
	PromptReady
	PromptInsertCard
	PromptProcessing
	PromptChooseApplication
	PromptEnterPIN
	PromptPleaseWait
	PromptApproved
	PromptDeclined
	PromptNotCharged
	PromptReversing
	PromptTampered
)

var promptText = [...]string{
	PromptNotReady:          "NOT SIGNED IN",
	PromptReady:             "READY",
	PromptInsertCard:        "INSERT CARD",
	PromptProcessing:        "READING CARD",
	PromptChooseApplication: "CHOOSE",
	PromptEnterPIN:          "ENTER PIN",
	PromptPleaseWait:        "PLEASE WAIT",
	PromptApproved:          "APPROVED",
	PromptDeclined:          "DECLINED",
	PromptNotCharged:        "NOT CHARGED",
	PromptReversing:         "CANCELLING SALE",
	PromptTampered:          "OUT OF SERVICE",
}

// String returns the prompt's text.
func (p Prompt) String() string {
	if int(p) < len(promptText) && promptText[p] != "" {
		return promptText[p]
	}
	return "?"
}

// Screen is what the display shows. Type, amount and merchant come from the
// verified Offer, and stay empty without one.
type Screen struct {
	Prompt   Prompt
	Type     envelope.TxnType
	Amount   uint64 // minor units
	Currency uint16 // ISO 4217 number
	Merchant string
	Digits   int      // PIN digits entered, shown as asterisks
	Choices  []string // applications to choose from, with their key
}

// Lines renders the screen: at most 8 lines of at most 21 characters.
func (s Screen) Lines() []string {
	var l []string
	if s.Merchant != "" {
		l = append(l, clip(s.Merchant))
	}
	if s.Type != 0 {
		l = append(l, clip(fmt.Sprintf("%s %s", strings.ToUpper(s.Type.String()), Money(s.Amount, s.Currency))))
	}
	l = append(l, clip(s.Prompt.String()))
	for i, c := range s.Choices {
		l = append(l, clip(fmt.Sprintf("%d %s", i+1, c)))
	}
	if s.Prompt == PromptEnterPIN {
		l = append(l, strings.Repeat("*", s.Digits))
	}
	if len(l) > screenLines {
		l = l[:screenLines]
	}
	return l
}

// String joins the lines of the screen with line feeds.
func (s Screen) String() string { return strings.Join(s.Lines(), "\n") }

func clip(s string) string {
	r := []rune(s)
	if len(r) > screenColumns {
		r = r[:screenColumns]
	}
	return string(r)
}

// Money writes an amount of minor units with its currency code, "100.00 CNY".
// Currencies are those with two decimals that the reader's prompt table knows;
// another is written by its number.
func Money(minor uint64, currency uint16) string {
	code, ok := map[uint16]string{156: "CNY", 344: "HKD", 826: "GBP", 840: "USD", 978: "EUR"}[currency]
	if !ok {
		code = fmt.Sprintf("%03d", currency)
	}
	return fmt.Sprintf("%d.%02d %s", minor/100, minor%100, code)
}
