// Package acquirer is what a host and a backend say to each other: ISO 8583 in
// the UnionPay-style terminal profile, framed by length, TPDU and header, with
// the messages of dialect mpos/1 on top.
//
// One field table ([Table]: [Terminal] for host ↔ backend, [Issuer] for
// backend ↔ issuer) says everything once: number, name, format, length,
// sensitivity, source. From it derive the parser ([View]), the builder
// ([Message]), the redaction and the documentation ([Table.Fields]).
//
//	v, err := acquirer.Terminal.View(frame.Body)   // strict, nothing is copied
//	f, err := acquirer.ParseFinancial(v)           // a 0200, 0100 or 0220 of mpos/1
//	body, err := f.Append(nil)                     // and back
//
// The mpos/1 messages are structs with ParseX(View) and Append: [SignIn],
// [Order], [Financial], [Reversal], [ConfirmAdvice], their answers, and to the
// issuer [IssuerRequest] and [IssuerAnswer]. Each accepts exactly the fields
// of its list. A new message is a file like signin.go.
//
// The official text of the profile (Q/CUP 009) is not public; the tables are
// reconstructed from public code and pages, named field by field in
// [Field.Source]. No conformance to it is claimed.
//
// Parse failures are [*Error] with offset, field, path and reason; a caller's
// own unusable value is a [*BuildError]. Neither holds any byte of the input.
// A View aliases the bytes it was made from: the caller keeps them unchanged
// as long as it uses the View.
package acquirer
