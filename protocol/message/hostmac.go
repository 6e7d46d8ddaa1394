package message

// HostMAC hands the ISO 8583 body that the host is about to send, from the MTI
// to the field before 64 with bit 64 set. The reader compares it with its open
// transaction.
type HostMAC struct {
	Body []byte `cbor:"1,keyasint"` // 1 to 1,900 bytes
}

// HostMACAnswer has field 64, 8 bytes.
type HostMACAnswer struct {
	F64 []byte `cbor:"1,keyasint"`
}

// Kind returns KindHostMAC.
func (HostMAC) Kind() Kind { return KindHostMAC }

// Kind returns the kind of HostMAC's answer.
func (HostMACAnswer) Kind() Kind { return KindHostMAC.Answer() }

func (c HostMAC) check() (uint64, string) { return first(length(len(c.Body), maxISO)) }

func (a HostMACAnswer) check() (uint64, string) {
	if len(a.F64) != 8 {
		return 1, "is not 8 bytes long"
	}
	return 0, ""
}
