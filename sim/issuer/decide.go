package issuer

import (
	"time"

	"github.com/openmpos/mpos/emv/tlv"
	"github.com/openmpos/mpos/protocol/acquirer"
	"github.com/openmpos/mpos/protocol/backend"
	"github.com/openmpos/mpos/sim/card"
)

// Codes of F39 that only an issuer gives.
const (
	codeBadCard  = "14" // no such card
	codeLost     = "41" // stopped by its owner
	codeSecurity = "63" // cryptogram or counter wrong: security violation
	codePINTries = "75" // PIN closed
)

// verdict is the issuer's decision.
type verdict struct {
	code    string
	why     string
	account *account
	icc     []byte // F55 of the answer
}

func deny(code, why string) verdict { return verdict{code: code, why: why} }

// decide checks a request that was not seen before.
func (i *Issuer) decide(now time.Time, r backend.IssuerRequest) verdict {
	a := i.find(r.PAN, r.PSN)
	if a == nil {
		return deny(codeBadCard, "no such card")
	}
	ac, v := i.checkCryptogram(a, r)
	if v.code != "" {
		return v
	}
	v = i.checkAccount(now, a, r)
	v.account = a
	v.icc = i.issuerAuth(a, ac, v.code)
	return v
}

// cryptogram is a request's ARQC with its counter.
type cryptogram struct {
	atc uint16
	ac  [8]byte
}

// Objects of F55 (EMV Book 3, Annex A).
const (
	tagAC         tlv.Tag = 0x9F26 // application cryptogram
	tagATC        tlv.Tag = 0x9F36 // application transaction counter
	tagIAD        tlv.Tag = 0x9F10 // issuer application data, with the CVR
	tagAmount     tlv.Tag = 0x9F02 // n12, authorised
	tagCurrency   tlv.Tag = 0x5F2A // n3 in 2 bytes
	tagIssuerAuth tlv.Tag = 0x91   // ARPC 8, ARC 2
)

// checkCryptogram verifies the ARQC and that its counter rises: a cryptogram
// is good once.
func (i *Issuer) checkCryptogram(a *account, r backend.IssuerRequest) (cryptogram, verdict) {
	var c cryptogram
	ac, _ := tlv.Find(r.ICC, tagAC)
	atc, _ := tlv.Find(r.ICC, tagATC)
	data, err := card.CryptogramInput(nil, r.ICC)
	if len(ac) != 8 || len(atc) != 2 || err != nil {
		return c, deny(codeSecurity, "cryptogram data are missing")
	}
	if !isRequest(r.ICC) {
		return c, deny(codeSecurity, "cryptogram is no request")
	}
	if !sameMoney(r) {
		return c, deny(codeSecurity, "amount is not the cryptogram's")
	}
	c.ac = [8]byte(ac)
	c.atc = uint16(atc[0])<<8 | uint16(atc[1])
	if i.cfg.HSM.VerifyARQC(a.IMK, a.PAN, a.PSN, c.atc, data, ac) != nil {
		return c, deny(codeSecurity, "cryptogram is wrong")
	}
	if a.used && c.atc <= a.atc {
		return c, deny(codeSecurity, "ATC was seen")
	}
	a.atc, a.used = c.atc, true
	return c, verdict{}
}

// isRequest says whether the card answered with an ARQC: the cryptogram of a
// decline is as good as one of a request, were it not for the CVR in it.
func isRequest(icc []byte) bool {
	iad, _ := tlv.Find(icc, tagIAD)
	cvr, ok := card.CVROf(iad)
	return ok && card.ParseCVR(cvr).First == card.CryptogramARQC
}

// sameMoney compares F4 and F49 with what the card was told.
func sameMoney(r backend.IssuerRequest) bool {
	amount, _ := tlv.Find(r.ICC, tagAmount)
	currency, _ := tlv.Find(r.ICC, tagCurrency)
	return number(amount) == r.Amount && number(currency) == uint64(r.Currency)
}

// number reads an n value that the card's cryptogram covers.
func number(bcd []byte) uint64 {
	var n uint64
	for _, c := range bcd {
		n = n*100 + uint64(c>>4)*10 + uint64(c&15)
	}
	return n
}

// checkAccount decides on card, PIN and money.
func (i *Issuer) checkAccount(now time.Time, a *account, r backend.IssuerRequest) verdict {
	switch {
	case a.Stopped:
		return deny(codeLost, "card is stopped")
	case now.UTC().Format("0601") > a.Expiry, r.Expiry != "" && r.Expiry != a.Expiry:
		return deny(acquirer.CodeExpired, "card has expired")
	}
	if v := i.checkPIN(a, r.PINBlock); v.code != "" {
		return v
	}
	if r.Amount > a.Balance {
		return deny(acquirer.CodeFunds, "balance is too low")
	}
	return verdict{code: acquirer.CodeApproved, why: "approved"}
}

// checkPIN verifies an online PIN if there is one, and counts wrong ones. A
// closed PIN closes the card for sales without PIN too.
func (i *Issuer) checkPIN(a *account, block []byte) verdict {
	if a.tries >= maxTries {
		return deny(codePINTries, "PIN is closed")
	}
	if len(block) == 0 {
		return verdict{}
	}
	if i.cfg.HSM.VerifyPIN(i.cfg.Zone, block, a.PAN, a.PIN) != nil {
		a.tries++
		if a.tries >= maxTries {
			return deny(codePINTries, "PIN is closed")
		}
		return deny(acquirer.CodeWrongPIN, "PIN is wrong")
	}
	a.tries = 0
	return verdict{}
}

// issuerAuth makes tag 91: the ARPC by method 1 (EMV Book 2, 8.2.1) and the
// response code that it is over.
func (i *Issuer) issuerAuth(a *account, c cryptogram, code string) []byte {
	arc := [2]byte{code[0], code[1]}
	arpc, err := i.cfg.HSM.MakeARPC(a.IMK, a.PAN, a.PSN, c.atc, c.ac, arc)
	if err != nil {
		return nil // the card will not accept the answer
	}
	return tlv.Append(nil, tagIssuerAuth, append(arpc[:], arc[:]...))
}
