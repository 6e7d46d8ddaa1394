package kernel

import (
	"bytes"

	"github.com/openmpos/mpos/emv"
	"github.com/openmpos/mpos/emv/tag"
)

// complete ends an online transaction, EMV Book 3, 10.11: scripts, the second
// GENERATE AC, scripts.
func (k *Kernel) complete() *Outcome {
	if end := k.runScripts(tag.IssuerScriptTemplate1, emv.TVRScriptBefore); end != nil {
		return end
	}
	if end := k.generateAC(2, tag.CDOL2); end != nil {
		return end
	}
	// The card has decided: whatever becomes of the scripts that follow is told
	// in their results and does not change the decision.
	_ = k.runScripts(tag.IssuerScriptTemplate2, emv.TVRScriptAfter)
	if k.ac.kind == emv.TC {
		return k.approved()
	}
	return k.declinedAfterOnline()
}

func (k *Kernel) approved() *Outcome {
	return &Outcome{
		Kind: Approved, TC: bytes.Clone(k.ac.ac), ARC: k.term.arc, ScriptResults: k.scripts, Signature: k.signature,
	}
}

func (k *Kernel) declinedAfterOnline() *Outcome {
	o := &Outcome{ARC: k.term.arc, ScriptResults: k.scripts}
	switch {
	case k.online == nil:
		o.Kind, o.Reason = Declined, ReasonUnableOnline
	case k.online.Approved:
		o.Kind, o.Reason = CardDeclined, k.adviceReason()
	default:
		o.Kind = OnlineDeclined
	}
	return o
}
