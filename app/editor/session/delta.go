package session

import (
	"slices"

	"litework/document"
)

// delta is the difference between two states of a document: the head, and one
// run of rows (section headings and lines, in order) that was replaced by
// another. It keeps only what differs, so that hundreds of steps of a long
// document cost little.
type delta struct {
	headChanged   bool
	before, after document.Document // without sections

	at       int
	removed  []row
	inserted []row
}

// row is a section heading or a line.
type row struct {
	heading bool
	section document.Section // without lines, when heading
	line    document.Line
}

func (d delta) empty() bool {
	return !d.headChanged && len(d.removed) == 0 && len(d.inserted) == 0
}

func difference(before, after *document.Document) delta {
	d := delta{before: head(before), after: head(after)}
	d.headChanged = !sameHead(&d.before, &d.after)
	a, b := flatten(before), flatten(after)
	for d.at < len(a) && d.at < len(b) && a[d.at].equal(b[d.at]) {
		d.at++
	}
	x, y := len(a), len(b)
	for x > d.at && y > d.at && a[x-1].equal(b[y-1]) {
		x, y = x-1, y-1
	}
	d.removed, d.inserted = slices.Clone(a[d.at:x]), slices.Clone(b[d.at:y])
	return d
}

// apply gives doc with the step done; backward gives it undone.
func (d delta) apply(doc *document.Document) document.Document {
	return d.splice(doc, &d.after, len(d.removed), d.inserted)
}

func (d delta) backward(doc *document.Document) document.Document {
	return d.splice(doc, &d.before, len(d.inserted), d.removed)
}

func (d delta) splice(doc, to *document.Document, cut int, put []row) document.Document {
	out := doc.Clone()
	if d.headChanged {
		sections, number := out.Sections, out.Number
		out = to.Clone()
		out.Sections = sections
		if out.Number == "" {
			// The store gave the number after this step was made; giving it
			// is no edit and is never taken back.
			out.Number = number
		}
	}
	rows := flatten(&out)
	rows = slices.Concat(rows[:d.at], put, rows[d.at+cut:])
	out.Sections = unflatten(rows)
	return out
}

func head(d *document.Document) document.Document {
	h := *d
	h.Sections = nil
	return h
}

func flatten(d *document.Document) []row {
	n := len(d.Sections)
	for i := range d.Sections {
		n += len(d.Sections[i].Lines)
	}
	rows := make([]row, 0, n)
	for _, s := range d.Sections {
		lines := s.Lines
		s.Lines = nil
		rows = append(rows, row{heading: true, section: s})
		for _, l := range lines {
			rows = append(rows, row{line: l})
		}
	}
	return rows
}

func unflatten(rows []row) []document.Section {
	var out []document.Section
	for _, r := range rows {
		if r.heading {
			out = append(out, r.section)
			continue
		}
		s := &out[len(out)-1]
		s.Lines = append(s.Lines, r.line)
	}
	return out
}

func (r row) equal(o row) bool {
	if r.heading != o.heading {
		return false
	}
	if r.heading {
		return r.section.ID == o.section.ID && r.section.Name == o.section.Name &&
			r.section.Folded == o.section.Folded && r.section.Print == o.section.Print
	}
	return r.line.Equal(o.line)
}
