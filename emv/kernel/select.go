package kernel

import (
	"bytes"
	"slices"

	"github.com/openmpos/mpos/emv/iso7816"
)

// Caps on what a card can make the terminal do.
const (
	maxAIDs        = 64 // in the configuration
	maxCandidates  = 16
	maxSelectNext  = 16 // for one AID, EMV Book 1, 12.3.3, step 7
	maxSelects     = 96 // in one transaction
	maxPSERecords  = 16
	maxRecords     = 64 // EMV Book 3, 10.2
	maxDOLData     = 252
	maxScripts     = 8
	maxScriptSteps = 32
)

// Status words of SELECT, EMV Book 1, 11.3.5 and 12.3.
const (
	swOK            iso7816.SW = 0x9000
	swBlocked       iso7816.SW = 0x6283
	swNotSupported  iso7816.SW = 0x6A81
	swFileNotFound  iso7816.SW = 0x6A82
	swNoMoreRecords iso7816.SW = 0x6A83
	swConditions    iso7816.SW = 0x6985
)

// candidate is an application that card and terminal have in common.
type candidate struct {
	name     []byte // ADF name or DF name
	label    string
	priority uint8 // 1–15, 0 for none
	confirm  bool  // the cardholder has to confirm, even if it is the only one
	conf     *AIDConfig
}

// application is the selected one.
type application struct {
	candidate
	pdol    []byte
	objects store // of the FCI
}

// selectAndInitiate selects an application and initiates it. An application
// that refuses to start is struck off and the next one is tried (EMV Book 3,
// 10.1), so the loop ends with the list.
func (k *Kernel) selectAndInitiate() *Outcome {
	list, end := k.candidates()
	if end != nil {
		return end
	}
	for len(list) > 0 {
		i, end := k.choose(list)
		if end != nil {
			return end
		}
		selected, end := k.selectFinal(list[i])
		if end != nil {
			return end
		}
		if selected {
			started, end := k.initiate()
			if started || end != nil {
				return end
			}
		}
		list = slices.Delete(list, i, i+1)
	}
	k.last = ""
	return k.fail(ReasonNoApplication, "")
}

// candidates builds the list, EMV Book 1, 12.3: by the card's directory, and by
// the terminal's list if the directory is absent, faulty or names nothing that
// the terminal supports.
func (k *Kernel) candidates() ([]candidate, *Outcome) {
	var list []candidate
	var end *Outcome
	if !k.cfg.SkipPSE {
		if list, end = k.directory(); end != nil {
			return nil, end
		}
	}
	if len(list) == 0 {
		if list, end = k.listOfAIDs(); end != nil {
			return nil, end
		}
	}
	slices.SortStableFunc(list, func(a, b candidate) int { return rank(a) - rank(b) })
	return list, nil
}

// rank orders by priority; those without one come last (EMV Book 1, 12.4).
func rank(c candidate) int {
	if c.priority == 0 {
		return 16
	}
	return int(c.priority)
}

// addCandidate appends c unless it is there already.
func (k *Kernel) addCandidate(list []candidate, c candidate, clause string) []candidate {
	for i := range list {
		if bytes.Equal(list[i].name, c.name) {
			return list
		}
	}
	if len(list) >= maxCandidates {
		return list
	}
	k.note(clause, CodeCandidate, hex(c.name)+" "+c.label)
	return append(list, c)
}

// choose asks the cardholder if there are several applications, or if the only
// one needs a confirmation (EMV Book 1, 12.4).
func (k *Kernel) choose(list []candidate) (int, *Outcome) {
	if len(list) == 1 && !list[0].confirm {
		return 0, nil
	}
	apps := make([]App, len(list))
	for i, c := range list {
		apps[i] = App{AID: bytes.Clone(c.name), Label: c.label, Priority: c.priority}
	}
	k.last = "application selection"
	a, end := k.ask(Choose{Apps: apps})
	if end != nil {
		return 0, end
	}
	chosen, ok := a.(Chosen)
	if !ok || chosen.Index < 0 || chosen.Index >= len(list) {
		return 0, misuse()
	}
	return chosen.Index, nil
}

// selectFinal selects the application for good. It reports false if the card
// answers with anything but a sound FCI of that very name (EMV Book 1, 12.4).
func (k *Kernel) selectFinal(c candidate) (bool, *Outcome) {
	data, sw, end := k.exchange("SELECT", iso7816.Select(c.name))
	if end != nil {
		return false, end
	}
	if sw == swNotSupported {
		return false, k.fail(ReasonCardBlocked, "")
	}
	f, ok := parseFCI(data)
	if sw != swOK || !ok || !bytes.Equal(f.name, c.name) {
		k.note("EMV Book 1, 12.4", CodeSelected, hex(c.name)+" refused, SW "+sw.Hex())
		return false, nil
	}
	k.app = application{candidate: c, pdol: f.pdol, objects: f.objects}
	k.bind(c.conf)
	k.note("EMV Book 1, 12.4", CodeSelected, hex(c.name)+" "+c.label)
	return true, nil
}
