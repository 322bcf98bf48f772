package document

import "slices"

// The editing operations take a document by value and give the changed one;
// the one they were given stays as it is, so an undo is the document before.
// Lines and sections are named by their ids; an id that does not exist changes
// nothing. No operation but RemoveLines loses a line, and one section always
// stays.

// InsertLine puts a line after the one with the given id, or first into the
// section with that id, or at the end of the document when there is no such.
func InsertLine(d Document, after string, line Line) Document {
	return InsertLines(d, after, []Line{line})
}

// InsertLines puts several lines in order, where [InsertLine] puts one.
func InsertLines(d Document, after string, lines []Line) Document {
	d = editable(d)
	section, place := d.placeAfter(after)
	d.Sections[section].Lines = slices.Insert(d.Sections[section].Lines, place, lines...)
	return d
}

// RemoveLines takes lines out. Sections stay, empty or not.
func RemoveLines(d Document, ids []string) Document {
	d = editable(d)
	d.takeOut(ids)
	return d
}

// DuplicateLines copies lines, in order, behind the last of them, and gives
// the ids of the copies.
func DuplicateLines(d Document, ids []string, newID func() string) (Document, []string) {
	d = editable(d)
	var copies []Line
	var last string
	var made []string
	for _, l := range d.Lines() {
		if slices.Contains(ids, l.ID) {
			c := l.Clone()
			c.ID = newID()
			copies, made, last = append(copies, c), append(made, c.ID), l.ID
		}
	}
	if len(copies) == 0 {
		return d, nil
	}
	return InsertLines(d, last, copies), made
}

// EditLine changes one line. Where that changes what the line is priced by,
// Xero's own amounts of an imported line are dropped, and told; a price set on
// a line without quantity makes that 1.
func EditLine(d Document, id string, change func(*Line)) (Document, LineChange) {
	d = editable(d)
	line, _, _ := d.Line(id)
	if line == nil {
		return d, LineChange{}
	}
	return d, line.edit(change)
}

// edit changes a line in place, as [EditLine] does.
func (l *Line) edit(change func(*Line)) LineChange {
	before := l.Clone()
	change(l)
	l.ID = before.ID
	if l.UnitPrice.Valid && !before.UnitPrice.Valid && !before.Quantity.Valid && !l.Quantity.Valid {
		l.Quantity = one()
	}
	out := LineChange{Changed: !l.Equal(before)}
	if l.AsRead != nil && !l.samePricing(before) {
		out.Dropped, l.AsRead = l.AsRead, nil
	}
	return out
}

// LineChange tells what an edit did to a line.
type LineChange struct {
	Changed bool
	// Dropped are the amounts read from Xero that no longer count, to be told;
	// nil for none.
	Dropped *AsRead
}

// SetTaxMode changes how all lines are taxed. Prices stay as typed. Amounts
// read from Xero no longer count; the number of lines that had such is told.
func SetTaxMode(d Document, mode TaxMode) (out Document, dropped int) {
	d = editable(d)
	if d.TaxMode == mode {
		return d, 0
	}
	d.TaxMode = mode
	for _, l := range d.Lines() {
		if l.AsRead != nil {
			l.AsRead = nil
			dropped++
		}
	}
	return d, dropped
}

// SetOptional ticks lines of a quote in (optional false) or out. On an invoice
// it changes nothing: it has no optional lines.
func SetOptional(d Document, ids []string, optional bool) Document {
	d = editable(d)
	for _, l := range d.Lines() {
		if d.Kind == Quote && slices.Contains(ids, l.ID) {
			l.Optional = optional
		}
	}
	return d
}

// Clone is an independent copy of a line.
func (l Line) Clone() Line {
	if l.AsRead != nil {
		copied := *l.AsRead
		l.AsRead = &copied
	}
	return l
}

// Equal compares two lines by value, ids included.
func (l Line) Equal(o Line) bool {
	return l.ID == o.ID && l.Description == o.Description && l.Enhanced == o.Enhanced &&
		l.samePricing(o) && l.Account == o.Account && l.Optional == o.Optional && l.AsRead.equal(o.AsRead)
}

func (l Line) samePricing(o Line) bool {
	return equalNull(l.Quantity, o.Quantity) && l.Duration.Equal(o.Duration) &&
		equalNull(l.UnitPrice, o.UnitPrice) && l.Discount.Equal(o.Discount) && l.Tax.Equal(o.Tax)
}

func (a *AsRead) equal(o *AsRead) bool {
	if a == nil || o == nil {
		return a == o
	}
	return equalNull(a.TaxAmount, o.TaxAmount) && equalNull(a.DiscountAmount, o.DiscountAmount)
}

// editable is a copy that has a section.
func editable(d Document) Document {
	d = d.Clone()
	if len(d.Sections) == 0 {
		d.Sections = []Section{{ID: d.ID + "-1"}}
	}
	return d
}

// placeAfter is where a line goes that comes after a line, or first in a
// section; the document's end for any other id.
func (d *Document) placeAfter(id string) (section, place int) {
	if _, i, j := d.Line(id); i >= 0 {
		return i, j + 1
	}
	if i := d.sectionIndex(id); i >= 0 {
		return i, 0
	}
	last := len(d.Sections) - 1
	return last, len(d.Sections[last].Lines)
}

func (d *Document) sectionIndex(id string) int {
	return slices.IndexFunc(d.Sections, func(s Section) bool { return s.ID == id })
}

// takeOut removes lines and gives them in order.
func (d *Document) takeOut(ids []string) []Line {
	var out []Line
	for i := range d.Sections {
		d.Sections[i].Lines = slices.DeleteFunc(d.Sections[i].Lines, func(l Line) bool {
			if !slices.Contains(ids, l.ID) {
				return false
			}
			out = append(out, l)
			return true
		})
	}
	return out
}
