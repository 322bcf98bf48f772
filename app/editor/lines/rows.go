package lines

import "litework/document"

// Rows are the visible rows in order: headings that are drawn, and the lines
// of sections that are not folded.
func (m *Model) Rows() []Row {
	d := m.s.Doc()
	// A first section that lost its name keeps its heading while that is the
	// current cell: nothing vanishes under the caret.
	held := len(d.Sections) > 0 && m.cell == (Cell{d.Sections[0].ID, Name})
	m.endPeek()
	if m.rowsOf == d && m.rowsHeld == held && m.rowsPeek == m.peek {
		return m.rows
	}
	var rows []Row
	for i := range d.Sections {
		s := &d.Sections[i]
		drawn := i > 0 || s.Name != "" || held
		if drawn {
			rows = append(rows, Row{ID: s.ID, Heading: true, Section: i})
		}
		if drawn && m.Folded(i) {
			continue
		}
		for j := range s.Lines {
			rows = append(rows, Row{ID: s.Lines[j].ID, Section: i, Place: j})
		}
	}
	m.rows, m.rowsOf, m.rowsHeld, m.rowsPeek = rows, d, held, m.peek
	return rows
}

// Folded reports whether the lines of a section, by its index, are hidden.
func (m *Model) Folded(section int) bool {
	s := &m.s.Doc().Sections[section]
	return s.Folded && s.ID != m.peek
}

// endPeek folds a section again that was only looked into, once the current
// cell has left it.
func (m *Model) endPeek() {
	if m.peek == "" || m.cell.Row == m.peek {
		return
	}
	d := m.s.Doc()
	if _, i, _ := d.Line(m.cell.Row); i < 0 || d.Sections[i].ID != m.peek {
		m.peek = ""
	}
}

// Totals are the sums of the document as it is.
func (m *Model) Totals() document.Totals {
	if d := m.s.Doc(); m.totalOf != d {
		if m.totalOf == nil || !m.totalOf.SamePricing(d) {
			m.totals = d.Totals()
		}
		m.totalOf = d
	}
	return m.totals
}
