package xerosync

import (
	"fmt"

	"litework/document"

	"github.com/shopspring/decimal"
)

// changes lists what an update changes, against what Xero was last told. Lines
// are told apart by their ids, so a moved line is the same line.
func changes(in *sheetInput, d *document.Document, target string) []FieldChange {
	if in.sent == nil {
		return nil
	}
	was, now := *in.sent, document.Project(d)
	var out []FieldChange
	add := func(field, old, new, line string) {
		if old != new {
			out = append(out, FieldChange{Field: field, Old: old, New: new, Line: line})
		}
	}
	if in.remote != nil && target != in.remote.Status {
		add("Status", statusLabel(in.remote.Status), statusLabel(target), "")
	}
	if was.ContactID != now.ContactID {
		add("Client", in.sentClient, clientName(in), "")
	}
	add("Date", was.Date.Display(), now.Date.Display(), "")
	add(d.Kind.DueLabel(), was.Due.Display(), now.Due.Display(), "")
	add("Reference", was.Reference, now.Reference, "")
	add("Currency", was.Currency, now.Currency, "")
	add("Tax", taxModeName(was.TaxMode), taxModeName(now.TaxMode), "")
	add("Title", was.Title, now.Title, "")
	add("Summary", was.Summary, now.Summary, "")
	add("Terms", was.Terms, now.Terms, "")
	return append(out, lineChanges(was, now)...)
}

func lineChanges(was, now document.Projection) []FieldChange {
	var out []FieldChange
	old := map[string]document.ProjectedLine{}
	for _, l := range was.Lines {
		old[l.LineID] = l
	}
	kept := map[string]bool{}
	for i, l := range now.Lines {
		place := fmt.Sprintf("Line %d", i+1)
		before, ok := old[l.LineID]
		if !ok {
			out = append(out, FieldChange{Field: place, New: lineWords(l), Line: l.LineID})
			continue
		}
		kept[l.LineID] = true
		out = append(out, fieldsOfLine(place, before, l)...)
	}
	for i, l := range was.Lines {
		if !kept[l.LineID] {
			out = append(out, FieldChange{Field: fmt.Sprintf("Line %d before", i+1), Old: lineWords(l), Line: l.LineID})
		}
	}
	if len(out) == 0 && orderDiffers(was, now) {
		out = append(out, FieldChange{Field: "Order of lines", Old: "as before", New: "changed"})
	}
	return out
}

func fieldsOfLine(place string, a, b document.ProjectedLine) []FieldChange {
	var out []FieldChange
	add := func(field, old, new string) {
		if old != new {
			out = append(out, FieldChange{Field: place + " · " + field, Old: old, New: new, Line: b.LineID})
		}
	}
	add("description", a.Description, b.Description)
	add("quantity", nullText(a.Quantity), nullText(b.Quantity))
	add("price", nullText(a.UnitPrice), nullText(b.UnitPrice))
	add("discount", percent(a.Discount), percent(b.Discount))
	add("discount amount", nullText(a.DiscountAmount), nullText(b.DiscountAmount))
	add("tax", a.TaxCode, b.TaxCode)
	add("tax amount", nullText(a.TaxAmount), nullText(b.TaxAmount))
	add("account", a.Account, b.Account)
	return out
}

func orderDiffers(a, b document.Projection) bool {
	for i := range a.Lines {
		if a.Lines[i].LineID != b.Lines[i].LineID {
			return true
		}
	}
	return false
}

// lineWords is a whole line in a few words: 12 × 120.00 ARRI SkyPanel.
func lineWords(l document.ProjectedLine) string {
	if isText(l) {
		return firstLine(l.Description)
	}
	return l.Quantity.Decimal.String() + " × " + price(l.UnitPrice.Decimal) + " " + firstLine(l.Description)
}

func nullText(d decimal.NullDecimal) string {
	if !d.Valid {
		return ""
	}
	return d.Decimal.String()
}

func percent(d decimal.Decimal) string {
	if d.IsZero() {
		return ""
	}
	return d.String() + "%"
}

func taxModeName(m document.TaxMode) string {
	switch m {
	case document.TaxInclusive:
		return "Prices include tax"
	case document.NoTax:
		return "No tax"
	}
	return "Tax on top"
}

// statusLabel is Xero's word in the user's.
func statusLabel(word string) string {
	switch word {
	case xeroDraft:
		return "Draft"
	case xeroSubmitted:
		return "Submitted"
	case xeroAuthorised:
		return "Approved"
	case xeroPaid:
		return "Paid"
	case xeroVoided:
		return "Voided"
	case xeroDeleted:
		return "Deleted"
	case xeroSent:
		return "Sent"
	case xeroAccepted:
		return "Accepted"
	case xeroDeclined:
		return "Declined"
	case xeroInvoiced:
		return "Invoiced"
	}
	return word
}
