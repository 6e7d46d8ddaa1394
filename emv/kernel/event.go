package kernel

// Event is one decision of the kernel, for a person who wants to know why.
// It carries no account data.
type Event struct {
	Clause string // "EMV Book 3, 10.5.1"
	Code   string // one of the Code constants
	Detail string // what was decided on which grounds
}

// The codes of events, in the order of a transaction.
const (
	CodePSE          = "selection.pse"
	CodeAIDList      = "selection.aids"
	CodeCandidate    = "selection.candidate"
	CodeSelected     = "selection.final"
	CodeInitiate     = "initiate"
	CodeRecords      = "records"
	CodeODA          = "oda"
	CodeRestrictions = "restrictions"
	CodeCVM          = "cvm"
	CodeRisk         = "risk"
	CodeAction       = "action"
	CodeCryptogram   = "cryptogram"
	CodeOnline       = "online"
	CodeIssuerAuth   = "issuer.auth"
	CodeScript       = "issuer.script"
	CodeOutcome      = "outcome"
)
