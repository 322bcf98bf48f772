package xeroapi

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Date is a calendar date, without a time and without a zone. Xero encodes one
// as midnight UTC, "/Date(ms+0000)/", or as "2018-10-20T00:00:00"; both are
// read, and it is sent as YYYY-MM-DD, because anything longer is converted to
// UTC and may shift the day. The zero Date is "no date".
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// String returns YYYY-MM-DD, or nothing for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// MarshalJSON encodes the date as Xero takes it.
func (d Date) MarshalJSON() ([]byte, error) { return json.Marshal(d.String()) }

// UnmarshalJSON decodes both of Xero's encodings; null and "" are no date.
func (d *Date) UnmarshalJSON(b []byte) error {
	text, ok, err := jsonText(b)
	if err != nil || !ok {
		*d = Date{}
		return err
	}
	*d, err = ParseDate(text)
	return err
}

// ParseDate reads a date in either of Xero's encodings or as YYYY-MM-DD. No
// zone is ever applied: the offset in "/Date(ms+1300)/" is not added, for the
// milliseconds already are UTC.
func ParseDate(text string) (Date, error) {
	t, err := parseXeroTime(text)
	if err != nil {
		return Date{}, err
	}
	y, m, day := t.Date()
	return Date{Year: y, Month: m, Day: day}, nil
}

// Instant is a moment in milliseconds since 1970 UTC. Zero is "none".
type Instant int64

// InstantOf returns t to the millisecond.
func InstantOf(t time.Time) Instant {
	if t.IsZero() {
		return 0
	}
	return Instant(t.UnixMilli())
}

// Time returns the moment in UTC, or the zero time for none.
func (i Instant) Time() time.Time {
	if i == 0 {
		return time.Time{}
	}
	return time.UnixMilli(int64(i)).UTC()
}

// IsZero reports whether there is no moment.
func (i Instant) IsZero() bool { return i == 0 }

// String returns the moment as RFC 3339 in UTC.
func (i Instant) String() string {
	if i == 0 {
		return ""
	}
	return i.Time().Format("2006-01-02T15:04:05.000Z")
}

// MarshalJSON encodes the moment as Xero does.
func (i Instant) MarshalJSON() ([]byte, error) {
	return json.Marshal(fmt.Sprintf("/Date(%d+0000)/", int64(i)))
}

// UnmarshalJSON decodes "/Date(ms)/" with or without an offset, and ISO text
// with or without a zone, which is UTC.
func (i *Instant) UnmarshalJSON(b []byte) error {
	text, ok, err := jsonText(b)
	if err != nil || !ok {
		*i = 0
		return err
	}
	t, err := parseXeroTime(text)
	if err != nil {
		return err
	}
	*i = InstantOf(t)
	return nil
}

var msDate = regexp.MustCompile(`^/Date\((-?\d{1,18})([+-]\d{4})?\)/$`)

// parseXeroTime reads every encoding of time that Xero uses, as UTC.
func parseXeroTime(text string) (time.Time, error) {
	if m := msDate.FindStringSubmatch(text); m != nil {
		ms, err := strconv.ParseInt(m[1], 10, 64)
		if err != nil {
			return time.Time{}, fmt.Errorf("date %.40q: %w", text, err)
		}
		return plausible(time.UnixMilli(ms).UTC(), text)
	}
	for _, layout := range []string{"2006-01-02", "2006-01-02T15:04:05", time.RFC3339} {
		if t, err := time.Parse(layout, text); err == nil {
			return plausible(t.UTC(), text)
		}
	}
	return time.Time{}, fmt.Errorf("date %.40q is in no encoding of Xero's", text)
}

func plausible(t time.Time, text string) (time.Time, error) {
	if y := t.Year(); y < 1 || y > 9999 {
		return time.Time{}, fmt.Errorf("date %.40q is out of range", text)
	}
	return t, nil
}

// jsonText unquotes a JSON string; ok is false for null and for blank text.
func jsonText(b []byte) (text string, ok bool, err error) {
	if string(b) == "null" {
		return "", false, nil
	}
	if err := json.Unmarshal(b, &text); err != nil {
		return "", false, err
	}
	text = strings.TrimSpace(text)
	return text, text != "", nil
}
