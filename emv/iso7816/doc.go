// Package iso7816 is the command level of ISO/IEC 7816-4 as EMV uses it:
// commands, responses and status words, and the one method by which a card is
// reached.
package iso7816

// Card is a card, or what stands for one. Transmit sends one encoded command
// and returns the encoded response: data and two status bytes. It returns an
// error only when no response came; a status word that says no is a response.
// The command must not be kept after the call, nor the response changed.
type Card interface {
	Transmit(command []byte) (response []byte, err error)
}
