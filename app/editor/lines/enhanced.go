package lines

import "litework/document"

// ToggleEnhanced opens the enhanced text of the current line, or closes it and
// keeps it.
func (m *Model) ToggleEnhanced() Effect {
	if m.cell.Col == Enhanced {
		m.commit()
		return handled
	}
	l, _, _ := m.Doc().Line(m.cell.Row)
	if l == nil {
		return Effect{Handled: true, Refused: "Enhanced text belongs to a line."}
	}
	m.ClearSelection()
	m.commit()
	m.cell.Col = Enhanced
	m.Begin(AtEnd)
	return handled
}

// Bold marks the selection of enhanced text, or the word at the caret, bold.
func (m *Model) Bold() Effect { return m.markup(document.ToggleBold) }

// Italic does the same for italic.
func (m *Model) Italic() Effect { return m.markup(document.ToggleItalic) }

// Bullets makes the lines of the selection a list.
func (m *Model) Bullets() Effect { return m.markup(document.ToggleBullets) }

// Numbers makes them a numbered list.
func (m *Model) Numbers() Effect { return m.markup(document.ToggleNumbers) }

func (m *Model) markup(fn func(document.TextEdit) document.TextEdit) Effect {
	if m.buf == nil || m.cell.Col != Enhanced {
		return Effect{}
	}
	from, to := m.buf.Selection()
	out := fn(document.TextEdit{Text: m.buf.String(), Start: from, End: to})
	m.buf.Replace(out.Text, out.Start, out.End)
	m.typed()
	return handled
}

// enterEnhanced breaks the line of enhanced text, or goes on with a list.
func (m *Model) enterEnhanced() {
	from, to := m.buf.Selection()
	out, ok := document.EnterInList(document.TextEdit{Text: m.buf.String(), Start: from, End: to})
	if ok {
		m.buf.Replace(out.Text, out.Start, out.End)
	} else {
		m.buf.Insert("\n")
	}
	m.typed()
}
