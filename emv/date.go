package emv

import "strconv"

// Date is a date in format n6, YYMMDD, as tags 9A, 5F24 and 5F25 have it.
type Date [3]byte

// ParseDate reads three bytes and checks that there is such a day. Day 00,
// which some issuers put into 5F24 for the end of the month, is refused.
func ParseDate(b []byte) (Date, error) {
	if len(b) != 3 {
		return Date{}, &Error{len(b), "date", "not 3 bytes"}
	}
	d := Date(b)
	if _, err := ParseN(b); err != nil {
		return Date{}, &Error{0, "date", "not decimal digits"}
	}
	if m := d.Month(); m < 1 || m > 12 {
		return Date{}, &Error{1, "date", "no such month"}
	}
	if day := d.Day(); day < 1 || day > monthDays(d.Year(), d.Month()) {
		return Date{}, &Error{2, "date", "no such day"}
	}
	return d, nil
}

func monthDays(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		// 2000 to 2049 and 1950 to 1999 hold no century that is not leap.
		if year%4 == 0 {
			return 29
		}
		return 28
	}
	return 31
}

// Year returns the year with its century: 00 to 49 are 2000 to 2049, 50 to 99
// are 1950 to 1999 (EMV Book 4, 6.7.3).
func (d Date) Year() int {
	y := bcd(d[0])
	if y < 50 {
		return 2000 + y
	}
	return 1900 + y
}

// Month returns the month, 1 to 12 in a date from ParseDate.
func (d Date) Month() int { return bcd(d[1]) }

// Day returns the day of the month.
func (d Date) Day() int { return bcd(d[2]) }

func bcd(c byte) int { return int(c>>4)*10 + int(c&0xF) }

// Compare returns -1, 0 or 1 as d is before, on or after e.
func (d Date) Compare(e Date) int {
	a := d.Year()*10000 + d.Month()*100 + d.Day()
	b := e.Year()*10000 + e.Month()*100 + e.Day()
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// String returns the date as YYYY-MM-DD.
func (d Date) String() string {
	return strconv.Itoa(d.Year()) + "-" + two(d.Month()) + "-" + two(d.Day())
}

func two(n int) string {
	s := strconv.Itoa(n)
	if n < 10 {
		return "0" + s
	}
	return s
}

// timeString writes a time in format n6, HHMMSS, as HH:MM:SS.
func timeString(v []byte) (string, bool) {
	if _, err := ParseN(v); err != nil || bcd(v[0]) > 23 || bcd(v[1]) > 59 || bcd(v[2]) > 59 {
		return "", false
	}
	return two(bcd(v[0])) + ":" + two(bcd(v[1])) + ":" + two(bcd(v[2])), true
}
