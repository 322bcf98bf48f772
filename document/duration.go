package document

import "github.com/shopspring/decimal"

// Duration is for how long a line's quantity is priced: 4 lamps for 3 days.
// The zero value means none, which multiplies by one.
type Duration struct {
	Number decimal.Decimal `json:"number"`
	Unit   DurationUnit    `json:"unit"`
}

// DurationUnit is what a duration counts.
type DurationUnit string

// The units of duration.
const (
	Hours  DurationUnit = "hours"
	Days   DurationUnit = "days"
	Weeks  DurationUnit = "weeks"
	Months DurationUnit = "months"
)

// IsZero reports whether there is no duration.
func (d Duration) IsZero() bool { return d.Unit == "" }

// Factor is what the quantity is multiplied by: the number, or 1 for none.
func (d Duration) Factor() decimal.Decimal {
	if d.IsZero() {
		return decimal.NewFromInt(1)
	}
	return d.Number
}

// String is the form people read: 3 days, 1 hour, 1.5 weeks; empty for none.
func (d Duration) String() string {
	if d.IsZero() {
		return ""
	}
	unit := string(d.Unit)
	if d.Number.Equal(decimal.NewFromInt(1)) {
		unit = unit[:len(unit)-1]
	}
	return d.Number.String() + " " + unit
}
