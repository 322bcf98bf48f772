package document

import (
	"slices"

	"github.com/shopspring/decimal"
)

// Document is an invoice or a quote as its writer sees it. It is plain data:
// copying it with [Document.Clone] gives an independent one. What Xero alone
// decides (its id, status, payments) is not part of it; see [Remote].
//
// A document always has at least one section; the first may be unnamed, and
// then its heading is not drawn.
type Document struct {
	// ID is our own key, a UUID. Never Xero's.
	ID   string `json:"id"`
	Kind Kind   `json:"kind"`
	// Number as printed, for example INV-0148. Empty until the first edit.
	Number string `json:"number"`

	Client  Client  `json:"client"`
	Company Company `json:"company"`

	Date Date `json:"date"`
	// Due is the due date of an invoice, the expiry date of a quote.
	Due       Date    `json:"due"`
	Reference string  `json:"reference,omitempty"`
	Currency  string  `json:"currency"`
	TaxMode   TaxMode `json:"taxMode"`

	// Title and Summary exist on quotes only.
	Title   string `json:"title,omitempty"`
	Summary string `json:"summary,omitempty"`

	Sections []Section `json:"sections"`

	// ClientNotes are printed, InternalNotes never; neither goes to Xero.
	// Terms are printed, and go to Xero on quotes only.
	ClientNotes   string `json:"clientNotes,omitempty"`
	Terms         string `json:"terms,omitempty"`
	InternalNotes string `json:"internalNotes,omitempty"`

	Tags            []string `json:"tags,omitempty"`
	ShippingAddress string   `json:"shippingAddress,omitempty"`

	// Mark is the status set by hand: on a document never posted, and on a
	// linked quote (where it is a change to be posted). Draft when unset.
	Mark Status `json:"mark,omitempty"`

	// SourceID is the quote an invoice was converted from.
	SourceID string `json:"sourceId,omitempty"`
}

// Section is a named group of lines with a subtotal.
type Section struct {
	ID     string       `json:"id"`
	Name   string       `json:"name,omitempty"`
	Folded bool         `json:"folded,omitempty"`
	Print  SectionPrint `json:"print,omitempty"`
	Lines  []Line       `json:"lines"`
}

// SectionPrint is how a section appears on paper.
type SectionPrint string

// The ways to print a section. The zero value prints it in full.
const (
	PrintFull     SectionPrint = ""
	PrintNoPrices SectionPrint = "no-prices"
	PrintOneLine  SectionPrint = "one-line"
)

// Line is one row of a document. A line with neither quantity nor price is
// text only. With one of the two, a missing quantity counts as 1 and a missing
// price as 0.
type Line struct {
	// ID is our own key, a UUID, stable for the line's life.
	ID          string `json:"id"`
	Description string `json:"description"`
	// Enhanced is the source of the enhanced description (see [ParseRich]). It
	// never goes to Xero.
	Enhanced string `json:"enhanced,omitempty"`

	// Quantity and UnitPrice have at most 4 decimals. Discount is a percentage
	// from 0 to 100 with at most 4 decimals.
	Quantity  decimal.NullDecimal `json:"quantity"`
	Duration  Duration            `json:"duration,omitzero"`
	UnitPrice decimal.NullDecimal `json:"unitPrice"`
	Discount  decimal.Decimal     `json:"discount,omitzero"`

	Tax Tax `json:"tax,omitzero"`
	// Account is Xero's account code; empty until chosen or first posted.
	Account string `json:"account,omitempty"`

	// Optional lines are priced but not in the total and never sent to Xero.
	// Quotes only.
	Optional bool `json:"optional,omitempty"`

	// AsRead holds amounts of Xero's that our arithmetic would not give. It
	// counts while the line is as imported; editing the line drops it.
	AsRead *AsRead `json:"asRead,omitempty"`
}

// AsRead is what Xero said of an imported line where it may differ from what
// we would compute: an overridden tax amount, or a discount given in money.
type AsRead struct {
	TaxAmount      decimal.NullDecimal `json:"taxAmount"`
	DiscountAmount decimal.NullDecimal `json:"discountAmount"`
}

// IsText reports whether the line has no price: a line of words alone.
func (l Line) IsText() bool { return !l.Quantity.Valid && !l.UnitPrice.Valid }

// IsEmpty reports whether nothing was written in the line. Empty lines are
// never saved, printed or posted. A duration, tax or account alone, which the
// editor fills in by itself, does not make a line.
func (l Line) IsEmpty() bool {
	return l.Description == "" && l.Enhanced == "" && l.IsText() && l.Discount.IsZero()
}

// Lines gives every line of the document in order, whatever its section.
func (d *Document) Lines() []*Line {
	var out []*Line
	for i := range d.Sections {
		for j := range d.Sections[i].Lines {
			out = append(out, &d.Sections[i].Lines[j])
		}
	}
	return out
}

// Line finds a line by its id, with the indexes of its section and place.
// It returns nil when there is none.
func (d *Document) Line(id string) (line *Line, section, place int) {
	for i := range d.Sections {
		for j := range d.Sections[i].Lines {
			if d.Sections[i].Lines[j].ID == id {
				return &d.Sections[i].Lines[j], i, j
			}
		}
	}
	return nil, -1, -1
}

// Clone is an independent copy: changing one never changes the other.
func (d Document) Clone() Document {
	d.Tags = slices.Clone(d.Tags)
	d.Sections = slices.Clone(d.Sections)
	for i := range d.Sections {
		lines := slices.Clone(d.Sections[i].Lines)
		for j := range lines {
			lines[j] = lines[j].Clone()
		}
		d.Sections[i].Lines = lines
	}
	return d
}

// WithoutEmptyLines is a copy that holds only lines with something in them:
// what is saved, printed and posted.
func (d Document) WithoutEmptyLines() Document {
	d = d.Clone()
	for i := range d.Sections {
		d.Sections[i].Lines = slices.DeleteFunc(d.Sections[i].Lines, Line.IsEmpty)
	}
	return d
}
