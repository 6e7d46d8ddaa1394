package kernel

import (
	"crypto/sha1"

	"github.com/openmpos/mpos/emv"
	"github.com/openmpos/mpos/emv/tag"
)

// buildDOL returns the data that a DOL asks for, EMV Book 3, 5.4. It reports
// false if the DOL does not parse or asks for more than a command can carry.
func (k *Kernel) buildDOL(raw []byte) ([]byte, bool) {
	dol, err := emv.ParseDOL(raw)
	if err != nil || dol.Size() > maxDOLData {
		return nil, false
	}
	return dol.Build(make([]byte, 0, dol.Size()), k.lookup), true
}

// hashTC fills the TC hash value if the CDOL asks for it: the hash over what
// the TDOL names, the card's or the terminal's default (EMV Book 3, 5.2.2,
// 9.2.1). The algorithm is SHA-1 (Book 2, annex B3.1).
func (k *Kernel) hashTC(cdol []byte) {
	dol, err := emv.ParseDOL(cdol)
	if err != nil || !dol.Has(tag.TCHashValue) {
		return
	}
	tdol, ok := k.card.get(tag.TDOL)
	if !ok {
		tdol = k.app.conf.DefaultTDOL
		k.set(emv.TVRDefaultTDOL, "EMV Book 3, 5.2.2", CodeCryptogram, "")
	}
	data, ok := k.buildDOL(tdol)
	if !ok {
		return
	}
	sum := sha1.Sum(data)
	k.term.tcHash = sum[:]
}
