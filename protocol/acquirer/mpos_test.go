package acquirer

import (
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

const (
	hexTID = "3130303030303031"
	hexMID = "383938303030303030303030303031"
)

// The bodies are put together by hand from section 7 of the protocol and the
// formats of the table: bitmap, then field by field.
func TestBodiesByHand(t *testing.T) {
	tid, mid, envelope := "10000001", "898000000000001", []byte{0x86, 0x01}
	order := OrderInfo{ID: "A-1", Location: "31.2,121.4"}
	terminal := TerminalID{Device: DeviceMPOS, TUSN: "00000202D1A123456789", Version: "1.0"}
	f59 := "A2045" + "01002" + "03" + "02020" + "00000202D1A123456789" + "05008" + "1.0     "
	cases := map[string]struct {
		append func([]byte) ([]byte, error)
		want   string
	}{
		"sign-in": {
			SignIn{STAN: 7, TID: tid, MID: mid, Envelope: envelope, Batch: 1}.Append,
			"0800" + "0020000000C00090" + "000007" + hexTID + hexMID + "00028601" + "0011" + "000000019010",
		},
		"sign-in answer": {
			SignInAnswer{STAN: 7, ResponseCode: "A0", TID: tid, MID: mid, Batch: 1}.Append,
			"0810" + "0020000002C00010" + "000007" + "4130" + hexTID + hexMID + "0011" + "000000019010",
		},
		"order": {
			Order{Type: Refund, Amount: 350, TID: tid, MID: mid, Currency: 156, Batch: 2,
				Original: Original{Batch: 1, STAN: 131, Date: "1123"}, Info: order}.Append,
			"0800" + "3000008000C0801C" + "200000" + "000000000350" + "00" + hexTID + hexMID + "313536" +
				"0011" + "250000029020" + "0016" + "0000010001311123" + "0023" + text("01003A-10401031.2,121.4"),
		},
		"financial": {
			Financial{Type: Sale, Amount: 10000, STAN: 123, Entry: "051", TID: tid, MID: mid, Currency: 156,
				ICC: []byte{0x95, 0x01, 0x00}, Envelope: envelope, Terminal: terminal, Batch: 1, Capability: 6,
				MAC: []byte("54F50560")}.Append,
			"0200" + "3020048000C082B1" + "000000" + "000000010000" + "000123" + "0510" + "00" + hexTID + hexMID + "313536" +
				"0003950100" + "00028601" + "0050" + text(f59) + "0013" + "22000001000600" + text("54F50560"),
		},
		"financial for MAC": {
			Financial{Type: PreAuth, Amount: 10000, STAN: 123, Entry: "0520", TID: tid, MID: mid, Currency: 156,
				Envelope: envelope, Batch: 1, Capability: 5, Condition: 2}.AppendForMAC,
			"0100" + "3020048000C08091" + "030000" + "000000010000" + "000123" + "0520" + "06" + hexTID + hexMID + "313536" +
				"00028601" + "0013" + "10000001000520",
		},
		"financial answer": {
			FinancialAnswer{Type: Refund, Amount: 350, STAN: 9, Time: "101530", Date: "1123", RRN: "000000000126",
				AuthCode: "112233", ResponseCode: "00", TID: tid, MID: mid, Currency: 156, Envelope: envelope, Batch: 1}.Append,
			"0230" + "303800800EC08090" + "200000" + "000000000350" + "000009" + "101530" + "1123" + "00" +
				text("000000000126112233"+"00") + hexTID + hexMID + "313536" + "00028601" + "0011" + "250000010000",
		},
		"reversal": {
			Reversal{Type: Void, Amount: 350, STAN: 9, Reason: ReasonNoAnswer, TID: tid, MID: mid, Currency: 156,
				Envelope: envelope, Batch: 1, MAC: []byte("12345678")}.Append,
			"0400" + "3020008002C08091" + "200000" + "000000000350" + "000009" + "00" + "3938" + hexTID + hexMID + "313536" +
				"00028601" + "0011" + "230000010000" + text("12345678"),
		},
		"reversal answer": {
			ReversalAnswer{Type: Balance, STAN: 9, ResponseCode: "00", TID: tid, MID: mid, Currency: 156, Batch: 1}.Append,
			"0410" + "3020008002C08010" + "310000" + "000000000000" + "000009" + "00" + "3030" + hexTID + hexMID + "313536" +
				"0011" + "010000010000",
		},
		"confirm": {
			ConfirmAdvice{STAN: 123, TID: tid, MID: mid, Envelope: envelope, Batch: 1}.Append,
			"0620" + "0020000000C00090" + "000123" + hexTID + hexMID + "00028601" + "0011" + "000000019030",
		},
		"confirm answer": {
			ConfirmAnswer{STAN: 123, ResponseCode: "00", TID: tid, MID: mid, Batch: 1}.Append,
			"0630" + "0020000002C00010" + "000123" + "3030" + hexTID + hexMID + "0011" + "000000019030",
		},
		"order answer": {
			OrderAnswer{STAN: 5, ResponseCode: "00", TID: tid, MID: mid, Envelope: envelope, Batch: 1}.Append,
			"0810" + "0020000002C00090" + "000005" + "3030" + hexTID + hexMID + "00028601" + "0011" + "000000019020",
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			body, err := c.append(nil)
			require.NoError(t, err)
			require.Equal(t, c.want, strings.ToUpper(hex.EncodeToString(body)))
		})
	}
}

func text(s string) string { return strings.ToUpper(hex.EncodeToString([]byte(s))) }

// reparse parses a body as whatever message it is and appends it again.
func reparse(v View) (again []byte, err error) {
	type appender interface {
		Append(dst []byte) ([]byte, error)
	}
	var m appender
	switch v.Kind() {
	case KindSignIn:
		m, err = ParseSignIn(v)
	case KindSignInAnswer:
		m, err = ParseSignInAnswer(v)
	case KindOrder:
		m, err = ParseOrder(v)
	case KindOrderAnswer:
		m, err = ParseOrderAnswer(v)
	case KindFinancial:
		m, err = ParseFinancial(v)
	case KindFinancialAnswer:
		m, err = ParseFinancialAnswer(v)
	case KindReversal:
		m, err = ParseReversal(v)
	case KindReversalAnswer:
		m, err = ParseReversalAnswer(v)
	case KindConfirm:
		m, err = ParseConfirmAdvice(v)
	case KindConfirmAnswer:
		m, err = ParseConfirmAnswer(v)
	default:
		return nil, errors.New("no message of mpos/1")
	}
	if err != nil {
		return nil, err
	}
	return m.Append(nil)
}

func drawTID(t *rapid.T) string { return rapid.StringMatching(`[ -~]{8}`).Draw(t, "tid") }
func drawMID(t *rapid.T) string { return rapid.StringMatching(`[0-9]{15}`).Draw(t, "mid") }
func drawBytes(t *rapid.T, low, high int) []byte {
	b := rapid.SliceOfN(rapid.Byte(), low, high).Draw(t, "bytes")
	if len(b) == 0 {
		return nil
	}
	return b
}
func drawSTAN(t *rapid.T, low uint32) uint32 { return rapid.Uint32Range(low, 999999).Draw(t, "stan") }
func drawBatch(t *rapid.T) uint32            { return rapid.Uint32Range(0, 999999).Draw(t, "batch") }
func drawType(t *rapid.T) TxnType {
	return TxnType(rapid.Uint8Range(uint8(Sale), uint8(CompletionVoid)).Draw(t, "type"))
}
func drawAmount(t *rapid.T) uint64   { return rapid.Uint64Range(0, 999_999_999_999).Draw(t, "amount") }
func drawCurrency(t *rapid.T) uint16 { return rapid.Uint16Range(0, 999).Draw(t, "currency") }
func drawCode(t *rapid.T) string     { return rapid.StringMatching(`[0-9A-Z]{2}`).Draw(t, "code") }
func drawTerminal(t *rapid.T) TerminalID {
	if rapid.Bool().Draw(t, "no terminal") {
		return TerminalID{}
	}
	return TerminalID{
		Device: DeviceMPOS, TUSN: rapid.StringMatching(`[ -~]{1,50}`).Draw(t, "tusn"),
		Version: rapid.StringMatching(`[ -~]{0,7}[!-~]`).Draw(t, "version"),
	}
}
func drawOriginal(t *rapid.T) Original {
	return Original{Batch: drawBatch(t), STAN: drawSTAN(t, 0), Date: rapid.StringMatching(`([0-9]{4})?`).Draw(t, "date")}
}
func drawInfo(t *rapid.T) OrderInfo {
	word := rapid.StringMatching(`[ -~]{0,16}`)
	return OrderInfo{word.Draw(t, "id"), word.Draw(t, "operator"), word.Draw(t, "fingerprint"), word.Draw(t, "location")}
}

// same checks Parse∘Append = identity.
func same[M any](t *rapid.T, m M, appendTo func([]byte) ([]byte, error), parse func(View) (M, error)) {
	body, err := appendTo(nil)
	require.NoError(t, err)
	v, err := Terminal.View(body)
	require.NoError(t, err)
	got, err := parse(v)
	require.NoError(t, err)
	require.Equal(t, m, got)
	again, err := reparse(v)
	require.NoError(t, err)
	require.Equal(t, body, again)
}

func TestMessagesRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := SignIn{drawSTAN(t, 0), drawTID(t), drawMID(t), drawBytes(t, 1, 999), drawBatch(t)}
		same(t, in, in.Append, ParseSignIn)
		ina := SignInAnswer{drawSTAN(t, 0), drawCode(t), drawTID(t), drawMID(t), drawBytes(t, 0, 999), drawBatch(t)}
		same(t, ina, ina.Append, ParseSignInAnswer)
		o := Order{
			drawType(t), drawAmount(t), drawSTAN(t, 0), drawTID(t), drawMID(t), drawCurrency(t), drawBatch(t),
			drawOriginal(t), drawInfo(t),
		}
		same(t, o, o.Append, ParseOrder)
		oa := OrderAnswer{drawSTAN(t, 0), drawCode(t), drawTID(t), drawMID(t), drawBytes(t, 0, 999), drawBatch(t)}
		same(t, oa, oa.Append, ParseOrderAnswer)
	})
	rapid.Check(t, func(t *rapid.T) {
		f := Financial{
			drawType(t), drawAmount(t), drawSTAN(t, 0), rapid.StringMatching(`[0-9]{4}`).Draw(t, "entry"), drawTID(t),
			drawMID(t), drawCurrency(t), drawBytes(t, 0, 255), drawBytes(t, 1, 999), drawTerminal(t), drawBatch(t),
			uint8(drawSTAN(t, 0) % 10), uint8(drawSTAN(t, 0) % 10), drawBytes(t, 8, 8),
		}
		same(t, f, f.Append, ParseFinancial)
		fa := FinancialAnswer{
			drawType(t), drawAmount(t), drawSTAN(t, 0), rapid.StringMatching(`([0-9]{6})?`).Draw(t, "time"),
			rapid.StringMatching(`([0-9]{4})?`).Draw(t, "date"), rapid.StringMatching(`([0-9A-Z]{12})?`).Draw(t, "rrn"),
			rapid.StringMatching(`([0-9A-Z ]{6})?`).Draw(t, "auth"), drawCode(t), drawTID(t), drawMID(t), drawCurrency(t),
			drawBytes(t, 0, 999), drawBatch(t),
		}
		same(t, fa, fa.Append, ParseFinancialAnswer)
	})
	rapid.Check(t, func(t *rapid.T) {
		r := Reversal{
			drawType(t), drawAmount(t), drawSTAN(t, 0), drawCode(t), drawTID(t), drawMID(t), drawCurrency(t),
			drawBytes(t, 1, 999), drawBatch(t), drawBytes(t, 8, 8),
		}
		same(t, r, r.Append, ParseReversal)
		ra := ReversalAnswer{
			drawType(t), drawAmount(t), drawSTAN(t, 0), drawCode(t), drawTID(t), drawMID(t), drawCurrency(t),
			drawBytes(t, 0, 999), drawBatch(t),
		}
		same(t, ra, ra.Append, ParseReversalAnswer)
		c := ConfirmAdvice{drawSTAN(t, 0), drawTID(t), drawMID(t), drawBytes(t, 1, 999), drawBatch(t)}
		same(t, c, c.Append, ParseConfirmAdvice)
		ca := ConfirmAnswer{drawSTAN(t, 0), drawCode(t), drawTID(t), drawMID(t), drawBatch(t)}
		same(t, ca, ca.Append, ParseConfirmAnswer)
	})
}
