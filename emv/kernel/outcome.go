package kernel

// OutcomeKind is how a transaction ended.
type OutcomeKind uint8

// The kinds of outcome.
const (
	Approved       OutcomeKind = 1 + iota // the card gave a TC
	Declined                              // without the issuer: AAC at the first GENERATE AC, or unable to go online
	OnlineDeclined                        // the issuer declined, and the card gave an AAC
	CardDeclined                          // the issuer approved, but the card gave an AAC
	Cancelled                             // the caller ended it
	Removed                               // the card went away
	Failed                                // terminated, see Outcome.Reason
)

var kindNames = [...]string{
	Approved: "approved", Declined: "declined", OnlineDeclined: "online declined",
	CardDeclined: "card declined", Cancelled: "cancelled", Removed: "card removed", Failed: "failed",
}

// String returns the kind in words.
func (k OutcomeKind) String() string {
	if int(k) < len(kindNames) && kindNames[k] != "" {
		return kindNames[k]
	}
	return "?"
}

// The reasons in Outcome.Reason: why, where the kind alone does not say.
const (
	ReasonMisuse            = "answer does not fit the step"
	ReasonConfig            = "configuration or transaction data out of range"
	ReasonRandom            = "source of randomness failed"
	ReasonNoApplication     = "no application in common, or none left"
	ReasonCardBlocked       = "card blocked, or SELECT not supported"
	ReasonStatus            = "status word"
	ReasonMalformed         = "malformed answer of the card"
	ReasonMissingData       = "mandatory data missing"
	ReasonDuplicateData     = "data object came twice"
	ReasonInconsistentData  = "PAN and track 2 differ"
	ReasonTooMuch           = "more data than the cap allows"
	ReasonWrongCryptogram   = "cryptogram of a kind that was not asked for"
	ReasonServiceNotAllowed = "card: service not allowed"
	ReasonPINTries          = "card: PIN try limit exceeded"
	ReasonIssuerAuth        = "card: issuer authentication failed"
	ReasonActionDenial      = "terminal action analysis: denial"
	ReasonUnableOnline      = "unable to go online"
	ReasonCardDecision      = "card's own decision"
)

// Outcome is the end of a transaction. It carries no account data.
type Outcome struct {
	Kind   OutcomeKind
	Reason string // one of the Reason constants, or ""
	Detail string // where and what: "GENERATE AC 2: SW 6985"

	TC  []byte  // the final cryptogram of an approved transaction, 8 bytes
	ARC [2]byte // 8A, the issuer's or the terminal's own (Y1, Z1, Y3, Z3); zero if none

	// ScriptResults has five bytes for each script (EMV Book 4, annex A5).
	ScriptResults []byte
	// Signature asks for the cardholder's signature on an approved
	// transaction.
	Signature bool
}
