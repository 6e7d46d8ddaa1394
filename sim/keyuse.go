package sim

import (
	"fmt"

	"github.com/openmpos/mpos/crypto/dukpt"
	"github.com/openmpos/mpos/protocol/acquirer"
	"github.com/openmpos/mpos/protocol/envelope"
	"github.com/openmpos/mpos/protocol/link"
	"github.com/openmpos/mpos/protocol/message"
	"github.com/openmpos/mpos/protocol/trace"
	"github.com/openmpos/mpos/sim/enrol"
)

// keysOf names the keys that made a message: those of the envelope in it, and
// of field 64. The check values can be shown because every key of a simulation
// is a published test key.
func keysOf(l trace.Layer, b []byte) []trace.KeyUse {
	raw, f64 := envelopeIn(l, b)
	e, err := envelope.Parse(raw)
	if err != nil {
		return nil
	}
	keys := []trace.KeyUse{keyUse(e.KSN, usageOf(e.Type))}
	if e.Type == envelope.TypeAuthorize {
		keys = append(keys, keyUse(e.KSN, dukpt.DataEncryption), keyUse(e.KSN, dukpt.PINEncryption))
	}
	if f64 {
		keys = append(keys, keyUse(e.KSN, dukpt.MACGeneration))
	}
	return keys
}

// envelopeIn finds the envelope of a message, and whether field 64 is there.
func envelopeIn(l trace.Layer, b []byte) ([]byte, bool) {
	switch l {
	case trace.LayerAcquirer:
		f, err := acquirer.ParseFrame(b)
		if err != nil {
			return nil, false
		}
		v, err := acquirer.Terminal.View(f.Body)
		if err != nil {
			return nil, false
		}
		return v.Bytes(57), v.Has(64)
	case trace.LayerMessage:
		f, err := link.Parse(b)
		if err != nil {
			return nil, false
		}
		_, body, err := message.Parse(f.Payload)
		if err != nil {
			return nil, false
		}
		return envelopeOf(body), false
	}
	return nil, false
}

func envelopeOf(b message.Body) []byte {
	switch m := b.(type) {
	case message.SignIn:
		return m.Envelope
	case message.SignInAnswer:
		return m.Envelope
	case message.Start:
		return m.Offer
	case message.StartAnswer:
		return m.Envelope
	case message.Complete:
		return m.Envelope
	case message.CompleteAnswer:
		return m.Confirm
	case message.Reverse:
		return m.Reversed
	case message.ReverseAnswer:
		return m.Envelope
	}
	return nil
}

func usageOf(t envelope.Type) dukpt.Usage {
	switch t {
	case envelope.TypeSignIn2, envelope.TypeOffer, envelope.TypeVerdict, envelope.TypeReversed:
		return dukpt.MACVerification
	}
	return dukpt.MACGeneration
}

var usageNames = map[dukpt.Usage]string{
	dukpt.MACGeneration: "MAC generation", dukpt.MACVerification: "MAC verification",
	dukpt.DataEncryption: "data encryption", dukpt.PINEncryption: "PIN encryption",
}

// keyUse describes the key without it: where it comes from, what it is for,
// and its check value, empty if a counter was damaged on the way.
func keyUse(ksn dukpt.KSN, u dukpt.Usage) trace.KeyUse {
	k := trace.KeyUse{ID: fmt.Sprintf("IK %X", ksn.IKID()), Usage: usageNames[u], Counter: ksn.Counter()}
	bdk, err := enrol.BDK()
	if err != nil {
		return k
	}
	defer bdk.Destroy()
	tk, err := bdk.TransactionKey(ksn)
	if err != nil {
		return k
	}
	defer tk.Destroy()
	if kcv, err := tk.KCV(u); err == nil {
		k.KCV = fmt.Sprintf("%X", kcv)
	}
	return k
}
