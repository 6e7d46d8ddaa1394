package acquirer

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// The MTI, F3, F25 and F60.1 of the vectors name the transactions that their
// file names say; the dialect's other messages are none.
func TestTransactionOfVectors(t *testing.T) {
	want := map[string]TxnType{
		"sale_mag_pin_req": Sale, "sale_ic_pin_req": Sale, "sale_manual_req": Sale, "sale_rsp_approved": Sale,
		"sale_rsp_declined_51": Sale, "reversal_macerr_A0_req": Sale, "reversal_other_06_req": Sale,
		"void_req": Void, "void_reversal_req": Void, "balance_req": Balance, "balance_rsp": Balance,
		"preauth_completion_req": Completion, "preauth_void_req": PreAuthVoid,
	}
	for _, vec := range allVectors(t) {
		v, err := Terminal.View(vec.body(t))
		require.NoError(t, err)
		f60, err := ParseF60(v.Digits(60))
		require.NoError(t, err)
		digits, err := f60.Append(nil)
		require.NoError(t, err)
		require.Equal(t, vec.Fields["60"], string(digits))
		got, ok := TransactionOf(v.MTI(), v.Digits(3), v.Digits(25), f60.Type)
		require.Equal(t, want[vec.Name], got, vec.Name)
		require.Equal(t, got != 0, ok)
		if v.Has(61) {
			o, err := ParseOriginal(v.Digits(61))
			require.NoError(t, err)
			digits, err := o.Append(nil)
			require.NoError(t, err)
			require.Equal(t, vec.Fields["61"], string(digits))
		}
	}
}

func TestTxnProfiles(t *testing.T) {
	n := TxnType(0)
	for p := range TxnProfiles() {
		n++
		require.Equal(t, n, p.Type)
		require.Equal(t, p.Name, p.Type.String())
		for _, mti := range []string{p.Request, p.Response, "0400", "0410", "0800", "0810"} {
			got, ok := TransactionOf(mti, p.F3, p.F25, p.F601)
			require.True(t, ok)
			require.Equal(t, p.Type, got)
		}
		for _, mti := range []string{"0100", "0200", "0220"} {
			_, ok := TransactionOf(mti, p.F3, p.F25, p.F601)
			require.Equal(t, mti == p.Request, ok)
		}
		_, ok := TransactionOf("0500", p.F3, p.F25, p.F601)
		require.False(t, ok)
	}
	require.Equal(t, CompletionVoid, n)
	require.Equal(t, "unknown transaction", TxnType(0).String())
}

func TestF60(t *testing.T) {
	f, err := ParseF60("22000001000501123")
	require.NoError(t, err)
	require.Equal(t, F60{"22", 1, "000", 5, 0, 1, "123", 17}, f)
	digits, err := f.Append(nil)
	require.NoError(t, err)
	require.Equal(t, "22000001000501123", string(digits))
	for _, bad := range []string{"", "2200000100", "220000010005", "2200000100A", "22000001000501"[:10] + "/"} {
		_, err := ParseF60(bad)
		require.Error(t, err, bad)
	}
	for _, bad := range []F60{
		{"2", 1, "000", 0, 0, 0, "", 11}, {"22", 1000000, "000", 0, 0, 0, "", 11}, {"22", 1, "00", 0, 0, 0, "", 11},
		{"22", 1, "000", 0, 0, 0, "", 12}, {"22", 1, "000", 10, 0, 0, "", 13}, {"22", 1, "000", 0, 0, 0, "", 17},
		{"2A", 1, "000", 0, 0, 0, "", 11},
	} {
		_, err := bad.Append(nil)
		require.Error(t, err)
	}
}

func TestEntry(t *testing.T) {
	require.Equal(t, "chip, contact; with PIN", EntryText("0510"))
	require.Equal(t, "QR code; without PIN", EntryText("032"))
	require.Equal(t, "magnetic stripe", EntryText("0200"))
	require.Empty(t, EntryText("44"))
	require.Empty(t, EntryText("4410"))
	require.Equal(t, "0510", EntryDigits(5, true))
	require.Equal(t, "9820", EntryDigits(98, false))
	mode, pin, ok := ParseEntry("9820")
	require.True(t, ok)
	require.False(t, pin)
	require.Equal(t, uint8(98), mode)
	for _, bad := range []string{"", "051", "0511", "0530", "A510"} {
		_, _, ok := ParseEntry(bad)
		require.False(t, ok, bad)
	}
	count := 0
	for m := range EntryModes() {
		count++
		require.Equal(t, m.Meaning, EntryText(m.Code+"00"))
	}
	require.Equal(t, len(entryModes), count)
}

// The vector's own F59 has a length that is one too long: it is refused.
func TestF59(t *testing.T) {
	broken := oneVector(t, "sale_ic_pin_req").Fields["59"]
	_, err := ParseTerminalID([]byte(broken))
	require.Error(t, err)
	good := "A203501002" + "03" + "02010" + "D1A1234567" + "05008" + "320006  "
	id, err := ParseTerminalID([]byte(good))
	require.NoError(t, err)
	require.Equal(t, TerminalID{"03", "D1A1234567", "320006"}, id)
	for name, bad := range map[string]string{
		"empty":     "",
		"tag":       "A5" + good[2:],
		"trailing":  good + "0",
		"random":    "A204401002" + "03" + "02010" + "D1A1234567" + "03004" + "1234" + "05008" + "320006  ",
		"order":     "A2035" + "02010" + "D1A1234567" + "0100203" + "05008" + "320006  ",
		"missing":   "A202201002" + "03" + "02010" + "D1A1234567",
		"blank":     "A203501002" + "03" + "02010" + "D1A1234567" + "05008" + "        ",
		"short":     "A203401002" + "03" + "02010" + "D1A1234567" + "05007" + "320006 ",
		"binary":    "A203501002" + "03" + "02010" + "D1A123456\x00" + "05008" + "320006  ",
		"no length": "A2035010X2" + good[10:],
		"cut":       "A203501002",
	} {
		_, err := ParseTerminalID([]byte(bad))
		var e *Error
		require.ErrorAs(t, err, &e, name)
		require.Equal(t, 59, e.Field)
	}
}

// The offset of a failure inside a subfield counts from the body's start.
func TestSubfieldOffsets(t *testing.T) {
	v := modified(t, fullBodies(t)[KindFinancial], 59, 0)
	m := Terminal.New(v.MTI())
	for n := range v.Numbers() {
		m.SetDigits(n, v.Digits(n))
	}
	m.SetText(59, "A201201002"+"03"+"99000") // the second element, 12 bytes in
	body, err := m.Append(nil)
	require.NoError(t, err)
	v, err = Terminal.View(body)
	require.NoError(t, err)
	_, err = ParseFinancial(v)
	off, _ := v.Span(59)
	var e *Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, Error{off + 12, 59, "F59.A2", "tag unknown, repeated or out of order"}, *e)
}

func TestF62Refuses(t *testing.T) {
	for name, bad := range map[string]string{
		"empty": "", "repeated": "010011010011", "order": "020011010011", "unknown": "050011", "no value": "01000",
		"long": "02017" + "12345678901234567", "end": "01002", "length": "0100A1", "control": "01001\n",
	} {
		_, err := ParseOrderInfo([]byte(bad))
		var e *Error
		require.ErrorAs(t, err, &e, name)
		require.Equal(t, 62, e.Field)
	}
}

func TestResponseCodes(t *testing.T) {
	last := ""
	for c := range ResponseCodes() {
		require.Greater(t, c.Code, last)
		last = c.Code
		require.Len(t, c.Code, 2)
		require.NotEmpty(t, c.Meaning)
		require.Equal(t, c.Class == 0, c.Class.String() == "not stated")
		same, ok := LookupResponseCode(c.Code)
		require.True(t, ok)
		require.Equal(t, c, same)
	}
	for _, code := range []string{"00", "10", "11", "A2", "A4", "A5", "A6"} {
		c, _ := LookupResponseCode(code)
		require.Equal(t, ClassApproved, c.Class)
	}
	_, ok := LookupResponseCode("ZZ")
	require.False(t, ok)
}
