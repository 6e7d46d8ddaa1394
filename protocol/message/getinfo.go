package message

// GetInfo asks what the reader is.
type GetInfo struct{}

// InfoAnswer says it. Serial and model have at most 64 bytes.
type InfoAnswer struct {
	Serial     string `cbor:"1,keyasint"` // TUSN
	Model      string `cbor:"2,keyasint"`
	Firmware   uint32 `cbor:"3,keyasint"` // versions
	Parameters uint32 `cbor:"4,keyasint"`
	CAPKs      uint32 `cbor:"5,keyasint"`
	Prompts    uint32 `cbor:"6,keyasint"`
}

// Kind returns KindGetInfo.
func (GetInfo) Kind() Kind { return KindGetInfo }

// Kind returns the kind of GetInfo's answer.
func (InfoAnswer) Kind() Kind { return KindGetInfo.Answer() }

func (GetInfo) check() (uint64, string) { return 0, "" }

func (a InfoAnswer) check() (uint64, string) {
	return first(longer(len(a.Serial), maxName), longer(len(a.Model), maxName))
}
