package document

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// DateOrder says how 3/4 is read.
type DateOrder string

// The orders of day and month. The zero value is day first.
const (
	DayFirst   DateOrder = ""
	MonthFirst DateOrder = "month-first"
)

// The years that a typed date may have.
const (
	minYear = 1900
	maxYear = 2199
)

// DateTyping is what a typed date is understood from.
type DateTyping struct {
	Today Date
	// Document is the document's date: +30 and eom count from it. Today where
	// there is none.
	Document Date
	// Later is set for due and expiry dates: without a year or month they are
	// the first on or after the document's date. Other dates are the one
	// nearest today.
	Later bool
	Order DateOrder
}

// ParseDate reads a date as typed: 14/3, 14/3/26, 14 mar, mar 14 2026, 14, t,
// +30, eom, 2026-03-14. Nothing typed is no date. [Date.String],
// [Date.Display] and [Date.DisplayLong] are read back. The error is a
// *[Problem].
func ParseDate(text string, c DateTyping) (Date, error) {
	text = strings.ToLower(strings.TrimSpace(text))
	if c.Document.IsZero() {
		c.Document = c.Today
	}
	switch text {
	case "":
		return Date{}, nil
	case "t", "today":
		return c.Today, nil
	case "eom":
		return c.Document.EndOfMonth(), nil
	}
	if len(text) > maxTyped {
		return Date{}, notADate(c.Order)
	}
	if text[0] == '+' || text[0] == '-' {
		return c.daysFromDocument(text)
	}
	parts, ok := dateParts(text)
	if !ok {
		return Date{}, notADate(c.Order)
	}
	return c.fromParts(parts)
}

// DisplayLong is the form that resolves a typed date: Sat 14 Mar 2026.
func (d Date) DisplayLong() string {
	if d.IsZero() {
		return ""
	}
	return d.Weekday().String()[:3] + " " + d.Display()
}

func (c DateTyping) daysFromDocument(text string) (Date, error) {
	n, err := strconv.Atoi(text)
	if err != nil {
		return Date{}, notADate(c.Order)
	}
	if n > 99999 || n < -99999 {
		return Date{}, yearProblem()
	}
	d := c.Document.AddDays(n)
	if d.Year < minYear || d.Year > maxYear {
		return Date{}, yearProblem()
	}
	return d, nil
}

// datePart is a number or a word of a typed date.
type datePart struct {
	word   string
	number int
	digits int
}

// dateParts splits at spaces, points, commas, slashes and dashes, and between
// digits and letters (14mar). There are at most four parts: weekday, day,
// month, year.
func dateParts(text string) ([]datePart, bool) {
	var parts []datePart
	for text != "" {
		if text = strings.TrimLeft(text, " .,/-"); text == "" {
			break
		}
		word := text[:len(text)-len(strings.TrimLeftFunc(text, unicode.IsLetter))]
		digits := text[:len(text)-len(strings.TrimLeft(text, "0123456789"))]
		switch {
		case word != "":
			parts = append(parts, datePart{word: word})
			text = text[len(word):]
		case digits != "" && len(digits) <= 4:
			n, _ := strconv.Atoi(digits)
			parts = append(parts, datePart{number: n, digits: len(digits)})
			text = text[len(digits):]
		default:
			return nil, false
		}
	}
	return parts, len(parts) > 0 && len(parts) <= 4
}

// fromParts tells weekday, day, month and year apart.
func (c DateTyping) fromParts(parts []datePart) (Date, error) {
	weekday, named := time.Weekday(0), false
	if weekday, named = weekdayNamed(parts[0].word); named {
		parts = parts[1:]
	}
	var day, month, year datePart
	switch len(parts) {
	case 1:
		day = parts[0]
	case 2, 3:
		day, month = parts[0], parts[1]
		if parts[0].digits == 4 { // ISO: the year leads
			if len(parts) == 2 {
				return Date{}, notADate(c.Order)
			}
			year, month, day = parts[0], parts[1], parts[2]
			break
		}
		if parts[0].word != "" || (parts[1].word == "" && c.Order == MonthFirst) {
			day, month = month, day
		}
		if len(parts) == 3 {
			year = parts[2]
		}
	default:
		return Date{}, notADate(c.Order)
	}
	d, err := c.assemble(day, month, year)
	if err == nil && named && d.Weekday() != weekday {
		return Date{}, &Problem{Code: "wrong-weekday",
			Sentence: fmt.Sprintf("%s is a %s.", d.Display(), d.Weekday())}
	}
	return d, err
}

// assemble checks the parts and finds month and year where they are left out.
func (c DateTyping) assemble(day, month, year datePart) (Date, error) {
	if day.word != "" || day.digits > 2 || year.word != "" || (year.digits != 0 && year.digits != 2 && year.digits != 4) {
		return Date{}, notADate(c.Order)
	}
	if day.number < 1 || day.number > 31 {
		return Date{}, &Problem{Code: "not-a-date", Sentence: fmt.Sprintf("No month has a day %d.", day.number)}
	}
	if month == (datePart{}) {
		return c.choose(func(n int) (Date, bool) {
			m := NewDate(c.anchor().Year, c.anchor().Month+time.Month(n), 1)
			return exactDate(m.Year, m.Month, day.number)
		})
	}
	m, err := c.month(month)
	if err != nil {
		return Date{}, err
	}
	if year.digits == 0 {
		return c.choose(func(n int) (Date, bool) { return exactDate(c.anchor().Year+n, m, day.number) })
	}
	y := year.number
	if year.digits == 2 {
		y += 2000
	}
	if y < minYear || y > maxYear {
		return Date{}, yearProblem()
	}
	d, ok := exactDate(y, m, day.number)
	if !ok {
		return Date{}, noSuchDay(m, day.number, y)
	}
	return d, nil
}

func (c DateTyping) month(p datePart) (time.Month, error) {
	if p.word != "" {
		if m, ok := monthNamed(p.word); ok {
			return m, nil
		}
		return 0, notADate(c.Order)
	}
	if p.digits > 2 {
		return 0, notADate(c.Order)
	}
	if p.number < 1 || p.number > 12 {
		order := "day first: 14/3"
		if c.Order == MonthFirst {
			order = "month first: 3/14"
		}
		return 0, &Problem{Code: "not-a-date",
			Sentence: fmt.Sprintf("There is no month %d.", p.number), Fix: "Write the " + order + "."}
	}
	return time.Month(p.number), nil
}

// anchor is the date from which what was left out is found.
func (c DateTyping) anchor() Date {
	if c.Later {
		return c.Document
	}
	return c.Today
}

// choose picks among the dates that at gives for -8…8 months or years away
// (8 years reach the next 29 February): the first on or after the document's
// date, or the nearest to today, the later one of two.
func (c DateTyping) choose(at func(n int) (Date, bool)) (Date, error) {
	var best Date
	for n := -8; n <= 8; n++ {
		d, ok := at(n)
		if !ok {
			continue
		}
		if c.Later {
			if !d.Before(c.Document) {
				return d, nil
			}
			continue
		}
		if best.IsZero() || abs(c.Today.DaysTo(d)) <= abs(c.Today.DaysTo(best)) {
			best = d
		}
	}
	if best.IsZero() {
		return Date{}, &Problem{Code: "not-a-date", Sentence: "There is no such day in that month."}
	}
	return best, nil
}

// exactDate is the date, if the month has that day.
func exactDate(year int, month time.Month, day int) (Date, bool) {
	d := NewDate(year, month, day)
	return d, d.Day == day && d.Month == month
}

func monthNamed(word string) (time.Month, bool) {
	if len(word) < 3 {
		return 0, false
	}
	for m := time.January; m <= time.December; m++ {
		if strings.HasPrefix(strings.ToLower(m.String()), word) || (m == time.September && word == "sept") {
			return m, true
		}
	}
	return 0, false
}

func weekdayNamed(word string) (time.Weekday, bool) {
	if len(word) < 3 {
		return 0, false
	}
	for w := time.Sunday; w <= time.Saturday; w++ {
		if strings.HasPrefix(strings.ToLower(w.String()), word) {
			return w, true
		}
	}
	return 0, false
}

func notADate(order DateOrder) *Problem {
	example := "14/3"
	if order == MonthFirst {
		example = "3/14"
	}
	return &Problem{Code: "not-a-date", Sentence: "Write a date, for example " + example + ", 14 mar or +30."}
}

func noSuchDay(m time.Month, day, year int) *Problem {
	return &Problem{Code: "not-a-date", Sentence: fmt.Sprintf("There is no %d %s %d.", day, m, year)}
}

func yearProblem() *Problem {
	return &Problem{Code: "not-a-date", Sentence: fmt.Sprintf("Write a year from %d to %d.", minYear, maxYear)}
}

func abs(n int) int { return max(n, -n) }
