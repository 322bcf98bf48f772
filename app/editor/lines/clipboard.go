package lines

import (
	"strconv"
	"strings"

	"litework/app/editor/session"
	"litework/document"
)

// Memory remembers what was copied. The clipboard holds text alone; while it
// still holds the text put there, lines are pasted whole.
type Memory struct {
	text     string
	sections []document.Section // nil when a cell's text was copied

	// Of what they were copied from: amounts read from Xero count only there.
	document string
	mode     document.TaxMode
}

// holds reports whether a text from the clipboard is the one put there. On its
// way its line breaks may have become others.
func (m *Memory) holds(s string) bool {
	one := func(s string) string { return strings.TrimRight(strings.ReplaceAll(s, "\r\n", "\n"), "\n") }
	return s != "" && one(m.text) == one(s)
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
		*m.cfg.Memory = Memory{text: s, sections: parts, document: m.Doc().ID, mode: m.Doc().TaxMode}
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
	held := m.cfg.Memory
	remembered := held.holds(s)
	switch {
	case remembered && held.sections != nil:
		return m.pasteCopied()
	case !remembered && strings.ContainsAny(strings.TrimRight(s, "\r\n"), "\t\r\n"):
		return m.pasteText(s)
	case strings.TrimSpace(s) == "":
		return handled
	}
	s = strings.TrimRight(s, "\r\n")
	if n, ok := figure(s); ok && m.cell.Col.Number() {
		s = n // (120.00) is negative in a spreadsheet
	}
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

// pasteCopied puts the copied lines in whole. Amounts that Xero gave them
// count on in the same document only, and only a quote has optional lines.
func (m *Model) pasteCopied() Effect {
	held, d := m.cfg.Memory, m.Doc()
	parts := document.Document{Sections: held.sections}.Clone().Sections
	told := ""
	if held.document != d.ID || held.mode != d.TaxMode {
		dropped := 0
		for i := range parts {
			for j := range parts[i].Lines {
				if l := &parts[i].Lines[j]; l.AsRead != nil {
					l.AsRead = nil
					dropped++
				}
			}
		}
		told = AddedUpAnew(dropped)
	}
	if d.Kind != document.Quote {
		told = strings.TrimSpace(told + " " + nowCounted(parts))
	}
	e := m.pasteParts(parts)
	if e.Refused == "" {
		m.tell(told)
	}
	return e
}

// nowCounted tells of optional lines that are pasted where there are none, or
// is "": the total has them now.
func nowCounted(parts []document.Section) string {
	n := 0
	for _, p := range parts {
		for i := range p.Lines {
			if p.Lines[i].Optional {
				n++
			}
		}
	}
	switch n {
	case 0:
		return ""
	case 1:
		return "A line that was optional counts in the total now."
	}
	return strconv.Itoa(n) + " lines that were optional count in the total now."
}

// pasteText makes lines of text from elsewhere.
func (m *Model) pasteText(s string) Effect {
	from := sheet{mode: m.Doc().TaxMode, newLine: m.cfg.NewLine, taxes: m.cfg.Taxes(), accounts: m.cfg.Accounts()}
	read := from.read(s)
	if len(read.lines) == 0 {
		return handled
	}
	e := m.pasteParts([]document.Section{{Lines: read.lines}})
	if e.Refused == "" {
		m.tell(read.words())
	}
	return e
}

// pasteParts puts lines after the current row. Sections among them go behind
// the current section, so that no other line changes hands.
func (m *Model) pasteParts(parts []document.Section) Effect {
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
			for i := range p.Lines {
				p.Lines[i].ID = m.cfg.NewID()
				p.Lines[i].Optional = p.Lines[i].Optional && d.Kind == document.Quote
				made = append(made, p.Lines[i].ID)
			}
			if p.Name == "" {
				d = document.InsertLines(d, after, p.Lines)
			} else {
				p.ID = m.cfg.NewID()
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
