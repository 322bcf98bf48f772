package lines

import (
	"strings"

	"litework/app/editor/session"
	"litework/document"
)

// Memory remembers what was copied. The clipboard holds text alone; while it
// still holds the text put there, lines are pasted whole.
type Memory struct {
	text     string
	sections []document.Section // nil when a cell's text was copied
}

// Copy gives the text for the clipboard: selected text, the selected lines, or
// the text of the cell. ok is false when there is nothing.
func (m *Model) Copy() (s string, ok bool) {
	if m.buf != nil {
		s = m.buf.Selected()
		*m.cfg.Memory = Memory{text: s}
		return s, s != ""
	}
	if ids := m.Selection(); len(ids) > 0 {
		parts := m.parts(ids)
		s = Tabbed(parts, m.Doc().TaxMode)
		*m.cfg.Memory = Memory{text: s, sections: parts}
		return s, true
	}
	s = m.Text(m.cell)
	*m.cfg.Memory = Memory{text: s}
	return s, s != ""
}

// Cut is Copy, then deleting what was copied.
func (m *Model) Cut() (s string, ok bool, e Effect) {
	s, ok = m.Copy()
	if !ok {
		return s, ok, handled
	}
	switch {
	case m.buf != nil:
		m.buf.Cut()
		m.typed()
		e = handled
	case len(m.selected) > 0:
		e = m.Delete()
	default:
		e = m.Empty()
	}
	return s, ok, e
}

// parts are the lines with the headings of the sections that are copied
// completely; the others come without.
func (m *Model) parts(ids []string) []document.Section {
	chosen := map[string]bool{}
	for _, id := range ids {
		chosen[id] = true
	}
	var out []document.Section
	d := m.Doc().Clone()
	for _, s := range d.Sections {
		var lines []document.Line
		for _, l := range s.Lines {
			if chosen[l.ID] {
				lines = append(lines, l)
			}
		}
		if len(lines) == 0 {
			continue
		}
		if len(lines) < len(s.Lines) {
			s.Name, s.Folded, s.Print = "", false, document.PrintFull
		}
		s.Lines = lines
		out = append(out, s)
	}
	// One section alone is copied for its lines.
	if len(out) == 1 {
		out[0].Name = ""
	}
	return out
}

// Paste takes text from the clipboard: into the edit, as lines, or as the text
// of the cell.
func (m *Model) Paste(s string) Effect {
	if m.buf != nil {
		m.Insert(s)
		return handled
	}
	remembered := m.cfg.Memory.text == s && s != ""
	switch {
	case remembered && m.cfg.Memory.sections != nil:
		return m.pasteParts(m.cfg.Memory.sections, nil)
	case !remembered && strings.ContainsAny(strings.TrimRight(s, "\r\n"), "\t\n"):
		parts, bad := ParseTabbed(s, m.cfg.NewLine)
		return m.pasteParts(parts, bad)
	case strings.TrimSpace(s) == "":
		return handled
	}
	s = strings.TrimRight(s, "\r\n")
	if why := m.Begin(AllSelected); why != "" {
		return Effect{Handled: true, Refused: why}
	}
	if m.buf == nil {
		return handled
	}
	m.label = "Paste"
	m.Insert(s)
	m.commit()
	return handled
}

// pasteParts puts lines after the current row. Sections among them go behind
// the current section, so that no other line changes hands.
func (m *Model) pasteParts(parts []document.Section, bad map[string]map[Column]Bad) Effect {
	if e, no := m.locked(); no {
		return e
	}
	if len(parts) == 0 {
		return handled
	}
	m.ClearSelection()
	after, old := m.cell.Row, m.cell.Row
	var made []string
	m.s.Change(m.edit("Paste"), func(d document.Document) document.Document {
		for _, p := range parts {
			lines := make([]document.Line, len(p.Lines))
			for i, l := range p.Lines {
				l = l.Clone()
				was := l.ID
				l.ID = m.cfg.NewID()
				for c, b := range bad[was] {
					m.bad[Cell{l.ID, c}] = b
				}
				if d.Kind != document.Quote {
					l.Optional = false
				}
				lines[i] = l
				made = append(made, l.ID)
			}
			if p.Name == "" {
				d = document.InsertLines(d, after, lines)
			} else {
				p.ID, p.Lines = m.cfg.NewID(), lines
				d = document.InsertSection(d, lastOfSection(&d, after), p)
			}
			after = made[len(made)-1]
		}
		return d
	})
	for _, id := range made {
		m.selected[id] = true
	}
	m.cell, m.anchor = m.cellIn(made[0]), made[0]
	m.unfoldLine(made[0])
	if m.blank(old) {
		m.s.Change(session.Edit{Follow: true}, func(d document.Document) document.Document {
			return document.RemoveLines(d, []string{old})
		})
	}
	m.s.EndStep()
	return handled
}

// lastOfSection is the last line of the section that a row is in, or the
// section itself when it has none.
func lastOfSection(d *document.Document, row string) string {
	for i := range d.Sections {
		s := &d.Sections[i]
		_, in, _ := d.Line(row)
		if in != i && s.ID != row {
			continue
		}
		if n := len(s.Lines); n > 0 {
			return s.Lines[n-1].ID
		}
		return s.ID
	}
	return ""
}
