package lines

// Selected reports whether a line is selected.
func (m *Model) Selected(id string) bool { return m.selected[id] }

// Selection is the selected lines in order.
func (m *Model) Selection() []string {
	if len(m.selected) == 0 {
		return nil
	}
	var out []string
	for _, l := range m.Doc().Lines() {
		if m.selected[l.ID] {
			out = append(out, l.ID)
		}
	}
	return out
}

// ClearSelection selects nothing.
func (m *Model) ClearSelection() {
	clear(m.selected)
	m.anchor = ""
}

// targets are the lines a command acts on: the selected ones, else the current
// one; none on a heading.
func (m *Model) targets() []string {
	if s := m.Selection(); len(s) > 0 {
		return s
	}
	if l, _, _ := m.Doc().Line(m.cell.Row); l != nil {
		return []string{l.ID}
	}
	return nil
}

// extend selects from where the selection began to the row above or below.
func (m *Model) extend(by int) {
	if m.anchor == "" {
		m.anchor = m.cell.Row
		m.selectRange(m.cell.Row)
		if l, _, _ := m.Doc().Line(m.cell.Row); l == nil {
			// From a heading the first step takes the line it leads to.
			m.vertical(by)
			m.selectRange(m.cell.Row)
			return
		}
	}
	m.vertical(by)
	m.selectRange(m.cell.Row)
}

// selectRange selects the lines between the anchor and a row.
func (m *Model) selectRange(to string) {
	clear(m.selected)
	from := m.RowIndex(m.anchor)
	end := m.RowIndex(to)
	if from < 0 || end < 0 {
		return
	}
	for _, r := range m.Rows()[min(from, end) : max(from, end)+1] {
		if !r.Heading {
			m.selected[r.ID] = true
		}
	}
}

// SelectTo selects up to a row, as Shift+click does.
func (m *Model) SelectTo(row string) {
	m.commit()
	if m.anchor == "" {
		m.anchor = m.cell.Row
	}
	anchor := m.anchor
	m.goRow(row)
	m.anchor = anchor
	m.selectRange(row)
}

// SelectToggle takes a line into the selection or out of it, as Ctrl+click
// does.
func (m *Model) SelectToggle(row string) {
	m.commit()
	m.goRow(row)
	if m.selected[row] {
		delete(m.selected, row)
	} else if l, _, _ := m.Doc().Line(row); l != nil {
		m.selected[row] = true
	}
	m.anchor = row
}

// SelectOnly selects one line, as a click on its handle does.
func (m *Model) SelectOnly(row string) {
	m.commit()
	m.goRow(row)
	m.ClearSelection()
	m.selected[row] = true
	m.anchor = row
}

// goRow chooses the row, keeping the column.
func (m *Model) goRow(id string) {
	if i := m.RowIndex(id); i >= 0 {
		wish := m.wish
		m.moveTo(m.stopIn(m.Rows()[i], wish))
		m.wish = wish
	}
}

// SelectAll is Ctrl+A: all text of an edit, else the lines of the section, and
// again all lines.
func (m *Model) SelectAll() {
	if m.buf != nil {
		m.buf.SelectAll()
		return
	}
	m.selectMore()
}

func (m *Model) selectMore() {
	d := m.Doc()
	row, ok := m.currentRow()
	if !ok {
		return
	}
	section := d.Sections[row.Section].Lines
	all := len(section) == 0
	if !all {
		all = true
		for _, l := range section {
			all = all && m.selected[l.ID]
		}
	}
	clear(m.selected)
	if all {
		for _, l := range d.Lines() {
			m.selected[l.ID] = true
		}
		return
	}
	for _, l := range section {
		m.selected[l.ID] = true
	}
	m.anchor = m.cell.Row
}

// Click chooses a cell and edits it. A choice opens its list. It reports why
// it cannot be edited, or nothing; the cell is chosen then.
func (m *Model) Click(c Cell) (refused string) {
	m.ClearSelection()
	if m.cell == c && m.buf != nil {
		return ""
	}
	m.moveTo(c)
	if m.RowIndex(c.Row) < 0 {
		m.settle()
		return ""
	}
	if c.Col.Number() {
		return m.Begin(AllSelected)
	}
	return m.Begin(AtEnd)
}

// Choose chooses a cell without editing it.
func (m *Model) Choose(c Cell) {
	m.ClearSelection()
	m.moveTo(c)
	m.settle()
}
