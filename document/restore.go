package document

import "slices"

// RestoreScope is how much of an earlier state of a document can be brought
// back.
type RestoreScope int

// The scopes, the widest first.
const (
	// RestoreAll brings back all content.
	RestoreAll RestoreScope = iota
	// RestoreHead leaves the lines as Xero sees them: their totals are Xero's.
	RestoreHead
	// RestoreOwn brings back only what never goes to Xero, for a document that
	// Xero would not let change.
	RestoreOwn
)

// ScopeOf is how much can be brought back of a document that is locked for a
// reason (nil for open), or of which only the head can be changed.
func ScopeOf(lock *Problem, headOnly bool) RestoreScope {
	switch {
	case lock != nil:
		return RestoreOwn
	case headOnly:
		return RestoreHead
	}
	return RestoreAll
}

// Restored is a document with the content it had then, as far as the scope
// goes. Its key, kind and number, a status set by hand and the quote it was
// converted from stay as they are now; so do account and tax code of a line
// that had none yet then, for they were given when it was posted.
func Restored(now, then Document, scope RestoreScope) Document {
	out, then := now.Clone(), then.Clone()
	if scope == RestoreAll {
		out = then
		out.ID, out.Kind, out.Number, out.Mark, out.SourceID = now.ID, now.Kind, now.Number, now.Mark, now.SourceID
		keepGiven(&now, &out)
		return out
	}
	if scope == RestoreHead {
		out.Client, out.Company = then.Client, then.Company
		out.Date, out.Due, out.Reference = then.Date, then.Due, then.Reference
		out.Title, out.Summary, out.Terms = then.Title, then.Summary, then.Terms
	}
	if now.Kind == Invoice { // of a quote they go to Xero
		out.Terms = then.Terms
	}
	out.ClientNotes, out.InternalNotes = then.ClientNotes, then.InternalNotes
	out.Tags, out.ShippingAddress = then.Tags, then.ShippingAddress
	restoreSections(&out, &then)
	for _, l := range out.Lines() {
		if was, _, _ := then.Line(l.ID); was != nil {
			l.Enhanced = was.Enhanced
		}
	}
	return out
}

// keepGiven gives lines what posting gave them since.
func keepGiven(now, out *Document) {
	for _, l := range out.Lines() {
		is, _, _ := now.Line(l.ID)
		if is == nil {
			continue
		}
		if l.Account == "" {
			l.Account = is.Account
		}
		if l.Tax.Code == "" && l.Tax.Chosen && is.Tax.Code != "" && l.Tax.Rate.Equal(is.Tax.Rate) {
			l.Tax = is.Tax
		}
	}
}

// restoreSections groups the lines as they were grouped then where they are the
// same in the same order; else the sections that are still there get their
// headings back.
func restoreSections(out, then *Document) {
	if sameOrder(out, then) && len(then.Sections) > 0 {
		lines := out.Lines()
		sections := then.Clone().Sections
		n := 0
		for i := range sections {
			for j := range sections[i].Lines {
				sections[i].Lines[j] = *lines[n]
				n++
			}
		}
		out.Sections = sections
		return
	}
	for i := range out.Sections {
		s := &out.Sections[i]
		if at := then.sectionIndex(s.ID); at >= 0 {
			was := then.Sections[at]
			s.Name, s.Folded, s.Print = was.Name, was.Folded, was.Print
		}
	}
}

func sameOrder(a, b *Document) bool {
	return slices.EqualFunc(a.Lines(), b.Lines(), func(x, y *Line) bool { return x.ID == y.ID })
}
