package card

// The published test account that these cards carry.
const (
	TestPAN = "6200000000000005"
	TestPSN = 0x01
)

// UnionPayCredit is a UnionPay-style credit card for tests: application
// A000000333010102, online PIN first, then signature, then no CVM. With a
// terminal that asks for it, every transaction goes online.
func UnionPayCredit() Profile {
	return Profile{
		PSE:  true,
		Apps: []App{creditApp()},
		PAN:  TestPAN, PSN: TestPSN,
		Expiry: [3]byte{0x30, 0x12, 0x31}, Effective: [3]byte{0x24, 0x01, 0x01},
		Name: "TEST/CARD", ServiceCode: "220", Country: 156, Currency: 156,
	}
}

// UnionPayTwoApps is the same card with a debit application (A000000333010101)
// beside the credit one, for a cardholder who has to choose.
func UnionPayTwoApps() Profile {
	p := UnionPayCredit()
	debit := creditApp()
	debit.AID = []byte{0xA0, 0x00, 0x00, 0x03, 0x33, 0x01, 0x01, 0x01}
	debit.Label = "UNIONPAY DEBIT"
	debit.Priority = 2
	p.Apps = append(p.Apps, debit)
	return p
}

func creditApp() App {
	return App{
		AID:      []byte{0xA0, 0x00, 0x00, 0x03, 0x33, 0x01, 0x01, 0x02},
		Label:    "UNIONPAY CREDIT",
		Priority: 1,
		AIP:      [2]byte{0x18, 0x00}, // cardholder verification, terminal risk management
		PDOL:     []byte{0x9F, 0x1A, 0x02, 0x9F, 0x33, 0x03, 0x9F, 0x40, 0x05, 0x9F, 0x35, 0x01},
		CDOL1: []byte{
			0x9F, 0x02, 0x06, 0x9F, 0x03, 0x06, 0x9F, 0x1A, 0x02, 0x95, 0x05, 0x5F, 0x2A, 0x02,
			0x9A, 0x03, 0x9C, 0x01, 0x9F, 0x37, 0x04, 0x9F, 0x21, 0x03,
		},
		CDOL2: []byte{0x8A, 0x02, 0x91, 0x0A, 0x95, 0x05, 0x9F, 0x37, 0x04},
		CVMList: []byte{
			0, 0, 0, 0, 0, 0, 0, 0,
			0x42, 0x03, // online PIN, if the terminal supports it, else the next
			0x5E, 0x03, // signature, likewise
			0x1F, 0x00, // no CVM, always
		},
		// No ODA, CVM failed, PIN trouble, floor limit, merchant forced: online;
		// and if that is not possible, decline.
		IACDefault: [5]byte{0xD8, 0x60, 0xBC, 0xF8, 0x00},
		IACDenial:  [5]byte{0x00, 0x10, 0x00, 0x00, 0x00}, // service not allowed
		IACOnline:  [5]byte{0xD8, 0x68, 0xBC, 0xF8, 0x00},
		Version:    0x30, AUC: [2]byte{0xFF, 0x80}, DKI: 0x01, CVN: 0x01,
	}
}
