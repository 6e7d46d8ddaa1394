package kernel

import (
	"github.com/openmpos/mpos/emv/iso7816"
)

// maxResponse is the longest response APDU: 256 bytes and the status word.
const maxResponse = 258

// ask yields a step and returns the answer, or the end if there is none.
func (k *Kernel) ask(s Step) (Answer, *Outcome) {
	k.answer = nil
	if !k.yield(s) {
		return nil, &Outcome{Kind: Cancelled}
	}
	switch k.answer.(type) {
	case nil:
		return nil, misuse()
	case Cancel:
		return nil, &Outcome{Kind: Cancelled}
	case CardRemoved:
		return nil, &Outcome{Kind: Removed, Detail: k.last}
	}
	return k.answer, nil
}

func misuse() *Outcome { return &Outcome{Kind: Failed, Reason: ReasonMisuse} }

// fail ends the transaction because of the answer to the last command.
func (k *Kernel) fail(reason, detail string) *Outcome {
	if k.last != "" {
		detail = k.last + ": " + detail
	}
	return &Outcome{Kind: Failed, Reason: reason, Detail: detail}
}

func (k *Kernel) failStatus(sw iso7816.SW) *Outcome {
	return k.fail(ReasonStatus, "SW "+sw.Hex())
}

// exchange sends a command and returns the card's data, which the kernel owns,
// and its status word.
func (k *Kernel) exchange(name string, c iso7816.Command) ([]byte, iso7816.SW, *Outcome) {
	return k.exchangeRaw(name, c.Append(make([]byte, 0, 6+len(c.Data))))
}

func (k *Kernel) exchangeRaw(name string, command []byte) ([]byte, iso7816.SW, *Outcome) {
	k.last = name
	a, end := k.ask(Transmit{Command: command})
	if end != nil {
		return nil, 0, end
	}
	r, ok := a.(Response)
	if !ok {
		return nil, 0, misuse()
	}
	n := len(r.Bytes) - 2
	if n < 0 || len(r.Bytes) > maxResponse {
		return nil, 0, k.fail(ReasonMalformed, "length of the answer")
	}
	sw := iso7816.SW(r.Bytes[n])<<8 | iso7816.SW(r.Bytes[n+1])
	return k.hold(r.Bytes[:n]), sw, nil
}

// hold copies b to where it stays for the whole transaction.
func (k *Kernel) hold(b []byte) []byte {
	at := len(k.held)
	k.held = append(k.held, b...)
	return k.held[at:len(k.held):len(k.held)]
}

func hex(b []byte) string {
	const digits = "0123456789ABCDEF"
	out := make([]byte, 0, 2*len(b))
	for _, c := range b {
		out = append(out, digits[c>>4], digits[c&0xF])
	}
	return string(out)
}
