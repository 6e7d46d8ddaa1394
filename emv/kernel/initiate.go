package kernel

import (
	"github.com/openmpos/mpos/emv"
	"github.com/openmpos/mpos/emv/iso7816"
	"github.com/openmpos/mpos/emv/tag"
	"github.com/openmpos/mpos/emv/tlv"
)

// initiate sends GET PROCESSING OPTIONS, EMV Book 3, 10.1. It reports false if
// the application does not want this transaction (6985): the terminal then goes
// back to the selection.
func (k *Kernel) initiate() (bool, *Outcome) {
	const clause = "EMV Book 3, 10.1"
	pdol, ok := k.buildDOL(k.app.pdol)
	if !ok {
		return false, k.fail(ReasonMalformed, "PDOL")
	}
	data, sw, end := k.exchange("GET PROCESSING OPTIONS", iso7816.GetProcessingOptions(pdol))
	switch {
	case end != nil:
		return false, end
	case sw == swConditions:
		k.note(clause, CodeInitiate, "conditions of use not satisfied: back to the selection")
		return false, nil
	case sw != swOK:
		return false, k.failStatus(sw)
	}
	aip, afl, reason := processingOptions(data)
	if reason != "" {
		return false, k.fail(reason, "AIP, AFL")
	}
	k.aip = emv.AIP(aip)
	k.card = append(make(store, 0, 48), object{tag.AIP, aip}, object{tag.AFL, afl})
	k.note(clause, CodeInitiate, "AIP "+hex(aip))
	return true, nil
}

// processingOptions reads the answer in format 1 (80) or 2 (77), EMV Book 3,
// 6.5.8.4.
func processingOptions(b []byte) (aip, afl []byte, reason string) {
	if inside, ok := single(b, tag.ResponseFormat1); ok {
		if len(inside) < 6 {
			return nil, nil, ReasonMalformed
		}
		return inside[:2], inside[2:], ""
	}
	inside, ok := single(b, tag.ResponseFormat2)
	if !ok || !wellFormed(inside) {
		return nil, nil, ReasonMalformed
	}
	aip, haveAIP := tlv.Find(inside, tag.AIP)
	afl, haveAFL := tlv.Find(inside, tag.AFL)
	switch {
	case !haveAIP || !haveAFL:
		return nil, nil, ReasonMissingData
	case len(aip) != 2:
		return nil, nil, ReasonMalformed
	}
	return aip, afl, ""
}
