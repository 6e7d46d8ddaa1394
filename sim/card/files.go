package card

import (
	"bytes"

	"github.com/openmpos/mpos/emv/iso7816"
	"github.com/openmpos/mpos/emv/tlv"
)

const pseName = "1PAY.SYS.DDF01"

// selectName is SELECT by name, EMV Book 1, 11.3: the whole name, or the start
// of one; P2 = 02 goes on to the next application.
func (c *Card) selectName(cmd iso7816.Command) []byte {
	if cmd.P1 != 0x04 || cmd.P2&^0x02 != 0 {
		return status(swWrongP1P2)
	}
	if len(cmd.Data) < 5 || len(cmd.Data) > 16 {
		return status(swWrongLength)
	}
	next := cmd.P2 == 0x02
	if next && c.bad.NextForever {
		return c.oneMore(cmd.Data)
	}
	if !next && c.pse != nil && string(cmd.Data) == pseName {
		c.open(-1, phaseIdle)
		c.s.inPSE = true
		return c.pse
	}
	first := 0
	if next {
		first = c.s.selected + 1
	}
	for i := first; i < len(c.apps); i++ {
		if bytes.HasPrefix(c.apps[i].AID, cmd.Data) {
			c.open(i, phaseSelected)
			return c.apps[i].fci
		}
	}
	return status(swFileNotFound)
}

func (c *Card) open(selected int, p phase) {
	c.s.selected, c.s.phase, c.s.inPSE = selected, p, false
	c.s.authDone, c.s.authOK = false, false
}

// readRecord is READ RECORD, EMV Book 3, 6.5.11. The application's records can
// be read once it is initiated.
func (c *Card) readRecord(cmd iso7816.Command) []byte {
	sfi := cmd.P2 >> 3
	switch {
	case cmd.P2&0x07 != 0x04 || cmd.P1 == 0:
		return status(swWrongP1P2)
	case c.s.inPSE && sfi == pseSFI:
		if cmd.P1 == 1 {
			return c.entries
		}
		return status(swRecordNotFound)
	case c.s.phase < phaseInitiated:
		return status(swConditions)
	}
	found := false
	for _, r := range c.apps[c.s.selected].records {
		if r.sfi != sfi {
			continue
		}
		found = true
		if r.number == cmd.P1 {
			return r.answer
		}
	}
	if found {
		return status(swRecordNotFound)
	}
	return status(swFileNotFound)
}

// getData is GET DATA, EMV Book 3, 6.5.7.
func (c *Card) getData(cmd iso7816.Command) []byte {
	if c.s.phase == phaseIdle {
		return status(swConditions)
	}
	var v uint16
	switch uint16(cmd.P1)<<8 | uint16(cmd.P2) {
	case 0x9F36:
		v = c.s.atc
	case 0x9F13:
		v = c.s.lastOnline
	default:
		return status(swDataNotFound)
	}
	return []byte{cmd.P1, cmd.P2, 2, byte(v >> 8), byte(v), 0x90, 0x00}
}

// processingOptions is GET PROCESSING OPTIONS, EMV Book 3, 6.5.8. It begins a
// transaction: the counter goes up here, and a counter at its end blocks the
// application.
func (c *Card) processingOptions(cmd iso7816.Command) []byte {
	switch {
	case c.s.phase != phaseSelected || c.s.atc == 0xFFFF:
		return status(swConditions)
	case cmd.P1 != 0 || cmd.P2 != 0:
		return status(swWrongP1P2)
	}
	a := &c.apps[c.s.selected]
	if len(cmd.Data) != a.pdolSize+2 || cmd.Data[0] != 0x83 || int(cmd.Data[1]) != a.pdolSize {
		return status(swWrongData)
	}
	c.s.atc++
	c.s.phase = phaseInitiated
	c.s.cvr = c.firstCVR()
	return a.options
}

// oneMore answers SELECT next with yet another application, for ever.
func (c *Card) oneMore(prefix []byte) []byte {
	c.s.next++
	name := append(bytes.Clone(prefix[:min(len(prefix), 15)]), c.s.next)
	x := c.apps[0].App
	x.AID = name
	return answer(func(b *tlv.Builder) { fillFCI(b, x) })
}
