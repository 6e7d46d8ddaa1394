package tag

// ScopeOf returns the scope of the payment system that owns an application
// identifier, known by its first five bytes, the RID (ISO/IEC 7816-5). For
// others, and for anything shorter, it returns EMV.
func ScopeOf(aid []byte) Scope {
	if len(aid) < 5 {
		return EMV
	}
	switch [5]byte(aid) {
	case [5]byte{0xA0, 0x00, 0x00, 0x00, 0x03}:
		return C3
	case [5]byte{0xA0, 0x00, 0x00, 0x00, 0x04}:
		return C2
	case [5]byte{0xA0, 0x00, 0x00, 0x03, 0x33}:
		return UnionPay
	}
	return EMV
}
