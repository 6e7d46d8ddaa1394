package acquirer

// Sources names the letters used in Field.Source. The number of letters is the
// number of independent sources that agree.
var Sources = map[string]string{
	"LY":     "CaoEnXin/LiaoYang_POS e6218f3, terminal application in C: Src/pack8583.c, st8583.c",
	"BP":     "ConardLKL/posp_server d0be13f, acquirer front-end in Java",
	"CL":     "chinaljp/posp 7f654ad, acquirer front-end in C",
	"JS":     "neil-pan-s/j-iso8583 5f4a91b, field table of a JavaScript library",
	"VF":     "vfwz iso8583, PosMessageTest.java: captured test traffic of one acquirer",
	"PX":     "PAX-family terminal, PackIso8583.java",
	"SY":     "Sunyard I80 demo, PackFiftyNineArea.java",
	"TW":     "Topwise terminal application, getField59",
	"MPOS/1": "this project's protocol, docs/protocol.md section 7",
}

// Terminal is the table between host and backend: the common core of the
// UnionPay-style terminal profile, with F57 as mpos/1 uses it.
var Terminal = newTable("terminal", []Field{
	{2, "Primary account number", N, Left, LLVAR, 19, PAN, "LY CL JS", "The card number; absent in mpos/1, where it travels sealed in the envelope."},
	{3, "Processing code", N, Left, Fixed, 6, Public, "LY CL JS", "With F25 and F60.1 it says which transaction this is."},
	{4, "Amount, transaction", N, Left, Fixed, 12, Public, "LY CL JS", "In the currency's minor unit, zero-filled."},
	{11, "System trace audit number", N, Left, Fixed, 6, Public, "LY CL JS", "The terminal's number for the transaction; a reversal repeats the original's."},
	{12, "Time, local transaction", N, Left, Fixed, 6, Public, "LY CL JS", "hhmmss, set by the backend in the answer."},
	{13, "Date, local transaction", N, Left, Fixed, 4, Public, "LY CL JS", "MMDD, set by the backend in the answer."},
	{14, "Date, expiration", N, Left, Fixed, 4, Track, "LY CL JS", "YYMM of the card; absent in mpos/1."},
	{15, "Date, settlement", N, Left, Fixed, 4, Public, "LY CL JS", "MMDD of the acquirer's clearing day."},
	{22, "Point of service entry mode", N, Left, Fixed, 4, Public, "LY CL JS", "n3 and a 0: two digits for how the card was read, one for PIN capability."},
	{23, "Card sequence number", N, Right, Fixed, 3, Public, "LY CL JS", "PAN sequence number, tag 5F34; absent in mpos/1."},
	{25, "Point of service condition code", N, Left, Fixed, 2, Public, "LY CL JS", "00 normal, 06 pre-authorised."},
	{26, "PIN capture code", N, Left, Fixed, 2, Public, "LY CL JS", "Longest PIN taken, 12; only with F52."},
	{32, "Acquiring institution identification code", N, Left, LLVAR, 11, Public, "LY CL JS", "Set by the backend in the answer."},
	{35, "Track 2 data", Z, Left, LLVAR, 37, Track, "LY CL JS", "D separates; any nibble when encrypted; absent in mpos/1."},
	{36, "Track 3 data", Z, Left, LLLVAR, 104, Track, "LY CL JS", "D separates; any nibble when encrypted; absent in mpos/1."},
	{37, "Retrieval reference number", AN, Left, Fixed, 12, Public, "LY CL JS", "The backend's number for the transaction."},
	{38, "Authorization identification response", AN, Left, Fixed, 6, Public, "LY CL JS", "The issuer's approval code."},
	{39, "Response code", AN, Left, Fixed, 2, Public, "LY CL JS", "The verdict; in a reversal request, its reason."},
	{41, "Card acceptor terminal identification", ANS, Left, Fixed, 8, Public, "LY CL JS", "The terminal's number at its acquirer."},
	{42, "Card acceptor identification code", ANS, Left, Fixed, 15, Public, "LY CL JS", "The merchant's number at its acquirer."},
	{43, "Card acceptor name and location", ANS, Left, Fixed, 40, Public, "VF", "Seen in one acquirer's traffic only."},
	{44, "Additional response data", ANS, Left, LLVAR, 25, Public, "LY BP", "Issuer 11 and acquirer 11 characters."},
	{48, "Additional data, private", N, Left, LLLVAR, 322, Mixed, "LY CL JS", "Settlement totals, or the details of a batch upload, which hold card numbers."},
	{49, "Currency code, transaction", AN, Left, Fixed, 3, Public, "LY CL JS", "ISO 4217 numeric, \"156\"."},
	{52, "PIN data", B, Left, Fixed, 8, PIN, "LY CL JS", "PIN block under the session's PIN key; absent in mpos/1."},
	{53, "Security related control information", N, Left, Fixed, 16, Public, "LY CL JS", "PIN block format, algorithm, whether tracks are encrypted."},
	{54, "Additional amounts", ANS, Left, LLLVAR, 20, Public, "LY CL JS", "Balance: account and amount type, currency, sign, amount."},
	{55, "Integrated circuit card data", B, Left, LLLVAR, 255, Mixed, "LY CL JS", "BER-TLV in the order the terminal chose; kept byte for byte."},
	{57, "Envelope", B, Left, LLLVAR, 999, Public, "MPOS/1", "The sealed message of reader or backend; elsewhere the profile calls the field ans [CL]."},
	{58, "IC purse data", B, Left, LLLVAR, 100, Mixed, "LY CL JS", "Electronic purse transactions."},
	{59, "Terminal identification", B, Left, LLLVAR, 999, Mixed, "PX SY TW", "Text by tags, A2 the terminal; some dialects put raw PIN block bytes in it."},
	{60, "Reserved private: transaction type", N, Left, LLLVAR, 17, Public, "LY CL PX BP", "Type n2, batch n6, network management n3, capability n1, condition n1, and more."},
	{61, "Original message", N, Left, LLLVAR, 29, Public, "LY CL BP", "Batch n6, trace n6, date MMDD n4 of the original transaction."},
	{62, "Reserved private: by message", B, Left, LLLVAR, 999, Mixed, "LY BP", "Working keys, parameters, order data: the message says which."},
	{63, "Reserved private: text", B, Left, LLLVAR, 163, Mixed, "LY", "Operator or card organisation; answer texts, often GBK; some dialects add raw bytes."},
	{64, "Message authentication code", B, Left, Fixed, 8, Public, "LY CL JS", "Over the body from the MTI to the field before it."},
})

// Issuer is the table between backend and issuer in the simulator, this
// project's own ("issuer/1"): card data in clear on a leg between two parties
// that may have it, and the PIN as ISO 9564 format 4 under a zone key.
var Issuer = newTable("issuer/1", []Field{
	{2, "Primary account number", N, Left, LLVAR, 19, PAN, "MPOS/1", "The card number, 8 to 19 digits."},
	{3, "Processing code", N, Left, Fixed, 6, Public, "MPOS/1", "As in the terminal table."},
	{4, "Amount, transaction", N, Left, Fixed, 12, Public, "MPOS/1", "In the currency's minor unit, zero-filled."},
	{11, "System trace audit number", N, Left, Fixed, 6, Public, "MPOS/1", "The terminal's number, passed on."},
	{14, "Date, expiration", N, Left, Fixed, 4, Track, "MPOS/1", "YYMM of the card."},
	{22, "Point of service entry mode", N, Left, Fixed, 4, Public, "MPOS/1", "As in the terminal table."},
	{23, "Card sequence number", N, Right, Fixed, 3, Public, "MPOS/1", "PAN sequence number, 000 if the card has none."},
	{25, "Point of service condition code", N, Left, Fixed, 2, Public, "MPOS/1", "00 normal, 06 pre-authorised."},
	{35, "Track 2 data", Z, Left, LLVAR, 37, Track, "MPOS/1", "Magnetic stripe only."},
	{37, "Retrieval reference number", AN, Left, Fixed, 12, Public, "MPOS/1", "The backend's number for the transaction."},
	{38, "Authorization identification response", AN, Left, Fixed, 6, Public, "MPOS/1", "The issuer's approval code."},
	{39, "Response code", AN, Left, Fixed, 2, Public, "MPOS/1", "The issuer's verdict."},
	{41, "Card acceptor terminal identification", ANS, Left, Fixed, 8, Public, "MPOS/1", "The terminal's number at its acquirer."},
	{42, "Card acceptor identification code", ANS, Left, Fixed, 15, Public, "MPOS/1", "The merchant's number at its acquirer."},
	{49, "Currency code, transaction", AN, Left, Fixed, 3, Public, "MPOS/1", "ISO 4217 numeric."},
	{52, "PIN data", B, Left, Fixed, 16, PIN, "MPOS/1", "ISO 9564 format 4 block under the zone key."},
	{55, "Integrated circuit card data", B, Left, LLLVAR, 255, Mixed, "MPOS/1", "BER-TLV: the card's data in a request, tag 91 in an answer."},
	{60, "Reserved private: transaction type", N, Left, LLLVAR, 17, Public, "MPOS/1", "Type n2 as in the terminal table, then zeros."},
	{61, "Original retrieval reference number", AN, Left, LLLVAR, 12, Public, "MPOS/1", "F37 of the transaction that this one voids, refunds or completes."},
})
