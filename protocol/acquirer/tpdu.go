package acquirer

// TPDU is the five-byte transport header that a network access controller
// routes by: 60, destination, source. The two addresses are network
// international identifiers, four BCD digits each, here as the two bytes'
// number: 0x0003 is "0003".
type TPDU struct {
	ID  uint8 // 0x60, transaction
	Dst uint16
	Src uint16
}

// DefaultTPDU is the request TPDU of the profile's examples, 6000030000.
var DefaultTPDU = TPDU{ID: 0x60, Dst: 0x0003, Src: 0x0000}

// Swap returns the TPDU of the answer: the two addresses exchanged.
func (t TPDU) Swap() TPDU { return TPDU{ID: t.ID, Dst: t.Src, Src: t.Dst} }

// Append appends the five bytes.
func (t TPDU) Append(dst []byte) []byte {
	return append(dst, t.ID, byte(t.Dst>>8), byte(t.Dst), byte(t.Src>>8), byte(t.Src))
}

// String returns the ten hexadecimal digits, "6000030000".
func (t TPDU) String() string {
	return string(appendNibbles(nil, t.Append(nil), 10, Left))
}

// parseTPDU reads five bytes.
func parseTPDU(b []byte) TPDU {
	return TPDU{ID: b[0], Dst: uint16(b[1])<<8 | uint16(b[2]), Src: uint16(b[3])<<8 | uint16(b[4])}
}

// Header is the twelve BCD digits between TPDU and body: application class n2
// (60), software version n2, terminal status n1, processing requirement n1,
// software sub-version n6.
type Header [6]byte

// DefaultHeader is the header of the profile's examples, 603100310000.
var DefaultHeader = Header{0x60, 0x31, 0x00, 0x31, 0x00, 0x00}

// Requirement returns the processing requirement digit: in an answer, what the
// backend asks the terminal to do next. 0 is nothing; see RequirementText.
func (h Header) Requirement() uint8 { return h[2] & 0x0F }

// WithRequirement returns the header with another processing requirement, 0–9;
// a larger digit leaves it unchanged.
func (h Header) WithRequirement(digit uint8) Header {
	if digit <= 9 {
		h[2] = h[2]&0xF0 | digit
	}
	return h
}

// String returns the twelve digits.
func (h Header) String() string { return string(appendNibbles(nil, h[:], 12, Left)) }

// RequirementText says what a processing requirement digit asks for, "" if it
// is unknown. 4 and 5 are in two sources (LY, BP), the others in one.
func RequirementText(digit uint8) string {
	texts := [...]string{
		0: "nothing", 1: "download parameters", 2: "upload status", 3: "sign in again", 4: "update CA public keys",
		5: "download AID parameters", 6: "update the program", 9: "download contactless parameters",
	}
	if int(digit) < len(texts) {
		return texts[digit]
	}
	return ""
}
