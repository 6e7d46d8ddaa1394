package message

import "github.com/openmpos/mpos/internal/cbor"

// read reads a body of one type.
func read[T Body](p []byte) (Body, error) {
	var v T
	if err := cbor.Parse(p, &v); err != nil {
		return nil, err
	}
	return v, nil
}

// readers has every kind that exists.
var readers = map[Kind]func([]byte) (Body, error){
	KindGetInfo:            read[GetInfo],
	KindGetInfo.Answer():   read[InfoAnswer],
	KindGetStatus:          read[GetStatus],
	KindGetStatus.Answer(): read[StatusAnswer],
	KindSignIn:             read[SignIn],
	KindSignIn.Answer():    read[SignInAnswer],
	KindStart:              read[Start],
	KindStart.Answer():     read[StartAnswer],
	KindHostMAC:            read[HostMAC],
	KindHostMAC.Answer():   read[HostMACAnswer],
	KindComplete:           read[Complete],
	KindComplete.Answer():  read[CompleteAnswer],
	KindConfirmed:          read[Confirmed],
	KindConfirmed.Answer(): read[ConfirmedAnswer],
	KindReverse:            read[Reverse],
	KindReverse.Answer():   read[ReverseAnswer],
	KindCancel:             read[Cancel],
	KindCancel.Answer():    read[CancelAnswer],
	KindError:              read[Error],
	KindCardInserted:       read[CardInserted],
	KindCardRemoved:        read[CardRemoved],
	KindPromptShown:        read[PromptShown],
	KindPINDigits:          read[PINDigits],
	KindBattery:            read[Battery],
	KindTamper:             read[Tamper],
}
