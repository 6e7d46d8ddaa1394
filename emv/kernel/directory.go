package kernel

import (
	"bytes"

	"github.com/openmpos/mpos/emv/iso7816"
	"github.com/openmpos/mpos/emv/tag"
	"github.com/openmpos/mpos/emv/tlv"
)

// pseName is the name of the payment system environment, EMV Book 1, 12.2.2.
const pseName = "1PAY.SYS.DDF01"

// directory reads the payment system directory, EMV Book 1, 12.3.2. An empty
// list means: use the list of AIDs.
func (k *Kernel) directory() ([]candidate, *Outcome) {
	const clause = "EMV Book 1, 12.3.2"
	data, sw, end := k.exchange("SELECT PSE", iso7816.Select([]byte(pseName)))
	switch {
	case end != nil:
		return nil, end
	case sw == swNotSupported:
		return nil, k.fail(ReasonCardBlocked, "")
	case sw != swOK:
		k.note(clause, CodePSE, "not selected, SW "+sw.Hex())
		return nil, nil
	}
	sfi, ok := directorySFI(data)
	if !ok {
		k.note(clause, CodePSE, "FCI is not sound")
		return nil, nil
	}
	k.note(clause, CodePSE, "selected")
	var list []candidate
	for record := byte(1); record <= maxPSERecords; record++ {
		data, sw, end := k.exchange("READ RECORD of the PSE", iso7816.ReadRecord(record, sfi))
		if end != nil {
			return nil, end
		}
		if sw == swNoMoreRecords {
			break
		}
		if sw == swOK { // any other status skips the record, step 2
			list = k.directoryRecord(list, data)
		}
	}
	return list, nil
}

// directorySFI returns the short file identifier of the directory, 1–10
// (EMV Book 1, 11.3.4, table 8).
func directorySFI(fci []byte) (byte, bool) {
	inside, ok := single(fci, tag.FCITemplate)
	if !ok {
		return 0, false
	}
	v, ok := tlv.FindPath(inside, tag.FCIProprietaryTemplate, tag.SFI)
	if !ok || len(v) != 1 || v[0] < 1 || v[0] > 10 {
		return 0, false
	}
	return v[0], true
}

// directoryRecord adds the record's entries that the terminal supports. An
// entry that is not sound is passed over (EMV Book 1, 12.2.3).
func (k *Kernel) directoryRecord(list []candidate, record []byte) []candidate {
	inside, ok := single(record, tag.ReadRecordTemplate)
	if !ok || !wellFormed(inside) {
		return list
	}
	c := tlv.New(inside)
	for c.Next() {
		if c.Tag() != tag.ApplicationTemplate || !wellFormed(c.Value()) {
			continue
		}
		name, _ := tlv.Find(c.Value(), tag.ADFName)
		conf := k.match(name)
		if conf == nil {
			continue
		}
		list = k.addCandidate(list, newCandidate(name, c.Value(), conf), "EMV Book 1, 12.3.2")
	}
	return list
}

// newCandidate reads label and priority from the objects of a directory entry
// or of an FCI's proprietary template (EMV Book 1, 12.2.3, tables 12 and 13).
func newCandidate(name, objects []byte, conf *AIDConfig) candidate {
	c := candidate{name: name, conf: conf, label: label(objects)}
	if c.label == "" {
		c.label = hex(name)
	}
	if v, ok := tlv.Find(objects, tag.ApplicationPriorityIndicator); ok && len(v) == 1 {
		c.priority, c.confirm = v[0]&0x0F, v[0]&0x80 != 0
	}
	return c
}

// maxLabel is the length of 50 and 9F12.
const maxLabel = 16

// label returns the preferred name if it is in a character set that every
// display has, or else the label, or "".
func label(objects []byte) string {
	preferred, _ := tlv.Find(objects, tag.ApplicationPreferredName)
	plain, _ := tlv.Find(objects, tag.ApplicationLabel)
	for _, v := range [...][]byte{preferred, plain} {
		v = bytes.Trim(v, " ")
		if len(v) > 0 && len(v) <= maxLabel && printable(v) {
			return string(v)
		}
	}
	return ""
}

// printable reports whether b is printable ASCII: text of the card is shown to
// the cardholder and must not carry anything else.
func printable(b []byte) bool {
	for _, c := range b {
		if c < 0x20 || c > 0x7E {
			return false
		}
	}
	return true
}

// match returns the terminal's AID that fits the card's name, the longest one
// if there are several, or nil (EMV Book 1, 12.3.1).
func (k *Kernel) match(name []byte) *AIDConfig {
	if len(name) < 5 || len(name) > 16 {
		return nil
	}
	var best *AIDConfig
	for i := range k.cfg.AIDs {
		a := &k.cfg.AIDs[i]
		if a.fits(name) && (best == nil || len(a.AID) > len(best.AID)) {
			best = a
		}
	}
	return best
}

func (a *AIDConfig) fits(name []byte) bool {
	return bytes.Equal(a.AID, name) || a.Partial && bytes.HasPrefix(name, a.AID)
}
