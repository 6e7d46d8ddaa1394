package reader

import "github.com/openmpos/mpos/protocol/message"

// states is a set of reader states.
type states uint16

func in(s ...message.State) states {
	var set states
	for _, x := range s {
		set |= 1 << x
	}
	return set
}

func (s states) has(x message.State) bool { return s&(1<<x) != 0 }

// allowed says in which states a command is acted on; in every other it is
// answered with BadState and changes nothing (docs/protocol.md, 3).
var allowed = map[message.Kind]states{
	message.KindGetInfo:   ^states(0),
	message.KindGetStatus: ^states(0),
	message.KindSignIn:    in(message.Locked, message.SignedIn, message.Reversing, message.Closed),
	message.KindStart:     in(message.SignedIn, message.Closed),
	message.KindHostMAC:   in(message.Sent, message.Reversing),
	message.KindComplete:  in(message.Sent),
	message.KindConfirmed: in(message.Closed),
	message.KindReverse:   in(message.Sent, message.Reversing),
	message.KindCancel:    in(message.Offered, message.Card, message.CVM, message.Sent),
}
