package documents

import (
	"time"

	"litework/app/kit"
	"litework/document"
)

// period is a range of dates to filter by: one that moves with the calendar, or
// two dates of one's own.
type period struct {
	id       string
	from, to document.Date // of custom; zero for no end
}

// The periods. A quarter is one of the calendar's.
const (
	anyDate     = ""
	thisMonth   = "month"
	lastMonth   = "last-month"
	thisQuarter = "quarter"
	thisYear    = "year"
	lastYear    = "last-year"
	customDates = "custom"
)

func periodOptions() []kit.Option {
	return []kit.Option{
		{ID: anyDate, Label: "any"},
		{ID: thisMonth, Label: "this month"},
		{ID: lastMonth, Label: "last month"},
		{ID: thisQuarter, Label: "this quarter"},
		{ID: thisYear, Label: "this financial year"},
		{ID: lastYear, Label: "last financial year"},
		{ID: customDates, Label: "from … to …"},
	}
}

// dates are the first and the last day of the period, on a day in a country.
func (p period) dates(today document.Date, country string) (from, to document.Date) {
	month := func(n int) document.Date { return document.NewDate(today.Year, today.Month+time.Month(n), 1) }
	switch p.id {
	case thisMonth:
		return month(0), today.EndOfMonth()
	case lastMonth:
		return month(-1), month(0).AddDays(-1)
	case thisQuarter:
		from = month(-(int(today.Month) - 1) % 3)
		return from, document.NewDate(from.Year, from.Month+3, 0)
	case thisYear:
		return financialYear(today, country)
	case lastYear:
		from, _ = financialYear(today, country)
		return financialYear(from.AddDays(-1), country)
	case customDates:
		return p.from, p.to
	}
	return document.Date{}, document.Date{}
}

// financialYear is the one that a day falls into: April to March in New
// Zealand, July to June in Australia, from 6 April in the United Kingdom, else
// that of the calendar.
func financialYear(day document.Date, country string) (from, to document.Date) {
	month, first := time.January, 1
	switch country {
	case "NZ":
		month = time.April
	case "AU":
		month = time.July
	case "GB":
		month, first = time.April, 6
	}
	from = document.NewDate(day.Year, month, first)
	if day.Before(from) {
		from = document.NewDate(day.Year-1, month, first)
	}
	return from, document.NewDate(from.Year+1, month, first-1)
}

// words name the period, one's own dates by themselves.
func (p period) words() string {
	if p.id == customDates {
		switch {
		case p.from.IsZero():
			return "until " + p.to.Display()
		case p.to.IsZero():
			return "from " + p.from.Display()
		}
		return p.from.Display() + " – " + p.to.Display()
	}
	for _, o := range periodOptions() {
		if o.ID == p.id {
			return o.Label
		}
	}
	return ""
}
