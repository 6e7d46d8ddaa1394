package acquirer

// AppendRefusal appends the answer to any request of mpos/1 that is not
// carried out: the same message type plus 10, F39 = code, no F57, and of the
// request what an answer repeats (F3, F4, F11, F25, F41, F42, F49, F60 up to
// 60.3). So a refusal of a well-formed request parses as its answer. It fails,
// as *BuildError, if the View is not of a request.
func AppendRefusal(dst []byte, v View, code string) ([]byte, error) {
	mti, ok := answerMTI[v.MTI()]
	if !ok || v.table != Terminal {
		return dst, &BuildError{Reason: "not a request"}
	}
	b := Terminal.begin(dst, mti)
	for _, n := range [...]int{3, 4, 11, 25, 39, 41, 42, 49, 60} {
		switch {
		case n == 39:
			b.text(39, code)
		case n == 60 && v.Len(60) >= 11:
			var room [40]byte
			b.digits(60, string(v.AppendDigits(room[:0], 60)[:11]))
		case n != 60 && v.Has(n):
			b.digits(n, v.Digits(n))
		}
	}
	return b.end()
}

var answerMTI = map[string]string{
	"0100": "0110", "0200": "0210", "0220": "0230", "0320": "0330", "0400": "0410",
	"0500": "0510", "0620": "0630", "0800": "0810", "0820": "0830",
}
