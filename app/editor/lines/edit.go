package lines

import (
	"strings"

	"litework/app/editor/session"
	"litework/app/editor/text"
	"litework/document"
)

// Where the caret stands when an edit begins.
type Caret int

// The places of the caret.
const (
	AtEnd Caret = iota
	AllSelected
)

// Begin edits the current cell. It reports why it cannot, or nothing.
func (m *Model) Begin(caret Caret) (refused string) {
	if m.buf != nil {
		return ""
	}
	if why := m.lockedAt(m.cell.Col); why != "" {
		return why
	}
	l, _, _ := m.Doc().Line(m.cell.Row)
	section := m.sectionOf(m.cell.Row)
	if (m.cell.Col == Name && section == nil) || (m.cell.Col != Name && l == nil) {
		return "" // the row went away
	}
	m.initial = m.Text(m.cell)
	m.buf = text.New(m.initial, m.cell.Col.multiline())
	if caret == AllSelected {
		m.buf.SelectAll()
	}
	m.label, m.key = "Typing", "cell:"+m.cell.Row+":"+string(m.cell.Col.Field())
	if m.cell.Col == Name {
		m.section = *section
	} else {
		m.line = l.Clone()
	}
	if m.fresh == m.cell.Row {
		m.key = freshKey(m.fresh)
	} else {
		m.s.EndStep()
	}
	m.mark, m.moved, m.slash = m.markOf(m.initial), false, false
	return ""
}

func freshKey(id string) string { return "new:" + id }

// lockedAt says why a column cannot be changed; sections and enhanced text
// never leave LiteWork and always can.
func (m *Model) lockedAt(c Column) string {
	if c == Name || c == Enhanced {
		return ""
	}
	return m.cfg.Locked()
}

// typed takes over what the buffer holds, as far as it can be read.
func (m *Model) typed() {
	m.slash = m.slash && strings.HasPrefix(m.buf.String(), "/")
	m.mark, m.moved = m.firstOption(), false
	if m.cell.Col.IsChoice() {
		return // chosen when the edit ends
	}
	_ = m.apply(m.buf.String()) // what cannot be read is told on leaving
}

func (m *Model) editOf(label string) session.Edit {
	return session.Edit{Label: label, Key: m.key, Pauses: m.cell.Col == Enhanced, Back: m.back,
		Place: session.Place{Row: m.cell.Row, Column: int(m.cell.Col)}}
}

// apply sets the field from the line as it was when the edit began, so that
// what a half-typed value brought along goes with it.
func (m *Model) apply(s string) error {
	id := m.cell.Row
	if m.cell.Col == Name {
		m.s.Change(m.editOf(m.label), func(d document.Document) document.Document {
			return document.EditSection(d, id, func(x *document.Section) { x.Name = s })
		})
		return nil
	}
	next, _, err := document.SetField(m.restored(), id, m.cell.Col.Field(), s)
	if err != nil {
		return err
	}
	if !m.changes(&next) {
		return nil
	}
	m.s.Change(m.editOf(m.label), func(document.Document) document.Document { return next })
	return nil
}

// changes reports whether the line of the edit differs from what the document
// holds.
func (m *Model) changes(next *document.Document) bool {
	a, _, _ := next.Line(m.cell.Row)
	b, _, _ := m.Doc().Line(m.cell.Row)
	return a == nil || b == nil || !a.Equal(*b)
}

// restored is the document with the edited line as it was before the edit.
func (m *Model) restored() document.Document {
	d := m.Doc().Clone()
	if l, _, _ := d.Line(m.cell.Row); l != nil {
		*l = m.line.Clone()
	}
	return d
}

// put sets the restored document, which takes the whole edit back.
func (m *Model) putBack() {
	if m.cell.Col == Name {
		_ = m.apply(m.section.Name)
		return
	}
	next := m.restored()
	if m.changes(&next) {
		m.s.Change(m.editOf(m.label), func(document.Document) document.Document { return next })
	}
}

// commit ends the edit and keeps what was typed. Text that cannot be read
// stays in the cell, told; the document has the value from before again.
func (m *Model) commit() {
	if m.buf == nil {
		return
	}
	s := m.buf.String()
	var err error
	switch {
	case m.cell.Col.IsChoice():
		err = m.commitChoice(s)
	case s == m.initial && m.bad[m.cell].Text == "":
		m.putBack() // typed and typed back
	default:
		if m.cell.Col == Description || m.cell.Col == Enhanced {
			s = strings.TrimRight(s, " \n")
		}
		if m.cell.Col == Name {
			s = strings.TrimSpace(s)
		}
		err = m.apply(s)
	}
	delete(m.bad, m.cell)
	if err != nil {
		m.putBack()
		m.bad[m.cell] = Bad{Text: s, Reason: document.ProblemOf(err).Error()}
	}
	cell := m.cell
	if l, _, _ := m.Doc().Line(cell.Row); l != nil && cell.Col != Name && m.line.AsRead != nil && l.AsRead == nil {
		m.tell(AddedUpAnew(1))
	}
	m.endBuffer()
	if err != nil {
		b := m.bad[cell]
		m.bads++
		b.steps, b.nth = m.s.Steps(), m.bads
		m.bad[cell] = b
	}
}

func (m *Model) endBuffer() {
	m.buf, m.slash = nil, false
	if m.cell.Col == Enhanced {
		m.cell.Col = Description
	}
	m.s.EndStep()
}

// cancel ends the edit and gives the cell its old value back. Enhanced text
// closes and keeps.
func (m *Model) cancel() {
	if m.cell.Col == Enhanced {
		m.commit()
		return
	}
	m.putBack()
	m.endBuffer()
}

// EndEdit ends the edit, keeping what was typed, and reports whether every
// cell can be read. Every command calls it first.
func (m *Model) EndEdit() bool {
	m.commit()
	return len(m.bad) == 0
}

// GoToBad chooses the first cell that cannot be read and reports whether there
// is one.
func (m *Model) GoToBad() bool {
	for _, l := range m.Doc().Lines() {
		for _, c := range m.BadInRow(l.ID) {
			m.unfoldLine(l.ID)
			m.moveTo(Cell{l.ID, c})
			return true
		}
	}
	return false
}

// blank reports whether nothing is written in a line, not even something that
// cannot be read.
func (m *Model) blank(id string) bool {
	l, _, _ := m.Doc().Line(id)
	if l == nil || !l.IsEmpty() || len(m.BadInRow(id)) > 0 {
		return false
	}
	return m.buf == nil || m.cell.Row != id || m.cell.Col.IsChoice() || strings.TrimSpace(m.buf.String()) == ""
}

// moveTo ends the edit and chooses another cell. An empty line, or an unnamed
// empty section, does not outlast its leaving.
func (m *Model) moveTo(c Cell) {
	old := m.cell
	m.commit()
	m.cell = c
	if c.Col != Name && c.Col != Enhanced {
		m.wish = c.Col
	}
	if old.Row != c.Row {
		m.drop(old.Row)
		m.fresh = ""
	}
	m.s.EndStep()
}

// DropEmpty removes the current row where nothing is written in it, as leaving
// it for another one does, and reports whether it did.
func (m *Model) DropEmpty() bool {
	rows, i := m.Rows(), m.RowIndex(m.cell.Row)
	if i < 0 || len(rows) < 2 {
		return false
	}
	next := i - 1
	if next < 0 {
		next = 1
	}
	if s := m.sectionOf(m.cell.Row); !m.blank(m.cell.Row) && (s == nil || s.Name != "" || len(s.Lines) > 0) {
		return false
	}
	m.moveTo(m.stopIn(rows[next], m.wish))
	return m.RowIndex(m.cell.Row) >= 0
}

// drop removes a row that was left empty.
func (m *Model) drop(id string) {
	follow := session.Edit{Follow: true}
	if m.blank(id) && len(m.Doc().Lines()) > 1 {
		m.s.Change(follow, func(d document.Document) document.Document {
			return document.RemoveLines(d, []string{id})
		})
		delete(m.selected, id)
		return
	}
	if s := m.sectionOf(id); s != nil && s.Name == "" && len(s.Lines) == 0 && len(m.Doc().Sections) > 1 {
		m.s.Change(follow, func(d document.Document) document.Document {
			return document.DissolveSection(d, id)
		})
	}
}

// Type enters a character: into the text being edited, else it edits the cell
// and replaces its content.
func (m *Model) Type(r rune) (refused string) {
	if m.buf == nil {
		m.ClearSelection()
		if why := m.Begin(AllSelected); why != "" {
			return why
		}
		if m.buf == nil {
			return ""
		}
	}
	m.slash = m.slash || m.opensQuick(r)
	m.buf.Type(r)
	m.typed()
	return ""
}

// Insert enters text into the edit as pasting does.
func (m *Model) Insert(s string) {
	m.buf.Insert(s)
	m.typed()
}

// lastBad is the cell left last with unreadable text, where no step of the
// document came after it.
func (m *Model) lastBad() (cell Cell, ok bool) {
	last := Bad{}
	for c, b := range m.bad {
		if b.steps >= m.s.Steps() && b.nth > last.nth {
			cell, last, ok = c, b, true
		}
	}
	return cell, ok
}

// CanUndo reports whether Undo has something to take back.
func (m *Model) CanUndo() bool {
	if m.buf != nil && m.buf.CanUndo() {
		return true
	}
	_, ok := m.lastBad()
	return ok
}

// Undo takes back typing within the edit, or text that was left unreadable and
// so never came into the document, and reports whether there was some.
func (m *Model) Undo() bool {
	if m.buf == nil {
		c, ok := m.lastBad()
		if ok {
			delete(m.bad, c)
			m.Show(session.Place{Row: c.Row, Column: int(c.Col)})
		}
		return ok
	}
	if !m.buf.Undo() {
		return false
	}
	m.back = true
	m.typed()
	m.back = false
	return true
}

// Redo does typing within the edit again and reports whether there was some.
func (m *Model) Redo() bool {
	if m.buf == nil || !m.buf.Redo() {
		return false
	}
	m.typed()
	return true
}

// Show chooses the place of a step that was undone or redone.
func (m *Model) Show(p session.Place) {
	m.Settle()
	if p.Row == "" {
		return
	}
	m.lookInto(p.Row)
	rows := m.Rows()
	if i := m.RowIndex(p.Row); i >= 0 {
		col := Column(p.Column)
		if col == Enhanced {
			col = Description
		}
		m.cell = m.stopIn(rows[i], col)
	}
}
