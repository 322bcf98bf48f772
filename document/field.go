package document

import (
	"github.com/shopspring/decimal"
)

// Field is a stop of a line: what the editor shows in one cell.
type Field string

// The fields of a line.
const (
	FieldDescription Field = "description"
	FieldEnhanced    Field = "enhanced"
	FieldQuantity    Field = "quantity"
	FieldDuration    Field = "duration"
	FieldPrice       Field = "price"
	FieldDiscount    Field = "discount"
	FieldTax         Field = "tax"
	FieldAccount     Field = "account"
)

// Text is a field as read in its cell. [SetField] reads it back, but for tax,
// which is chosen, not typed.
func (l Line) Text(f Field) string {
	switch f {
	case FieldDescription:
		return l.Description
	case FieldEnhanced:
		return l.Enhanced
	case FieldQuantity:
		return formatNull(l.Quantity, FormatQuantity)
	case FieldDuration:
		return l.Duration.String()
	case FieldPrice:
		return formatNull(l.UnitPrice, FormatPrice)
	case FieldDiscount:
		return FormatDiscount(l.Discount)
	case FieldTax:
		return l.Tax.Name
	case FieldAccount:
		return l.Account
	}
	return ""
}

// SetField reads what was typed into a cell. A bare number of a duration takes
// the unit of the nearest line above that has one, else days. Text that cannot
// be read changes nothing and is told as a *[Problem]. Tax is set with
// [EditLine].
func SetField(d Document, id string, f Field, text string) (Document, LineChange, error) {
	change, err := parseInto(f, text, d.unitAbove(id))
	if err != nil {
		p := *ProblemOf(err)
		p.Line, p.Field = id, "line."+string(f)
		return d, LineChange{}, &p
	}
	out, changed := EditLine(d, id, change)
	return out, changed, nil
}

func parseInto(f Field, text string, unit DurationUnit) (func(*Line), error) {
	switch f {
	case FieldDescription:
		return func(l *Line) { l.Description = text }, nil
	case FieldEnhanced:
		return func(l *Line) { l.Enhanced = text }, nil
	case FieldAccount:
		return func(l *Line) { l.Account = text }, nil
	case FieldQuantity:
		q, err := ParseQuantity(text)
		return func(l *Line) { l.Quantity = q }, err
	case FieldPrice:
		price, err := ParsePrice(text)
		return func(l *Line) { l.UnitPrice = price }, err
	case FieldDuration:
		duration, err := ParseDuration(text, unit)
		return func(l *Line) { l.Duration = duration }, err
	case FieldDiscount:
		discount, err := ParseDiscount(text)
		return func(l *Line) { l.Discount = discount }, err
	}
	return nil, &Problem{Code: "not-typed", Sentence: "Choose it from the list."}
}

// FillDown copies a field into each of the lines from the line above it, the
// first to the last, so that several take the value above the first. The first
// line of the document has none above. It tells how many lines lost amounts
// read from Xero.
func FillDown(d Document, ids []string, f Field) (out Document, dropped int) {
	d = editable(d)
	chosen := make(map[string]bool, len(ids))
	for _, id := range ids {
		chosen[id] = true
	}
	var above *Line
	for _, l := range d.Lines() {
		if above != nil && chosen[l.ID] && l.edit(func(l *Line) { copyField(l, *above, f) }).Dropped != nil {
			dropped++
		}
		above = l
	}
	return d, dropped
}

func copyField(to *Line, from Line, f Field) {
	switch f {
	case FieldDescription:
		to.Description = from.Description
	case FieldEnhanced:
		to.Enhanced = from.Enhanced
	case FieldQuantity:
		to.Quantity = from.Quantity
	case FieldDuration:
		to.Duration = from.Duration
	case FieldPrice:
		to.UnitPrice = from.UnitPrice
	case FieldDiscount:
		to.Discount = from.Discount
	case FieldTax:
		to.Tax = from.Tax
	case FieldAccount:
		to.Account = from.Account
	}
}

// unitAbove is the unit that a bare number takes in a line's duration.
func (d *Document) unitAbove(id string) DurationUnit {
	unit := Days
	for _, l := range d.Lines() {
		if l.ID == id {
			break
		}
		if !l.Duration.IsZero() {
			unit = l.Duration.Unit
		}
	}
	return unit
}

func formatNull(d decimal.NullDecimal, format func(decimal.Decimal) string) string {
	if !d.Valid {
		return ""
	}
	return format(d.Decimal)
}

func one() decimal.NullDecimal { return decimal.NewNullDecimal(decimal.NewFromInt(1)) }
