package kernel

import (
	"strconv"

	"github.com/openmpos/mpos/emv"
	"github.com/openmpos/mpos/emv/tag"
	"github.com/openmpos/mpos/emv/tlv"
)

// Results of a script, first half of byte 1 (EMV Book 4, annex A5).
const (
	scriptNotPerformed = 0x00
	scriptFailed       = 0x10
	scriptSuccessful   = 0x20
)

// runScripts delivers the issuer's scripts with one template: 71 before the
// final GENERATE AC, 72 after it (EMV Book 3, 10.10).
func (k *Kernel) runScripts(template tlv.Tag, failed emv.TVRBit) *Outcome {
	if k.online == nil {
		return nil
	}
	for _, s := range k.online.Scripts {
		c := tlv.New(s)
		if !c.Next() || c.Tag() != template {
			continue
		}
		k.tsi.Set(emv.TSIScript)
		result, end := k.runScript(s, template)
		k.scripts = append(k.scripts, result[:]...)
		if end != nil {
			k.set(failed, "EMV Book 3, 10.10", CodeScript, template.String()+" cut short")
			return end
		}
		if result[0]&0xF0 != scriptSuccessful {
			k.set(failed, "EMV Book 3, 10.10", CodeScript, template.String()+" result "+hex(result[:1]))
			continue
		}
		k.note("EMV Book 3, 10.10", CodeScript, template.String()+" successful")
	}
	return nil
}

// runScript sends the commands of one script until one fails. The result holds
// the identifier and, of a failure, the number of the command.
func (k *Kernel) runScript(script []byte, template tlv.Tag) (result [5]byte, end *Outcome) {
	commands, id, ok := scriptCommands(script, template)
	copy(result[1:], id)
	if !ok {
		result[0] = scriptNotPerformed
		return result, nil
	}
	for i, command := range commands {
		_, sw, end := k.exchangeRaw("issuer script command "+strconv.Itoa(i+1), command)
		result[0] = scriptFailed | byte(min(i+1, 0x0F))
		if end != nil {
			return result, end
		}
		if sw1 := sw >> 8; sw1 != 0x90 && sw1 != 0x62 && sw1 != 0x63 {
			return result, nil
		}
	}
	result[0] = scriptSuccessful
	return result, nil
}

// scriptCommands takes a script apart: an identifier of four bytes, which may be
// absent, and the commands.
func scriptCommands(script []byte, template tlv.Tag) (commands [][]byte, id []byte, ok bool) {
	inside, ok := single(script, template)
	if !ok || !wellFormed(inside) {
		return nil, nil, false
	}
	c := tlv.New(inside)
	for c.Next() {
		v := c.Value()
		switch c.Tag() {
		case tag.IssuerScriptIdentifier:
			if len(v) != 4 {
				return nil, nil, false
			}
			id = v
		case tag.IssuerScriptCommand:
			if len(v) < 4 || len(v) > maxCommand || len(commands) == maxScriptSteps {
				return nil, id, false
			}
			commands = append(commands, append([]byte(nil), v...))
		}
	}
	return commands, id, true
}

// maxCommand is the longest command APDU: header, Lc, 255 bytes, Le.
const maxCommand = 261
