package sim

import (
	"strconv"

	"github.com/openmpos/mpos/emv/iso7816"
	"github.com/openmpos/mpos/protocol/acquirer"
	"github.com/openmpos/mpos/protocol/link"
	"github.com/openmpos/mpos/protocol/message"
	"github.com/openmpos/mpos/protocol/trace"
)

// label is how a trace calls a message: its layer, its name, and the key that
// edits find it by.
type label struct {
	Layer trace.Layer
	Name  string
	Key   string
}

// names counts messages of one sender and name.
type names struct {
	seen    map[string]int
	command string // the card's answer is named after it
}

// name gives a message its label.
func (n *names) name(l letter) label {
	layer, name := l.layer, "?"
	switch l.layer {
	case trace.LayerLink:
		layer, name = linkName(l.bytes)
	case trace.LayerCard:
		name = n.cardName(l)
	case trace.LayerAcquirer:
		name = acquirerName(l.bytes)
	case trace.LayerIssuer:
		name = issuerName(l.bytes)
	}
	if n.seen == nil {
		n.seen = map[string]int{}
	}
	key := string(l.from) + "/" + name
	n.seen[key]++
	return label{layer, name, key + "/" + strconv.Itoa(n.seen[key])}
}

// linkName looks into a frame: DATA is named after its message.
func linkName(b []byte) (trace.Layer, string) {
	f, err := link.Parse(b)
	if err != nil {
		return trace.LayerLink, "bad frame"
	}
	if f.Type != link.Data {
		return trace.LayerLink, f.Type.String()
	}
	_, body, err := message.Parse(f.Payload)
	if err != nil {
		return trace.LayerMessage, "bad message"
	}
	return trace.LayerMessage, body.Kind().String()
}

func (n *names) cardName(l letter) string {
	if l.from == trace.Card {
		return n.command + ".answer"
	}
	c, err := iso7816.ParseCommand(l.bytes)
	if err != nil {
		return "APDU"
	}
	n.command = c.Name()
	return n.command
}

// acquirerName is the message type with what the message is about.
func acquirerName(b []byte) string {
	f, err := acquirer.ParseFrame(b)
	if err != nil {
		return "bad frame"
	}
	v, err := acquirer.Terminal.View(f.Body)
	if err != nil {
		return "bad body"
	}
	return v.MTI() + " " + about(v.Kind())
}

func about(k acquirer.Kind) string {
	switch k {
	case acquirer.KindSignIn, acquirer.KindSignInAnswer:
		return "sign-in"
	case acquirer.KindOrder:
		return "order"
	case acquirer.KindOrderAnswer:
		return "offer"
	case acquirer.KindFinancial, acquirer.KindFinancialAnswer:
		return "sale"
	case acquirer.KindReversal, acquirer.KindReversalAnswer:
		return "reversal"
	case acquirer.KindConfirm, acquirer.KindConfirmAnswer:
		return "confirm"
	}
	return "unknown"
}

func issuerName(b []byte) string {
	v, err := acquirer.Issuer.View(b)
	if err != nil {
		return "bad body"
	}
	switch mti := v.MTI(); mti {
	case "0400", "0410":
		return mti + " reverse"
	default:
		return mti + " authorise"
	}
}
