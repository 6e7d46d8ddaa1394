package kernel

import (
	"io"
	"strconv"

	"github.com/openmpos/mpos/emv"
	"github.com/openmpos/mpos/emv/iso7816"
	"github.com/openmpos/mpos/emv/tag"
	"github.com/openmpos/mpos/emv/tlv"
)

// manageRisk is terminal risk management, EMV Book 3, 10.6. The merchant's wish
// to go online does not depend on the card's asking for it (10.6, last
// paragraph of the introduction to Book 4, 6.3.5).
func (k *Kernel) manageRisk() *Outcome {
	if k.txn.ForceOnline {
		k.set(emv.TVRForcedOnline, "EMV Book 4, 6.5.1.2", CodeRisk, "merchant forced online")
	}
	if !k.aip.Has(emv.AIPTerminalRiskManagement) {
		k.note("EMV Book 3, 10.6", CodeRisk, "not asked for by the card")
		return nil
	}
	if end := k.checkAmount(); end != nil {
		return end
	}
	if end := k.checkVelocity(); end != nil {
		return end
	}
	k.tsi.Set(emv.TSITerminalRisk)
	return nil
}

// checkAmount is the floor limit, 10.6.1, and the random selection below it,
// 10.6.2.
func (k *Kernel) checkAmount() *Outcome {
	c := k.app.conf
	floor := uint64(c.FloorLimit)
	if k.txn.Amount >= floor {
		k.set(emv.TVRFloorLimit, "EMV Book 3, 10.6.1", CodeRisk, "floor limit "+strconv.FormatUint(floor, 10))
		return nil
	}
	target := targetPercent(k.txn.Amount, c)
	if target == 0 {
		return nil
	}
	n, ok := k.randomPercent()
	if !ok {
		return &Outcome{Kind: Failed, Reason: ReasonRandom}
	}
	if n <= target {
		k.set(emv.TVRRandomlySelected, "EMV Book 3, 10.6.2", CodeRisk, "target "+strconv.Itoa(target)+" %")
	}
	return nil
}

// targetPercent is the share of transactions of this amount that go online: the
// target below the threshold, above it rising to the maximum at the floor limit.
func targetPercent(amount uint64, c *AIDConfig) int {
	low, high := int(c.TargetPercent), int(c.MaxTargetPercent)
	if amount < uint64(c.Threshold) {
		return low
	}
	span := uint64(c.FloorLimit) - uint64(c.Threshold)
	return low + int(uint64(high-low)*(amount-uint64(c.Threshold))/span)
}

// randomPercent draws a number from 1 to 99. 65,536 is not a multiple of 99,
// which favours the low numbers by less than one in six hundred.
func (k *Kernel) randomPercent() (int, bool) {
	var b [2]byte
	if k.txn.Random == nil {
		return 0, false
	}
	if _, err := io.ReadFull(k.txn.Random, b[:]); err != nil {
		return 0, false
	}
	return 1 + (int(b[0])<<8|int(b[1]))%99, true
}

// checkVelocity compares the number of transactions since the last online one
// with the card's limits, 10.6.3.
func (k *Kernel) checkVelocity() *Outcome {
	const clause = "EMV Book 3, 10.6.3"
	lower, haveLower := k.card.get(tag.LowerConsecutiveOfflineLimit)
	upper, haveUpper := k.card.get(tag.UpperConsecutiveOfflineLimit)
	if !haveLower || !haveUpper || len(lower) != 1 || len(upper) != 1 {
		return nil
	}
	atc, haveATC, end := k.getCounter(tag.ATC)
	if end != nil {
		return end
	}
	last, haveLast, end := k.getCounter(tag.LastOnlineATC)
	if end != nil {
		return end
	}
	if haveLast && last == 0 {
		k.set(emv.TVRNewCard, clause, CodeRisk, "last online ATC is 0")
	}
	if !haveATC || !haveLast {
		k.set(emv.TVRDataMissing, "EMV Book 3, 7.5", CodeRisk, "ATC or last online ATC")
		k.exceedBoth(clause, "counters missing")
		return nil
	}
	if atc <= last {
		k.exceedBoth(clause, "ATC not above the last online ATC")
		return nil
	}
	if since := atc - last; since > uint16(lower[0]) {
		k.set(emv.TVRLowerLimit, clause, CodeRisk, "")
		if since > uint16(upper[0]) {
			k.set(emv.TVRUpperLimit, clause, CodeRisk, "")
		}
	}
	return nil
}

func (k *Kernel) exceedBoth(clause, why string) {
	k.set(emv.TVRLowerLimit, clause, CodeRisk, why)
	k.set(emv.TVRUpperLimit, clause, CodeRisk, why)
}

// getCounter reads a two-byte counter by GET DATA. A card that refuses, or
// answers with something else, just does not give it.
func (k *Kernel) getCounter(t tlv.Tag) (uint16, bool, *Outcome) {
	data, sw, end := k.exchange("GET DATA", iso7816.GetData(t))
	if end != nil {
		return 0, false, end
	}
	v, ok := single(data, t)
	if sw != swOK || !ok || len(v) != 2 {
		return 0, false, nil
	}
	return uint16(v[0])<<8 | uint16(v[1]), true, nil
}
