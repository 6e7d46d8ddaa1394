package kernel

import (
	"io"

	"github.com/openmpos/mpos/emv"
	"github.com/openmpos/mpos/emv/tag"
	"github.com/openmpos/mpos/emv/tlv"
)

// terminalData is the terminal's side of the transaction in the form that the
// card sees.
type terminalData struct {
	amount, other [6]byte
	amountBinary  [4]byte
	otherBinary   [4]byte
	currency      [2]byte
	exponent      [1]byte
	country       [2]byte
	date, time    [3]byte
	txnType       [1]byte
	terminalType  [1]byte
	un            [4]byte
	sequence      [4]byte
	serial        [8]byte
	terminalID    [8]byte
	merchantID    [15]byte
	category      [2]byte
	acquirer      [6]byte
	entryMode     [1]byte
	floorLimit    [4]byte
	version       [2]byte
	arc           [2]byte
	hasARC        bool
	tcHash        []byte
	issuerAuth    []byte
}

// begin checks what the caller gave and draws the unpredictable number.
func (k *Kernel) begin() *Outcome {
	if reason := k.badConfig(); reason != "" {
		return &Outcome{Kind: Failed, Reason: ReasonConfig, Detail: reason}
	}
	t, c := &k.term, k.cfg
	if t.un = k.txn.UN; t.un == [4]byte{} {
		if k.txn.Random == nil {
			return &Outcome{Kind: Failed, Reason: ReasonRandom}
		}
		if _, err := io.ReadFull(k.txn.Random, t.un[:]); err != nil {
			return &Outcome{Kind: Failed, Reason: ReasonRandom}
		}
	}
	putBCD(t.amount[:], k.txn.Amount)
	putBCD(t.other[:], k.txn.Other)
	putBinary(t.amountBinary[:], k.txn.Amount)
	putBinary(t.otherBinary[:], k.txn.Other)
	putBCD(t.currency[:], uint64(k.txn.Currency))
	putBCD(t.country[:], uint64(c.Country))
	putBCD(t.category[:], uint64(c.MerchantCategory))
	putBCD(t.acquirer[:], c.Acquirer)
	putBCD(t.sequence[:], uint64(k.txn.Sequence))
	year, month, day := k.txn.Time.Date()
	putBCD(t.date[:], uint64(year%100*10000+int(month)*100+day))
	hour, minute, second := k.txn.Time.Clock()
	putBCD(t.time[:], uint64(hour*10000+minute*100+second))
	t.txnType[0], t.terminalType[0], t.exponent[0] = k.txn.Type, c.Type, c.CurrencyExponent
	t.entryMode[0] = 0x05 // 9F39, contact chip
	putText(t.serial[:], c.IFDSerial)
	putText(t.terminalID[:], c.TerminalID)
	putText(t.merchantID[:], c.MerchantID)
	k.cvm = emv.CVMResults{0x3F, 0, 0} // no CVM performed, EMV Book 4, 6.3.4.5
	return nil
}

func (k *Kernel) badConfig() string {
	const maxN12 = 999_999_999_999
	switch c := k.cfg; {
	case c == nil:
		return "no configuration"
	case k.txn.Amount > maxN12 || k.txn.Other > k.txn.Amount:
		return "amount"
	case k.txn.Currency > 999 || c.Country > 999:
		return "currency or country"
	case k.txn.Sequence > 99_999_999:
		return "sequence counter"
	case c.MerchantCategory > 9999 || c.Acquirer > 99_999_999_999:
		return "merchant category or acquirer"
	case len(c.IFDSerial) > 8 || len(c.TerminalID) > 8 || len(c.MerchantID) > 15 || len(c.MerchantName) > 127:
		return "terminal or merchant text"
	case len(c.AIDs) == 0 || len(c.AIDs) > maxAIDs:
		return "number of AIDs"
	}
	for i := range k.cfg.AIDs {
		if reason := k.cfg.AIDs[i].bad(); reason != "" {
			return reason
		}
	}
	return ""
}

func (a *AIDConfig) bad() string {
	switch {
	case len(a.AID) < 5 || len(a.AID) > 16:
		return "AID"
	case a.TargetPercent > 99 || a.MaxTargetPercent > 99 || a.MaxTargetPercent < a.TargetPercent:
		return "target percentages"
	case a.FloorLimit > 0 && a.Threshold >= a.FloorLimit:
		return "threshold not below the floor limit"
	}
	return ""
}

// bind takes what depends on the application over into the terminal data.
func (k *Kernel) bind(a *AIDConfig) {
	putBinary(k.term.floorLimit[:], uint64(a.FloorLimit))
	putBinary(k.term.version[:], uint64(a.Version))
}

// terminalValue returns a data object whose source is the terminal or the
// issuer (EMV Book 3, annex A). It reports true for every such tag, also when
// there is no value: the card's word never stands in for it.
func (k *Kernel) terminalValue(t tlv.Tag) ([]byte, bool) {
	d, c := &k.term, k.cfg
	switch t {
	case tag.AmountAuthorised:
		return d.amount[:], true
	case tag.AmountOther:
		return d.other[:], true
	case tag.AmountAuthorisedBinary:
		return d.amountBinary[:], true
	case tag.AmountOtherBinary:
		return d.otherBinary[:], true
	case tag.TransactionCurrencyCode:
		return d.currency[:], true
	case tag.TransactionCurrencyExponent:
		return d.exponent[:], true
	case tag.TransactionDate:
		return d.date[:], true
	case tag.TransactionTime:
		return d.time[:], true
	case tag.TransactionType:
		return d.txnType[:], true
	case tag.UnpredictableNumber:
		return d.un[:], true
	case tag.TransactionSequenceCounter:
		return present(d.sequence[:], k.txn.Sequence != 0), true
	case tag.TVR:
		return k.tvr[:], true
	case tag.TSI:
		return k.tsi[:], true
	case tag.CVMResults:
		return k.cvm[:], true
	case tag.AuthorisationResponseCode:
		return present(d.arc[:], d.hasARC), true
	case tag.IssuerAuthenticationData:
		return d.issuerAuth, true
	case tag.TCHashValue:
		return d.tcHash, true
	}
	return k.configValue(t, c)
}

func (k *Kernel) configValue(t tlv.Tag, c *Config) ([]byte, bool) {
	d := &k.term
	switch t {
	case tag.TerminalCountryCode:
		return d.country[:], true
	case tag.TerminalType:
		return d.terminalType[:], true
	case tag.TerminalCapabilities:
		return c.Capabilities[:], true
	case tag.AdditionalTerminalCapabilities:
		return c.AdditionalCapabilities[:], true
	case tag.IFDSerialNumber:
		return d.serial[:], true
	case tag.TerminalIdentification:
		return d.terminalID[:], true
	case tag.MerchantIdentifier:
		return d.merchantID[:], true
	case tag.MerchantNameAndLocation:
		return []byte(c.MerchantName), true
	case tag.MerchantCategoryCode:
		return present(d.category[:], c.MerchantCategory != 0), true
	case tag.AcquirerIdentifier:
		return present(d.acquirer[:], c.Acquirer != 0), true
	case tag.POSEntryMode:
		return d.entryMode[:], true
	case tag.TerminalFloorLimit:
		return d.floorLimit[:], true
	case tag.ApplicationVersionNumberTerminal:
		return d.version[:], true
	case tag.AID:
		return k.app.name, true
	}
	return nil, false
}

func present(v []byte, ok bool) []byte {
	if ok {
		return v
	}
	return nil
}

// putBCD writes v as packed decimal digits over all of dst.
func putBCD(dst []byte, v uint64) {
	for i := len(dst) - 1; i >= 0; i-- {
		dst[i] = byte(v/10%10)<<4 | byte(v%10)
		v /= 100
	}
}

// putBinary writes v big-endian over all of dst; what does not fit becomes the
// largest value.
func putBinary(dst []byte, v uint64) {
	if v>>(8*len(dst)) != 0 {
		v = ^uint64(0)
	}
	for i := len(dst) - 1; i >= 0; i-- {
		dst[i] = byte(v)
		v >>= 8
	}
}

// putText writes s over all of dst, padded with spaces.
func putText(dst []byte, s string) {
	n := copy(dst, s)
	for i := n; i < len(dst); i++ {
		dst[i] = ' '
	}
}
