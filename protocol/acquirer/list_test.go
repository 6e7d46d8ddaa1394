package acquirer

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var (
	tTID, tMID = "10000001", "898000000000001"
	tEnvelope  = []byte{0x86, 0x01}
)

// fullBodies has every message with every field that it may have.
func fullBodies(t testing.TB) map[Kind][]byte {
	info := OrderInfo{"1", "2", "3", "4"}
	id := TerminalID{DeviceMPOS, "T", "1"}
	mac := []byte("12345678")
	build := func(b []byte, err error) []byte {
		require.NoError(t, err)
		return b
	}
	return map[Kind][]byte{
		KindSignIn:          build(SignIn{1, tTID, tMID, tEnvelope, 1}.Append(nil)),
		KindSignInAnswer:    build(SignInAnswer{1, "00", tTID, tMID, tEnvelope, 1}.Append(nil)),
		KindOrder:           build(Order{Sale, 1, 1, tTID, tMID, 156, 1, Original{STAN: 1}, info}.Append(nil)),
		KindOrderAnswer:     build(OrderAnswer{1, "00", tTID, tMID, tEnvelope, 1}.Append(nil)),
		KindFinancial:       build(Financial{Sale, 1, 1, "0510", tTID, tMID, 156, []byte{1}, tEnvelope, id, 1, 5, 0, mac}.Append(nil)),
		KindFinancialAnswer: build(FinancialAnswer{Sale, 1, 1, "101530", "1123", "000000000001", "123456", "00", tTID, tMID, 156, tEnvelope, 1}.Append(nil)),
		KindReversal:        build(Reversal{Sale, 1, 1, "98", tTID, tMID, 156, tEnvelope, 1, mac}.Append(nil)),
		KindReversalAnswer:  build(ReversalAnswer{Sale, 1, 1, "00", tTID, tMID, 156, tEnvelope, 1}.Append(nil)),
		KindConfirm:         build(ConfirmAdvice{1, tTID, tMID, tEnvelope, 1}.Append(nil)),
		KindConfirmAnswer:   build(ConfirmAnswer{1, "00", tTID, tMID, 1}.Append(nil)),
	}
}

// modified builds body's fields again, without field drop and with field add.
func modified(t testing.TB, body []byte, drop, add int) View {
	v, err := Terminal.View(body)
	require.NoError(t, err)
	m := Terminal.New(v.MTI())
	for n := range v.Numbers() {
		m.SetDigits(n, v.Digits(n))
	}
	if add != 0 {
		f, _ := Terminal.Field(add)
		m.SetDigits(add, strings.Repeat("0", f.Max))
	}
	m.Unset(drop)
	out, err := m.Append(nil)
	require.NoError(t, err)
	v, err = Terminal.View(out)
	require.NoError(t, err)
	return v
}

// Each message takes exactly the fields of its list: section 7 of the protocol.
func TestFieldLists(t *testing.T) {
	optional := map[Kind][]int{
		KindSignInAnswer: {57}, KindOrder: {11, 61, 62}, KindOrderAnswer: {11, 57}, KindFinancial: {55, 59},
		KindFinancialAnswer: {12, 13, 37, 38, 57}, KindReversalAnswer: {57},
	}
	for kind, body := range fullBodies(t) {
		t.Run(kind.String(), func(t *testing.T) {
			v, err := Terminal.View(body)
			require.NoError(t, err)
			require.Equal(t, kind, v.Kind())
			again, err := reparse(v)
			require.NoError(t, err)
			require.Equal(t, body, again)

			for f := range Terminal.Fields() {
				if v.Has(f.Number) {
					_, err = reparse(modified(t, body, f.Number, 0))
					if contains(optional[kind], f.Number) {
						require.NoError(t, err, "F%d", f.Number)
						continue
					}
				} else {
					_, err = reparse(modified(t, body, 0, f.Number))
				}
				require.Error(t, err, "F%d", f.Number)
			}
		})
	}
}

func contains(list []int, n int) bool {
	for _, m := range list {
		if m == n {
			return true
		}
	}
	return false
}

// Another message's parser refuses a body, and so does every parser a body
// of the issuer's table.
func TestParsersRefuseOthers(t *testing.T) {
	parsers := map[Kind]func(View) error{
		KindSignIn:          func(v View) error { _, err := ParseSignIn(v); return err },
		KindSignInAnswer:    func(v View) error { _, err := ParseSignInAnswer(v); return err },
		KindOrder:           func(v View) error { _, err := ParseOrder(v); return err },
		KindOrderAnswer:     func(v View) error { _, err := ParseOrderAnswer(v); return err },
		KindFinancial:       func(v View) error { _, err := ParseFinancial(v); return err },
		KindFinancialAnswer: func(v View) error { _, err := ParseFinancialAnswer(v); return err },
		KindReversal:        func(v View) error { _, err := ParseReversal(v); return err },
		KindReversalAnswer:  func(v View) error { _, err := ParseReversalAnswer(v); return err },
		KindConfirm:         func(v View) error { _, err := ParseConfirmAdvice(v); return err },
		KindConfirmAnswer:   func(v View) error { _, err := ParseConfirmAnswer(v); return err },
	}
	for kind, body := range fullBodies(t) {
		v, err := Terminal.View(body)
		require.NoError(t, err)
		for other, parse := range parsers {
			if other == kind {
				require.NoError(t, parse(v))
			} else {
				require.Error(t, parse(v))
			}
			require.Error(t, parse(View{}))
		}
		v.table = Issuer
		require.Error(t, parsers[kind](v))
	}
}

// What no list says: values that do not belong together.
func TestParsersRefuseValues(t *testing.T) {
	bodies := fullBodies(t)
	set := func(k Kind, n int, value string) {
		t.Helper()
		v := modified(t, bodies[k], n, 0)
		m := Terminal.New(v.MTI())
		for f := range v.Numbers() {
			m.SetDigits(f, v.Digits(f))
		}
		m.SetDigits(n, value)
		body, err := m.Append(nil)
		require.NoError(t, err)
		v, err = Terminal.View(body)
		require.NoError(t, err)
		_, err = reparse(v)
		require.Error(t, err, "%v F%d", k, n)
	}
	set(KindSignIn, 60, "22000001901")         // 60.1 of a transaction
	set(KindSignIn, 60, "0000000190100")       // one with capability
	set(KindFinancial, 60, "23000001000500")   // longer
	set(KindFinancial, 60, "2300000100050")    // a void's 60.1 with a sale's F3
	set(KindFinancial, 60, "2200000190250")    // an order's 60.3
	set(KindFinancial, 3, "200000")            // a void's F3
	set(KindFinancial, 25, "06")               // a completion's F25
	set(KindFinancial, 49, "CNY")              // no number
	set(KindFinancial, 59, "A20680100204")     // length past the end
	set(KindFinancialAnswer, 3, "310000")      // a balance's F3
	set(KindReversal, 25, "06")                // no transaction
	set(KindReversalAnswer, 60, "25000001000") // another one
	set(KindOrder, 11, "000000")               // absent is absent
	set(KindOrderAnswer, 11, "000000")
	set(KindOrder, 61, "000000000000") // names nothing
	set(KindOrder, 61, "00000100012")
	set(KindOrder, 62, "010021")
	set(KindOrder, 60, "24000001902")

	pad := append([]byte{}, bodies[KindConfirm]...)
	pad[len(pad)-1] |= 0x0F
	v, err := Terminal.View(pad)
	require.NoError(t, err)
	_, err = ParseConfirmAdvice(v)
	require.ErrorContains(t, err, "pad nibble")
}

func TestBuildersRefuse(t *testing.T) {
	long := strings.Repeat("1", 65)
	bad := map[string]func([]byte) ([]byte, error){
		"type":      Financial{Type: 99, STAN: 1, Entry: "0510", TID: tTID, MID: tMID, Envelope: tEnvelope}.AppendForMAC,
		"no type":   Order{TID: tTID, MID: tMID}.Append,
		"amount":    Order{Type: Sale, Amount: 1e12, TID: tTID, MID: tMID}.Append,
		"currency":  Order{Type: Sale, Currency: 1000, TID: tTID, MID: tMID}.Append,
		"stan":      SignIn{STAN: 1e6, TID: tTID, MID: tMID, Envelope: tEnvelope}.Append,
		"tid":       SignIn{STAN: 1, TID: "1", MID: tMID, Envelope: tEnvelope}.Append,
		"envelope":  SignIn{STAN: 1, TID: tTID, MID: tMID}.Append,
		"too long":  SignIn{STAN: 1, TID: tTID, MID: tMID, Envelope: make([]byte, 1000)}.Append,
		"batch":     ConfirmAnswer{STAN: 1, ResponseCode: "00", TID: tTID, MID: tMID, Batch: 1e6}.Append,
		"entry":     Financial{Type: Sale, STAN: 1, Entry: "05", TID: tTID, MID: tMID, Envelope: tEnvelope}.AppendForMAC,
		"no MAC":    Financial{Type: Sale, STAN: 1, Entry: "0510", TID: tTID, MID: tMID, Envelope: tEnvelope}.Append,
		"MAC":       Reversal{Type: Sale, STAN: 1, Reason: "98", TID: tTID, MID: tMID, Envelope: tEnvelope, MAC: make([]byte, 16)}.Append,
		"terminal":  Financial{Type: Sale, STAN: 1, Entry: "0510", TID: tTID, MID: tMID, Envelope: tEnvelope, Terminal: TerminalID{Device: "03"}}.AppendForMAC,
		"order id":  Order{Type: Sale, TID: tTID, MID: tMID, Info: OrderInfo{ID: long}}.Append,
		"order ff":  Order{Type: Sale, TID: tTID, MID: tMID, Info: OrderInfo{Location: "\xff"}}.Append,
		"original":  Order{Type: Sale, TID: tTID, MID: tMID, Original: Original{STAN: 1, Date: "1"}}.Append,
		"answer":    FinancialAnswer{ResponseCode: "00", TID: tTID, MID: tMID}.Append,
		"capacity":  Financial{Type: Sale, STAN: 1, Entry: "0510", TID: tTID, MID: tMID, Envelope: tEnvelope, Capability: 10}.AppendForMAC,
		"reversal":  ReversalAnswer{ResponseCode: "00", TID: tTID, MID: tMID}.Append,
		"reversal2": Reversal{TID: tTID, MID: tMID}.Append,
	}
	for name, appendTo := range bad {
		t.Run(name, func(t *testing.T) {
			dst, err := appendTo([]byte("x"))
			var e *BuildError
			require.ErrorAs(t, err, &e)
			require.NotEmpty(t, e.Error())
			require.Equal(t, "x", string(dst))
		})
	}
}

func TestRefusal(t *testing.T) {
	bodies := fullBodies(t)
	answers := map[Kind]Kind{
		KindSignIn: KindSignInAnswer, KindOrder: KindOrderAnswer, KindFinancial: KindFinancialAnswer,
		KindReversal: KindReversalAnswer, KindConfirm: KindConfirmAnswer,
	}
	for request, answer := range answers {
		v, err := Terminal.View(bodies[request])
		require.NoError(t, err)
		body, err := AppendRefusal(nil, v, CodeRefused)
		require.NoError(t, err)
		a, err := Terminal.View(body)
		require.NoError(t, err)
		require.Equal(t, answer, a.Kind())
		require.Equal(t, CodeRefused, a.Text(39))
		require.False(t, a.Has(57))
		require.Equal(t, v.Digits(11), a.Digits(11))
		_, err = reparse(a)
		require.NoError(t, err)

		a, err = Terminal.View(bodies[answer])
		require.NoError(t, err)
		_, err = AppendRefusal(nil, a, CodeRefused)
		require.Error(t, err)
	}
}
