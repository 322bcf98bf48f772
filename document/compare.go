package document

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Difference is one thing that differs between two states of a document, in
// words, what never goes to Xero included. Those of kind Same stand for lines
// in a row that do not differ.
type Difference struct {
	Kind DifferenceKind
	// Field is stable and for programs: "due", "line.price", "section.name"…
	Field string
	// Label says where: "Due", "Line 2, price". New numbers count, but for what
	// was removed.
	Label string
	// Old and New are as read; empty where there was or is nothing.
	Old, New string
	// LineID and SectionID are set where it is about one; Section names the
	// section it is in, Line gives a line by its words.
	LineID, SectionID string
	Section, Line     string
	// Lines are those that a Same stands for, in order.
	Lines []Line
}

// DifferenceKind is what came of something between two states.
type DifferenceKind string

// The kinds of difference.
const (
	Same    DifferenceKind = "same"
	Changed DifferenceKind = "changed"
	Added   DifferenceKind = "added"
	Removed DifferenceKind = "removed"
	Moved   DifferenceKind = "moved"
)

// Compare lists what differs from one state of a document to another, field by
// field in the order of the page, lines and sections matched by their ids. It
// holds nothing but Same exactly when the two read the same.
func Compare(before, after *Document) []Difference {
	c := &comparing{before: before, after: after}
	c.head()
	c.lines()
	c.notes()
	return c.out
}

// Differ reports whether Compare would tell of anything.
func Differ(before, after *Document) bool {
	return slices.ContainsFunc(Compare(before, after), func(d Difference) bool { return d.Kind != Same })
}

type comparing struct {
	before, after *Document
	out           []Difference
	// What the rows being compared are in.
	section, sectionID string
}

func (c *comparing) field(field, label, before, after string) {
	if before != after {
		c.out = append(c.out, Difference{Kind: Changed, Field: field, Label: label, Old: before, New: after})
	}
}

func (c *comparing) head() {
	a, b := c.before, c.after
	c.field("kind", "Kind", a.Kind.Title(), b.Kind.Title())
	c.field("number", "Number", a.Number, b.Number)
	c.field("client", "Client", a.Client.Name, b.Client.Name)
	c.field("client.details", "Client details", a.Client.details(), b.Client.details())
	if a.Client.ContactID != b.Client.ContactID && a.Client.Name == b.Client.Name {
		c.field("client.contact", "Contact", a.Client.bookWords(), b.Client.bookWords())
	}
	c.field("date", "Date", a.Date.Display(), b.Date.Display())
	c.field("due", b.Kind.DueLabel(), a.Due.Display(), b.Due.Display())
	c.field("reference", "Reference", a.Reference, b.Reference)
	c.field("title", "Title", a.Title, b.Title)
	c.field("summary", "Summary", a.Summary, b.Summary)
	c.field("taxMode", "Tax mode", a.TaxMode.Label(), b.TaxMode.Label())
	c.field("currency", "Currency", a.Currency, b.Currency)
	c.field("status", "Status", a.Mark.Label(), b.Mark.Label())
	c.field("source", "Converted from", a.SourceID, b.SourceID)
	if a.Company != b.Company {
		c.field("company", "Your company", a.Company.words(), b.Company.words())
	}
}

func (c *comparing) notes() {
	a, b := c.before, c.after
	c.field("notes", "Client notes", a.ClientNotes, b.ClientNotes)
	c.field("terms", "Terms", a.Terms, b.Terms)
	c.field("internal", "Internal notes", a.InternalNotes, b.InternalNotes)
	c.field("tags", "Tags", strings.Join(a.Tags, ", "), strings.Join(b.Tags, ", "))
	c.field("shipping", "Shipping address", a.ShippingAddress, b.ShippingAddress)
}

// placed is a line with its place in its document.
type placed struct {
	*Line
	section *Section
	n       int // counted from 1
	rank    int // among the lines before, as the sections stand now
}

// lines compares sections and lines in the order they stand in now; what was
// removed comes where it stood.
func (c *comparing) lines() {
	was := map[string]*placed{}
	old := placedLines(c.before, c.sectionsBefore())
	for i := range old {
		old[i].rank = i
		was[old[i].ID] = &old[i]
	}
	stays := c.inOrder(was)
	is := map[string]bool{}
	for _, l := range c.after.Lines() {
		is[l.ID] = true
	}
	gone := slices.DeleteFunc(slices.Clone(old), func(l placed) bool { return is[l.ID] })
	n := 0
	for i := range c.after.Sections {
		s := &c.after.Sections[i]
		c.section, c.sectionID = s.Name, s.ID
		c.heading(i, s)
		for j := range s.Lines {
			n++
			now := placed{Line: &s.Lines[j], section: s, n: n}
			before := was[now.ID]
			if before != nil && stays[now.ID] {
				for len(gone) > 0 && gone[0].rank < before.rank {
					c.removed(gone[0])
					gone = gone[1:]
				}
			}
			c.line(before, now, stays[now.ID])
		}
	}
	for _, l := range gone {
		c.removed(l)
	}
	c.section, c.sectionID = "", ""
	for i, s := range c.before.Sections {
		if c.after.sectionIndex(s.ID) < 0 && drawn(i, &s) {
			c.out = append(c.out, Difference{Kind: Removed, Field: "section.removed", Label: "Section, removed", Old: cmp.Or(s.Name, "(unnamed)"), SectionID: s.ID})
		}
	}
	if !c.sameHeadings() {
		c.out = append(c.out, Difference{Kind: Moved, Field: "section.order", Label: "Order of sections",
			Old: headings(c.before), New: headings(c.after)})
	}
}

// sectionsBefore are the sections as they were, those that stand now in the
// order of now: lines that moved with their section did not move.
func (c *comparing) sectionsBefore() []*Section {
	out := make([]*Section, len(c.before.Sections))
	place := make([]int, len(out)) // by which it is sorted
	at := -1
	byID := map[string]int{}
	for i := range c.before.Sections {
		out[i] = &c.before.Sections[i]
		if now := c.after.sectionIndex(out[i].ID); now >= 0 {
			at = now
		}
		place[i] = at
		byID[out[i].ID] = place[i]
	}
	slices.SortStableFunc(out, func(a, b *Section) int { return cmp.Compare(byID[a.ID], byID[b.ID]) })
	return out
}

func placedLines(d *Document, sections []*Section) []placed {
	number := map[string]int{}
	for i, l := range d.Lines() {
		number[l.ID] = i + 1
	}
	var out []placed
	for _, s := range sections {
		for j := range s.Lines {
			out = append(out, placed{Line: &s.Lines[j], section: s, n: number[s.Lines[j].ID]})
		}
	}
	return out
}

// inOrder are the lines of both states that kept their order: the most there
// can be, so that moving one line is told as that.
func (c *comparing) inOrder(was map[string]*placed) map[string]bool {
	var ids []string
	var ranks []int
	for _, l := range c.after.Lines() {
		if before := was[l.ID]; before != nil {
			ids, ranks = append(ids, l.ID), append(ranks, before.rank)
		}
	}
	out := map[string]bool{}
	for _, i := range longestRise(ranks) {
		out[ids[i]] = true
	}
	return out
}

// longestRise are the indexes of a longest rising run through values, which
// are all different.
func longestRise(values []int) []int {
	var tails []int // tails[k] ends the best run of k+1
	before := make([]int, len(values))
	for i, v := range values {
		k, _ := slices.BinarySearchFunc(tails, v, func(t, v int) int { return cmp.Compare(values[t], v) })
		before[i] = -1
		if k > 0 {
			before[i] = tails[k-1]
		}
		if k == len(tails) {
			tails = append(tails, i)
		} else {
			tails[k] = i
		}
	}
	out := make([]int, len(tails))
	if len(tails) > 0 {
		for k, i := len(tails)-1, tails[len(tails)-1]; k >= 0; k, i = k-1, before[i] {
			out[k] = i
		}
	}
	return out
}

func (c *comparing) add(d Difference) {
	d.Section, d.SectionID = c.section, c.sectionID
	c.out = append(c.out, d)
}

// drawn reports whether the heading of the section at a place is seen.
func drawn(place int, s *Section) bool {
	return place > 0 || s.Name != "" || s.Print != PrintFull || s.Folded
}

func (c *comparing) heading(place int, s *Section) {
	i := c.before.sectionIndex(s.ID)
	if i < 0 {
		if drawn(place, s) {
			c.add(Difference{Kind: Added, Field: "section.added", Label: "Section, new", New: cmp.Or(s.Name, "(unnamed)")})
		}
		return
	}
	was := &c.before.Sections[i]
	named := func(what string) string { return cmp.Or(s.Name, was.Name, "Section") + ", " + what }
	for _, f := range [][4]string{
		{"section.name", "Section name", was.Name, s.Name},
		{"section.print", named("on paper"), was.Print.words(), s.Print.words()},
		{"section.folded", named("folded"), yes(was.Folded), yes(s.Folded)},
	} {
		if f[2] != f[3] {
			c.add(Difference{Kind: Changed, Field: f[0], Label: f[1], Old: f[2], New: f[3]})
		}
	}
}

// sameHeadings reports whether the sections of both states stand in one order.
func (c *comparing) sameHeadings() bool {
	var order []int
	for _, s := range c.after.Sections {
		if i := c.before.sectionIndex(s.ID); i >= 0 {
			order = append(order, i)
		}
	}
	return slices.IsSorted(order)
}

func headings(d *Document) string {
	var out []string
	for _, s := range d.Sections {
		out = append(out, cmp.Or(s.Name, "(unnamed)"))
	}
	return strings.Join(out, " · ")
}

func (p SectionPrint) words() string {
	switch p {
	case PrintNoPrices:
		return "Without prices"
	case PrintOneLine:
		return "As one line"
	}
	return "In full"
}

func yes(on bool) string {
	if on {
		return "Yes"
	}
	return "No"
}

// line compares a line with what it was; without that it is new.
func (c *comparing) line(was *placed, now placed, stays bool) {
	if was == nil {
		c.add(Difference{Kind: Added, Field: "line.added", Label: fmt.Sprintf("Line %d, new", now.n),
			New: now.inFull(c.after.TaxMode), LineID: now.ID, Line: now.inWords()})
		return
	}
	from := len(c.out)
	switch {
	case !stays:
		c.add(Difference{Kind: Moved, Field: "line.moved", Label: fmt.Sprintf("Line %d, moved", now.n), Old: was.place(), New: now.place()})
	case was.section.ID != now.section.ID && c.before.sectionIndex(now.section.ID) >= 0 && c.after.sectionIndex(was.section.ID) >= 0:
		c.add(Difference{Kind: Moved, Field: "line.section", Label: fmt.Sprintf("Line %d, section", now.n),
			Old: cmp.Or(was.section.Name, "(unnamed)"), New: cmp.Or(now.section.Name, "(unnamed)")})
	}
	for _, f := range lineFields {
		if a, b := f.text(was.Line), f.text(now.Line); a != b {
			c.add(Difference{Kind: Changed, Field: "line." + f.name, Label: fmt.Sprintf("Line %d, %s", now.n, f.label), Old: a, New: b})
		}
	}
	for i := from; i < len(c.out); i++ {
		c.out[i].LineID, c.out[i].Line = now.ID, now.inWords()
	}
	if len(c.out) > from {
		return
	}
	if last := len(c.out) - 1; last >= 0 && c.out[last].Kind == Same && c.out[last].SectionID == c.sectionID {
		c.out[last].Lines = append(c.out[last].Lines, *now.Line)
		return
	}
	c.add(Difference{Kind: Same, Field: "line.same", LineID: now.ID, Lines: []Line{*now.Line}})
}

func (c *comparing) removed(l placed) {
	section, id := c.section, c.sectionID
	c.section, c.sectionID = l.section.Name, l.section.ID
	c.add(Difference{Kind: Removed, Field: "line.removed", Label: fmt.Sprintf("Line %d, removed", l.n),
		Old: l.inFull(c.before.TaxMode), LineID: l.ID, Line: l.inWords()})
	c.section, c.sectionID = section, id
}

func (l placed) place() string {
	if l.section.Name == "" {
		return fmt.Sprintf("Line %d", l.n)
	}
	return fmt.Sprintf("Line %d, in %s", l.n, l.section.Name)
}
