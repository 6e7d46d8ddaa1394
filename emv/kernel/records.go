package kernel

import (
	"bytes"
	"strconv"

	"github.com/openmpos/mpos/crypto/pin"
	"github.com/openmpos/mpos/emv"
	"github.com/openmpos/mpos/emv/iso7816"
	"github.com/openmpos/mpos/emv/tag"
	"github.com/openmpos/mpos/emv/tlv"
)

// lastEMVFile is the last short file identifier whose records are EMV's own;
// those of 11 to 30 are not interpreted (EMV Book 3, 6.5.11.4, 10.2).
const lastEMVFile = 10

// readRecords reads the records that the AFL names, EMV Book 3, 10.2.
func (k *Kernel) readRecords() *Outcome {
	raw, _ := k.card.get(tag.AFL)
	afl, err := emv.ParseAFL(raw)
	if err != nil {
		return k.fail(ReasonMalformed, "AFL")
	}
	count := 0
	for _, e := range afl {
		for record := int(e.First); record <= int(e.Last); record++ {
			if count++; count > maxRecords {
				return k.fail(ReasonTooMuch, "AFL")
			}
			if end := k.readRecord(e.SFI, byte(record)); end != nil {
				return end
			}
		}
	}
	k.note("EMV Book 3, 10.2", CodeRecords, strconv.Itoa(count)+" records")
	return k.checkMandatory()
}

func (k *Kernel) readRecord(sfi, record byte) *Outcome {
	data, sw, end := k.exchange("READ RECORD", iso7816.ReadRecord(record, sfi))
	switch {
	case end != nil:
		return end
	case sw != swOK:
		return k.failStatus(sw)
	case sfi > lastEMVFile:
		return nil
	}
	inside, ok := single(data, tag.ReadRecordTemplate)
	if !ok || !wellFormed(inside) {
		return k.fail(ReasonMalformed, recordName(sfi, record))
	}
	c := tlv.New(inside)
	for c.Next() {
		if !c.Tag().Constructed() && !k.card.add(c.Tag(), c.Value()) {
			return k.fail(ReasonDuplicateData, c.Tag().String())
		}
	}
	return nil
}

func recordName(sfi, record byte) string {
	return "record " + strconv.Itoa(int(record)) + " of file " + strconv.Itoa(int(sfi))
}

// checkMandatory looks for the objects without which no transaction is
// possible (EMV Book 3, 7.2, table 33), and at their format (7.5).
func (k *Kernel) checkMandatory() *Outcome {
	for _, t := range [...]tlv.Tag{tag.ApplicationExpirationDate, tag.PAN, tag.CDOL1, tag.CDOL2} {
		if v, ok := k.card.get(t); !ok || len(v) == 0 {
			return k.fail(ReasonMissingData, t.String())
		}
	}
	for _, t := range [...]tlv.Tag{tag.CDOL1, tag.CDOL2} {
		v, _ := k.card.get(t)
		if _, ok := k.buildDOL(v); !ok {
			return k.fail(ReasonMalformed, t.String())
		}
	}
	for _, t := range [...]tlv.Tag{tag.ApplicationExpirationDate, tag.ApplicationEffectiveDate} {
		if v, ok := k.card.get(t); ok && !validDate(v) {
			return k.fail(ReasonMalformed, t.String())
		}
	}
	return k.checkAccount()
}

// checkAccount reads the PAN and compares it with track 2. EMV leaves a card
// whose two numbers differ to the issuer; here the PIN block is made with one of
// them and the account is charged by the other, so they must be the same.
func (k *Kernel) checkAccount() *Outcome {
	v, _ := k.card.get(tag.PAN)
	digits, ok := compressedDigits(v)
	if !ok {
		return k.fail(ReasonMalformed, tag.PAN.String())
	}
	pan, err := pin.ParsePAN(string(digits))
	if err != nil {
		return k.fail(ReasonMalformed, tag.PAN.String())
	}
	k.pan = pan
	raw, ok := k.card.get(tag.Track2EquivalentData)
	if !ok {
		return nil
	}
	track, err := emv.ParseTrack2(raw)
	if err != nil {
		return k.fail(ReasonMalformed, tag.Track2EquivalentData.String())
	}
	if !track.PAN.Equal(pan) {
		return k.fail(ReasonInconsistentData, tag.PAN.String()+", "+tag.Track2EquivalentData.String())
	}
	return nil
}

// compressedDigits reads format cn: digits, then F to the end (EMV Book 3,
// 4.3).
func compressedDigits(b []byte) ([]byte, bool) {
	out := make([]byte, 0, 2*len(b))
	for _, c := range b {
		out = append(out, '0'+c>>4, '0'+c&0xF)
	}
	out = bytes.TrimRight(out, string(rune('0'+0xF)))
	for _, d := range out {
		if d > '9' {
			return nil, false
		}
	}
	return out, len(b) <= 10
}
