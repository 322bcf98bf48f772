package merge

import (
	"fmt"
	"strings"

	"litework/document"

	"github.com/shopspring/decimal"
)

// Row is one thing that the user decides.
type Row struct {
	// Key names it; it is the same whenever the same versions are compared.
	Key, Label string
	// Field is that of the head, "line" for a whole line, that of a line, or
	// "order"; LineID is our line where it is about one.
	Field, LineID string
	// The three values as read; empty for none.
	Here, There, Before       string
	HereChanged, ThereChanged bool
	// Note says in words who changed what.
	Note string
	// Chosen is preselected where only one side changed.
	Chosen Side
}

// Rows are what is to be decided, in the order of the page. There is none for
// what both sides have alike.
func Rows(v Versions) []Row {
	s := v.sides()
	var out []Row
	for _, c := range s.changes() {
		r := Row{Key: c.key, Field: c.field, LineID: c.line, HereChanged: c.here, ThereChanged: c.there, Note: s.note(c)}
		switch {
		case c.here && !c.there:
			r.Chosen = Here
		case c.there && !c.here:
			r.Chosen = There
		}
		r.Label = s.label(c)
		r.Here, r.There, r.Before = s.value(c, &s.here), s.value(c, &s.there), s.value(c, &s.sent)
		out = append(out, r)
	}
	return out
}

func (s *sides) note(c change) string {
	if c.field == fieldLine {
		here, was, there := find(s.here.Lines, c.line), find(s.sent.Lines, c.line), find(s.there.Lines, c.line)
		switch {
		case was == nil && here == nil:
			return "added in Xero"
		case was == nil && there == nil:
			return "added here"
		case here == nil && c.there:
			return "removed here, changed in Xero"
		case there == nil && c.here:
			return "changed here, removed in Xero"
		case here == nil:
			return "removed here"
		case there == nil:
			return "removed in Xero"
		}
	}
	switch {
	case c.here && c.there:
		return "both changed"
	case c.here:
		return "only LiteWork changed"
	}
	return "only Xero changed"
}

// label names the row. Lines are counted as they stand here; one that is not
// here goes by its words.
func (s *sides) label(c change) string {
	switch {
	case c.field == keyOrder:
		return "Order of lines"
	case c.field == keyStatus:
		return "Status"
	case c.line == "":
		for _, f := range headFields {
			if f.key == c.key && c.key == "due" {
				return s.here.Kind.DueLabel()
			} else if f.key == c.key {
				return f.label
			}
		}
	}
	name := "Line"
	if at, ok := index(s.here.Lines)[c.line]; ok {
		name = fmt.Sprintf("Line %d", at+1)
	}
	for _, f := range lineFields {
		if f.key == c.field {
			return name + ", " + f.label
		}
	}
	return name
}

func (s *sides) value(c change, p *document.Projection) string {
	switch {
	case c.field == keyOrder && p == &s.there:
		return orderOf(s.orderThere().Lines)
	case c.field == keyOrder:
		return orderOf(p.Lines)
	case c.field == keyStatus:
		return p.Mark.Label()
	case c.field == "client":
		if client, ok := s.v.Clients[p.ContactID]; ok {
			return client.Name
		}
		if p.ContactID == s.v.Local.Client.ContactID {
			return s.v.Local.Client.Name
		}
		return ""
	case c.line == "":
		for _, f := range headFields {
			if f.key == c.key {
				return f.text(p)
			}
		}
	}
	l := find(p.Lines, c.line)
	if l == nil {
		return ""
	}
	if c.field == fieldLine {
		return s.lineText(l)
	}
	return s.fieldText(c.field, l)
}

// lineText is a line in words, with whatever tells its three versions apart.
func (s *sides) lineText(l *document.ProjectedLine) string {
	parts := []string{l.Summary()}
	for _, f := range lineFields {
		switch f.key {
		case "description":
			if first, more, long := strings.Cut(l.Description, "\n"); long && s.varies(l.LineID, f) {
				parts[0] = strings.Replace(parts[0], first+"…", first+" / "+strings.ReplaceAll(more, "\n", " / "), 1)
			}
		case "quantity", "price":
		default:
			if text := s.fieldText(f.key, l); text != "" && s.varies(l.LineID, f) {
				parts = append(parts, f.label+" "+text)
			}
		}
	}
	return strings.Join(parts, ", ")
}

// varies reports whether the field of a line is not the same in all versions
// that have the line.
func (s *sides) varies(id string, f lineField) bool {
	var first *document.ProjectedLine
	for _, lines := range [][]document.ProjectedLine{s.here.Lines, s.sent.Lines, s.there.Lines} {
		switch l := find(lines, id); {
		case l == nil:
		case first == nil:
			first = l
		case !f.same(first, l):
			return true
		}
	}
	return false
}

func (s *sides) fieldText(field string, l *document.ProjectedLine) string {
	switch field {
	case "description":
		return l.Description
	case "quantity":
		return nullText(l.Quantity, document.FormatQuantity)
	case "price":
		return nullText(l.UnitPrice, document.FormatPrice)
	case "discount":
		if l.DiscountAmount.Valid {
			return document.FormatMoney(l.DiscountAmount.Decimal)
		}
		return document.FormatDiscount(l.Discount)
	case fieldTax:
		text := l.TaxCode
		if tax, ok := s.v.Taxes[l.TaxCode]; ok && tax.Name != "" {
			text = tax.Name
		}
		if l.TaxAmount.Valid {
			text = strings.TrimPrefix(text+", "+document.FormatMoney(l.TaxAmount.Decimal), ", ")
		}
		return text
	case "account":
		return l.Account
	}
	return ""
}

func nullText(d decimal.NullDecimal, format func(decimal.Decimal) string) string {
	if !d.Valid {
		return ""
	}
	return format(d.Decimal)
}

func orderOf(lines []document.ProjectedLine) string {
	var out []string
	for _, l := range lines {
		out = append(out, l.Summary())
	}
	return strings.Join(out, " · ")
}
