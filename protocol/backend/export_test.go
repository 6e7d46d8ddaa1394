package backend

// The number that backend and issuer know a transaction by.
var (
	RRN      = rrn
	ParseRRN = parseRRN
)

// Reasons lists every reason.
var Reasons = []Reason{
	ReasonEnvelope, ReasonMAC, ReasonType, ReasonKey, ReasonSuite, ReasonBody, ReasonTerminal, ReasonFork, ReasonCounter,
	ReasonRollback, ReasonTamper, ReasonSession, ReasonTranscript, ReasonFields, ReasonOffer, ReasonExpired, ReasonUsed,
	ReasonTwice, ReasonRecord, ReasonState, ReasonCard, ReasonGivenUp, ReasonHSM,
}
