package card

import (
	"errors"

	"github.com/openmpos/mpos/crypto/cryptogram"
	"github.com/openmpos/mpos/emv/iso7816"
)

// Card is a virtual card. It is not safe for concurrent use.
type Card struct {
	profile Profile
	apps    []app
	pse     []byte // FCI of the directory, nil without one
	entries []byte // record 1 of the directory
	key     *cryptogram.CardKey
	bad     Misbehaviour

	session    *cryptogram.SessionKey // of sessionATC; derived, so no part of the state
	sessionATC uint16

	s state
}

// state is all that changes in a card. It holds no pointer, so a copy is a
// snapshot.
type state struct {
	atc, lastOnline  uint16
	notCompleted     bool // last online transaction was not completed
	authFailed       bool // issuer authentication failed on the last online transaction
	authNotPerformed bool // … was not performed after online authorisation

	removed  bool
	commands int // since the last Reset
	phase    phase
	selected int  // index of the application, -1 for none
	inPSE    bool // the directory is selected
	next     byte // counts the answers of NextForever

	cvr      [4]byte
	input    [inputLen]byte // of the cryptogram, CVR last
	arqc     [8]byte
	authDone bool // EXTERNAL AUTHENTICATE was used
	authOK   bool
}

// phase is how far a transaction is.
type phase uint8

const (
	phaseIdle phase = iota
	phaseSelected
	phaseInitiated // after GET PROCESSING OPTIONS
	phaseOnline    // after an ARQC
	phaseClosed    // after TC or AAC
)

// State is a snapshot of a card.
type State struct{ s state }

// New makes a card from a profile and the card's key for cryptograms. It fails
// if the profile has no usable application.
func New(p Profile, key *cryptogram.CardKey) (*Card, error) {
	if key == nil {
		return nil, errors.New("card: no key")
	}
	if _, err := key.SessionKeyCSK(0); err != nil {
		return nil, err
	}
	c := &Card{profile: p, key: key}
	if err := c.prepare(); err != nil {
		return nil, err
	}
	c.s.atc, c.s.lastOnline = p.ATC, p.LastOnlineATC
	c.Reset()
	return c, nil
}

// Reset powers the card on. Counters stay, a transaction under way is lost.
func (c *Card) Reset() {
	c.s = state{
		atc: c.s.atc, lastOnline: c.s.lastOnline, notCompleted: c.s.notCompleted,
		authFailed: c.s.authFailed, authNotPerformed: c.s.authNotPerformed, selected: -1,
	}
}

// Misbehave sets how the card misbehaves from now on.
func (c *Card) Misbehave(m Misbehaviour) { c.bad = m }

// ATC returns the application transaction counter of the last transaction.
func (c *Card) ATC() uint16 { return c.s.atc }

// Commands returns how many commands the card got since the last Reset.
func (c *Card) Commands() int { return c.s.commands }

// Snapshot returns the card's state.
func (c *Card) Snapshot() State { return State{c.s} }

// Restore puts the card back into a state that Snapshot returned.
func (c *Card) Restore(s State) { c.s = s.s }

// Transmit takes a command APDU and returns the response APDU, which the caller
// must not change. The error is ErrRemoved or nil: a card that does not like a
// command says so by its status word.
func (c *Card) Transmit(command []byte) ([]byte, error) {
	if c.s.removed {
		return nil, ErrRemoved
	}
	c.s.commands++
	return c.spoil(c.handle(command))
}

// Status words, EMV Book 3, 6.3.5 and ISO/IEC 7816-4, 5.6.
const (
	swWrongLength     = 0x6700
	swNoSecureMessage = 0x6882
	swConditions      = 0x6985
	swWrongData       = 0x6A80
	swFileNotFound    = 0x6A82
	swRecordNotFound  = 0x6A83
	swWrongP1P2       = 0x6A86
	swDataNotFound    = 0x6A88
	swUnknownINS      = 0x6D00
	swUnknownCLA      = 0x6E00
	swAuthFailed      = 0x6300
)

func status(sw uint16) []byte { return []byte{byte(sw >> 8), byte(sw)} }

func (c *Card) handle(command []byte) []byte {
	cmd, err := iso7816.ParseCommand(command)
	if err != nil {
		return status(swWrongLength)
	}
	switch uint16(cmd.CLA)<<8 | uint16(cmd.INS) {
	case 0x00A4:
		return c.selectName(cmd)
	case 0x00B2:
		return c.readRecord(cmd)
	case 0x80A8:
		return c.processingOptions(cmd)
	case 0x80AE:
		return c.generateAC(cmd)
	case 0x80CA:
		return c.getData(cmd)
	case 0x0082:
		return c.externalAuthenticate(cmd)
	}
	switch {
	case cmd.CLA&0x7F == 0x04:
		return status(swNoSecureMessage)
	case cmd.CLA&0x7F != 0x00:
		return status(swUnknownCLA)
	}
	return status(swUnknownINS)
}
