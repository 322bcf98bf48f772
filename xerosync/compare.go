package xerosync

import (
	"slices"
	"strconv"

	"litework/document"
)

// difference is one field in which two canonical forms differ. Line counts
// from 1; zero is the head.
type difference struct {
	Field    string
	Line     int
	Old, New string
	// carried fields are set by people who work in Xero and survive an update
	// from here as they are; they do not stand in its way.
	carried bool
}

// differences lists what changed from one canonical form to another, the head
// first. Lines are compared by place; another number of lines is one
// difference of the field "lines".
func differences(from, to Seen) []difference {
	var out []difference
	add := func(field string, line int, carried bool, a, b string) {
		if a != b {
			out = append(out, difference{Field: field, Line: line, Old: a, New: b, carried: carried})
		}
	}
	add("number", 0, false, from.Number, to.Number)
	add("contact", 0, false, from.ContactID, to.ContactID)
	add("date", 0, false, from.Date, to.Date)
	add("due", 0, false, from.Due, to.Due)
	add("reference", 0, false, from.Reference, to.Reference)
	add("currency", 0, false, from.Currency, to.Currency)
	add("currencyRate", 0, true, from.CurrencyRate, to.CurrencyRate)
	add("taxMode", 0, false, from.TaxMode, to.TaxMode)
	add("branding", 0, true, from.Branding, to.Branding)
	add("title", 0, false, from.Title, to.Title)
	add("summary", 0, false, from.Summary, to.Summary)
	add("terms", 0, false, from.Terms, to.Terms)
	if len(from.Lines) != len(to.Lines) {
		add("lines", 0, false, strconv.Itoa(len(from.Lines)), strconv.Itoa(len(to.Lines)))
		return out
	}
	for i := range from.Lines {
		a, b, n := from.Lines[i], to.Lines[i], i+1
		add("description", n, false, a.Description, b.Description)
		add("quantity", n, false, a.Quantity, b.Quantity)
		add("unitAmount", n, false, a.UnitAmount, b.UnitAmount)
		add("amount", n, false, a.Amount, b.Amount)
		add("discountRate", n, false, a.DiscountRate, b.DiscountRate)
		add("discountAmount", n, false, a.DiscountAmount, b.DiscountAmount)
		add("taxType", n, false, a.TaxType, b.TaxType)
		add("taxAmount", n, false, a.TaxAmount, b.TaxAmount)
		add("account", n, true, a.Account, b.Account)
		add("item", n, true, a.Item, b.Item)
		if !slices.Equal(a.Tracking, b.Tracking) {
			out = append(out, difference{Field: "tracking", Line: n, carried: true})
		}
	}
	return out
}

// sameContent reports whether two canonical forms say the same, carried
// fields included.
func sameContent(a, b Seen) bool { return len(differences(a, b)) == 0 }

// inTheWay lists what changed in Xero since it was last seen and would be
// overwritten by an update that takes the record to now. Fields that are
// carried along are not among them, but for an account that was changed on
// both sides.
func inTheWay(base *baseline, remote Seen, now document.Projection) []difference {
	return slices.DeleteFunc(differences(base.seen, remote), func(d difference) bool {
		return d.carried && !(d.Field == "account" && accountChangedHere(base, now, d))
	})
}

// accountChangedHere reports whether the account of the line that a difference
// is about was changed here too, and not to the same one.
func accountChangedHere(base *baseline, now document.Projection, d difference) bool {
	id, ok := base.lineAt(d.Line - 1)
	if !ok {
		return false
	}
	was, ok := base.sentLine(id)
	if !ok {
		return false
	}
	for _, l := range now.Lines {
		if l.LineID == id {
			return l.Account != was.Account && l.Account != d.New
		}
	}
	return false
}
