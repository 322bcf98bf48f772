package document

import (
	"strings"
	"unicode"

	"github.com/shopspring/decimal"
)

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

var maxDuration = decimal.NewFromInt(99999)

// durationUnit reads the ways to type a unit. "m" is not among them: it could
// be minutes.
func durationUnit(word string) (DurationUnit, bool) {
	switch strings.ToLower(word) {
	case "h", "hr", "hrs", "hour", "hours":
		return Hours, true
	case "d", "day", "days":
		return Days, true
	case "w", "wk", "wks", "week", "weeks":
		return Weeks, true
	case "mo", "mos", "mth", "mths", "month", "months":
		return Months, true
	}
	return "", false
}

// ParseDuration reads a duration as typed: 3d, 10 h, 1.5 weeks, 2 mo. A bare
// number takes the given unit, or days when that is empty; nothing typed is no
// duration. [Duration.String] is read back. The error is a *[Problem].
func ParseDuration(text string, bare DurationUnit) (Duration, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return Duration{}, nil
	}
	number := strings.TrimRightFunc(text, unicode.IsLetter)
	unit := bare
	if unit == "" {
		unit = Days
	}
	if word := text[len(number):]; word != "" {
		var known bool
		if unit, known = durationUnit(word); !known {
			return Duration{}, durationProblem()
		}
	}
	if strings.TrimSpace(number) == "" {
		return Duration{}, durationProblem()
	}
	n, err := numberRule{"duration", QuantityPlaces, maxDuration}.parse(number)
	switch p := ProblemOf(err); {
	case p != nil && p.Code == "not-a-number":
		return Duration{}, durationProblem()
	case err != nil:
		return Duration{}, err
	case n.Sign() <= 0:
		return Duration{}, &Problem{Code: "not-a-duration", Sentence: "A duration is more than zero."}
	}
	return Duration{Number: n, Unit: unit}, nil
}

func durationProblem() *Problem {
	return &Problem{Code: "not-a-duration",
		Sentence: "Write a number and h, d, w or mo, for example 3d or 1.5 weeks."}
}

// Equal compares two durations by value.
func (d Duration) Equal(o Duration) bool {
	return d.Unit == o.Unit && (d.IsZero() || d.Number.Equal(o.Number))
}
