package message

// CardInserted says that a card is in the reader.
type CardInserted struct{}

// CardRemoved says that no card is in the reader any more.
type CardRemoved struct{}

// PromptShown names what the reader's screen shows.
type PromptShown struct {
	Prompt uint8 `cbor:"1,keyasint"` // number in the signed prompt table
}

// PINDigits says how many digits of a PIN are entered, never which.
type PINDigits struct {
	Digits uint8 `cbor:"1,keyasint"` // 0 to 12
}

// Battery says how full the battery is.
type Battery struct {
	Percent  uint8 `cbor:"1,keyasint"` // 0 to 100
	Charging bool  `cbor:"2,keyasint"`
}

// Tamper says that the reader has erased its keys.
type Tamper struct{}

// Kind returns KindCardInserted.
func (CardInserted) Kind() Kind { return KindCardInserted }

// Kind returns KindCardRemoved.
func (CardRemoved) Kind() Kind { return KindCardRemoved }

// Kind returns KindPromptShown.
func (PromptShown) Kind() Kind { return KindPromptShown }

// Kind returns KindPINDigits.
func (PINDigits) Kind() Kind { return KindPINDigits }

// Kind returns KindBattery.
func (Battery) Kind() Kind { return KindBattery }

// Kind returns KindTamper.
func (Tamper) Kind() Kind { return KindTamper }

func (CardInserted) check() (uint64, string) { return 0, "" }
func (CardRemoved) check() (uint64, string)  { return 0, "" }
func (PromptShown) check() (uint64, string)  { return 0, "" }
func (Tamper) check() (uint64, string)       { return 0, "" }

func (e PINDigits) check() (uint64, string) {
	return first(above(uint64(e.Digits), 12, "is more than a PIN has"))
}

func (e Battery) check() (uint64, string) {
	return first(above(uint64(e.Percent), 100, "is more than all"))
}
