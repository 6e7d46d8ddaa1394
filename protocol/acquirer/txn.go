package acquirer

import "iter"

// TxnType is what a financial message asks for. The numbers are those of the
// envelope's transaction type.
type TxnType uint8

// The transaction types that mpos/1 carries.
const (
	Sale TxnType = iota + 1
	Void
	Refund
	PreAuth
	Completion
	Balance
	PreAuthVoid
	CompletionVoid
)

// TxnProfile is how ISO 8583 says a transaction type.
type TxnProfile struct {
	Type     TxnType
	Name     string // "sale"
	Request  string // MTI
	Response string // MTI
	F3       string // processing code
	F25      string // condition code
	F601     string // F60.1
	Original bool   // it names an original transaction (F61)
}

// The rows agree in at least two independent sources each (LY, BP, CL; WB for
// most): code456.com article 3026509, 31ppt p-2398641.
var txnProfiles = [...]TxnProfile{
	{Sale, "sale", "0200", "0210", "000000", "00", "22", false},
	{Void, "void", "0200", "0210", "200000", "00", "23", true},
	{Refund, "refund", "0220", "0230", "200000", "00", "25", true},
	{PreAuth, "pre-authorisation", "0100", "0110", "030000", "06", "10", false},
	{Completion, "completion", "0200", "0210", "000000", "06", "20", true},
	{Balance, "balance", "0200", "0210", "310000", "00", "01", false},
	{PreAuthVoid, "pre-authorisation void", "0100", "0110", "200000", "06", "11", true},
	{CompletionVoid, "completion void", "0200", "0210", "200000", "06", "21", true},
}

// TxnProfiles iterates over the transaction types in the order of their numbers.
func TxnProfiles() iter.Seq[TxnProfile] {
	return func(yield func(TxnProfile) bool) {
		for _, p := range txnProfiles {
			if !yield(p) {
				return
			}
		}
	}
}

// Profile returns the ISO 8583 values of a type; false if it is unknown.
func (t TxnType) Profile() (TxnProfile, bool) {
	if t < Sale || int(t) > len(txnProfiles) {
		return TxnProfile{}, false
	}
	return txnProfiles[t-1], true
}

// String returns the name, "sale".
func (t TxnType) String() string {
	if p, ok := t.Profile(); ok {
		return p.Name
	}
	return "unknown transaction"
}

// TransactionOf says which transaction a message is, by MTI, F3, F25 and
// F60.1. In 0100, 0200, 0220 and their answers the MTI must be the type's own;
// reversals (0400, 0410) and orders (0800, 0810) take the other three from the
// transaction they are about. All must fit, or the answer is false.
func TransactionOf(mti, f3, f25, f601 string) (TxnType, bool) {
	for i := range txnProfiles {
		p := &txnProfiles[i]
		if p.F601 != f601 || p.F3 != f3 || p.F25 != f25 {
			continue
		}
		switch mti {
		case p.Request, p.Response, "0400", "0410", "0800", "0810":
			return p.Type, true
		}
		return 0, false
	}
	return 0, false
}
