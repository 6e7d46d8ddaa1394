package kernel_test

import (
	"encoding/hex"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/emv/kernel"
)

// TestCVM walks the CVM list with every condition of EMV Book 3, annex C3, table
// 40, and looks at 9F34 and at how often a PIN was asked for.
func TestCVM(t *testing.T) {
	type change = func(*kernel.Config, *kernel.Transaction)
	amount := func(a uint64) change { return func(_ *kernel.Config, x *kernel.Transaction) { x.Amount = a } }
	kind := func(terminal, txn byte) change {
		return func(c *kernel.Config, x *kernel.Transaction) { c.Type, x.Type = terminal, txn }
	}
	able := func(b byte) change { return func(c *kernel.Config, _ *kernel.Transaction) { c.Capabilities[1] = b } }
	const xy = "00002710 00004E20" // X 10,000, Y 20,000
	rows := []struct {
		name   string
		list   string
		change change
		pin    kernel.Answer
		want   string
		pins   int
	}{
		{"online PIN", "0000000000000000 4203", nil, kernel.PINEntered{}, "420300", 1},
		{"signature", "0000000000000000 5E03", nil, nil, "5e0300", 0},
		{"no CVM", "0000000000000000 1F00", nil, nil, "1f0002", 0},
		{"fail", "0000000000000000 0000", nil, nil, "000001", 0},
		{"fail stops, whatever its bit 7", "0000000000000000 4000 1F00", nil, nil, "400001", 0},
		{"nothing holds", "0000000000000000 0204", nil, nil, "3f0001", 0},
		{"unknown condition", "0000000000000000 020A 1F80 5E00", nil, nil, "5e0000", 0},
		{"not supported, next", "0000000000000000 4203 5E03", able(0x20), nil, "5e0300", 0},
		{"not supported, no next", "0000000000000000 0200 5E03", able(0x20), nil, "3f0001", 0},
		{"bypass, next", "0000000000000000 4203 5E03", nil, kernel.PINBypassed{}, "5e0300", 1},
		{"bypass, no next", "0000000000000000 0203 5E03", nil, kernel.PINBypassed{}, "020301", 1},
		{"bypass counts for later PINs", "0000000000000000 4203 4200 5E00", nil, kernel.PINBypassed{}, "5e0000", 1},
		{"bypass, then nothing supported", "0000000000000000 4203 4100", nil, kernel.PINBypassed{}, "420301", 1},
		{"unattended cash", "0000000000000000 0201 1F00", kind(0x25, 0x01), kernel.PINEntered{}, "020100", 1},
		{"unattended cash, attended", "0000000000000000 0201 1F00", kind(0x22, 0x01), nil, "1f0002", 0},
		{"manual cash", "0000000000000000 0204 1F00", kind(0x22, 0x01), kernel.PINEntered{}, "020400", 1},
		{"manual cash, unattended", "0000000000000000 0204 1F00", kind(0x25, 0x01), nil, "1f0002", 0},
		{"neither cash", "0000000000000000 0202 1F00", nil, kernel.PINEntered{}, "020200", 1},
		{"neither cash, cash", "0000000000000000 0202 1F00", kind(0x22, 0x01), nil, "1f0002", 0},
		{"cashback", "0000000000000000 0205 1F00", kind(0x22, 0x09), kernel.PINEntered{}, "020500", 1},
		{"no cashback", "0000000000000000 0205 1F00", nil, nil, "1f0002", 0},
		{"under X", xy + "0206 1F00", amount(9999), kernel.PINEntered{}, "020600", 1},
		{"not under X", xy + "0206 1F00", amount(10000), nil, "1f0002", 0},
		{"over X", xy + "0207 1F00", amount(10001), kernel.PINEntered{}, "020700", 1},
		{"not over X", xy + "0207 1F00", amount(10000), nil, "1f0002", 0},
		{"under Y", xy + "0208 1F00", amount(19999), kernel.PINEntered{}, "020800", 1},
		{"not under Y", xy + "0208 1F00", amount(20000), nil, "1f0002", 0},
		{"over Y", xy + "0209 1F00", amount(20001), kernel.PINEntered{}, "020900", 1},
		{"not over Y", xy + "0209 1F00", amount(20000), nil, "1f0002", 0},
		{"other currency", xy + "0206 1F00", func(_ *kernel.Config, x *kernel.Transaction) {
			x.Amount, x.Currency = 1, 840
		}, nil, "1f0002", 0},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			x := approve()
			x.pin = r.pin
			k, o := runFake(t, newFake().set(0x8E, r.list), x, r.change)
			require.NotEqual(t, kernel.Failed, o.Kind, o.Detail)
			cvm := k.CVMResults()
			require.Equal(t, r.want, hex.EncodeToString(cvm[:]))
			require.Equal(t, r.pins, x.pins)
		})
	}
}

func TestCVMNotSupportedByCard(t *testing.T) {
	f := newFake()
	f.aip = unhex("0800")
	k, o := runFake(t, f, approve(), nil)
	require.Equal(t, kernel.Approved, o.Kind)
	require.EqualValues(t, [3]byte{0x3F, 0, 0}, k.CVMResults())
}

func TestPINCancelled(t *testing.T) {
	x := approve()
	x.pin = kernel.PINCancelled{}
	_, o := runFake(t, newFake(), x, nil)
	require.Equal(t, kernel.Cancelled, o.Kind)
}

func TestSignatureAsked(t *testing.T) {
	for list, want := range map[string]bool{"0000000000000000 5E00": true, "0000000000000000 1F00": false} {
		_, o := runFake(t, newFake().set(0x8E, list), approve(), nil)
		require.Equal(t, kernel.Approved, o.Kind)
		require.Equal(t, want, o.Signature)
	}
}

func TestMalformedCVMList(t *testing.T) {
	for _, list := range []string{"00000000000000", "0000000000000000 42"} {
		_, o := runFake(t, newFake().set(0x8E, list), approve(), nil)
		require.Equal(t, kernel.Failed, o.Kind)
		require.Equal(t, kernel.ReasonMalformed, o.Reason)
	}
}
