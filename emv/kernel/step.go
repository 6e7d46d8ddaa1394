package kernel

import (
	"github.com/openmpos/mpos/crypto/pin"
	"github.com/openmpos/mpos/emv"
)

// Step is what the kernel asks of its caller: Transmit, Choose, EnterPIN,
// GoOnline, or Done.
type Step interface{ step() }

// Transmit asks to send a command to the card. Answers: Response, CardRemoved.
type Transmit struct {
	Command []byte // a command APDU
}

// Choose asks the cardholder for an application. Answers: Chosen, CardRemoved.
type Choose struct {
	Apps []App // in the card's order of priority
}

// App is an application on offer.
type App struct {
	AID      []byte // its name on the card (4F or 84)
	Label    string // printable ASCII, at most 16 characters, never empty
	Priority uint8  // 1 is the highest, 0 is none
}

// EnterPIN asks for the PIN, to be encrypted outside the kernel and sent to
// the issuer. Answers: PINEntered, PINBypassed, PINCancelled, PINPadFailed,
// CardRemoved.
type EnterPIN struct {
	PAN pin.PAN // for the PIN block
}

// GoOnline asks for the issuer's decision. Answers: Online, UnableToGoOnline,
// CardRemoved.
type GoOnline struct {
	// F55 holds, as BER-TLV in this order, those present of
	// 9F26 9F27 9F10 9F37 9F36 95 9A 9C 9F02 5F2A 82 9F1A 9F03 9F33 9F34 9F35
	// 9F1E 84 9F09 9F41 9F63 9F74. Nothing of it names the account.
	F55 []byte
	// Sealed holds the account, as BER-TLV in this order, those present of
	// 5A 57 5F24 5F34 5F20. It must be encrypted before it leaves the reader.
	Sealed []byte

	UN         [4]byte // 9F37
	ATC        uint16  // 9F36
	CVMResults emv.CVMResults
}

// Done is the last step; every further Next returns it again.
type Done struct {
	Outcome Outcome
}

func (Transmit) step() {}
func (Choose) step()   {}
func (EnterPIN) step() {}
func (GoOnline) step() {}
func (Done) step()     {}

// Answer is what the caller says to a step. An answer that does not fit the
// step ends the transaction with ReasonMisuse. Cancel and CardRemoved fit every
// step.
type Answer interface{ answer() }

// Response is the card's response APDU, status word included.
type Response struct {
	Bytes []byte // copied by the kernel
}

// CardRemoved says that the card is gone or does not answer.
type CardRemoved struct{}

// Cancel says that cardholder, merchant or host ended the transaction.
type Cancel struct{}

// Chosen names an application by its index in Choose.Apps.
type Chosen struct {
	Index int
}

// PINEntered says that a PIN was entered and encrypted.
type PINEntered struct{}

// PINBypassed says that the cardholder went on without a PIN.
type PINBypassed struct{}

// PINCancelled says that the cardholder ended the transaction at the PIN pad.
type PINCancelled struct{}

// PINPadFailed says that the PIN pad does not work.
type PINPadFailed struct{}

// Online is the issuer's answer.
type Online struct {
	Approved       bool     // the issuer approved the whole amount
	IssuerAuthData []byte   // the value of 91, 8–16 bytes; empty if there was none
	Scripts        [][]byte // complete templates 71 and 72
	ARC            [2]byte  // 8A, authorisation response code
}

// UnableToGoOnline says that no answer of the issuer is to be had.
type UnableToGoOnline struct{}

func (Response) answer()         {}
func (CardRemoved) answer()      {}
func (Cancel) answer()           {}
func (Chosen) answer()           {}
func (PINEntered) answer()       {}
func (PINBypassed) answer()      {}
func (PINCancelled) answer()     {}
func (PINPadFailed) answer()     {}
func (Online) answer()           {}
func (UnableToGoOnline) answer() {}
