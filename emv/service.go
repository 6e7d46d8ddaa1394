package emv

// The three digits of a service code, ISO/IEC 7813.
var (
	serviceInterchange = map[byte]string{
		1: "international interchange",
		2: "international interchange, use the chip where possible",
		5: "national interchange only",
		6: "national interchange only, use the chip where possible",
		7: "no interchange except by bilateral agreement",
		9: "test card",
	}
	serviceAuthorisation = map[byte]string{
		0: "normal authorisation",
		2: "authorisation by the issuer online",
		4: "authorisation by the issuer online, except by bilateral agreement",
	}
	serviceServices = map[byte]string{
		0: "no restrictions, PIN required",
		1: "no restrictions",
		2: "goods and services only",
		3: "ATM only, PIN required",
		4: "cash only",
		5: "goods and services only, PIN required",
		6: "no restrictions, PIN where feasible",
		7: "goods and services only, PIN where feasible",
	}
)

// explainServiceCode explains 5F30: n3 in two bytes, the first digit 0.
func explainServiceCode(v []byte) []Meaning {
	const clause = "ISO/IEC 7813"
	digit := func(off int, mask, d byte, name string, texts map[byte]string) Meaning {
		text := texts[d]
		if text == "" {
			text = reserved
		}
		return Meaning{Off: off, Len: 1, Mask: mask, Name: name, Value: string('0'+rune(d)) + ": " + text, Clause: clause}
	}
	return []Meaning{
		digit(0, 0x0F, v[0]&0xF, "Interchange", serviceInterchange),
		digit(1, 0xF0, v[1]>>4, "Authorisation", serviceAuthorisation),
		digit(1, 0x0F, v[1]&0xF, "Services", serviceServices),
	}
}
