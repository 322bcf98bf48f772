package document

import (
	"cmp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

func (c Client) details() string {
	return joinLines(c.Person, c.Email, c.Phone, c.Address, c.TaxNumber)
}

// bookWords tells two contacts of one name apart as far as words can.
func (c Client) bookWords() string {
	if c.ContactID == "" {
		return "On this document only"
	}
	return "In your contacts (" + c.ContactID + ")"
}

func (c Company) words() string {
	logo, accent := "", ""
	if c.Logo != "" {
		logo = "Logo " + c.Logo[:min(8, len(c.Logo))]
	}
	if c.Accent != "" {
		accent = "Colour " + c.Accent
	}
	return joinLines(c.Name, c.Address, c.Country, c.Email, c.Phone, c.Website, c.TaxNumber, c.RegistrationNumber, logo, accent)
}

func joinLines(texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(s string) bool { return s == "" }), "\n")
}

// lineFields are what two lines of one id are compared by; together they are
// all that [Line.Equal] compares.
var lineFields = []struct {
	name, label string
	text        func(*Line) string
}{
	{"description", "description", func(l *Line) string { return l.Description }},
	{"enhanced", "enhanced text", func(l *Line) string { return l.Enhanced }},
	{"quantity", "quantity", func(l *Line) string { return formatNull(l.Quantity, FormatQuantity) }},
	{"duration", "duration", func(l *Line) string { return l.Duration.String() }},
	{"price", "price", func(l *Line) string { return formatNull(l.UnitPrice, exactPrice) }},
	{"discount", "discount", func(l *Line) string { return FormatDiscount(l.Discount) }},
	{"tax", "tax", func(l *Line) string { return l.Tax.inWords() }},
	{"account", "account", func(l *Line) string { return l.Account }},
	{"optional", "optional", func(l *Line) string { return yes(l.Optional) }},
	{"asRead", "Xero's own amounts", func(l *Line) string { return l.AsRead.inWords() }},
}

func (t Tax) inWords() string {
	if !t.Chosen && t.Code == "" && t.Name == "" {
		return ""
	}
	words := cmp.Or(t.Name, t.Rate.String()+"%")
	if t.Code != "" {
		words += " (" + t.Code + ")"
	}
	if t.Name != "" && !t.Rate.IsZero() && !strings.Contains(t.Name, t.Rate.String()) {
		words += ", " + t.Rate.String() + "%"
	}
	return words
}

func (a *AsRead) inWords() string {
	if a == nil {
		return ""
	}
	part := func(what string, v decimal.NullDecimal) string {
		if !v.Valid {
			return ""
		}
		return what + " " + v.Decimal.String()
	}
	return cmp.Or(joinLines(part("Tax", a.TaxAmount), part("Discount", a.DiscountAmount)), "As read")
}

// inWords is a line by its first words, to tell which one it is.
func (l *Line) inWords() string {
	text := cmp.Or(strings.TrimSpace(l.Description), strings.TrimSpace(l.Enhanced))
	first, _, more := strings.Cut(text, "\n")
	if more {
		first += "…"
	}
	return first
}

// LineInFull is all of a line that stands on its own: words, figures, amount
// and enhanced text.
func LineInFull(l *Line, mode TaxMode) string { return l.inFull(mode) }

func (l *Line) inFull(mode TaxMode) string {
	figures := ""
	if !l.IsText() {
		var parts []string
		for _, p := range []string{formatNull(l.Quantity, FormatQuantity), l.Duration.String(), formatNull(l.UnitPrice, exactPrice)} {
			if p != "" {
				parts = append(parts, p)
			}
		}
		figures = strings.Join(parts, " × ")
		if !l.Discount.IsZero() {
			figures += " less " + FormatDiscount(l.Discount)
		}
		figures += " = " + FormatMoney(l.Amounts(mode).Amount)
	}
	return joinLines(l.Description, figures, l.Enhanced)
}
