package document

import "fmt"

// PaymentTerms say when an invoice made on a date is due. The zero value means
// no terms are set.
type PaymentTerms struct {
	Kind TermsKind `json:"kind"`
	// Days is a number of days, or the day of a month, as the kind says.
	Days int `json:"days"`
}

// TermsKind names one of Xero's four ways to count.
type TermsKind string

// The kinds of payment terms, with Xero's names beside them.
const (
	// DaysAfterDate is DAYSAFTERBILLDATE: due in N days.
	DaysAfterDate TermsKind = "days-after-date"
	// DaysAfterMonth is DAYSAFTERBILLMONTH: N days after the month's end.
	DaysAfterMonth TermsKind = "days-after-month"
	// DayOfMonth is OFCURRENTMONTH: on the Nth of this month.
	DayOfMonth TermsKind = "day-of-month"
	// DayOfNextMonth is OFFOLLOWINGMONTH: on the Nth of the following month.
	DayOfNextMonth TermsKind = "day-of-next-month"
)

// maxTermsDays bounds the terms that count days.
const maxTermsDays = 365

// IsZero reports whether no terms are set.
func (t PaymentTerms) IsZero() bool { return t.Kind == "" }

// Due is when an invoice of that date is due; no date without terms. A day
// beyond the month's end is its last. A day of this month that has passed is
// taken in the next: nothing is due before it is made.
func (t PaymentTerms) Due(date Date) Date {
	if date.IsZero() {
		return Date{}
	}
	switch t.Kind {
	case DaysAfterDate:
		return date.AddDays(t.Days)
	case DaysAfterMonth:
		return date.EndOfMonth().AddDays(t.Days)
	case DayOfMonth:
		if due := date.withDay(t.Days); !due.Before(date) {
			return due
		}
		return date.nextMonth().withDay(t.Days)
	case DayOfNextMonth:
		return date.nextMonth().withDay(t.Days)
	}
	return Date{}
}

// Describe says the terms in words: "20th of the following month".
func (t PaymentTerms) Describe() string {
	switch t.Kind {
	case DaysAfterDate:
		if t.Days == 0 {
			return "On the invoice date"
		}
		return count(t.Days, "day") + " after the invoice date"
	case DaysAfterMonth:
		if t.Days == 0 {
			return "End of the month"
		}
		return count(t.Days, "day") + " after the end of the month"
	case DayOfMonth:
		return ordinal(t.Days) + " of this month"
	case DayOfNextMonth:
		return ordinal(t.Days) + " of the following month"
	}
	return ""
}

// Check reports terms that cannot be: a day of a month is from 1 to 31, a
// number of days from 0 to 365. The error is a *[Problem].
func (t PaymentTerms) Check() error {
	switch t.Kind {
	case "":
		return nil
	case DaysAfterDate, DaysAfterMonth:
		if t.Days < 0 || t.Days > maxTermsDays {
			return &Problem{Code: "terms-days", Field: "terms", Sentence: "Write a number of days from 0 to 365."}
		}
		return nil
	case DayOfMonth, DayOfNextMonth:
		if t.Days < 1 || t.Days > 31 {
			return &Problem{Code: "terms-day", Field: "terms", Sentence: "Write a day of the month from 1 to 31."}
		}
		return nil
	}
	return &Problem{Code: "terms-kind", Field: "terms", Sentence: "Choose how the due date is counted."}
}

// TermsFor are the terms that count for a contact: its own, else the
// company's. A nil contact has none of its own.
func (s Settings) TermsFor(c *Contact) PaymentTerms {
	if c != nil && !c.Terms.IsZero() {
		return c.Terms
	}
	return s.InvoiceTerms
}

// DueFor is the due date of an invoice, or the expiry date of a quote, made on
// a date for a contact (nil for a one-time client).
func (s Settings) DueFor(kind Kind, date Date, c *Contact) Date {
	switch {
	case kind == Invoice:
		return s.TermsFor(c).Due(date)
	case s.QuoteDays > 0 && !date.IsZero():
		return date.AddDays(s.QuoteDays)
	}
	return Date{}
}

// nextMonth is the first of the month after the date's.
func (d Date) nextMonth() Date { return NewDate(d.Year, d.Month+1, 1) }

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// ordinal is 1st, 2nd, 3rd, 4th…
func ordinal(n int) string {
	suffix := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return fmt.Sprintf("%d%s", n, suffix)
}
