package backend

// Reason is why a message was refused. It stays in the backend's trace: to the
// host all reasons look alike (docs/protocol.md, 6).
type Reason string

// The reasons, in the order of the checks.
const (
	ReasonEnvelope   Reason = "ENVELOPE"   // F57 is no envelope
	ReasonMAC        Reason = "MAC"        // the HSM refused it
	ReasonType       Reason = "TYPE"       // an envelope of another type than the message carries
	ReasonKey        Reason = "KEY"        // no reader is enrolled under this key
	ReasonSuite      Reason = "SUITE"      // not the reader's suite
	ReasonBody       Reason = "BODY"       // the body is malformed
	ReasonTerminal   Reason = "TERMINAL"   // serial, F41 or F42 are not the reader's
	ReasonFork       Reason = "FORK"       // ALARM: two different messages of one counter and type
	ReasonCounter    Reason = "COUNTER"    // counter is not above the highest seen
	ReasonRollback   Reason = "ROLLBACK"   // ALARM: a new counter with an older boot count or highest counter
	ReasonTamper     Reason = "TAMPER"     // the reader says it was tampered with
	ReasonSession    Reason = "SESSION"    // no session, or its life is over
	ReasonTranscript Reason = "TRANSCRIPT" // it names another message than the one it answers
	ReasonFields     Reason = "FIELDS"     // ISO 8583 fields differ from the envelope or the offer
	ReasonOffer      Reason = "OFFER"      // no offer of this reader and session
	ReasonExpired    Reason = "EXPIRED"    // the offer's life is over
	ReasonUsed       Reason = "USED"       // the offer was spent by a Reverse
	ReasonTwice      Reason = "TWICE"      // ALARM: two different Authorize for one offer
	ReasonRecord     Reason = "RECORD"     // a Reverse that does not fit the transaction
	ReasonState      Reason = "STATE"      // a Confirm of what is not charged
	ReasonCard       Reason = "CARD"       // the sealed field has no card number
	ReasonGivenUp    Reason = "GIVENUP"    // given up while the issuer was asked
	ReasonHSM        Reason = "HSM"        // the HSM could not MAC the answer
)

// alarm says whether the reason is proof that an honest reader cannot give.
func (r Reason) alarm() bool {
	return r == ReasonFork || r == ReasonRollback || r == ReasonTwice
}
