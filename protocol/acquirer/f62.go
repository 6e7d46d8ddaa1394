package acquirer

// OrderInfo is F62 of an Order, all of it the host's claim. On the wire it is
// tagged text, elements in this order, empty ones left out:
//
//	tag  length  value
//	01   3 digits  order id, at most 64
//	02   3 digits  operator, at most 16
//	03   3 digits  host fingerprint, at most 64
//	04   3 digits  location, at most 64
//
// Values are printable ASCII.
type OrderInfo struct {
	ID          string // the merchant's order id
	Operator    string // who works at the till
	Fingerprint string // of the host device
	Location    string // of the host device
}

func (o *OrderInfo) elements() []element {
	return []element{{"01", 64, &o.ID}, {"02", 16, &o.Operator}, {"03", 64, &o.Fingerprint}, {"04", 64, &o.Location}}
}

// IsZero says whether nothing is set.
func (o OrderInfo) IsZero() bool { return o == OrderInfo{} }

// ParseOrderInfo reads the value of F62.
func ParseOrderInfo(b []byte) (OrderInfo, error) {
	var o OrderInfo
	if e := parseTagged(b, 62, "F62", o.elements()); e != nil {
		return OrderInfo{}, e
	}
	if o.IsZero() {
		return OrderInfo{}, &Error{Field: 62, Path: "F62", Reason: "has no element"}
	}
	return o, nil
}

// Append appends the value of F62. It fails, as *BuildError, if an element is
// too long or not printable ASCII, or nothing is set.
func (o OrderInfo) Append(dst []byte) ([]byte, error) {
	if o.IsZero() {
		return dst, &BuildError{Field: 62, Reason: "has no element"}
	}
	start := len(dst)
	for _, e := range o.elements() {
		if !e.fits() {
			return dst[:start], &BuildError{Field: 62, Reason: "element " + e.tag + " is too long or not printable ASCII"}
		}
		if *e.to != "" {
			dst = appendTagged(dst, e.tag, *e.to)
		}
	}
	return dst, nil
}

// orderInfo writes F62 unless it is zero.
func (b *builder) orderInfo(o OrderInfo) {
	if b.err != nil || o.IsZero() {
		return
	}
	value, err := o.Append(nil)
	if err != nil {
		b.fail(62, "an element is too long or not printable ASCII")
		return
	}
	b.bytes(62, value)
}
