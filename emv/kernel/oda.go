package kernel

import "github.com/openmpos/mpos/emv"

// authenticateData is where offline data authentication belongs (EMV Book 3,
// 10.3). This kernel performs none, whatever the card offers, and says so.
func (k *Kernel) authenticateData() *Outcome {
	k.set(emv.TVRODANotPerformed, "EMV Book 3, 10.3", CodeODA, "not performed")
	return nil
}
