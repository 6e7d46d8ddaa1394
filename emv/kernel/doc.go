// Package kernel runs an EMV transaction as the terminal side of it: from the
// selection of an application to the final cryptogram (EMV 4.3, Books 1, 3, 4).
//
// The kernel does no I/O. It reads as straight-line code and yields steps; the
// caller carries each of them out and passes the answer back:
//
//	k := kernel.New(cfg, txn)
//	defer k.Stop()
//	step := k.Next(nil)
//	for {
//		switch s := step.(type) {
//		case kernel.Transmit:   // send s.Command to the card
//			step = k.Next(kernel.Response{Bytes: r})
//		case kernel.Choose:     // ask the cardholder
//			step = k.Next(kernel.Chosen{Index: i})
//		case kernel.EnterPIN:   // take the PIN, encrypt it outside the kernel
//			step = k.Next(kernel.PINEntered{})
//		case kernel.GoOnline:   // ask the issuer
//			step = k.Next(kernel.Online{…})
//		case kernel.Done:
//			return s.Outcome
//		}
//	}
//
// No PIN digit ever enters the kernel for an online PIN. Nothing that the card
// says can make it panic or run for ever: every loop that the card drives has
// a cap, and every answer of the card leads to a named outcome.
//
// Scope: contact chip, online PIN, signature, no CVM. The card's offline data
// authentication is not performed, and the TVR says so.
//
// The package claims no type approval.
package kernel
