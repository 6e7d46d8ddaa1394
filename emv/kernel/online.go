package kernel

import (
	"github.com/openmpos/mpos/emv"
	"github.com/openmpos/mpos/emv/iso7816"
	"github.com/openmpos/mpos/emv/tag"
	"github.com/openmpos/mpos/emv/tlv"
)

// f55Tags is the content of field 55 of a sale, in its order; those from 9F34
// on are optional or conditional.
var f55Tags = [...]tlv.Tag{
	tag.ApplicationCryptogram, tag.CID, tag.IssuerApplicationData, tag.UnpredictableNumber, tag.ATC, tag.TVR,
	tag.TransactionDate, tag.TransactionType, tag.AmountAuthorised, tag.TransactionCurrencyCode, tag.AIP,
	tag.TerminalCountryCode, tag.AmountOther, tag.TerminalCapabilities,
	tag.CVMResults, tag.TerminalType, tag.IFDSerialNumber, tag.DFName, tag.ApplicationVersionNumberTerminal,
	tag.TransactionSequenceCounter, tag.ProductIdentification, tag.ECIssuerAuthorisationCode,
}

// sealedTags is what names the account, in its order.
var sealedTags = [...]tlv.Tag{tag.PAN, tag.Track2EquivalentData, tag.ApplicationExpirationDate, tag.PANSequenceNumber, tag.CardholderName}

// AppendData appends those of the tags that the transaction has, as BER-TLV in
// the given order, and passes over any that is not public (see emv/tag).
func (k *Kernel) AppendData(dst []byte, tags ...tlv.Tag) []byte {
	for _, t := range tags {
		if tag.SensitivityOf(t) == tag.Public {
			dst = k.appendObject(dst, t)
		}
	}
	return dst
}

func (k *Kernel) appendObject(dst []byte, t tlv.Tag) []byte {
	if v := k.lookup(t); v != nil {
		return tlv.Append(dst, t, v)
	}
	return dst
}

// goOnline asks the issuer (EMV Book 3, 10.9) and authenticates its answer.
func (k *Kernel) goOnline() *Outcome {
	step := GoOnline{UN: k.term.un, ATC: k.ac.atc, CVMResults: k.cvm, F55: make([]byte, 0, 256), Sealed: make([]byte, 0, 128)}
	for _, t := range f55Tags {
		step.F55 = k.appendObject(step.F55, t)
	}
	for _, t := range sealedTags {
		step.Sealed = k.appendObject(step.Sealed, t)
	}
	k.last = "online"
	a, end := k.ask(step)
	if end != nil {
		return end
	}
	switch a := a.(type) {
	case UnableToGoOnline:
		return k.unableOnline()
	case Online:
		return k.takeOnline(a)
	}
	return misuse()
}

func (k *Kernel) unableOnline() *Outcome {
	k.requested = k.analyseUnable()
	k.setARC(arcUnableOnlineApproved)
	if k.requested == emv.AAC {
		k.setARC(arcUnableOnlineDeclined)
	}
	k.note("EMV Book 3, 10.9", CodeOnline, "unable to go online")
	return nil
}

func (k *Kernel) takeOnline(a Online) *Outcome {
	if n := len(a.IssuerAuthData); n != 0 && (n < 8 || n > 16) || len(a.Scripts) > maxScripts {
		return misuse()
	}
	k.online = &a
	k.setARC(a.ARC)
	k.requested = emv.AAC
	verdict := "declined"
	if a.Approved {
		k.requested, verdict = emv.TC, "approved"
	}
	k.note("EMV Book 3, 10.9", CodeOnline, "issuer "+verdict)
	if len(a.IssuerAuthData) > 0 {
		k.term.issuerAuth = k.hold(a.IssuerAuthData)
		return k.externalAuthenticate()
	}
	return nil
}

// externalAuthenticate gives the issuer's cryptogram to a card that wants it by
// a command of its own; any other card gets it through CDOL2 (EMV Book 3, 10.9).
func (k *Kernel) externalAuthenticate() *Outcome {
	if !k.aip.Has(emv.AIPIssuerAuthentication) {
		k.note("EMV Book 3, 10.9", CodeIssuerAuth, "left to the second GENERATE AC")
		return nil
	}
	_, sw, end := k.exchange("EXTERNAL AUTHENTICATE", iso7816.ExternalAuthenticate(k.term.issuerAuth))
	if end != nil {
		return end
	}
	k.tsi.Set(emv.TSIIssuerAuthentication)
	if sw != swOK {
		k.set(emv.TVRIssuerAuthFailed, "EMV Book 3, 10.9", CodeIssuerAuth, "SW "+sw.Hex())
		return nil
	}
	k.note("EMV Book 3, 10.9", CodeIssuerAuth, "card accepts the issuer")
	return nil
}

func (k *Kernel) setARC(arc [2]byte) { k.term.arc, k.term.hasARC = arc, true }
