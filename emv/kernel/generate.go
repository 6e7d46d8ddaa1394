package kernel

import (
	"strconv"

	"github.com/openmpos/mpos/emv"
	"github.com/openmpos/mpos/emv/iso7816"
	"github.com/openmpos/mpos/emv/tag"
	"github.com/openmpos/mpos/emv/tlv"
)

// cryptogram is the card's answer to GENERATE AC.
type cryptogram struct {
	kind emv.CryptogramType
	cid  emv.CID
	atc  uint16
	ac   []byte
}

// firstGenerateAC asks for the cryptogram that action analysis came to, and
// deals with the card's own decision (EMV Book 3, 10.8).
func (k *Kernel) firstGenerateAC() *Outcome {
	k.requested = k.analyse()
	switch k.requested {
	case emv.AAC:
		k.setARC(arcOfflineDeclined)
	case emv.TC:
		k.setARC(arcOfflineApproved)
	}
	if end := k.generateAC(1, tag.CDOL1); end != nil {
		return end
	}
	k.tsi.Set(emv.TSICardRisk)
	switch k.ac.kind {
	case emv.TC:
		return k.approved()
	case emv.AAC:
		k.setARC(arcOfflineDeclined)
		return k.declinedOffline()
	}
	return nil
}

func (k *Kernel) declinedOffline() *Outcome {
	o := &Outcome{Kind: Declined, Reason: k.adviceReason(), ARC: k.term.arc}
	if k.requested == emv.AAC {
		o.Reason = ReasonActionDenial
	}
	return o
}

// adviceReason reads the reason code in the CID, EMV Book 3, 6.5.5.4, table 15.
func (k *Kernel) adviceReason() string {
	switch k.ac.cid.Reason() {
	case 1:
		return ReasonServiceNotAllowed
	case 2:
		return ReasonPINTries
	case 3:
		return ReasonIssuerAuth
	}
	return ReasonCardDecision
}

// generateAC sends the n-th GENERATE AC with the data that dol asks for, and
// takes the answer apart (EMV Book 3, 6.5.5).
func (k *Kernel) generateAC(n int, dol tlv.Tag) *Outcome {
	raw, _ := k.card.get(dol)
	k.hashTC(raw)
	data, ok := k.buildDOL(raw)
	if !ok {
		return k.fail(ReasonMalformed, dol.String())
	}
	name := "GENERATE AC " + strconv.Itoa(n)
	answer, sw, end := k.exchange(name, iso7816.GenerateAC(byte(k.requested), data))
	switch {
	case end != nil:
		return end
	case sw != swOK:
		return k.failStatus(sw)
	}
	if reason := k.takeCryptogram(answer); reason != "" {
		return k.fail(reason, "")
	}
	if !k.fits(n) {
		return k.fail(ReasonWrongCryptogram, k.requested.String()+" asked for, "+k.ac.kind.String()+" given")
	}
	k.note("EMV Book 3, 6.5.5", CodeCryptogram, name+": "+k.requested.String()+" asked for, "+k.ac.kind.String()+" given")
	return nil
}

// fits: the card may decide for less than it was asked for, never for more; at
// the second GENERATE AC there is no ARQC (EMV Book 3, 10.8, 10.11).
func (k *Kernel) fits(n int) bool {
	switch k.ac.kind {
	case emv.AAC:
		return true
	case emv.TC:
		return k.requested == emv.TC
	case emv.ARQC:
		return n == 1 && k.requested != emv.AAC
	}
	return false
}

// takeCryptogram reads format 1 (80) or format 2 (77) and stores 9F27, 9F36,
// 9F26 and 9F10. It returns what is wrong, or "".
func (k *Kernel) takeCryptogram(b []byte) string {
	var cid, atc, ac, iad []byte
	if v, ok := single(b, tag.ResponseFormat1); ok {
		if len(v) < 11 || len(v) > 11+32 {
			return ReasonMalformed
		}
		cid, atc, ac, iad = v[:1], v[1:3], v[3:11], v[11:]
	} else if v, ok = single(b, tag.ResponseFormat2); ok && wellFormed(v) {
		cid, _ = tlv.Find(v, tag.CID)
		atc, _ = tlv.Find(v, tag.ATC)
		ac, _ = tlv.Find(v, tag.ApplicationCryptogram)
		iad, _ = tlv.Find(v, tag.IssuerApplicationData)
		if cid == nil || atc == nil || ac == nil {
			return ReasonMissingData
		}
	}
	if len(cid) != 1 || len(atc) != 2 || len(ac) != 8 || len(iad) > 32 {
		return ReasonMalformed
	}
	k.ac = cryptogram{kind: emv.CID(cid[0]).Type(), cid: emv.CID(cid[0]), atc: uint16(atc[0])<<8 | uint16(atc[1]), ac: ac}
	k.card.set(tag.CID, cid)
	k.card.set(tag.ATC, atc)
	k.card.set(tag.ApplicationCryptogram, ac)
	if len(iad) > 0 {
		k.card.set(tag.IssuerApplicationData, iad)
	}
	return ""
}
