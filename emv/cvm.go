package emv

import (
	"encoding/binary"
)

// CVMMethod is a cardholder verification method: bits 6 to 1 of a CVM code
// (EMV Book 3, Annex C3).
type CVMMethod byte

// The methods of EMV Book 3, Annex C3. The biometric ones are 06 to 0F.
const (
	CVMFail                   CVMMethod = 0x00
	CVMPlaintextPIN           CVMMethod = 0x01
	CVMOnlinePIN              CVMMethod = 0x02
	CVMPlaintextPINSignature  CVMMethod = 0x03
	CVMEncipheredPIN          CVMMethod = 0x04
	CVMEncipheredPINSignature CVMMethod = 0x05
	CVMSignature              CVMMethod = 0x1E
	CVMNone                   CVMMethod = 0x1F
	// CVMNotPerformed stands in CVM results only: no method was performed.
	CVMNotPerformed CVMMethod = 0x3F
)

var cvmNames = [...]string{
	"Fail CVM processing",
	"Plaintext PIN verification performed by ICC",
	"Enciphered PIN verified online",
	"Plaintext PIN verification performed by ICC and signature",
	"Enciphered PIN verification performed by ICC",
	"Enciphered PIN verification performed by ICC and signature",
	"Facial biometric verified offline (by ICC)",
	"Facial biometric verified online",
	"Finger biometric verified offline (by ICC)",
	"Finger biometric verified online",
	"Palm biometric verified offline (by ICC)",
	"Palm biometric verified online",
	"Iris biometric verified offline (by ICC)",
	"Iris biometric verified online",
	"Voice biometric verified offline (by ICC)",
	"Voice biometric verified online",
}

func (m CVMMethod) String() string {
	switch {
	case int(m) < len(cvmNames):
		return cvmNames[m]
	case m == CVMSignature:
		return "Signature"
	case m == CVMNone:
		return "No CVM required"
	case m == CVMNotPerformed:
		return "No CVM performed"
	case m >= 0x20 && m <= 0x2F:
		return "reserved for the payment systems"
	case m >= 0x30 && m <= 0x3E:
		return "reserved for the issuer"
	}
	return reserved
}

var cvmConditions = [...]string{
	"always",
	"if unattended cash",
	"if not unattended cash and not manual cash and not purchase with cashback",
	"if terminal supports the CVM",
	"if manual cash",
	"if purchase with cashback",
	"if transaction is in the application currency and is under X value",
	"if transaction is in the application currency and is over X value",
	"if transaction is in the application currency and is under Y value",
	"if transaction is in the application currency and is over Y value",
}

func cvmCondition(c byte) string {
	switch {
	case int(c) < len(cvmConditions):
		return cvmConditions[c]
	case c >= 0x80:
		return "reserved for the payment systems"
	}
	return reserved
}

// CVMRule is one rule of a CVM list.
type CVMRule struct {
	Code      byte // CVM code
	Condition byte // CVM condition code
}

// Method returns the method of the rule.
func (r CVMRule) Method() CVMMethod { return CVMMethod(r.Code & 0x3F) }

// Next reports whether the next rule applies when this method fails: bit 7 of
// the CVM code. Without it, failure ends cardholder verification.
func (r CVMRule) Next() bool { return r.Code&0x40 != 0 }

// String returns method, condition and what happens on failure.
func (r CVMRule) String() string {
	s := r.Method().String() + ", " + cvmCondition(r.Condition)
	if r.Next() {
		return s + ", else next"
	}
	return s + ", else fail"
}

// CVMList is the list of methods that the card accepts, tag 8E.
type CVMList struct {
	X, Y  uint32 // amounts in the application currency, in its smallest unit
	Rules []CVMRule
}

const (
	clauseCVMList = "EMV Book 3, Annex C3"
	maxCVMList    = 252
)

// ParseCVMList reads the value of 8E: two amounts of four bytes, then pairs; at
// most 252 bytes (EMV Book 3, 10.5). A list without rules is legal.
func ParseCVMList(b []byte) (CVMList, error) {
	switch {
	case len(b) < 8:
		return CVMList{}, &Error{len(b), "CVM list", "shorter than 8 bytes"}
	case len(b) > maxCVMList:
		return CVMList{}, &Error{maxCVMList, "CVM list", "longer than 252 bytes"}
	case len(b)%2 != 0:
		return CVMList{}, &Error{len(b) - 1, "CVM list", "half a rule"}
	}
	l := CVMList{X: binary.BigEndian.Uint32(b), Y: binary.BigEndian.Uint32(b[4:])}
	l.Rules = make([]CVMRule, 0, (len(b)-8)/2)
	for i := 8; i < len(b); i += 2 {
		l.Rules = append(l.Rules, CVMRule{b[i], b[i+1]})
	}
	return l, nil
}

// Append appends the encoding of l.
func (l CVMList) Append(dst []byte) []byte {
	dst = binary.BigEndian.AppendUint32(dst, l.X)
	dst = binary.BigEndian.AppendUint32(dst, l.Y)
	for _, r := range l.Rules {
		dst = append(dst, r.Code, r.Condition)
	}
	return dst
}

func explainCVMList(v []byte) ([]Meaning, bool) {
	l, err := ParseCVMList(v)
	if err != nil {
		return nil, false
	}
	out := []Meaning{
		{Off: 0, Len: 4, Name: "X", Value: FormatAmount(uint64(l.X), 0), Clause: clauseCVMList},
		{Off: 4, Len: 4, Name: "Y", Value: FormatAmount(uint64(l.Y), 0), Clause: clauseCVMList},
	}
	for i, r := range l.Rules {
		out = append(out, Meaning{Off: 8 + 2*i, Len: 2, Name: "CV Rule", Value: r.String(), Clause: clauseCVMList})
	}
	return out, true
}

// CVMResults says which method was performed last and how it went, tag 9F34:
// CVM code, condition code, result (EMV Book 4, Annex A4).
type CVMResults [3]byte

// CVMResult is byte 3 of the CVM results.
type CVMResult byte

// The results of EMV Book 4, Annex A4.
const (
	CVMUnknown    CVMResult = 0 // signature, or online PIN before the answer
	CVMFailed     CVMResult = 1
	CVMSuccessful CVMResult = 2
)

func (r CVMResult) String() string {
	switch r {
	case CVMUnknown:
		return "unknown"
	case CVMFailed:
		return "failed"
	case CVMSuccessful:
		return "successful"
	}
	return reserved
}

// Rule returns the rule that was performed, as the CVM list has it.
func (c CVMResults) Rule() CVMRule { return CVMRule{c[0], c[1]} }

// Result returns how it went.
func (c CVMResults) Result() CVMResult { return CVMResult(c[2]) }

func explainCVMResults(v []byte) []Meaning {
	const clause = "EMV Book 4, Annex A4"
	c := CVMResults(v)
	condition := cvmCondition(c[1])
	if c.Rule().Method() == CVMNotPerformed {
		condition = "not applicable"
	}
	return []Meaning{
		{Off: 0, Len: 1, Name: "CVM performed", Value: c.Rule().Method().String(), Clause: clause},
		{Off: 1, Len: 1, Name: "CVM condition", Value: condition, Clause: clause},
		{Off: 2, Len: 1, Name: "CVM result", Value: c.Result().String(), Clause: clause},
	}
}
