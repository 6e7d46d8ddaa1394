package acquirer

import "iter"

// CodeClass is what a terminal does with a response code.
type CodeClass byte

// The classes of the profile. Zero: the sources do not say.
const (
	ClassApproved CodeClass = 'A' // the transaction succeeded
	ClassRetry    CodeClass = 'B' // failed, may be tried again
	ClassFinal    CodeClass = 'C' // failed, trying again does not help
	ClassOperator CodeClass = 'D' // failed, the operator has to act
	ClassSystem   CodeClass = 'E' // a system failed, trying again does not help
)

// String returns the letter and its meaning, "A, approved".
func (c CodeClass) String() string {
	switch c {
	case ClassApproved:
		return "A, approved"
	case ClassRetry:
		return "B, may be tried again"
	case ClassFinal:
		return "C, do not try again"
	case ClassOperator:
		return "D, operator acts"
	case ClassSystem:
		return "E, system failure"
	}
	return "not stated"
}

// ResponseCode is a row of the table of F39.
type ResponseCode struct {
	Code    string
	Meaning string
	Class   CodeClass
	Action  string // what the terminal does besides, "" if nothing
}

// Codes that this project's backend and issuer give.
const (
	CodeApproved     = "00"
	CodeBadMerchant  = "03"
	CodeDoNotHonour  = "05"
	CodeInvalid      = "12"
	CodeNotFound     = "25"
	CodeFormat       = "30"
	CodeFunds        = "51"
	CodeExpired      = "54"
	CodeWrongPIN     = "55"
	CodeNotForCard   = "57"
	CodeNotPermitted = "58" // what a policy does not list
	CodeDuplicate    = "94"
	CodeSystem       = "96"
	CodeNoAnswer     = "98"
	// CodeRefused is the one answer to every failure of an envelope, of F64 or
	// of the backend's state; F57 is then absent.
	CodeRefused = "A0"
)

// Meanings and classes: LY and BP's lists; newPosTech PosN38Universal,
// ErrorType.m (2014), and com.example.halalah ResultsQuery.java agree on the
// classes of all codes they share but 03 and 04, which the second swaps. 45 and
// 77 stand in the first alone; 79 is in page text only.
var responseCodes = [...]ResponseCode{
	{"00", "approved", 'A', ""},
	{"01", "refer to card issuer", 'C', ""},
	{"03", "invalid merchant", 'C', ""},
	{"04", "capture the card", 'D', "keep the card"},
	{"05", "do not honour, or identity check failed", 'C', ""},
	{"10", "approved for a part of the amount", 'A', "show the approved amount"},
	{"11", "approved, VIP", 'A', ""},
	{"12", "invalid transaction", 'C', ""},
	{"13", "invalid amount", 'B', ""},
	{"14", "invalid card number", 'B', ""},
	{"15", "no such issuer", 'C', ""},
	{"21", "card not initialised, or dormant", 'C', ""},
	{"22", "out of step with the centre, or too many days passed", 'C', ""},
	{"25", "original transaction not found", 'C', ""},
	{"30", "format error", 'C', ""},
	{"34", "suspected fraud", 'D', "keep the card"},
	{"38", "PIN tries exceeded", 'D', ""},
	{"40", "function not supported", 'C', ""},
	{"41", "lost card", 'D', "keep the card"},
	{"43", "stolen card", 'D', "keep the card"},
	{"45", "use the chip", 'D', "insert the card"},
	{"51", "insufficient funds", 'C', ""},
	{"54", "expired card", 'C', ""},
	{"55", "wrong PIN", 'C', ""},
	{"57", "not permitted to the cardholder", 'C', ""},
	{"58", "not permitted to the terminal", 'C', ""},
	{"59", "card verification failed", 'C', ""},
	{"61", "amount over the limit", 'C', ""},
	{"62", "restricted card", 'C', ""},
	{"64", "amount is not the original's", 'C', ""},
	{"65", "number of transactions over the limit", 'C', ""},
	{"68", "issuer answered too late", 'C', ""},
	{"75", "PIN tries exceeded", 'C', ""},
	{"77", "batch number is not the centre's", 'D', "sign in again"},
	{"79", "offline transactions to be sent again", 0, "upload again"},
	{"90", "day is being closed", 'C', "try later"},
	{"91", "issuer out of service", 'C', "try later"},
	{"92", "network cannot be reached", 'C', "try later"},
	{"94", "duplicate transaction", 'C', ""},
	{"96", "system failure", 'C', "try later"},
	{"97", "terminal not registered", 'D', ""},
	{"98", "no answer from the issuer", 'E', ""},
	{"99", "PIN block error", 'B', "sign in again"},
	{"A0", "MAC error; in mpos/1: refused", 'B', "sign in again"},
	{"A1", "transfer currencies differ", 'C', ""},
	{"A2", "approved with reservation", 'A', "confirm with the issuer"},
	{"A3", "no such account at the receiving bank", 'C', ""},
	{"A4", "approved with reservation", 'A', "confirm with the issuer"},
	{"A5", "approved with reservation", 'A', "confirm with the issuer"},
	{"A6", "approved with reservation", 'A', "confirm with the issuer"},
	{"A7", "security processing failed", 'C', "try later"},
}

// ResponseCodes iterates over the table in the order of the codes.
func ResponseCodes() iter.Seq[ResponseCode] {
	return func(yield func(ResponseCode) bool) {
		for _, c := range responseCodes {
			if !yield(c) {
				return
			}
		}
	}
}

// LookupResponseCode finds a code; false if it is unknown, which a terminal
// treats as a failure.
func LookupResponseCode(code string) (ResponseCode, bool) {
	for _, c := range responseCodes {
		if c.Code == code {
			return c, true
		}
	}
	return ResponseCode{}, false
}
