package message

import "strconv"

// Kind says what a message is. Answer gives the kind of a command's answer.
type Kind uint8

// The commands, host to reader. Those from ShowIdle on are reserved numbers:
// no body exists for them, Parse refuses them as an unknown kind.
const (
	KindGetInfo      Kind = 1
	KindGetStatus    Kind = 2
	KindSignIn       Kind = 3
	KindStart        Kind = 4
	KindHostMAC      Kind = 5
	KindComplete     Kind = 6
	KindConfirmed    Kind = 7
	KindReverse      Kind = 8
	KindCancel       Kind = 9
	KindShowIdle     Kind = 10
	KindCollectField Kind = 11
	KindUpdateBegin  Kind = 12
	KindUpdateChunk  Kind = 13
	KindUpdateCommit Kind = 14
	KindPair         Kind = 15
)

// answer marks the answer to a command.
const answer Kind = 0x40

// KindError is the answer to a command that was not carried out.
const KindError Kind = 0x7F

// The events, reader to host.
const (
	KindCardInserted Kind = 0x80
	KindCardRemoved  Kind = 0x81
	KindPromptShown  Kind = 0x82
	KindPINDigits    Kind = 0x83
	KindBattery      Kind = 0x84
	KindTamper       Kind = 0x85
)

var commandNames = [...]string{
	KindGetInfo: "GetInfo", KindGetStatus: "GetStatus", KindSignIn: "SignIn", KindStart: "Start",
	KindHostMAC: "HostMAC", KindComplete: "Complete", KindConfirmed: "Confirmed", KindReverse: "Reverse",
	KindCancel: "Cancel", KindShowIdle: "ShowIdle", KindCollectField: "CollectField",
	KindUpdateBegin: "UpdateBegin", KindUpdateChunk: "UpdateChunk", KindUpdateCommit: "UpdateCommit",
	KindPair: "Pair",
}

var eventNames = [...]string{"CardInserted", "CardRemoved", "PromptShown", "PINDigits", "Battery", "Tamper"}

// Answer returns the kind of the answer to a command.
func (k Kind) Answer() Kind { return k | answer }

// IsEvent says whether the kind is one of the events.
func (k Kind) IsEvent() bool { return k >= KindCardInserted }

// IsAnswer says whether the kind is an answer, KindError included.
func (k Kind) IsAnswer() bool { return k&(answer|0x80) == answer }

// String returns "Start" for a command, "Start.answer" for its answer,
// "Error", or the name of an event.
func (k Kind) String() string {
	command := k &^ answer
	switch {
	case k == KindError:
		return "Error"
	case k.IsEvent() && int(k-KindCardInserted) < len(eventNames):
		return eventNames[k-KindCardInserted]
	case k.IsAnswer() && command >= KindGetInfo && command <= KindPair:
		return commandNames[command] + ".answer"
	case k >= KindGetInfo && k <= KindPair:
		return commandNames[k]
	}
	return "kind " + strconv.Itoa(int(k))
}
