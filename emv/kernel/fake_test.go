package kernel_test

import (
	"bytes"
	"encoding/hex"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/emv/kernel"
	"github.com/openmpos/mpos/emv/tlv"
)

func unhex(s string) []byte {
	b, err := hex.DecodeString(string(bytes.ReplaceAll([]byte(s), []byte(" "), nil)))
	if err != nil {
		panic(err)
	}
	return b
}

var testAID = unhex("A000000333010102")

func config() *kernel.Config {
	return &kernel.Config{
		Type: 0x22, Capabilities: [3]byte{0xE0, 0x68, 0x00}, AdditionalCapabilities: [5]byte{0x60, 0, 0xF0, 0xA0, 0x01},
		Country: 156, CurrencyExponent: 2, IFDSerial: "00000001", TerminalID: "T0000001", MerchantID: "M00000000000001",
		MerchantName: "SHOP", MerchantCategory: 5999, Acquirer: 12345678901,
		AIDs: []kernel.AIDConfig{{AID: testAID, Version: 0x0030}},
	}
}

func sale() kernel.Transaction {
	return kernel.Transaction{
		Amount: 12345, Currency: 156, Type: 0x00, Sequence: 42,
		Time: time.Date(2026, 7, 1, 12, 34, 56, 0, time.UTC), UN: [4]byte{1, 2, 3, 4},
		Random: bytes.NewReader(bytes.Repeat([]byte{0}, 64)),
	}
}

// fake is a card whose every data object a test can set. It knows no keys: its
// cryptograms are constants.
type fake struct {
	aip     []byte
	fci     []byte // answer to SELECT of testAID
	records map[byte][]byte
	objects []object // of record 1, file 1
	gpo     []byte   // instead of the usual answer
	kinds   []byte   // CID of first and second GENERATE AC
	getData map[uint16][]byte
	auth    []byte // answer to EXTERNAL AUTHENTICATE
	script  [][]byte
	sent    [][]byte
	acs     int
}

type object struct {
	tag   tlv.Tag
	value string
}

func newFake() *fake {
	return &fake{
		aip: unhex("1800"), kinds: []byte{0x80, 0x40}, auth: unhex("9000"),
		fci: unhex("6F1B 8408A000000333010102 A50F 500A554E494F4E5041592043 870101 9000"),
		objects: []object{
			{0x5A, "6200000000000005"}, {0x57, "6200000000000005D30122200000000000"}, {0x5F24, "301231"}, {0x5F25, "240101"},
			{0x5F34, "01"}, {0x5F28, "0156"}, {0x9F07, "FF80"}, {0x9F08, "0030"}, {0x9F42, "0156"},
			{0x8C, "9F02069F03069F1A0295055F2A029A039C019F3704"}, {0x8D, "8A02910A95059F3704"},
			{0x8E, "0000000000000000 4203 5E03 1F00"},
		},
	}
}

func (f *fake) set(t tlv.Tag, value string) *fake {
	for i := range f.objects {
		if f.objects[i].tag == t {
			f.objects[i].value = value
			return f
		}
	}
	f.objects = append(f.objects, object{t, value})
	return f
}

func (f *fake) drop(t tlv.Tag) *fake {
	for i := range f.objects {
		if f.objects[i].tag == t {
			f.objects = append(f.objects[:i], f.objects[i+1:]...)
			break
		}
	}
	return f
}

func (f *fake) Transmit(c []byte) ([]byte, error) {
	f.sent = append(f.sent, bytes.Clone(c))
	switch c[1] {
	case 0xA4:
		if c[3] == 0 && bytes.Equal(c[5:5+c[4]], testAID) {
			return f.fci, nil
		}
		return unhex("6A82"), nil
	case 0xA8:
		if f.gpo != nil {
			return f.gpo, nil
		}
		return append(append(unhex("800E"), f.aip...), unhex("08010100 10010100 18010100 9000")...), nil
	case 0xB2:
		return f.record(c[3] >> 3), nil
	case 0xCA:
		if v, ok := f.getData[uint16(c[2])<<8|uint16(c[3])]; ok {
			return v, nil
		}
		return unhex("6A88"), nil
	case 0x82:
		return f.auth, nil
	case 0xAE:
		f.acs++
		return append([]byte{0x80, 0x13, f.kinds[f.acs-1]}, unhex("0001 1122334455667788 0701010300000001 9000")...), nil
	}
	if len(f.script) > 0 {
		a := f.script[0]
		f.script = f.script[1:]
		return a, nil
	}
	return unhex("6D00"), nil
}

// record splits the objects over three files, to stay under 256 bytes.
func (f *fake) record(sfi byte) []byte {
	if r, ok := f.records[sfi]; ok {
		return r
	}
	var inside []byte
	for i, o := range f.objects {
		if i%3+1 == int(sfi) {
			inside = tlv.Append(inside, o.tag, unhex(o.value))
		}
	}
	return append(tlv.Append(nil, 0x70, inside), 0x90, 0x00)
}

// terminal is the rest of the world in a test.
type terminal struct {
	pin    kernel.Answer
	issuer kernel.Answer
	choose func([]kernel.App) kernel.Answer
	apps   [][]kernel.App
	online *kernel.GoOnline
	tvr    string // at GoOnline
	tsi    string
	pins   int
	events []kernel.Event
}

func approve() *terminal {
	return &terminal{
		pin:    kernel.PINEntered{},
		issuer: kernel.Online{Approved: true, ARC: [2]byte{'0', '0'}, IssuerAuthData: unhex("AABBCCDDEEFF00113030")},
	}
}

// transmitter is a card, as iso7816.Card.
type transmitter interface {
	Transmit([]byte) ([]byte, error)
}

// run drives the kernel to its end. It fails if that takes too many steps.
func (x *terminal) run(t require.TestingT, k *kernel.Kernel, c transmitter) kernel.Outcome {
	step := k.Next(nil)
	for range 2000 {
		var a kernel.Answer
		switch s := step.(type) {
		case kernel.Transmit:
			r, err := c.Transmit(s.Command)
			a = kernel.Response{Bytes: r}
			if err != nil {
				a = kernel.CardRemoved{}
			}
		case kernel.Choose:
			x.apps = append(x.apps, s.Apps)
			a = kernel.Chosen{Index: 0}
			if x.choose != nil {
				a = x.choose(s.Apps)
			}
		case kernel.EnterPIN:
			x.pins++
			a = x.pin
		case kernel.GoOnline:
			x.online = &s
			tvr, tsi := k.TVR(), k.TSI()
			x.tvr, x.tsi = hex.EncodeToString(tvr[:]), hex.EncodeToString(tsi[:])
			a = x.issuer
		case kernel.Done:
			require.Equal(t, step, k.Next(kernel.PINEntered{}), "Done stays")
			x.events = k.Events()
			return s.Outcome
		}
		step = k.Next(a)
	}
	require.Fail(t, "no end")
	return kernel.Outcome{}
}

func runFake(t *testing.T, f *fake, x *terminal, change func(*kernel.Config, *kernel.Transaction)) (*kernel.Kernel, kernel.Outcome) {
	t.Helper()
	cfg, txn := config(), sale()
	if change != nil {
		change(cfg, &txn)
	}
	k := kernel.New(cfg, txn)
	return k, x.run(t, k, f)
}
