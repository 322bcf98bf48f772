package lines

import (
	"slices"
	"strconv"

	"litework/app/editor/session"
	"litework/document"
)

func (m *Model) edit(label string) session.Edit {
	return session.Edit{Label: label, Place: session.Place{Row: m.cell.Row, Column: int(m.cell.Col)}}
}

// locked refuses a command that Xero would see, on a document that it would
// refuse.
func (m *Model) locked() (Effect, bool) {
	if why := m.cfg.Locked(); why != "" {
		return Effect{Handled: true, Refused: why}, true
	}
	return Effect{}, false
}

// InsertLine puts a new line below the current row and edits its description.
func (m *Model) InsertLine() Effect {
	if e, no := m.locked(); no {
		return e
	}
	m.ClearSelection()
	if m.blank(m.cell.Row) {
		// The empty line would give way to just such a one.
		m.moveTo(Cell{m.cell.Row, Description})
		m.Begin(AtEnd)
		return handled
	}
	return m.insertAfter(m.cell.Row)
}

// AppendLine puts a new line at the end of the document.
func (m *Model) AppendLine() Effect {
	if e, no := m.locked(); no {
		return e
	}
	m.ClearSelection()
	all := m.Doc().Lines()
	if n := len(all); n > 0 && m.blank(all[n-1].ID) {
		m.unfoldLine(all[n-1].ID)
		m.moveTo(Cell{all[n-1].ID, Description})
		m.Begin(AtEnd)
		return handled
	}
	return m.insertAfter("")
}

func (m *Model) insertAfter(after string) Effect {
	if e, no := m.locked(); no {
		m.commit()
		return e
	}
	m.commit()
	line := m.cfg.NewLine(m.cfg.NewID())
	e := m.edit("Insert line")
	e.Key, e.Place.Row = freshKey(line.ID), line.ID
	e.Place.Column = int(Description)
	m.s.Change(e, func(d document.Document) document.Document {
		d = document.InsertLine(d, after, line)
		if _, i, _ := d.Line(line.ID); d.Sections[i].Folded {
			d.Sections[i].Folded = false
		}
		return d
	})
	old := m.cell.Row
	m.cell = Cell{line.ID, Description}
	m.wish = Description
	m.fresh = line.ID
	if old != line.ID && m.blank(old) {
		m.drop(old)
	}
	m.Begin(AtEnd)
	return handled
}

// InsertSection begins a section after the current line and edits its name.
// The lines that follow are in it.
func (m *Model) InsertSection() Effect {
	m.ClearSelection()
	m.commit()
	after := m.cell.Row
	if s := m.sectionOf(after); s != nil && len(s.Lines) > 0 {
		// On a heading: after the whole section, so that no line changes hands.
		after = s.Lines[len(s.Lines)-1].ID
	}
	return m.newSection(after)
}

// AppendSection begins a section at the end of the document.
func (m *Model) AppendSection() Effect {
	m.ClearSelection()
	m.commit()
	return m.newSection("")
}

func (m *Model) newSection(after string) Effect {
	section := document.Section{ID: m.cfg.NewID()}
	e := m.edit("Insert section")
	e.Key, e.Place = freshKey(section.ID), session.Place{Row: section.ID, Column: int(Name)}
	m.s.Change(e, func(d document.Document) document.Document {
		return document.InsertSection(d, after, section)
	})
	old := m.cell.Row
	m.cell = Cell{section.ID, Name}
	m.fresh = section.ID
	if m.blank(old) {
		m.drop(old)
	}
	m.Begin(AtEnd)
	return handled
}

// Duplicate copies the lines below themselves.
func (m *Model) Duplicate() Effect {
	if e, no := m.locked(); no {
		return e
	}
	m.commit()
	ids := m.targets()
	if len(ids) == 0 {
		return Effect{Handled: true, Refused: "Choose a line to duplicate."}
	}
	var made []string
	several := len(m.selected) > 0
	m.s.Change(m.edit("Duplicate"), func(d document.Document) document.Document {
		d, made = document.DuplicateLines(d, ids, m.cfg.NewID)
		return d
	})
	m.ClearSelection()
	m.cell = m.cellIn(made[0])
	if several {
		for _, id := range made {
			m.selected[id] = true
		}
		m.anchor = made[0]
	}
	return handled
}

// cellIn is the cell of a line in the current column.
func (m *Model) cellIn(id string) Cell {
	c := m.wish
	if !slices.Contains(m.columns, c) {
		c = Description
	}
	return Cell{id, c}
}

// FillDown copies the current column from the line above.
func (m *Model) FillDown() Effect {
	col := m.cell.Col
	if why := m.lockedAt(col); why != "" {
		return Effect{Handled: true, Refused: why}
	}
	m.commit()
	ids := m.targets()
	if len(ids) == 0 || col == Name {
		return Effect{Handled: true, Refused: "Choose a line to fill."}
	}
	if len(ids) == 1 && m.Doc().Lines()[0].ID == ids[0] {
		return Effect{Handled: true, Refused: "There is no line above to fill from."}
	}
	dropped := 0
	m.s.Change(m.edit("Fill down"), func(d document.Document) document.Document {
		d, dropped = document.FillDown(d, ids, col.Field())
		return d
	})
	for _, id := range ids {
		delete(m.bad, Cell{id, col})
	}
	m.s.EndStep()
	m.tell(AddedUpAnew(dropped))
	return handled
}

// AddedUpAnew tells that amounts read from Xero no longer count for a number
// of lines; "" for none.
func AddedUpAnew(lines int) string {
	switch lines {
	case 0:
		return ""
	case 1:
		return "Xero’s own amounts no longer count for this line. It is added up anew."
	}
	return "Xero’s own amounts no longer count for " + strconv.Itoa(lines) + " lines. They are added up anew."
}

// Empty empties the current cell.
func (m *Model) Empty() Effect {
	if why := m.Begin(AllSelected); why != "" {
		return Effect{Handled: true, Refused: why}
	}
	if m.buf == nil {
		return handled
	}
	m.label = "Clear cell"
	m.buf.Delete(false)
	m.typed()
	m.commit()
	return handled
}

// Delete deletes the lines. On a heading it dissolves the section; its lines
// stay.
func (m *Model) Delete() Effect {
	m.commit()
	ids := m.targets()
	if len(ids) == 0 {
		return m.dissolve()
	}
	if e, no := m.locked(); no {
		return e
	}
	next := m.afterDelete(ids)
	m.s.Change(m.edit("Delete lines"), func(d document.Document) document.Document {
		d = document.RemoveLines(d, ids)
		if len(d.Lines()) == 0 {
			line := m.cfg.NewLine(m.cfg.NewID())
			d, next = document.InsertLine(d, "", line), line.ID
		}
		return d
	})
	m.ClearSelection()
	m.Settle()
	if i := m.RowIndex(next); i >= 0 {
		m.cell = m.stopIn(m.Rows()[i], m.wish)
	}
	m.s.EndStep()
	return handled
}

// afterDelete is the row that takes the place of what is deleted: the next one
// that stays, else the one before.
func (m *Model) afterDelete(ids []string) string {
	rows := m.Rows()
	from := max(0, m.RowIndex(ids[0]))
	stays := func(r Row) bool { return !slices.Contains(ids, r.ID) }
	for _, r := range rows[from:] {
		if stays(r) {
			return r.ID
		}
	}
	for i := from - 1; i >= 0; i-- {
		if stays(rows[i]) {
			return rows[i].ID
		}
	}
	return ""
}

func (m *Model) dissolve() Effect {
	s := m.sectionOf(m.cell.Row)
	if s == nil {
		return handled
	}
	next := m.cell.Row
	if len(s.Lines) > 0 {
		next = s.Lines[0].ID
	}
	m.s.Change(m.edit("Dissolve section"), func(d document.Document) document.Document {
		return document.DissolveSection(d, s.ID)
	})
	m.Settle()
	m.goRow(next)
	return handled
}

// Move moves the lines one place, across sections; on a heading the section.
func (m *Model) Move(by document.Direction) Effect {
	ids := m.targets()
	if len(ids) == 0 {
		return m.MoveSection(by)
	}
	return m.rearrange("Move lines", func(d document.Document) document.Document {
		return document.MoveLines(d, ids, by)
	})
}

// MoveSection moves the section of the current row with its lines.
func (m *Model) MoveSection(by document.Direction) Effect {
	row, ok := m.currentRow()
	if !ok {
		return handled
	}
	id := m.Doc().Sections[row.Section].ID
	return m.rearrange("Move section", func(d document.Document) document.Document {
		return document.MoveSection(d, id, by)
	})
}

// MoveAfter moves the given lines behind a line, or first into a section, as
// dragging does.
func (m *Model) MoveAfter(ids []string, after string) Effect {
	return m.rearrange("Move lines", func(d document.Document) document.Document {
		return document.MoveLinesAfter(d, ids, after)
	})
}

// rearrange changes the order of lines. What is chosen or edited stays so, and
// a section that lines came into is unfolded.
func (m *Model) rearrange(label string, fn func(document.Document) document.Document) Effect {
	if e, no := m.locked(); no {
		return e
	}
	m.commit()
	m.s.Change(m.edit(label), fn)
	m.unfoldLine(m.cell.Row)
	m.s.EndStep()
	return handled
}

// SetFolded folds or unfolds a section.
func (m *Model) SetFolded(id string, folded bool) {
	s := m.sectionOf(id)
	if s == nil {
		return
	}
	if s.Folded == folded {
		if folded && m.peek == id { // it was only looked into
			m.commit()
			m.cell, m.peek = Cell{id, Name}, ""
		}
		return
	}
	m.commit()
	label := "Unfold section"
	if folded {
		label = "Fold section"
	}
	m.s.Change(editOfSection(label, id), func(d document.Document) document.Document {
		return document.EditSection(d, id, func(s *document.Section) { s.Folded = folded })
	})
	if m.RowIndex(m.cell.Row) < 0 {
		m.cell = Cell{id, Name}
	}
	m.s.EndStep()
}

// editOfSection is a command on a section, wherever the current cell is.
func editOfSection(label, id string) session.Edit {
	return session.Edit{Label: label, Place: session.Place{Row: id, Column: int(Name)}}
}

// unfoldLine makes sure a line can be seen. Where that cannot be part of the
// step before, its section is only looked into.
func (m *Model) unfoldLine(id string) {
	if m.RowIndex(id) >= 0 {
		return
	}
	if _, i, _ := m.Doc().Line(id); i >= 0 && m.Doc().Sections[i].Folded {
		section := m.Doc().Sections[i].ID
		m.s.Change(session.Edit{Follow: true}, func(d document.Document) document.Document {
			return document.EditSection(d, section, func(s *document.Section) { s.Folded = false })
		})
		m.lookInto(id)
	}
}

// lookInto shows a line of a folded section for as long as the current cell,
// which it becomes, stays there.
func (m *Model) lookInto(id string) {
	_, i, _ := m.Doc().Line(id)
	if i < 0 || !m.Folded(i) {
		return
	}
	col := m.cell.Col
	if col == Name || col == Enhanced {
		col = Description
	}
	m.cell, m.peek = Cell{id, col}, m.Doc().Sections[i].ID
}

// SetPrint says how a section appears on paper.
func (m *Model) SetPrint(id string, p document.SectionPrint) {
	m.commit()
	m.s.Change(editOfSection("Section on paper", id), func(d document.Document) document.Document {
		return document.EditSection(d, id, func(s *document.Section) { s.Print = p })
	})
}

// ToggleOptional takes lines of a quote out of the total or in again.
func (m *Model) ToggleOptional() Effect {
	if e, no := m.locked(); no {
		return e
	}
	m.commit()
	ids := m.targets()
	if len(ids) == 0 || m.Doc().Kind != document.Quote {
		return Effect{Handled: true, Refused: "Only lines of a quote can be optional."}
	}
	first, _, _ := m.Doc().Line(ids[0])
	optional := !first.Optional
	m.s.Change(m.edit("Optional"), func(d document.Document) document.Document {
		return document.SetOptional(d, ids, optional)
	})
	return handled
}
