package lines

import "slices"

// vertical goes to the row above or below in the same column, and reports
// whether there is one.
func (m *Model) vertical(by int) bool {
	rows := m.Rows()
	i := m.RowIndex(m.cell.Row) + by
	if i < 0 || i >= len(rows) {
		return false
	}
	wish := m.wish
	m.moveTo(m.stopIn(rows[i], wish))
	m.wish = wish
	return true
}

// sideways goes to the neighbouring stop of the line.
func (m *Model) sideways(by int) {
	i := slices.Index(m.columns, m.cell.Col) + by
	if i >= 0 && i < len(m.columns) {
		m.moveTo(Cell{m.cell.Row, m.columns[i]})
	}
}

// toStop goes to a stop of the current line by its place.
func (m *Model) toStop(i int) {
	if row, ok := m.currentRow(); ok && !row.Heading {
		m.moveTo(Cell{m.cell.Row, m.columns[i]})
	}
}

// toEdge goes to the first or last row of the document.
func (m *Model) toEdge(i int) {
	col := m.columns[0]
	if i > 0 {
		col = m.columns[len(m.columns)-1]
	}
	m.moveTo(m.stopIn(m.Rows()[i], col))
}

// page goes one view up or down.
func (m *Model) page(by int) {
	rows := m.Rows()
	if i := m.RowIndex(m.cfg.Page(m.cell.Row, by)); i >= 0 {
		wish := m.wish
		m.moveTo(m.stopIn(rows[i], wish))
		m.wish = wish
	}
}

// tab goes to the next stop, over line ends; from the end of the last line to
// a new one, from an empty last line to the notes.
func (m *Model) tab() Effect {
	m.ClearSelection()
	if m.blankLast() && !m.onlyLine() {
		return m.leaveBlank()
	}
	if m.cell.Col == Enhanced {
		m.commit() // its place in the line is after the description
	}
	rows := m.Rows()
	i := m.RowIndex(m.cell.Row)
	if i < 0 {
		return Effect{Handled: true, Leave: LeaveDown}
	}
	if at := slices.Index(m.columns, m.cell.Col); !rows[i].Heading && at+1 < len(m.columns) {
		m.moveTo(Cell{m.cell.Row, m.columns[at+1]})
		return handled
	}
	if i+1 < len(rows) {
		m.moveTo(m.stopIn(rows[i+1], Description))
		return handled
	}
	if m.blank(m.cell.Row) || m.foldedHeading(rows[i]) || m.cfg.Locked() != "" {
		m.commit()
		return Effect{Handled: true, Leave: LeaveDown}
	}
	return m.insertAfter(m.cell.Row)
}

func (m *Model) foldedHeading(r Row) bool { return r.Heading && m.Folded(r.Section) }

// backTab goes to the stop before; from the first one to the fields.
func (m *Model) backTab() Effect {
	m.ClearSelection()
	if m.cell.Col == Enhanced {
		m.commit()
		return handled
	}
	rows := m.Rows()
	i := m.RowIndex(m.cell.Row)
	if i < 0 {
		return Effect{Handled: true, Leave: LeaveUp}
	}
	if at := slices.Index(m.columns, m.cell.Col); !rows[i].Heading && at > 0 {
		m.moveTo(Cell{m.cell.Row, m.columns[at-1]})
		return handled
	}
	if i == 0 {
		m.commit()
		return Effect{Handled: true, Leave: LeaveUp}
	}
	m.moveTo(m.stopIn(rows[i-1], m.columns[len(m.columns)-1]))
	return handled
}

// enter ends the edit and goes to the cell below; from the last line of a
// section to a new line, from an empty last line to the notes.
func (m *Model) enter() Effect {
	if m.blankLast() && !m.onlyLine() {
		return m.leaveBlank()
	}
	rows := m.Rows()
	i := m.RowIndex(m.cell.Row)
	below := i+1 < len(rows)
	same := below && !rows[i+1].Heading && rows[i+1].Section == rows[i].Section
	switch {
	case same, below && (m.foldedHeading(rows[i]) || m.blank(m.cell.Row)):
		m.moveTo(m.stopIn(rows[i+1], m.wish))
	case m.blank(m.cell.Row), m.cfg.Locked() != "", m.foldedHeading(rows[i]):
		m.commit()
	default:
		return m.insertAfter(m.cell.Row)
	}
	return handled
}

func (m *Model) onlyLine() bool { return len(m.Doc().Lines()) == 1 }

// blankLast reports whether the current row is the document's last line and
// empty.
func (m *Model) blankLast() bool {
	all := m.Doc().Lines()
	return len(all) > 1 && all[len(all)-1].ID == m.cell.Row && m.RowIndex(m.cell.Row) == len(m.Rows())-1 &&
		m.blank(m.cell.Row)
}

// leaveBlank removes the empty last line and leaves to the notes.
func (m *Model) leaveBlank() Effect {
	rows := m.Rows()
	i := m.RowIndex(m.cell.Row)
	if i > 0 {
		m.moveTo(m.stopIn(rows[i-1], Description))
	}
	return Effect{Handled: true, Leave: LeaveDown}
}
