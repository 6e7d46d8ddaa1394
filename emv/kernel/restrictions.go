package kernel

import (
	"bytes"

	"github.com/openmpos/mpos/emv"
	"github.com/openmpos/mpos/emv/tag"
)

// Transaction types, 9C: the first two digits of the processing code of ISO
// 8583.
const (
	typeGoods    = 0x00
	typeCash     = 0x01
	typeCashback = 0x09
)

// checkRestrictions judges whether card and terminal fit this transaction,
// EMV Book 3, 10.4.
func (k *Kernel) checkRestrictions() *Outcome {
	k.checkVersion()
	k.checkUsage()
	k.checkDates()
	return nil
}

// checkVersion compares the application version numbers, 10.4.1.
func (k *Kernel) checkVersion() {
	v, ok := k.card.get(tag.ApplicationVersionNumberCard)
	if ok && !bytes.Equal(v, k.term.version[:]) {
		k.set(emv.TVRVersionsDiffer, "EMV Book 3, 10.4.1", CodeRestrictions, "card "+hex(v)+", terminal "+hex(k.term.version[:]))
	}
}

// checkUsage applies the application usage control, 10.4.2.
func (k *Kernel) checkUsage() {
	v, ok := k.card.get(tag.ApplicationUsageControl)
	if !ok || len(v) != 2 {
		return
	}
	if auc := emv.AUC(v); !k.placeAllowed(auc) || !k.serviceAllowed(auc) {
		k.set(emv.TVRServiceNotAllowed, "EMV Book 3, 10.4.2", CodeRestrictions, "AUC "+hex(v))
	}
}

func (k *Kernel) placeAllowed(auc emv.AUC) bool {
	if k.isATM() {
		return auc.Has(emv.AUCATM)
	}
	return auc.Has(emv.AUCOtherThanATM)
}

// serviceAllowed applies only if the card names its issuer's country.
func (k *Kernel) serviceAllowed(auc emv.AUC) bool {
	country, ok := k.card.get(tag.IssuerCountryCode)
	if !ok {
		return true
	}
	domestic := bytes.Equal(country, k.term.country[:])
	has := func(home, abroad emv.AUCBit) bool {
		if domestic {
			return auc.Has(home)
		}
		return auc.Has(abroad)
	}
	allowed := true
	switch k.txn.Type {
	case typeCash:
		allowed = has(emv.AUCDomesticCash, emv.AUCInternationalCash)
	case typeGoods, typeCashback: // one of the two is enough
		allowed = has(emv.AUCDomesticGoods, emv.AUCInternationalGoods) ||
			has(emv.AUCDomesticServices, emv.AUCInternationalServices)
	}
	if k.cashback() {
		allowed = allowed && has(emv.AUCDomesticCashback, emv.AUCInternationalCashback)
	}
	return allowed
}

func (k *Kernel) cashback() bool { return k.txn.Type == typeCashback || k.txn.Other > 0 }

// checkDates compares the dates of the card with that of the transaction,
// 10.4.3.
func (k *Kernel) checkDates() {
	today := emv.Date(k.term.date)
	if v, ok := k.card.get(tag.ApplicationEffectiveDate); ok && emv.Date(v).Compare(today) > 0 {
		k.set(emv.TVRNotYetEffective, "EMV Book 3, 10.4.3", CodeRestrictions, "")
	}
	if v, _ := k.card.get(tag.ApplicationExpirationDate); emv.Date(v).Compare(today) < 0 {
		k.set(emv.TVRExpired, "EMV Book 3, 10.4.3", CodeRestrictions, "")
	}
}

// validDate reports whether b is a date in format n 6, YYMMDD. Unlike
// emv.ParseDate it lets the 31st pass in every month: issuers write that for
// the last day, and a date that can be compared is no reason to end the
// transaction.
func validDate(b []byte) bool {
	if _, err := emv.ParseN(b); len(b) != 3 || err != nil {
		return false
	}
	d := emv.Date(b)
	return d.Month() >= 1 && d.Month() <= 12 && d.Day() >= 1 && d.Day() <= 31
}

// Kinds of terminal, 9F35, EMV Book 4, annex A1.

func (k *Kernel) onlineOnly() bool  { return k.cfg.Type&0xF == 1 || k.cfg.Type&0xF == 4 }
func (k *Kernel) offlineOnly() bool { return k.cfg.Type&0xF == 3 || k.cfg.Type&0xF == 6 }
func (k *Kernel) unattended() bool  { return k.cfg.Type&0xF >= 4 }

// isATM: an unattended terminal of a financial institution that gives out cash.
func (k *Kernel) isATM() bool {
	return k.cfg.Type>>4 == 1 && k.unattended() && emv.AdditionalCapabilities(k.cfg.AdditionalCapabilities).Has(emv.AdditionalCash)
}
