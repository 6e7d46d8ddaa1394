package kernel

import (
	"bytes"

	"github.com/openmpos/mpos/emv"
	"github.com/openmpos/mpos/emv/tag"
)

// verifyCardholder works through the card's CVM list, EMV Book 3, 10.5.
func (k *Kernel) verifyCardholder() *Outcome {
	const clause = "EMV Book 3, 10.5"
	if !k.aip.Has(emv.AIPCardholderVerification) {
		k.note(clause, CodeCVM, "not supported by the card")
		return nil
	}
	raw, ok := k.card.get(tag.CVMList)
	if !ok {
		k.set(emv.TVRDataMissing, "EMV Book 3, 7.5", CodeCVM, "no CVM list")
		return nil
	}
	list, err := emv.ParseCVMList(raw)
	if err != nil {
		return k.fail(ReasonMalformed, tag.CVMList.String())
	}
	if len(list.Rules) == 0 {
		k.note(clause, CodeCVM, "CVM list without rules")
		return nil
	}
	k.tsi.Set(emv.TSICardholderVerification)
	return k.applyRules(list)
}

// applyRules goes through the rules until one succeeds, one fails for good, or
// none is left.
func (k *Kernel) applyRules(list emv.CVMList) *Outcome {
	// 9F34 names the last method that was in fact performed (EMV Book 4, annex
	// A4); until there is one: none, failed.
	k.cvm = emv.CVMResults{byte(emv.CVMNotPerformed), 0x00, byte(emv.CVMFailed)}
	for _, r := range list.Rules {
		if !k.conditionHolds(r, list) {
			continue
		}
		result, end := k.perform(r)
		if end != nil {
			return end
		}
		if r.Method() == emv.CVMFail || k.supports(r.Method()) {
			k.cvm = emv.CVMResults{r.Code, r.Condition, byte(result)}
		}
		if result != emv.CVMFailed {
			k.note("EMV Book 3, 10.5", CodeCVM, r.String())
			return nil
		}
		k.note("EMV Book 3, 10.5", CodeCVM, r.String()+": not successful")
		if r.Method() == emv.CVMFail || !r.Next() {
			break
		}
	}
	k.set(emv.TVRCVMFailed, "EMV Book 3, 10.5", CodeCVM, "no method succeeded")
	return nil
}

// conditionHolds evaluates the condition code of a rule, EMV Book 3, annex C3,
// table 40. A condition that is not known does not hold.
func (k *Kernel) conditionHolds(r emv.CVMRule, list emv.CVMList) bool {
	cash := k.txn.Type == typeCash
	cashback := k.cashback()
	switch r.Condition {
	case 0x00:
		return true
	case 0x01:
		return cash && k.unattended()
	case 0x02:
		return !cash && !cashback
	case 0x03:
		return r.Method() == emv.CVMFail || k.supports(r.Method())
	case 0x04:
		return cash && !k.unattended()
	case 0x05:
		return cashback
	case 0x06:
		return k.inApplicationCurrency() && k.txn.Amount < uint64(list.X)
	case 0x07:
		return k.inApplicationCurrency() && k.txn.Amount > uint64(list.X)
	case 0x08:
		return k.inApplicationCurrency() && k.txn.Amount < uint64(list.Y)
	case 0x09:
		return k.inApplicationCurrency() && k.txn.Amount > uint64(list.Y)
	}
	return false
}

func (k *Kernel) inApplicationCurrency() bool {
	v, ok := k.card.get(tag.ApplicationCurrencyCode)
	return ok && bytes.Equal(v, k.term.currency[:])
}

// supports reports whether the terminal can perform a method.
func (k *Kernel) supports(m emv.CVMMethod) bool {
	can := emv.TerminalCapabilities(k.cfg.Capabilities)
	switch m {
	case emv.CVMOnlinePIN:
		return can.Has(emv.CapabilityOnlinePIN)
	case emv.CVMSignature:
		return can.Has(emv.CapabilitySignature)
	case emv.CVMNone:
		return can.Has(emv.CapabilityNoCVM)
	}
	return false
}

// perform carries out one method and returns its result for byte 3 of 9F34.
func (k *Kernel) perform(r emv.CVMRule) (emv.CVMResult, *Outcome) {
	m := r.Method()
	switch {
	case m == emv.CVMFail:
		return emv.CVMFailed, nil
	case !known(m):
		k.set(emv.TVRUnrecognisedCVM, "EMV Book 3, 10.5", CodeCVM, r.String())
		return emv.CVMFailed, nil
	case !k.supports(m):
		if m != emv.CVMSignature && m != emv.CVMNone {
			k.set(emv.TVRPINPadMissing, "EMV Book 3, 10.5.1", CodeCVM, r.String())
		}
		return emv.CVMFailed, nil
	}
	switch m {
	case emv.CVMOnlinePIN:
		return k.onlinePIN()
	case emv.CVMSignature:
		k.signature = true
		return emv.CVMUnknown, nil
	}
	return emv.CVMSuccessful, nil // no CVM required
}

// known reports whether EMV defines the method (annex C3, table 39).
func known(m emv.CVMMethod) bool {
	switch m {
	case emv.CVMFail, emv.CVMPlaintextPIN, emv.CVMOnlinePIN, emv.CVMPlaintextPINSignature,
		emv.CVMEncipheredPIN, emv.CVMEncipheredPINSignature, emv.CVMSignature, emv.CVMNone:
		return true
	}
	return false
}

// onlinePIN asks for the PIN, EMV Book 3, 10.5.2. Whether it is right only the
// issuer can say.
func (k *Kernel) onlinePIN() (emv.CVMResult, *Outcome) {
	const clause = "EMV Book 3, 10.5.2"
	if k.pinBypassed {
		k.note("EMV Book 4, 6.3.4.3", CodeCVM, "PIN entry was bypassed before")
		return emv.CVMFailed, nil
	}
	a, end := k.ask(EnterPIN{PAN: k.pan})
	if end != nil {
		return 0, end
	}
	switch a.(type) {
	case PINEntered:
		k.set(emv.TVROnlinePIN, clause, CodeCVM, "PIN entered")
		return emv.CVMUnknown, nil
	case PINBypassed:
		k.pinBypassed = true
		k.set(emv.TVRPINNotEntered, clause, CodeCVM, "PIN bypassed")
		return emv.CVMFailed, nil
	case PINPadFailed:
		k.set(emv.TVRPINPadMissing, clause, CodeCVM, "PIN pad failed")
		return emv.CVMFailed, nil
	case PINCancelled:
		return 0, &Outcome{Kind: Cancelled}
	}
	return 0, misuse()
}
