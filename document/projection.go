package document

import (
	"strings"

	"github.com/shopspring/decimal"
)

// Projection is a document flattened to what Xero can see. Two documents with
// equal projections look the same in Xero, whatever else differs.
type Projection struct {
	Kind      Kind            `json:"kind"`
	Number    string          `json:"number"`
	ContactID string          `json:"contactId"` // ours; the link leads to Xero's
	Date      Date            `json:"date"`
	Due       Date            `json:"due"`
	Reference string          `json:"reference,omitempty"`
	Currency  string          `json:"currency"`
	TaxMode   TaxMode         `json:"taxMode"`
	Title     string          `json:"title,omitempty"`
	Summary   string          `json:"summary,omitempty"`
	Terms     string          `json:"terms,omitempty"`
	Mark      Status          `json:"mark,omitempty"`
	Lines     []ProjectedLine `json:"lines"`
}

// ProjectedLine is one line as Xero can see it. A text line has neither
// quantity nor price.
type ProjectedLine struct {
	// LineID is our line, by which the reply's LineItemID is remembered. It is
	// not sent and not compared.
	LineID      string              `json:"lineId"`
	Description string              `json:"description"`
	Quantity    decimal.NullDecimal `json:"quantity"`
	UnitPrice   decimal.NullDecimal `json:"unitPrice"`
	Discount    decimal.Decimal     `json:"discount,omitzero"`
	TaxCode     string              `json:"taxCode,omitempty"`
	Account     string              `json:"account,omitempty"`
	// Amounts of Xero's own, sent back while the line is as imported.
	DiscountAmount decimal.NullDecimal `json:"discountAmount"`
	TaxAmount      decimal.NullDecimal `json:"taxAmount"`
}

// Project flattens a document to what Xero can see. It is pure: settings have
// no part in it. Lines that Xero does not see are not in it (see
// [Line.Crosses]); terms, title, summary and a hand-set status exist in Xero
// on quotes only.
func Project(d *Document) Projection {
	p := Projection{
		Kind: d.Kind, Number: d.Number, ContactID: d.Client.ContactID,
		Date: d.Date, Due: d.Due, Reference: d.Reference,
		Currency: d.Currency, TaxMode: d.TaxMode,
	}
	if d.Kind == Quote {
		p.Title, p.Summary, p.Terms, p.Mark = d.Title, d.Summary, d.Terms, d.Mark
		if p.Mark == Draft { // no mark and the mark Draft are the same
			p.Mark = ""
		}
	}
	for _, l := range d.Lines() {
		if l.Crosses() {
			p.Lines = append(p.Lines, l.Projected(d.TaxMode))
		}
	}
	return p
}

// Crosses reports whether Xero sees the line: it is not optional, and has a
// price or a plain description. A line of enhanced text alone stays here, for
// Xero knows no line without either.
func (l Line) Crosses() bool {
	return !l.Optional && (!l.IsText() || strings.TrimSpace(l.Description) != "")
}

// Projected is the line as Xero sees it in a document of that tax mode.
func (l *Line) Projected(mode TaxMode) ProjectedLine {
	out := ProjectedLine{LineID: l.ID, Description: l.Description}
	if l.IsText() {
		return out
	}
	out.Quantity = decimal.NewNullDecimal(l.EffectiveQuantity())
	out.UnitPrice = decimal.NewNullDecimal(l.UnitPrice.Decimal)
	out.TaxCode = l.Tax.Code
	out.Account = l.Account
	if l.AsRead != nil {
		out.DiscountAmount = l.AsRead.DiscountAmount
		if mode != NoTax {
			out.TaxAmount = l.AsRead.TaxAmount
		}
	}
	if !out.DiscountAmount.Valid {
		out.Discount = l.Discount
	}
	return out
}

// Equal compares two projections by value: decimals by amount, lines in order,
// our line ids left out.
func (p Projection) Equal(o Projection) bool {
	if p.Kind != o.Kind || p.Number != o.Number || p.ContactID != o.ContactID ||
		p.Date != o.Date || p.Due != o.Due || p.Reference != o.Reference ||
		p.Currency != o.Currency || p.TaxMode != o.TaxMode || p.Title != o.Title ||
		p.Summary != o.Summary || p.Terms != o.Terms || p.Mark != o.Mark ||
		len(p.Lines) != len(o.Lines) {
		return false
	}
	for i := range p.Lines {
		if !p.Lines[i].Equal(o.Lines[i]) {
			return false
		}
	}
	return true
}

// IsText reports whether the line has no price: a line of words alone.
func (l ProjectedLine) IsText() bool { return !l.Quantity.Valid && !l.UnitPrice.Valid }

// Equal compares two projected lines by value, our line ids left out.
func (l ProjectedLine) Equal(o ProjectedLine) bool {
	return l.Description == o.Description &&
		equalNull(l.Quantity, o.Quantity) && equalNull(l.UnitPrice, o.UnitPrice) &&
		l.Discount.Equal(o.Discount) && l.TaxCode == o.TaxCode && l.Account == o.Account &&
		equalNull(l.DiscountAmount, o.DiscountAmount) && equalNull(l.TaxAmount, o.TaxAmount)
}

func equalNull(a, b decimal.NullDecimal) bool {
	return a.Valid == b.Valid && (!a.Valid || a.Decimal.Equal(b.Decimal))
}
