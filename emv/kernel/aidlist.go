package kernel

import (
	"bytes"

	"github.com/openmpos/mpos/emv/iso7816"
	"github.com/openmpos/mpos/emv/tag"
	"github.com/openmpos/mpos/emv/tlv"
)

// listOfAIDs tries the terminal's AIDs one after the other, EMV Book 1, 12.3.3.
func (k *Kernel) listOfAIDs() ([]candidate, *Outcome) {
	k.note("EMV Book 1, 12.3.3", CodeAIDList, "")
	var list []candidate
	selects := 0
	for i := range k.cfg.AIDs {
		var end *Outcome
		if list, end = k.tryAID(list, &k.cfg.AIDs[i], &selects); end != nil {
			return nil, end
		}
	}
	return list, nil
}

// tryAID selects one AID, and then the next application of that name as long
// as the card has more of them and the caps allow.
func (k *Kernel) tryAID(list []candidate, a *AIDConfig, selects *int) ([]candidate, *Outcome) {
	const clause = "EMV Book 1, 12.3.3"
	command := iso7816.Select(a.AID)
	for next := range 1 + maxSelectNext {
		if *selects++; *selects > maxSelects {
			return list, k.fail(ReasonTooMuch, "SELECT")
		}
		data, sw, end := k.exchange("SELECT", command)
		switch {
		case end != nil:
			return nil, end
		case sw == swNotSupported && next == 0:
			return nil, k.fail(ReasonCardBlocked, "")
		case sw != swOK && sw != swBlocked:
			return list, nil
		}
		f, ok := parseFCI(data)
		if !ok || !bytes.HasPrefix(f.name, a.AID) {
			return list, nil
		}
		if sw == swOK && a.fits(f.name) {
			list = k.addCandidate(list, newCandidate(f.name, f.proprietary, a), clause)
		}
		if len(f.name) == len(a.AID) || !a.Partial {
			return list, nil // an exact match is the only one, step 5
		}
		command = iso7816.SelectNext(a.AID)
	}
	k.note(clause, CodeAIDList, "SELECT next: cap reached")
	return list, nil
}

// fci is what the terminal needs of an application's FCI (EMV Book 1, 11.3.4,
// table 10). Its slices point into the answer.
type fci struct {
	name        []byte
	proprietary []byte
	pdol        []byte
	objects     []object
}

func parseFCI(b []byte) (fci, bool) {
	var f fci
	inside, ok := single(b, tag.FCITemplate)
	if !ok || !wellFormed(inside) {
		return f, false
	}
	name, ok := tlv.Find(inside, tag.DFName)
	if !ok || len(name) < 5 || len(name) > 16 {
		return f, false
	}
	prop, ok := tlv.Find(inside, tag.FCIProprietaryTemplate)
	if !ok || !wellFormed(prop) {
		return f, false
	}
	f.name, f.proprietary = name, prop
	f.objects = append(make([]object, 0, 8), object{tag.DFName, name})
	c := tlv.New(prop)
	for c.Next() {
		switch c.Tag() {
		case tag.PDOL:
			f.pdol = c.Value()
		case tag.ApplicationLabel, tag.ApplicationPreferredName, tag.ApplicationPriorityIndicator, tag.LanguagePreference, tag.IssuerCodeTableIndex:
			f.objects = append(f.objects, object{c.Tag(), c.Value()})
		}
	}
	return f, true
}
