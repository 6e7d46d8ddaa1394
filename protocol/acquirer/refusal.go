package acquirer

// AppendRefusal appends the answer to any request of mpos/1 that is not
// carried out: the same message type plus 10, F39 = code, no F57, and of the
// request what an answer repeats: F11, F41, F42, F60 up to 60.3, and but in an
// 0810 (whose 60.1 is 00) F3, F4, F25, F49. So a refusal of a well-formed
// request parses as its answer. It fails, as *BuildError, if the View is not
// of a request.
func AppendRefusal(dst []byte, v View, code string) ([]byte, error) {
	mti, ok := answerMTI[v.MTI()]
	if !ok || v.table != Terminal {
		return dst, &BuildError{Reason: "not a request"}
	}
	b := Terminal.begin(dst, mti)
	repeated := mask(3, 4, 11, 25, 41, 42, 49)
	if mti == "0810" {
		repeated = mask(11, 41, 42)
	}
	for rest := repeated&v.bitmap | mask(39, 60); rest != 0; rest &^= bit(first(rest)) {
		switch n := first(rest); n {
		case 39:
			b.text(39, code)
		case 60:
			b.repeatF60(&v, mti == "0810")
		default:
			b.digits(n, v.Digits(n))
		}
	}
	return b.end()
}

// repeatF60 writes F60 of the request up to 60.3, if it has one.
func (b *builder) repeatF60(v *View, management bool) {
	if v.Len(60) < 11 {
		return
	}
	var room [40]byte
	digits := v.AppendDigits(room[:0], 60)[:11]
	if management {
		copy(digits, "00")
	}
	b.digits(60, string(digits))
}

var answerMTI = map[string]string{
	"0100": "0110", "0200": "0210", "0220": "0230", "0320": "0330", "0400": "0410",
	"0500": "0510", "0620": "0630", "0800": "0810", "0820": "0830",
}
