package backend

import (
	"errors"
	"time"

	"github.com/openmpos/mpos/protocol/envelope"
)

// Store keeps what the backend must not forget. See the package documentation
// for what an engine owes; storetest.Run checks it. All methods may be called
// concurrently, for one serial too.
type Store interface {
	// Update runs f on the shard of a serial and commits what f wrote: all of
	// it, durably, before Update returns nil, or nothing if f fails. An error
	// of f is returned as it is. f may be run more than once. Postings of one
	// Update that do not sum to zero in each currency are ErrUnbalanced.
	Update(serial string, f func(Tx) error) error
	// View runs f on a consistent state of the shard. f must not write.
	View(serial string, f func(Tx) error) error
	// Unfinished lists, by serial and counter, the transactions that are
	// Pending or whose Undo is UndoQueued.
	Unfinished() ([]Key, error)
	// Balances sums all postings, ordered by account and currency.
	Balances() ([]Balance, error)
}

// Tx is one shard, the rows of one serial. What was put can be read at once.
//
// The methods have no errors of their own: an engine that fails to read
// returns nothing, remembers the failure and fails the Update or View.
// Neither side changes a slice that it gave to, or got from, the other.
type Tx interface {
	// Terminal returns the one row of counters and session; zero if new.
	Terminal() Terminal
	PutTerminal(Terminal)
	// Message returns the accepted message of a counter and type.
	Message(counter uint32, t envelope.Type) (Message, bool)
	PutMessage(Message)
	// Offer returns the offer with a transaction number.
	Offer(tn [16]byte) (Offer, bool)
	PutOffer(Offer)
	// Txn returns the transaction of a counter; Txns all, by counter.
	Txn(ct uint32) (Txn, bool)
	Txns() []Txn
	PutTxn(Txn)
	// Post appends to the ledger. Nothing is ever changed or removed there.
	Post(...Posting)
	// Postings returns the shard's ledger in the order of posting.
	Postings() []Posting
}

// ErrUnbalanced is returned by Store.Update for postings that do not sum to
// zero.
var ErrUnbalanced = errors.New("backend: postings do not sum to zero")

// Key names a transaction: a reader and its counter.
type Key struct {
	Serial string
	CT     uint32
}

// Terminal is the row of a reader.
type Terminal struct {
	Highest uint32 // highest counter accepted
	Boot    uint32 // boot count of the latest sign-in
	Alarms  uint32 // clone alarms, ever
	Session Session
}

// Session is the latest sign-in. It begins with SignIn1 and serves orders from
// SignIn3 on.
type Session struct {
	KSN      [12]byte // cs is its counter
	SID      [8]byte
	RB       [16]byte
	H2       [32]byte // hash of SignIn2
	SignedIn bool
	Ends     time.Time
	Txns     uint32 // transactions accepted
	Offers   uint32 // number of the last offer
}

// Message is an accepted message and its answer, which a repeat gets again.
type Message struct {
	Counter  uint32
	Type     envelope.Type
	Hash     [32]byte // of the envelope accepted
	Code     string   // F39 of the answer; empty while there is none
	Envelope []byte   // F57 of the answer; may be empty
}

// Offer is a transaction number that was given out. It is USED once Used is
// set, EXPIRED when Ends has passed before, else ISSUED. Rows stay: a reader
// may reverse a sale long after its offer has expired.
type Offer struct {
	TN       [16]byte
	SID      [8]byte
	Number   uint32
	Type     envelope.TxnType
	Amount   uint64
	Currency uint16
	Ends     time.Time
	Used     bool
	By       [32]byte // hash of the Authorize that used it; zero: a Reverse did
}

// TxnState is where a transaction stands. NONE is the absence of a row.
type TxnState uint8

// The states of a transaction (docs/protocol.md, 6).
const (
	Pending   TxnState = 1 + iota // written before the issuer is asked
	Charged                       // approved and booked
	Declined                      // final
	Confirmed                     // the reader showed APPROVED; final
	Reversed                      // final
)

var stateNames = [...]string{"NONE", "PENDING", "CHARGED", "DECLINED", "CONFIRMED", "REVERSED"}

// String returns the state as the protocol writes it, "PENDING".
func (s TxnState) String() string {
	if int(s) < len(stateNames) {
		return stateNames[s]
	}
	return "?"
}

// Undo says whether a transaction is to be reversed at the issuer.
type Undo uint8

// The stages of an issuer reversal.
const (
	UndoNone   Undo = iota
	UndoQueued      // repeated until acknowledged
	UndoDone        // acknowledged
)

// Txn is the row of a transaction.
type Txn struct {
	CT       uint32
	TN       [16]byte
	SID      [8]byte
	F41, F42 string // the reader's at that time: what is undone is undone there
	Type     envelope.TxnType
	Amount   uint64
	Currency uint16
	State    TxnState
	Undo     Undo
	At       time.Time // of the answer
	AuthCode string    // F38
	H6       [32]byte  // hash of the Verdict, which Confirm must name
}
