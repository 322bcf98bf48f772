package session

import (
	"slices"

	"litework/document"
)

// merge brings together two states of a document that both came from base:
// what only theirs changed is taken from theirs, everything else is mine. No
// line written on either side is lost.
func merge(base, theirs, mine *document.Document) document.Document {
	out := mine.Clone()
	mergeHead(base, theirs, &out)
	bare := mine.WithoutEmptyLines() // the company file holds none
	switch {
	case sameRows(base, &bare):
		out.Sections = theirs.Clone().Sections
		keepEmptyLines(mine, &out)
	case !sameRows(base, theirs):
		mergeLines(base, theirs, &out)
	}
	return out
}

// keepEmptyLines puts the empty lines of a document, such as the one with the
// caret, behind those that they follow there.
func keepEmptyLines(from, to *document.Document) {
	previous := ""
	for i := range from.Sections {
		s := &from.Sections[i]
		if slices.ContainsFunc(to.Sections, func(o document.Section) bool { return o.ID == s.ID }) {
			previous = s.ID
		}
		for _, l := range s.Lines {
			if !l.IsEmpty() {
				if is, _, _ := to.Line(l.ID); is != nil {
					previous = l.ID
				}
				continue
			}
			*to = document.InsertLine(*to, previous, l)
			previous = l.ID
		}
	}
}

// mergeHead takes over what only theirs changed of everything but the sections.
func mergeHead(base, theirs, out *document.Document) {
	pick(&out.Number, base.Number, theirs.Number)
	pick(&out.Client, base.Client, theirs.Client)
	pick(&out.Company, base.Company, theirs.Company)
	pick(&out.Date, base.Date, theirs.Date)
	pick(&out.Due, base.Due, theirs.Due)
	pick(&out.Reference, base.Reference, theirs.Reference)
	pick(&out.Currency, base.Currency, theirs.Currency)
	pick(&out.TaxMode, base.TaxMode, theirs.TaxMode)
	pick(&out.Title, base.Title, theirs.Title)
	pick(&out.Summary, base.Summary, theirs.Summary)
	pick(&out.ClientNotes, base.ClientNotes, theirs.ClientNotes)
	pick(&out.Terms, base.Terms, theirs.Terms)
	pick(&out.InternalNotes, base.InternalNotes, theirs.InternalNotes)
	pick(&out.ShippingAddress, base.ShippingAddress, theirs.ShippingAddress)
	pick(&out.Mark, base.Mark, theirs.Mark)
	pick(&out.SourceID, base.SourceID, theirs.SourceID)
	if slices.Equal(out.Tags, base.Tags) {
		out.Tags = slices.Clone(theirs.Tags)
	}
}

// pick takes theirs where mine is as it was at base.
func pick[T comparable](mine *T, base, theirs T) {
	if *mine == base {
		*mine = theirs
	}
}

func sameRows(a, b *document.Document) bool {
	return slices.EqualFunc(flatten(a), flatten(b), row.equal)
}

func mergeLines(base, theirs, out *document.Document) {
	for i := range out.Sections {
		s := &out.Sections[i]
		s.Lines = slices.DeleteFunc(s.Lines, func(l document.Line) bool {
			was, _, _ := base.Line(l.ID)
			is, _, _ := theirs.Line(l.ID)
			return was != nil && is == nil && was.Equal(l)
		})
		for j := range s.Lines {
			l := &s.Lines[j]
			was, _, _ := base.Line(l.ID)
			is, _, _ := theirs.Line(l.ID)
			if was != nil && is != nil {
				mergeLine(was, is, l)
			}
		}
	}
	mergeSections(base, theirs, out)
	// Lines added there go after the one they follow there.
	previous := ""
	for _, l := range theirs.Lines() {
		here, _, _ := out.Line(l.ID)
		was, _, _ := base.Line(l.ID)
		if here == nil && was == nil {
			section, place := 0, 0
			if _, s, p := out.Line(previous); s >= 0 {
				section, place = s, p+1
			}
			s := &out.Sections[section]
			s.Lines = slices.Insert(s.Lines, place, *l)
		}
		previous = l.ID
	}
}

func mergeSections(base, theirs, out *document.Document) {
	find := func(d *document.Document, id string) *document.Section {
		for i := range d.Sections {
			if d.Sections[i].ID == id {
				return &d.Sections[i]
			}
		}
		return nil
	}
	for i := range out.Sections {
		s := &out.Sections[i]
		was, is := find(base, s.ID), find(theirs, s.ID)
		if was != nil && is != nil {
			pick(&s.Name, was.Name, is.Name)
			pick(&s.Print, was.Print, is.Print)
			pick(&s.Folded, was.Folded, is.Folded)
		}
	}
}

// mergeLine merges two lines that both come from was, field by field.
func mergeLine(was, is, mine *document.Line) {
	pick(&mine.Description, was.Description, is.Description)
	pick(&mine.Enhanced, was.Enhanced, is.Enhanced)
	pick(&mine.Account, was.Account, is.Account)
	pick(&mine.Optional, was.Optional, is.Optional)
	if sameNull(mine.Quantity, was.Quantity) {
		mine.Quantity = is.Quantity
	}
	if sameNull(mine.UnitPrice, was.UnitPrice) {
		mine.UnitPrice = is.UnitPrice
	}
	if mine.Duration.Equal(was.Duration) {
		mine.Duration = is.Duration
	}
	if mine.Discount.Equal(was.Discount) {
		mine.Discount = is.Discount
	}
	if mine.Tax.Equal(was.Tax) {
		mine.Tax = is.Tax
	}
	if sameAsRead(mine.AsRead, was.AsRead) {
		mine.AsRead = is.AsRead
	}
}
