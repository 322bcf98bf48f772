package document

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// FieldChange is one field that differs between two projections, in words for
// the update sheet.
type FieldChange struct {
	// Field is stable and for programs: "due", "client", "line.price"…
	Field string
	// Label says where: "Due", "Line 2, price".
	Label string
	// Old and New are as read; empty where there was or is nothing. Those of
	// "client" are contact ids, for this package knows no names of contacts.
	Old, New string
	// LineID is our line, where it is about one.
	LineID string
}

// Diff lists what changes from p to o, field by field in the order of the
// page, lines matched by their ids. It is empty exactly when the two are
// equal.
func (p Projection) Diff(o Projection) []FieldChange {
	if p.Equal(o) {
		return nil
	}
	var d changes
	d.add("kind", "Kind", p.Kind.Title(), o.Kind.Title())
	d.add("number", "Number", p.Number, o.Number)
	d.add("client", "Client", p.ContactID, o.ContactID)
	d.add("date", "Date", p.Date.Display(), o.Date.Display())
	d.add("due", o.Kind.DueLabel(), p.Due.Display(), o.Due.Display())
	d.add("reference", "Reference", p.Reference, o.Reference)
	d.add("currency", "Currency", p.Currency, o.Currency)
	d.add("taxMode", "Tax mode", p.TaxMode.Label(), o.TaxMode.Label())
	d.add("title", "Title", p.Title, o.Title)
	d.add("summary", "Summary", p.Summary, o.Summary)
	d.add("terms", "Terms", p.Terms, o.Terms)
	if p.Mark != o.Mark {
		d.add("status", "Status", p.Mark.Label(), o.Mark.Label())
	}
	d.lines(p.Lines, o.Lines)
	return d
}

type changes []FieldChange

func (d *changes) add(field, label, before, after string) {
	if before != after {
		*d = append(*d, FieldChange{Field: field, Label: label, Old: before, New: after})
	}
}

// lines compares matched lines field by field, then tells of lines that are
// new or gone, then of a changed order. New numbers count.
func (d *changes) lines(before, after []ProjectedLine) {
	match := matchLines(before, after)
	var order []int
	for i, l := range after {
		if match[i] < 0 {
			*d = append(*d, FieldChange{"line.added", fmt.Sprintf("Line %d, new", i+1), "", l.Summary(), l.LineID})
			continue
		}
		d.line(i+1, before[match[i]], l)
		order = append(order, match[i])
	}
	for i, l := range before {
		if !slices.Contains(match, i) {
			*d = append(*d, FieldChange{"line.removed", fmt.Sprintf("Line %d, removed", i+1), l.Summary(), "", l.LineID})
		}
	}
	if !slices.IsSorted(order) {
		*d = append(*d, FieldChange{Field: "line.order", Label: "Order of lines", Old: orderOf(before), New: orderOf(after)})
	}
}

// matchLines gives for each line after the index of the line before, or -1:
// by id, each line once.
func matchLines(before, after []ProjectedLine) []int {
	match := make([]int, len(after))
	for i, l := range after {
		match[i] = -1
		for j, b := range before {
			if b.LineID == l.LineID && !slices.Contains(match[:i], j) {
				match[i] = j
				break
			}
		}
	}
	return match
}

func (d *changes) line(n int, a, b ProjectedLine) {
	from := len(*d)
	label := func(what string) string { return fmt.Sprintf("Line %d, %s", n, what) }
	d.add("line.description", label("description"), a.Description, b.Description)
	d.add("line.quantity", label("quantity"), formatNull(a.Quantity, FormatQuantity), formatNull(b.Quantity, FormatQuantity))
	d.add("line.price", label("price"), formatNull(a.UnitPrice, exactPrice), formatNull(b.UnitPrice, exactPrice))
	d.add("line.discount", label("discount"), FormatDiscount(a.Discount), FormatDiscount(b.Discount))
	d.add("line.tax", label("tax"), a.TaxCode, b.TaxCode)
	d.add("line.account", label("account"), a.Account, b.Account)
	d.add("line.discountAmount", label("discount amount"), formatNull(a.DiscountAmount, exactPrice), formatNull(b.DiscountAmount, exactPrice))
	d.add("line.taxAmount", label("tax amount"), formatNull(a.TaxAmount, exactPrice), formatNull(b.TaxAmount, exactPrice))
	for i := from; i < len(*d); i++ {
		(*d)[i].LineID = b.LineID
	}
}

// exactPrice is FormatPrice, but never hides a difference beyond 4 decimals.
func exactPrice(v decimal.Decimal) string {
	if !v.Truncate(PricePlaces).Equal(v) {
		return v.String()
	}
	return FormatPrice(v)
}

// Summary is the line in a few words: Lamp, 4 × 120.00.
func (l ProjectedLine) Summary() string {
	first, _, more := strings.Cut(l.Description, "\n")
	if more {
		first += "…"
	}
	if !l.Quantity.Valid {
		return first
	}
	price := FormatQuantity(l.Quantity.Decimal) + " × " + exactPrice(l.UnitPrice.Decimal)
	if first == "" {
		return price
	}
	return first + ", " + price
}

func orderOf(lines []ProjectedLine) string {
	var out []string
	for _, l := range lines {
		out = append(out, l.Summary())
	}
	return strings.Join(out, " · ")
}

// Label is the tax mode as a person reads it.
func (m TaxMode) Label() string {
	switch m {
	case TaxInclusive:
		return "Tax inclusive"
	case NoTax:
		return "No tax"
	}
	return "Tax exclusive"
}
