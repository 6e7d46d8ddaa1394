package iso7816

import "github.com/openmpos/mpos/emv/tlv"

// Reference control parameter of GENERATE AC, P1: the cryptogram asked for, and
// whether it must come with a combined signature (EMV Book 3, 6.5.5.2).
const (
	AAC  byte = 0x00
	TC   byte = 0x40
	ARQC byte = 0x80
	CDA  byte = 0x10 // or-ed to one of the others
)

// Instructions of EMV Book 3, 6.5, and Book 1, 11.
const (
	InsApplicationBlock          = 0x1E
	InsApplicationUnblock        = 0x18
	InsCardBlock                 = 0x16
	InsExternalAuthenticate      = 0x82
	InsGenerateAC                = 0xAE
	InsGetChallenge              = 0x84
	InsGetData                   = 0xCA
	InsGetProcessingOptions      = 0xA8
	InsGetResponse               = 0xC0
	InsInternalAuthenticate      = 0x88
	InsPINChangeUnblock          = 0x24
	InsPutData                   = 0xDA
	InsReadRecord                = 0xB2
	InsSelect                    = 0xA4
	InsUpdateRecord              = 0xDC
	InsVerify                    = 0x20
	allData                      = maxShort + 1
	commandTemplate              = tlv.Tag(0x83)
	claInterindustry        byte = 0x00
	claProprietary          byte = 0x80
)

// Select selects an application by name: its AID, part of it, or the name of a
// directory (EMV Book 1, 11.3). It asks for the first or only occurrence.
func Select(name []byte) Command {
	return Command{CLA: claInterindustry, INS: InsSelect, P1: 0x04, P2: 0x00, Data: name, Le: allData}
}

// SelectNext selects the next application whose name starts with name.
func SelectNext(name []byte) Command {
	c := Select(name)
	c.P2 = 0x02
	return c
}

// ReadRecord reads record number rec, from 1, of the file with short
// identifier sfi, 1 to 30 (EMV Book 3, 6.5.11).
func ReadRecord(rec, sfi byte) Command {
	return Command{CLA: claInterindustry, INS: InsReadRecord, P1: rec, P2: sfi<<3 | 0x04, Le: allData}
}

// GetProcessingOptions starts the application. data is what its PDOL asks for,
// possibly nothing; it is wrapped in the template 83 (EMV Book 3, 6.5.8).
func GetProcessingOptions(data []byte) Command {
	return Command{
		CLA: claProprietary, INS: InsGetProcessingOptions,
		Data: tlv.Append(nil, commandTemplate, data), Le: allData,
	}
}

// GenerateAC asks for a cryptogram. reference is AAC, TC or ARQC, possibly with
// CDA; data is what CDOL1 or CDOL2 asks for (EMV Book 3, 6.5.5).
func GenerateAC(reference byte, data []byte) Command {
	return Command{CLA: claProprietary, INS: InsGenerateAC, P1: reference, Data: data, Le: allData}
}

// GetData fetches one object that is in no record: 9F36, 9F13, 9F17 or 9F4F
// (EMV Book 3, 6.5.7).
func GetData(t tlv.Tag) Command {
	return Command{CLA: claProprietary, INS: InsGetData, P1: byte(t >> 8), P2: byte(t), Le: allData}
}

// GetChallenge asks for an unpredictable number of 8 bytes (EMV Book 3, 6.5.6).
func GetChallenge() Command {
	return Command{CLA: claInterindustry, INS: InsGetChallenge, Le: allData}
}

// InternalAuthenticate asks for a dynamic signature over what the DDOL names
// (EMV Book 3, 6.5.9).
func InternalAuthenticate(data []byte) Command {
	return Command{CLA: claInterindustry, INS: InsInternalAuthenticate, Data: data, Le: allData}
}

// ExternalAuthenticate hands the card the issuer authentication data, 8 to 16
// bytes (EMV Book 3, 6.5.4).
func ExternalAuthenticate(data []byte) Command {
	return Command{CLA: claInterindustry, INS: InsExternalAuthenticate, Data: data, Le: NoLe}
}

// Verify presents a plaintext PIN block of 8 bytes, or an enciphered one of the
// key's length (EMV Book 3, 6.5.12). The block is secret: clear it afterwards.
func Verify(block []byte, enciphered bool) Command {
	c := Command{CLA: claInterindustry, INS: InsVerify, P2: 0x80, Data: block, Le: NoLe}
	if enciphered {
		c.P2 = 0x88
	}
	return c
}

// GetResponse fetches n bytes that the card has ready, 1 to 256, as 61xx
// announces (ISO/IEC 7816-4, 11.8.1).
func GetResponse(n int) Command {
	return Command{CLA: claInterindustry, INS: InsGetResponse, Le: n}
}
