package card

import (
	"github.com/openmpos/mpos/crypto/cryptogram"
	"github.com/openmpos/mpos/emv/iso7816"
	"github.com/openmpos/mpos/emv/tag"
	"github.com/openmpos/mpos/emv/tlv"
)

// generateAC is GENERATE AC, EMV Book 3, 6.5.5: at most twice in a transaction,
// the second time only after an ARQC.
func (c *Card) generateAC(cmd iso7816.Command) []byte {
	if c.s.phase != phaseInitiated && c.s.phase != phaseOnline {
		return status(swConditions)
	}
	if cmd.P1&^0xC0 != 0 || cmd.P1 == 0xC0 || cmd.P2 != 0 {
		return status(swWrongP1P2)
	}
	a := &c.apps[c.s.selected]
	if c.s.phase == phaseInitiated {
		return c.firstGenerate(a, cmd)
	}
	return c.secondGenerate(a, cmd)
}

// firstGenerate gives what the terminal asks for: this card leaves the risk to
// terminal and issuer.
func (c *Card) firstGenerate(a *app, cmd iso7816.Command) []byte {
	if len(cmd.Data) != a.cdol1.size {
		return status(swWrongLength)
	}
	a.cdol1.take(&c.s.input, cmd.Data)
	kind := cmd.P1
	if c.bad.AACFirst {
		kind = iso7816.AAC
	}
	c.s.phase = phaseClosed
	switch kind {
	case iso7816.TC:
		c.s.cvr[1] |= cvrFirstTC
	case iso7816.ARQC:
		c.s.cvr[1] |= cvrFirstARQC
		c.s.phase = phaseOnline
		c.s.notCompleted = true
	}
	ac := c.cryptogram(a)
	if kind == iso7816.ARQC {
		c.s.arqc = ac
	}
	return c.answerAC(a, kind, ac)
}

// secondGenerate ends the transaction. A TC needs three things: the terminal
// asks for it, the issuer's cryptogram is right, and its code approves.
func (c *Card) secondGenerate(a *app, cmd iso7816.Command) []byte {
	switch {
	case cmd.P1 == iso7816.ARQC:
		return status(swWrongP1P2)
	case len(cmd.Data) != a.cdol2.size:
		return status(swWrongLength)
	}
	a.cdol2.take(&c.s.input, cmd.Data)
	approved := c.judgeIssuer(a, cmd.Data)
	kind := iso7816.AAC
	if cmd.P1 == iso7816.TC && approved && !c.bad.AACSecond {
		kind = iso7816.TC
	}
	c.s.cvr[1] &^= cvrSecondMask
	if kind == iso7816.TC {
		c.s.cvr[1] |= cvrSecondTC
	}
	c.s.phase = phaseClosed
	return c.answerAC(a, kind, c.cryptogram(a))
}

// judgeIssuer checks the issuer's answer in the CDOL2 data, or takes the result
// of EXTERNAL AUTHENTICATE, keeps what the next transaction has to know, and
// reports whether the issuer approved.
func (c *Card) judgeIssuer(a *app, data []byte) bool {
	c.s.notCompleted, c.s.authFailed, c.s.authNotPerformed = false, false, false
	var arc [2]byte
	if a.cdol2.arc >= 0 {
		arc = [2]byte(data[a.cdol2.arc:])
	}
	if arc == [2]byte{'Y', '3'} || arc == [2]byte{'Z', '3'} {
		c.s.cvr[1] |= cvrUnableOnline
		c.s.notCompleted = true
		return false
	}
	if !c.s.authDone && a.cdol2.iad >= 0 {
		auth := [10]byte(data[a.cdol2.iad:])
		c.s.authDone = auth != [10]byte{}
		c.s.authOK = c.s.authDone && c.verifyARPC(auth)
		if c.s.authOK {
			arc = [2]byte(auth[8:])
		}
	}
	switch {
	case !c.s.authDone:
		c.s.authNotPerformed = true
	case !c.s.authOK:
		c.s.authFailed = true
		c.s.cvr[1] |= cvrAuthFailed
	default:
		c.s.lastOnline = c.s.atc
	}
	return c.s.authOK && approves(arc)
}

// approves: ISO 8583 response codes "00" and "11" approve the whole amount.
func approves(arc [2]byte) bool {
	return arc == [2]byte{'0', '0'} || arc == [2]byte{'1', '1'}
}

// externalAuthenticate is EXTERNAL AUTHENTICATE, EMV Book 3, 6.5.4: once, after
// an ARQC, and only if the AIP offers it.
func (c *Card) externalAuthenticate(cmd iso7816.Command) []byte {
	if c.s.selected < 0 || c.apps[c.s.selected].AIP[0]&0x04 == 0 {
		return status(swUnknownINS)
	}
	switch {
	case c.s.phase != phaseOnline || c.s.authDone:
		return status(swConditions)
	case len(cmd.Data) != 10:
		return status(swWrongLength)
	}
	c.s.authDone = true
	c.s.authOK = c.verifyARPC([10]byte(cmd.Data))
	if !c.s.authOK {
		return status(swAuthFailed)
	}
	return status(0x9000)
}

// verifyARPC checks ARPC ‖ ARC against the ARQC: method 1, EMV Book 2, 8.2.1.
func (c *Card) verifyARPC(auth [10]byte) bool {
	return c.sessionKey().VerifyARPC1(c.s.arqc, [2]byte(auth[8:]), auth[:8]) == nil
}

// cryptogram completes the input with the card's own data and MACs it.
func (c *Card) cryptogram(a *app) [8]byte {
	in := &c.s.input
	copy(in[offAIP:], a.AIP[:])
	in[offATC], in[offATC+1] = byte(c.s.atc>>8), byte(c.s.atc)
	copy(in[offCVR:], c.s.cvr[:])
	return c.sessionKey().AC(in[:])
}

// sessionKey derives the key of this transaction once. Derivation fails only
// where triple DES may not be used; New has seen that it may, so what is left
// is a key that was destroyed, and a card without a key makes cryptograms of
// zeros that nobody accepts.
func (c *Card) sessionKey() *cryptogram.SessionKey {
	if c.session == nil || c.sessionATC != c.s.atc {
		k, err := c.key.SessionKeyCSK(c.s.atc)
		if err != nil {
			k = new(cryptogram.SessionKey)
		}
		c.session, c.sessionATC = k, c.s.atc
	}
	return c.session
}

// answerAC is the response, format 1 or 2 (EMV Book 3, 6.5.5.4).
func (c *Card) answerAC(a *app, kind byte, ac [8]byte) []byte {
	iad := c.iad(a)
	atc := [2]byte{byte(c.s.atc >> 8), byte(c.s.atc)}
	if !c.profile.TemplateFormat {
		b := append(make([]byte, 0, 32), 0x80, 11+iadLen, kind, atc[0], atc[1])
		return append(append(append(b, ac[:]...), iad[:]...), 0x90, 0x00)
	}
	return answer(func(b *tlv.Builder) {
		b.Constructed(tag.ResponseFormat2, func(b *tlv.Builder) {
			b.Add(tag.CID, []byte{kind})
			b.Add(tag.ATC, atc[:])
			b.Add(tag.ApplicationCryptogram, ac[:])
			b.Add(tag.IssuerApplicationData, iad[:])
		})
	})
}
