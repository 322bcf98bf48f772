package document

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func day(s string) Date {
	d, err := ParseISODate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestParseDate(t *testing.T) {
	today, made := day("2026-11-22"), day("2026-10-30")
	plain := DateTyping{Today: today, Document: made}
	due := DateTyping{Today: today, Document: made, Later: true}
	us := DateTyping{Today: today, Document: made, Order: MonthFirst}
	tests := []struct {
		c    DateTyping
		text string
		want string
	}{
		{plain, "", ""}, {plain, "t", "2026-11-22"}, {plain, "TODAY", "2026-11-22"},
		{plain, "14/3", "2027-03-14"}, {plain, "14/3/26", "2026-03-14"}, {plain, "14.3.2026", "2026-03-14"},
		{plain, "14-3-26", "2026-03-14"}, {plain, "14 mar", "2027-03-14"}, {plain, "14mar", "2027-03-14"},
		{plain, "14 March 2026", "2026-03-14"}, {plain, "mar 14, 2026", "2026-03-14"}, {plain, "1 sept", "2026-09-01"},
		{plain, "2026-03-14", "2026-03-14"}, {plain, "2026/3/4", "2026-03-04"},
		{plain, "1/12", "2026-12-01"}, {plain, "22/5", "2027-05-22"}, {plain, "24/5", "2026-05-24"},
		{plain, "14", "2026-11-14"}, {plain, "1", "2026-12-01"}, {plain, "8", "2026-11-08"}, {plain, "31", "2026-10-31"},
		{plain, "29/2", "2028-02-29"}, {plain, "29/2/2028", "2028-02-29"},
		{plain, "+30", "2026-11-29"}, {plain, "-1", "2026-10-29"}, {plain, "eom", "2026-10-31"},
		{plain, "Sat 14 Mar 2026", "2026-03-14"}, {plain, "saturday 14/3/26", "2026-03-14"},
		{due, "14/3", "2027-03-14"}, {due, "30/10", "2026-10-30"}, {due, "29/10", "2027-10-29"}, {due, "20", "2026-11-20"},
		{due, "30", "2026-10-30"}, {due, "29", "2026-11-29"}, {due, "29/2", "2028-02-29"}, {due, "1/1/20", "2020-01-01"},
		{us, "3/14", "2027-03-14"}, {us, "3/14/26", "2026-03-14"}, {us, "14 mar 26", "2026-03-14"}, {us, "2026-03-14", "2026-03-14"},
		{DateTyping{Today: today}, "+1", "2026-11-23"},
	}
	for _, test := range tests {
		if got, err := ParseDate(test.text, test.c); err != nil || got.String() != test.want {
			t.Errorf("ParseDate(%q, later %v, %q) = %s, %v; want %s", test.text, test.c.Later, test.c.Order, got, err, test.want)
		}
	}
	refused := map[string]string{
		"3/14": "There is no month 14.", "32": "No month has a day 32.", "31/4/26": "There is no 31 April 2026.",
		"31/4": "There is no such day in that month.", "29/2/2027": "There is no 29 February 2027.",
		"Mon 14 Mar 2026": "14 Mar 2026 is a Saturday.", "+999999": "Write a year from 1900 to 2199.",
		"1/1/1066": "Write a year from 1900 to 2199.", "soon": "Write a date, for example 14/3, 14 mar or +30.",
		"14/3/2": "Write a date, for example 14/3, 14 mar or +30.", "1/2/3/4": "Write a date, for example 14/3, 14 mar or +30.",
		"mar": "Write a date, for example 14/3, 14 mar or +30.", "2026": "Write a date, for example 14/3, 14 mar or +30.",
		"14:3": "Write a date, for example 14/3, 14 mar or +30.", "mon": "Write a date, for example 14/3, 14 mar or +30.",
	}
	for text, want := range refused {
		if got, err := ParseDate(text, plain); ProblemOf(err) == nil || ProblemOf(err).Sentence != want {
			t.Errorf("ParseDate(%q) = %s, %v; want %q", text, got, err, want)
		}
	}
	if got := day("2026-03-14").DisplayLong(); got != "Sat 14 Mar 2026" {
		t.Errorf("DisplayLong = %q", got)
	}
}

func TestDatesAreReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := dates().Draw(t, "date")
		c := DateTyping{
			Today: dates().Draw(t, "today"), Document: dates().Draw(t, "document"), Later: rapid.Bool().Draw(t, "later"),
			Order: rapid.SampledFrom([]DateOrder{DayFirst, MonthFirst}).Draw(t, "order"),
		}
		for _, text := range []string{d.String(), d.Display(), d.DisplayLong(), strings.ToUpper(d.DisplayLong())} {
			if got, err := ParseDate(text, c); err != nil || got != d {
				t.Fatalf("%q read as %s, %v", text, got, err)
			}
		}
	})
}

// Without a year the day and month are kept, and the date is the nearest, or
// the first that is not before the document.
func TestDatesWithoutAYear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := dates().Draw(t, "date")
		c := DateTyping{Today: dates().Draw(t, "today"), Document: dates().Draw(t, "document"), Later: rapid.Bool().Draw(t, "later")}
		got, err := ParseDate(d.Display()[:6], c)
		if err != nil || got.Day != d.Day || got.Month != d.Month {
			t.Fatalf("%q read as %s, %v", d.Display()[:6], got, err)
		}
		leap := d.Month == time.February && d.Day == 29
		switch {
		case c.Later && (got.Before(c.Document) || !leap && c.Document.DaysTo(got) > 366):
			t.Fatalf("%s is not the first from %s on", got, c.Document)
		case !c.Later && !leap && abs(c.Today.DaysTo(got)) > 183:
			t.Fatalf("%s is not the nearest to %s", got, c.Today)
		}
	})
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"14/3", "14 mar 26", "eom", "+30", "Sat 14 Mar 2026", "2026-03-14", "29/2", "31"} {
		f.Add(s, 0, false, false)
	}
	f.Fuzz(func(t *testing.T, text string, from int, later, us bool) {
		c := DateTyping{Today: NewDate(2026, 11, 22), Document: NewDate(2026, 1, 1).AddDays(from % 4000), Later: later}
		if us {
			c.Order = MonthFirst
		}
		d, err := ParseDate(text, c)
		if p := ProblemOf(err); err != nil {
			if p == nil || p.Sentence == "" || !d.IsZero() {
				t.Fatalf("%q: %s, %v", text, d, err)
			}
			return
		}
		if again, err := ParseDate(d.DisplayLong(), c); err != nil || again != d {
			t.Fatalf("%q is %s, read again as %s, %v", text, d.DisplayLong(), again, err)
		}
	})
}

func TestPaymentTerms(t *testing.T) {
	tests := []struct {
		terms          PaymentTerms
		date, due, say string
	}{
		{PaymentTerms{}, "2026-11-22", "", ""},
		{PaymentTerms{DaysAfterDate, 14}, "2026-11-22", "2026-12-06", "14 days after the invoice date"},
		{PaymentTerms{DaysAfterDate, 1}, "2026-11-22", "2026-11-23", "1 day after the invoice date"},
		{PaymentTerms{DaysAfterMonth, 10}, "2026-11-22", "2026-12-10", "10 days after the end of the month"},
		{PaymentTerms{DaysAfterMonth, 0}, "2026-02-02", "2026-02-28", "End of the month"},
		{PaymentTerms{DayOfMonth, 25}, "2026-11-22", "2026-11-25", "25th of this month"},
		{PaymentTerms{DayOfMonth, 20}, "2026-12-22", "2027-01-20", "20th of this month"},
		{PaymentTerms{DayOfMonth, 31}, "2026-02-02", "2026-02-28", "31st of this month"},
		{PaymentTerms{DayOfNextMonth, 20}, "2026-12-31", "2027-01-20", "20th of the following month"},
		{PaymentTerms{DayOfNextMonth, 31}, "2026-01-31", "2026-02-28", "31st of the following month"},
		{PaymentTerms{DayOfNextMonth, 12}, "2026-01-31", "2026-02-12", "12th of the following month"},
	}
	for _, test := range tests {
		if got := test.terms.Due(day(test.date)); got.String() != test.due {
			t.Errorf("%v from %s: %s, want %s", test.terms, test.date, got, test.due)
		}
		if got := test.terms.Describe(); got != test.say {
			t.Errorf("%v is %q, want %q", test.terms, got, test.say)
		}
		if err := test.terms.Check(); err != nil {
			t.Errorf("%v: %v", test.terms, err)
		}
	}
	for _, bad := range []PaymentTerms{{DaysAfterDate, -1}, {DaysAfterMonth, 366}, {DayOfMonth, 0}, {DayOfNextMonth, 32}, {"whenever", 1}} {
		if ProblemOf(bad.Check()) == nil {
			t.Errorf("%v is accepted", bad)
		}
	}
	if got := (PaymentTerms{DaysAfterDate, 7}).Due(Date{}); !got.IsZero() {
		t.Errorf("without a date due on %s", got)
	}
}
