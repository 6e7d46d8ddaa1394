package envelope

import "strconv"

// Suite names the algorithms and keys (docs/protocol.md, 4). It is fixed at
// enrolment.
type Suite uint8

// The suites. Only 1 and 2 have envelopes.
const (
	SuiteAESDUKPT  Suite = 1 // ANSI X9.24-3, AES-CMAC, PIN format 4
	SuiteTDESDUKPT Suite = 2 // ANSI X9.24-1, retail MAC, PIN format 0 or 3
	SuiteUnionPay  Suite = 3 // working keys under a TMK, TDES
	SuiteSM        Suite = 4 // as 3 with SM4
)

// Type says which message an envelope is.
type Type uint8

// The types, in the order of a transaction.
const (
	TypeSignIn1   Type = 1
	TypeSignIn2   Type = 2
	TypeSignIn3   Type = 3
	TypeOffer     Type = 4
	TypeAuthorize Type = 5
	TypeVerdict   Type = 6
	TypeConfirm   Type = 7
	TypeReverse   Type = 8
	TypeReversed  Type = 9
	// HostMACType is the type in the MAC input of field 64, whose body is an
	// ISO 8583 body. No envelope has it.
	HostMACType Type = 10
)

var typeNames = [...]string{
	TypeSignIn1: "SignIn1", TypeSignIn2: "SignIn2", TypeSignIn3: "SignIn3", TypeOffer: "Offer",
	TypeAuthorize: "Authorize", TypeVerdict: "Verdict", TypeConfirm: "Confirm", TypeReverse: "Reverse",
	TypeReversed: "Reversed", HostMACType: "HostMAC",
}

// String returns the name of the message, "Authorize".
func (t Type) String() string { return name(typeNames[:], uint8(t), "type") }

// MaxLen returns the longest an envelope of the type may be, in bytes, 0 for a
// type without envelopes (docs/protocol.md, 5).
func (t Type) MaxLen() int {
	if int(t) < len(maxLens) {
		return maxLens[t]
	}
	return 0
}

var maxLens = [...]int{
	TypeSignIn1: 235, TypeSignIn2: 393, TypeSignIn3: 333, TypeOffer: 319, TypeAuthorize: 413, TypeVerdict: 369,
	TypeConfirm: 180, TypeReverse: 96, TypeReversed: 96, HostMACType: 0,
}

// MaxEnvelope is the longest envelope of any type.
const MaxEnvelope = 413

// Outcome is how a transaction ends for the cardholder.
type Outcome uint8

// The outcomes. A Verdict is Approved or Declined; the reader says NotCharged
// of what ended before Authorize or was reversed.
const (
	Approved   Outcome = 1
	Declined   Outcome = 2
	NotCharged Outcome = 3
)

var outcomeNames = [...]string{Approved: "APPROVED", Declined: "DECLINED", NotCharged: "NOT CHARGED"}

// String returns the outcome as a screen shows it.
func (o Outcome) String() string { return name(outcomeNames[:], uint8(o), "outcome") }

// FinalState is the backend's last word on a reversed transaction.
type FinalState uint8

// The final states.
const (
	FinalReversed  FinalState = 1 // nothing is charged
	FinalDeclined  FinalState = 2 // nothing was charged
	FinalConfirmed FinalState = 3 // a Confirm came before: charged
)

var finalNames = [...]string{FinalReversed: "REVERSED", FinalDeclined: "DECLINED", FinalConfirmed: "CONFIRMED"}

// String returns the state in capitals.
func (s FinalState) String() string { return name(finalNames[:], uint8(s), "state") }

// TxnType is what a transaction does.
type TxnType uint8

// The transaction types: those of a merchant, then those of a personal reader
// (docs/protocol.md, 7).
const (
	Sale           TxnType = 1
	Void           TxnType = 2
	Refund         TxnType = 3
	PreAuth        TxnType = 4
	Completion     TxnType = 5
	Balance        TxnType = 6
	PreAuthVoid    TxnType = 7
	CompletionVoid TxnType = 8
	Purchase       TxnType = 9  // self-service, bound card
	Transfer       TxnType = 10 // out of the bound card
	Repayment      TxnType = 11 // to a credit card account
)

var txnNames = [...]string{
	Sale: "sale", Void: "void", Refund: "refund", PreAuth: "pre-authorisation", Completion: "completion",
	Balance: "balance", PreAuthVoid: "pre-authorisation void", CompletionVoid: "completion void",
	Purchase: "purchase", Transfer: "transfer", Repayment: "repayment",
}

// String returns the type in words, "sale".
func (t TxnType) String() string { return name(txnNames[:], uint8(t), "transaction type") }

// How the card was read: the first two digits of field 22.
const (
	EntryManual      uint8 = 1
	EntryStripe      uint8 = 2
	EntryQR          uint8 = 3
	EntryContact     uint8 = 5
	EntryContactless uint8 = 7
)

func name(names []string, n uint8, what string) string {
	if int(n) < len(names) && names[n] != "" {
		return names[n]
	}
	return what + " " + strconv.Itoa(int(n))
}
