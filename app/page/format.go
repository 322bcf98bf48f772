package page

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"litework/document"
)

// Count is a whole number with its thousands apart: 4,982.
func Count(n int) string { return document.FormatQuantity(decimal.NewFromInt(int64(n))) }

// Plural is "1 invoice" or "148 invoices".
func Plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return Count(n) + " " + noun + "s"
}

// When is how a moment is told: "3 min ago" within the hour, else 09:14,
// Yesterday 17:30, 19 Nov 2026.
func When(t, now time.Time) string {
	if t.IsZero() {
		return "never"
	}
	t = t.In(now.Location())
	switch ago := now.Sub(t); {
	case ago < time.Minute:
		return "just now"
	case ago < time.Hour:
		return fmt.Sprintf("%d min ago", int(ago.Minutes()))
	}
	switch document.DateOf(t).DaysTo(document.DateOf(now)) {
	case 0:
		return t.Format("15:04")
	case 1:
		return "Yesterday " + t.Format("15:04")
	}
	return document.DateOf(t).Display()
}

// Left is the time that remains, as minutes and seconds: 4:59.
func Left(d time.Duration) string {
	s := max(0, int(d.Round(time.Second).Seconds()))
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}
