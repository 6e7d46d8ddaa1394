package backend

import (
	"errors"
	"io"
	"time"

	"github.com/openmpos/mpos/crypto/hsm"
	"github.com/openmpos/mpos/internal/rule"
	"github.com/openmpos/mpos/protocol/envelope"
)

// Enrolment is what the acquirer knows of one reader: whose initial key it is,
// and whose terminal.
type Enrolment struct {
	IKID     [8]byte // initial key ID, the first 8 bytes of its KSNs (X9.24-3)
	Serial   string  // TUSN form
	F41      string  // terminal number, 8 characters
	F42      string  // merchant number, 15 characters
	Merchant string  // name that the cardholder sees, at most 120 bytes
	Suite    uint8   // of the envelope; only 1 exists
}

// Config is what a Backend is built with.
type Config struct {
	HSM       hsm.HSM
	BDK, Zone hsm.Handle // base derivation key; PIN key shared with the issuer
	Store     Store
	Rules     rule.Set  // all on but in simulations
	Random    io.Reader // session ids, nonces, transaction numbers
	Terminals []Enrolment

	SessionLife   time.Duration // of a sign-in; zero: DefaultSessionLife
	SessionTxns   uint32        // transactions of a sign-in; zero: DefaultSessionTxns
	OfferLife     time.Duration // whole seconds; zero: DefaultOfferLife
	IssuerTimeout time.Duration // for an answer, and between reversals; zero: DefaultIssuerTimeout
	Floors        [4]uint32     // lowest firmware, parameter, CAPK and prompt versions
}

// The defaults of Config.
const (
	DefaultSessionLife   = 12 * time.Hour
	DefaultSessionTxns   = 1000
	DefaultOfferLife     = 3 * time.Minute
	DefaultIssuerTimeout = 20 * time.Second
)

// offersPerTxn bounds how many offers a session gives out for each transaction
// it may make: an order costs the host nothing, an offer costs a row.
const offersPerTxn = 4

// Errors of New.
var (
	ErrConfig    = errors.New("backend: HSM, Store or Random is missing")
	ErrEnrolment = errors.New("backend: enrolment has a field of the wrong length, or is there twice")
	ErrSuite     = errors.New("backend: suite is not supported")
	ErrRules     = errors.New("backend: this HSM cannot leave out two-directions")
)

const (
	f41Len      = 8
	f42Len      = 15
	maxMerchant = 120
)

func (c *Config) setDefaults() {
	setDefault(&c.SessionLife, DefaultSessionLife)
	setDefault(&c.SessionTxns, DefaultSessionTxns)
	setDefault(&c.OfferLife, DefaultOfferLife)
	setDefault(&c.IssuerTimeout, DefaultIssuerTimeout)
}

func setDefault[T comparable](v *T, d T) {
	var zero T
	if *v == zero {
		*v = d
	}
}

// register files an enrolment under its key and its terminal number.
func (b *Backend) register(e Enrolment) error {
	at := terminalID{e.F41, e.F42}
	switch {
	case e.Serial == "", len(e.F41) != f41Len, len(e.F42) != f42Len, len(e.Merchant) > maxMerchant:
		return ErrEnrolment
	case e.Suite != uint8(envelope.SuiteAESDUKPT):
		return ErrSuite
	case b.byKey[e.IKID] != nil, b.byID[at] != nil, b.bySerial[e.Serial] != nil:
		return ErrEnrolment
	}
	b.byKey[e.IKID], b.byID[at], b.bySerial[e.Serial] = &e, &e, &e
	return nil
}
