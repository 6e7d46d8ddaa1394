// Package enrol is the built-in test enrolment: one reader, one merchant, one
// card account, and the keys that tie them together. All keys are published
// test keys, the card number is a published test number. The simulator, the
// browser and the three processes of mposctl share it, so that any of them can
// talk to any other.
//
// Nobody may use it for anything else: whoever has this source has its keys.
package enrol

import (
	"encoding/hex"
	"io"

	"github.com/openmpos/mpos/crypto/cryptogram"
	"github.com/openmpos/mpos/crypto/dukpt"
	"github.com/openmpos/mpos/crypto/hsm"
	"github.com/openmpos/mpos/crypto/pin"
	"github.com/openmpos/mpos/emv/kernel"
	"github.com/openmpos/mpos/internal/rule"
	"github.com/openmpos/mpos/protocol/acquirer"
	"github.com/openmpos/mpos/protocol/backend"
	"github.com/openmpos/mpos/protocol/envelope"
	"github.com/openmpos/mpos/protocol/host"
	"github.com/openmpos/mpos/protocol/reader"
	"github.com/openmpos/mpos/sim/card"
	"github.com/openmpos/mpos/sim/issuer"
)

// The test enrolment.
const (
	Serial   = "000003012345678901" // TUSN form
	Model    = "openmpos virtual reader"
	Terminal = "10000001"        // F41
	Merchant = "898000000000001" // F42
	Name     = "TEA HOUSE"       // what the cardholder sees
	PIN      = "395172"          // of the test card: six digits, as UnionPay cards have
	WrongPIN = "395173"
	Balance  = 1_000_000 // of the account, minor units
	Currency = 156       // CNY, ISO 4217
	country  = 156       // China, ISO 3166
)

// The published keys. The BDK and the key ID are those of the X9.24-3 test
// vectors, the others are counting patterns.
const (
	bdkHex  = "FEDCBA9876543210F1F1F1F1F1F1F1F1"
	ikidHex = "1234567890123456"
	zoneHex = "000102030405060708090A0B0C0D0E0F"
	imkHex  = "0123456789ABCDEFFEDCBA9876543210"
)

// The handles of the keys in the two HSMs.
const (
	bdkHandle  hsm.Handle = "bdk"
	zoneHandle hsm.Handle = "zone"
	imkHandle  hsm.Handle = "imk-ac"
)

// bytesOf reads one of the constants above.
func bytesOf(s string) []byte {
	b, err := hex.DecodeString(s)
	if err != nil {
		panic("enrol: constant is not hexadecimal")
	}
	return b
}

// IKID returns the reader's initial key ID.
func IKID() [8]byte { return [8]byte(bytesOf(ikidHex)) }

// BDK returns the base derivation key of the test readers.
func BDK() (*dukpt.BDK, error) { return dukpt.NewBDK(bytesOf(bdkHex)) }

// ReaderValue returns what key injection leaves in the reader's memory.
func ReaderValue() ([]byte, error) {
	bdk, err := BDK()
	if err != nil {
		return nil, err
	}
	ik, err := bdk.InitialKey(IKID())
	if err != nil {
		return nil, err
	}
	defer ik.Destroy()
	return reader.NewValue(ik)
}

// Reader returns the configuration of the enrolled reader.
func Reader(store reader.Store, random io.Reader, rules rule.Set) reader.Config {
	return reader.Config{
		Serial: Serial, Model: Model, Versions: reader.Versions{Firmware: 1, Parameters: 1, CAPKs: 1, Prompts: 1},
		Suite: envelope.SuiteAESDUKPT, Kernel: kernelConfig, Store: store, Random: random, Rules: rules,
	}
}

// kernelConfig is an online-only terminal with a PIN pad: everything goes to
// the issuer, and what cannot go there is declined.
var kernelConfig = &kernel.Config{
	Type: 0x21, Capabilities: [3]byte{0x20, 0x60, 0x00}, // contact chip; online PIN, signature; no ODA
	AdditionalCapabilities: [5]byte{0x60, 0x00, 0xB0, 0xA0, 0x01},
	Country:                country, CurrencyExponent: 2, IFDSerial: "00000001", TerminalID: Terminal, MerchantID: Merchant,
	MerchantName: Name, MerchantCategory: 5814,
	AIDs: []kernel.AIDConfig{{
		AID: []byte{0xA0, 0x00, 0x00, 0x03, 0x33, 0x01, 0x01}, Partial: true, Version: 0x0030,
		TACDenial:  [5]byte{0x00, 0x10, 0x00, 0x00, 0x00},
		TACOnline:  [5]byte{0xD8, 0x40, 0x04, 0xF8, 0x00},
		TACDefault: [5]byte{0xD8, 0x40, 0x00, 0xA8, 0x00},
	}},
}

// Host returns the configuration of the merchant's phone.
func Host() host.Config {
	return host.Config{
		F41: Terminal, F42: Merchant, Serial: Serial, Version: "0.1", Operator: "01", Fingerprint: "test-phone",
		TPDU: acquirer.DefaultTPDU, Header: acquirer.DefaultHeader, Batch: 1,
	}
}

// Backend makes the acquirer with its HSM. hsmRandom fills PIN blocks, random
// makes session ids and nonces.
func Backend(store backend.Store, hsmRandom, random io.Reader, rules rule.Set) (*backend.Backend, error) {
	h := hsm.NewSoft(hsmRandom)
	if err := h.LoadBDK(bdkHandle, bytesOf(bdkHex)); err != nil {
		return nil, err
	}
	if err := h.LoadZonePINKey(zoneHandle, bytesOf(zoneHex)); err != nil {
		return nil, err
	}
	return backend.New(backend.Config{
		HSM: h, BDK: bdkHandle, Zone: zoneHandle, Store: store, Rules: rules, Random: random,
		Terminals: []backend.Enrolment{{
			IKID: IKID(), Serial: Serial, F41: Terminal, F42: Merchant, Merchant: Name, Suite: uint8(envelope.SuiteAESDUKPT),
		}},
	})
}

// Issuer makes the issuer with the test account.
func Issuer(random io.Reader) (*issuer.Issuer, error) {
	h := hsm.NewSoft(random)
	if err := h.LoadZonePINKey(zoneHandle, bytesOf(zoneHex)); err != nil {
		return nil, err
	}
	if err := h.LoadMasterKey(imkHandle, bytesOf(imkHex)); err != nil {
		return nil, err
	}
	pan, err := pin.ParsePAN(card.TestPAN)
	if err != nil {
		return nil, err
	}
	reference, err := pin.ParsePIN(PIN)
	if err != nil {
		return nil, err
	}
	return issuer.New(issuer.Config{HSM: h, Zone: zoneHandle, Accounts: []issuer.Account{{
		PAN: pan, PIN: reference, PSN: card.TestPSN, Expiry: "3012", Balance: Balance, IMK: imkHandle,
	}}})
}

// Card makes the test card.
func Card() (*card.Card, error) {
	imk, err := cryptogram.NewMasterKey(bytesOf(imkHex))
	if err != nil {
		return nil, err
	}
	defer imk.Destroy()
	pan, err := pin.ParsePAN(card.TestPAN)
	if err != nil {
		return nil, err
	}
	key, err := imk.CardKeyA(pan, card.TestPSN)
	if err != nil {
		return nil, err
	}
	return card.New(card.UnionPayCredit(), key)
}
