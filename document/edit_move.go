package document

import "slices"

// Direction is a step up or down.
type Direction int

// The two directions.
const (
	Up   Direction = -1
	Down Direction = 1
)

// MoveLines moves each of the lines one place, keeping their order. A line at
// the edge of its section goes over into the next one; at the document's edge
// it stays, and so do those that stand against it.
func MoveLines(d Document, ids []string, by Direction) Document {
	d = editable(d)
	rows := d.rows()
	if by == Up {
		slices.Reverse(rows)
	}
	// Seen in the direction of movement, each moving line changes places with
	// the row in front of it, the foremost first.
	for i := len(rows) - 2; i >= 0; i-- {
		next := rows[i+1]
		if rows[i].moves(ids) && !next.moves(ids) && !next.first {
			rows[i], rows[i+1] = next, rows[i]
		}
	}
	if by == Up {
		slices.Reverse(rows)
	}
	d.setRows(rows)
	return d
}

// MoveLinesAfter moves lines, in their order, behind the line with the given
// id, or first into the section with that id. Onto one of themselves, or to an
// id that does not exist, they do not move.
func MoveLinesAfter(d Document, ids []string, after string) Document {
	d = editable(d)
	if _, at, _ := d.Line(after); slices.Contains(ids, after) || (at < 0 && d.sectionIndex(after) < 0) {
		return d
	}
	lines := d.takeOut(ids)
	section, place := d.placeAfter(after)
	d.Sections[section].Lines = slices.Insert(d.Sections[section].Lines, place, lines...)
	return d
}

// MoveSection changes places with the section above or below. An unnamed first
// section that comes to stand below another shows its heading then.
func MoveSection(d Document, id string, by Direction) Document {
	d = editable(d)
	i := d.sectionIndex(id)
	j := i + int(by)
	if i < 0 || j < 0 || j >= len(d.Sections) {
		return d
	}
	d.Sections[i], d.Sections[j] = d.Sections[j], d.Sections[i]
	return d
}

// InsertSection begins a section after a line: the lines that follow it in its
// section are in the new one. With a section's id it takes all its lines; with
// any other, it comes last and is empty.
func InsertSection(d Document, after string, section Section) Document {
	d = editable(d)
	i, place := d.placeAfter(after)
	lines := d.Sections[i].Lines
	section.Lines = append(slices.Clone(section.Lines), lines[place:]...)
	d.Sections[i].Lines = slices.Clip(lines[:place])
	d.Sections = slices.Insert(d.Sections, i+1, section)
	return d
}

// DissolveSection takes a heading away; its lines stay, in the section above.
// The first section becomes unnamed.
func DissolveSection(d Document, id string) Document {
	d = editable(d)
	i := d.sectionIndex(id)
	switch {
	case i == 0:
		d.Sections[0].Name, d.Sections[0].Folded, d.Sections[0].Print = "", false, PrintFull
	case i > 0:
		d.Sections[i-1].Lines = append(d.Sections[i-1].Lines, d.Sections[i].Lines...)
		d.Sections = slices.Delete(d.Sections, i, i+1)
	}
	return d
}

// EditSection changes name, folding or print of a section; its lines and id
// stay as they are.
func EditSection(d Document, id string, change func(*Section)) Document {
	d = editable(d)
	if i := d.sectionIndex(id); i >= 0 {
		s := d.Sections[i]
		change(&s)
		s.ID, s.Lines = id, d.Sections[i].Lines
		d.Sections[i] = s
	}
	return d
}

// row is a heading or a line of the document read from top to bottom.
type row struct {
	section Section // of a heading, without its lines
	line    *Line   // nil on a heading
	// first marks the heading of the first section, above which nothing goes.
	first bool
}

func (r row) moves(ids []string) bool { return r.line != nil && slices.Contains(ids, r.line.ID) }

func (d *Document) rows() []row {
	var out []row
	for i, s := range d.Sections {
		heading := s
		heading.Lines = nil
		out = append(out, row{section: heading, first: i == 0})
		for j := range s.Lines {
			out = append(out, row{line: &s.Lines[j]})
		}
	}
	return out
}

// setRows puts sections together again from rows that begin with a heading.
func (d *Document) setRows(rows []row) {
	var out []Section
	for _, r := range rows {
		if r.line == nil {
			out = append(out, r.section)
			continue
		}
		last := &out[len(out)-1]
		last.Lines = append(last.Lines, *r.line)
	}
	d.Sections = out
}
