package merge

import (
	"slices"

	"litework/document"

	"github.com/shopspring/decimal"
)

// Loss is something written here that a change in Xero leaves no place for. It
// has to stay in a revision, be named in a banner, and come back on one click.
type Loss struct {
	Kind LossKind
	// Line is the line as it was.
	Line document.Line
	// SectionID is the section it was in; After the line before it there,
	// empty for the first.
	SectionID, After string
}

// LossKind tells the two kinds of loss.
type LossKind string

// The losses.
const (
	// LineRemoved: the line was taken out in Xero.
	LineRemoved LossKind = "line-removed"
	// DurationCleared: Xero's quantity cannot be divided by the duration.
	DurationCleared LossKind = "duration-cleared"
)

// apply takes the document from one projection of it to another: what the two
// have alike is not touched, nor is anything that Xero does not see.
func (s *sides) apply(to document.Projection) (document.Document, []Loss) {
	d := s.v.Local.Clone()
	s.applyHead(&d, &to)
	losses := s.removeLines(&d, &to)
	after := ""
	for i := range to.Lines {
		line, section, place := d.Line(to.Lines[i].LineID)
		switch {
		case line == nil:
			line = insertAfter(&d, after, document.Line{ID: to.Lines[i].LineID})
			s.fit(line, to.Lines[i], to.TaxMode)
		default:
			before := line.Clone()
			if s.fit(line, to.Lines[i], to.TaxMode) {
				losses = append(losses, lossOf(DurationCleared, &d, before, section, place))
			}
		}
		after = line.ID
	}
	return d, losses
}

func (s *sides) applyHead(d *document.Document, to *document.Projection) {
	from := &s.here
	if from.Number != to.Number {
		d.Number = to.Number
	}
	if from.ContactID != to.ContactID {
		client, ok := s.v.Clients[to.ContactID]
		if !ok {
			client = document.Client{ContactID: to.ContactID}
		}
		d.Client = client
	}
	d.Date, d.Due = to.Date, to.Due
	d.Reference, d.Currency, d.TaxMode = to.Reference, to.Currency, to.TaxMode
	if d.Kind != document.Quote {
		return
	}
	d.Title, d.Summary, d.Terms = to.Title, to.Summary, to.Terms
	if from.Mark != to.Mark {
		d.Mark = to.Mark
	}
}

// removeLines takes out the lines that Xero could see and that are not in the
// result.
func (s *sides) removeLines(d *document.Document, to *document.Projection) (losses []Loss) {
	stay := index(to.Lines)
	for i := range d.Sections {
		lines := d.Sections[i].Lines
		for j := range lines {
			if _, ok := stay[lines[j].ID]; !ok && lines[j].Crosses() {
				losses = append(losses, lossOf(LineRemoved, d, lines[j], i, j))
			}
		}
	}
	if losses == nil {
		return nil
	}
	for i := range d.Sections {
		d.Sections[i].Lines = slices.DeleteFunc(d.Sections[i].Lines, func(l document.Line) bool {
			_, ok := stay[l.ID]
			return !ok && l.Crosses()
		})
	}
	return losses
}

func lossOf(kind LossKind, d *document.Document, line document.Line, section, place int) Loss {
	out := Loss{Kind: kind, Line: line.Clone(), SectionID: d.Sections[section].ID}
	if place > 0 {
		out.After = d.Sections[section].Lines[place-1].ID
	}
	return out
}

// insertAfter puts a line behind another, into its section; first into the
// first section when there is none before it.
func insertAfter(d *document.Document, after string, l document.Line) *document.Line {
	_, section, place := d.Line(after)
	if section < 0 {
		section = 0
	}
	if len(d.Sections) == 0 {
		d.Sections = []document.Section{{ID: d.ID + "-1"}}
	}
	lines := &d.Sections[section].Lines
	*lines = slices.Insert(*lines, place+1, l)
	return &(*lines)[place+1]
}

// fit makes a line look to Xero as wanted, and touches nothing else of it. It
// reports whether the duration had to go.
func (s *sides) fit(l *document.Line, want document.ProjectedLine, mode document.TaxMode) (cleared bool) {
	l.Optional = false
	now := l.Projected(mode)
	if now.Equal(want) {
		return false
	}
	l.Description = want.Description
	if want.IsText() {
		if !now.IsText() {
			l.Quantity, l.UnitPrice, l.AsRead = decimal.NullDecimal{}, decimal.NullDecimal{}, nil
		}
		return false
	}
	l.Account = want.Account
	if samePrice(now, want) {
		return false
	}
	if now.IsText() || !equal(now.Quantity, want.Quantity) {
		cleared = setQuantity(l, want.Quantity.Decimal)
	}
	if now.IsText() || !equal(now.UnitPrice, want.UnitPrice) {
		l.UnitPrice = want.UnitPrice
	}
	l.Discount, l.AsRead = want.Discount, nil
	if want.TaxAmount.Valid || want.DiscountAmount.Valid {
		l.AsRead = &document.AsRead{TaxAmount: want.TaxAmount, DiscountAmount: want.DiscountAmount}
	}
	s.setTax(l, want.TaxCode)
	return cleared
}

// setTax gives the line the tax of a code. With the same code the rate Xero has
// now counts: Xero's tax amounts are told by it.
func (s *sides) setTax(l *document.Line, code string) {
	tax, known := s.v.Taxes[code]
	switch {
	case code == "" && l.Tax.Code == "":
	case code == "":
		l.Tax = document.Tax{}
	case !known && l.Tax.Code != code:
		l.Tax = document.Tax{Code: code, Name: code, Chosen: true}
	case known && (l.Tax.Code != code || !l.Tax.Rate.Equal(tax.Rate)):
		l.Tax = tax
	}
}

var mostQuantity = decimal.New(999999999999, -document.QuantityPlaces)

// setQuantity makes the effective quantity what Xero says: the quantity becomes
// that divided by the duration where this gives the same back, else the
// duration goes.
func setQuantity(l *document.Line, effective decimal.Decimal) (cleared bool) {
	if f := l.Duration.Factor(); !l.Duration.IsZero() {
		if !f.IsZero() {
			q := effective.DivRound(f, document.QuantityPlaces)
			try := document.Line{Quantity: decimal.NewNullDecimal(q), Duration: l.Duration}
			if try.EffectiveQuantity().Equal(effective) && !q.Abs().GreaterThan(mostQuantity) {
				l.Quantity = try.Quantity
				return false
			}
		}
		l.Duration, cleared = document.Duration{}, true
	}
	l.Quantity = decimal.NewNullDecimal(effective)
	return cleared
}
