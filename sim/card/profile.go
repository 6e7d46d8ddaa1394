package card

// Profile describes a card. It holds published test data only; nothing in it
// may come from a card in use.
type Profile struct {
	// PSE gives the card a payment system directory (1PAY.SYS.DDF01).
	PSE bool
	// Apps are its applications. They share account and key.
	Apps        []App
	PAN         string  // 8–19 digits
	PSN         byte    // 5F34, BCD
	Expiry      [3]byte // 5F24, YYMMDD
	Effective   [3]byte // 5F25, YYMMDD
	Name        string  // 5F20
	ServiceCode string  // in track 2, 3 digits
	Country     uint16  // 5F28, ISO 3166 number
	Currency    uint16  // 9F42, ISO 4217 number

	ATC           uint16 // 9F36, of the last transaction
	LastOnlineATC uint16 // 9F13

	// TemplateFormat answers GET PROCESSING OPTIONS and GENERATE AC in format
	// 2 (template 77) instead of format 1 (80).
	TemplateFormat bool
}

// App is one application of a card.
type App struct {
	AID      []byte
	Label    string // 50
	Priority byte   // 87; bit 8 asks for the cardholder's confirmation

	AIP     [2]byte
	PDOL    []byte // 9F38, nil for none
	CDOL1   []byte // 8C; see CryptogramInput for what it has to contain
	CDOL2   []byte // 8D
	CVMList []byte // 8E, nil for none

	IACDefault, IACDenial, IACOnline [5]byte

	Version byte    // 9F08, low byte
	AUC     [2]byte // 9F07
	DKI     byte    // derivation key index in 9F10
	CVN     byte    // cryptogram version number in 9F10

	// Extra is put into the last record as it is: further BER-TLV objects.
	Extra []byte
}
