// Package dukpt derives unique keys per transaction: AES DUKPT, ANSI X9.24-3.
//
// Every reader is injected with an initial key of its own. Each transaction
// takes the next counter's key and erases what it came from, so that a reader
// that is opened tells nothing about what went before. The other end derives
// any counter's key from the base derivation key (BDK).
//
//	host, err := dukpt.NewBDK(key)
//	tk, err := host.TransactionKey(ksn)       // any KSN, any time
//	macKey, err := tk.MACGeneration()
//
//	terminal, err := dukpt.NewTerminal(ik)    // in the reader
//	ksn, tk, err := terminal.Next()           // once each, forwards only
//
// Keys are types: a MAC key cannot encrypt, a PIN key cannot MAC, a data key
// seals one message. Their bytes are not exported, and every formatter prints
// "[secret]". Destroy drops them; copies that the Go runtime made before are
// out of reach.
//
// The package claims no compliance; it follows the standard as its published
// test vectors and public implementations show it.
package dukpt
