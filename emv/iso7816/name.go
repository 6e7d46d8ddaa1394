package iso7816

import (
	"fmt"

	"github.com/openmpos/mpos/emv/tlv"
)

var names = map[byte]string{
	InsApplicationBlock:     "APPLICATION BLOCK",
	InsApplicationUnblock:   "APPLICATION UNBLOCK",
	InsCardBlock:            "CARD BLOCK",
	InsExternalAuthenticate: "EXTERNAL AUTHENTICATE",
	InsGenerateAC:           "GENERATE AC",
	InsGetChallenge:         "GET CHALLENGE",
	InsGetData:              "GET DATA",
	InsGetProcessingOptions: "GET PROCESSING OPTIONS",
	InsGetResponse:          "GET RESPONSE",
	InsInternalAuthenticate: "INTERNAL AUTHENTICATE",
	InsPINChangeUnblock:     "PIN CHANGE/UNBLOCK",
	InsPutData:              "PUT DATA",
	InsReadRecord:           "READ RECORD",
	InsSelect:               "SELECT",
	InsUpdateRecord:         "UPDATE RECORD",
	InsVerify:               "VERIFY",
}

// Name returns the command's name as the EMV Books write it, or its
// instruction byte in hexadecimal. It ignores the class byte.
func (c Command) Name() string {
	if n, ok := names[c.INS]; ok {
		return n
	}
	return "INS " + tlv.Tag(c.INS).String()
}

// Explain says in a few words what the parameters ask for: "record 1 of file
// 2". It is empty when they say nothing more than the name does. It shows no
// data.
func (c Command) Explain() string {
	switch c.INS {
	case InsReadRecord:
		return fmt.Sprintf("record %d of file %d", c.P1, c.P2>>3)
	case InsSelect:
		if c.P1 != 0x04 {
			return ""
		}
		if c.P2&0x03 == 0x02 {
			return "by name, next occurrence"
		}
		return "by name, first or only occurrence"
	case InsGenerateAC:
		return explainReference(c.P1)
	case InsGetData:
		return tlv.Tag(uint32(c.P1)<<8 | uint32(c.P2)).String()
	case InsVerify:
		return map[byte]string{0x80: "plaintext PIN", 0x88: "enciphered PIN"}[c.P2]
	}
	return ""
}

func explainReference(p1 byte) string {
	s := map[byte]string{AAC: "AAC", TC: "TC", ARQC: "ARQC"}[p1&0xC0]
	if s == "" {
		s = "reserved type"
	}
	if p1&CDA != 0 {
		s += ", with CDA signature"
	}
	return s
}
