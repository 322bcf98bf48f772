package document

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
