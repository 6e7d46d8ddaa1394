package kernel

import (
	"github.com/openmpos/mpos/emv"
	"github.com/openmpos/mpos/emv/tag"
	"github.com/openmpos/mpos/emv/tlv"
)

// Authorisation response codes that the terminal itself sets (EMV Book 4, annex
// A6).
var (
	arcOfflineApproved      = [2]byte{'Y', '1'}
	arcOfflineDeclined      = [2]byte{'Z', '1'}
	arcUnableOnlineApproved = [2]byte{'Y', '3'}
	arcUnableOnlineDeclined = [2]byte{'Z', '3'}
)

// What stands in for an issuer action code that the card does not have.
var (
	actionAll     = emv.TVR{0xFF, 0xFF, 0xFF, 0xFF, 0xFF}
	actionNothing = emv.TVR{}
)

// analyse is terminal action analysis before the first GENERATE AC, EMV Book 3,
// 10.7: which cryptogram to ask for.
func (k *Kernel) analyse() emv.CryptogramType {
	c := k.app.conf
	if k.action("denial", tag.IACDenial, c.TACDenial, actionNothing) {
		return emv.AAC
	}
	if k.offlineOnly() {
		if k.action("default", tag.IACDefault, c.TACDefault, actionAll) {
			return emv.AAC
		}
		return emv.TC
	}
	if k.onlineOnly() {
		k.note("EMV Book 3, 10.7", CodeAction, "terminal is online only")
		return emv.ARQC
	}
	if k.action("online", tag.IACOnline, c.TACOnline, actionAll) {
		return emv.ARQC
	}
	return emv.TC
}

// analyseUnable decides when the issuer can not be asked, EMV Book 3, 10.7,
// last part.
func (k *Kernel) analyseUnable() emv.CryptogramType {
	if k.onlineOnly() || k.action("default", tag.IACDefault, k.app.conf.TACDefault, actionAll) {
		return emv.AAC
	}
	return emv.TC
}

// action compares the TVR with one pair of action codes: the issuer's, or its
// default if the card has none, and the terminal's.
func (k *Kernel) action(name string, iac tlv.Tag, tac [5]byte, missing emv.TVR) bool {
	issuer := missing
	if v, ok := k.card.get(iac); ok && len(v) == len(issuer) {
		issuer = emv.TVR(v)
	}
	var hit emv.TVR
	for i := range hit {
		hit[i] = k.tvr[i] & (issuer[i] | tac[i])
	}
	if hit == (emv.TVR{}) {
		k.note("EMV Book 3, 10.7", CodeAction, name+": no bit in common with TVR "+hex(k.tvr[:]))
		return false
	}
	k.note("EMV Book 3, 10.7", CodeAction, name+": bits "+hex(hit[:])+" of TVR "+hex(k.tvr[:]))
	return true
}

// set sets a bit of the TVR and records why.
func (k *Kernel) set(bit emv.TVRBit, clause, code, detail string) {
	k.tvr.Set(bit)
	if detail == "" {
		detail = bit.String()
	} else {
		detail = bit.String() + ": " + detail
	}
	k.note(clause, code, detail)
}
