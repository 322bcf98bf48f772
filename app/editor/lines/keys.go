package lines

import "litework/document"

// KeyName names a key.
type KeyName string

// The keys the grid knows.
const (
	KeyUp        KeyName = "Up"
	KeyDown      KeyName = "Down"
	KeyLeft      KeyName = "Left"
	KeyRight     KeyName = "Right"
	KeyHome      KeyName = "Home"
	KeyEnd       KeyName = "End"
	KeyPageUp    KeyName = "PageUp"
	KeyPageDown  KeyName = "PageDown"
	KeyEnter     KeyName = "Enter"
	KeyTab       KeyName = "Tab"
	KeyEscape    KeyName = "Escape"
	KeyF2        KeyName = "F2"
	KeyBackspace KeyName = "Backspace"
	KeyDelete    KeyName = "Delete"
	KeyA         KeyName = "A"
	KeyB         KeyName = "B"
	KeyD         KeyName = "D"
	KeyE         KeyName = "E"
	KeyG         KeyName = "G"
	KeyI         KeyName = "I"
)

// Key is a key with what is held down. Ctrl is Cmd on macOS.
type Key struct {
	Name             KeyName
	Ctrl, Shift, Alt bool
}

// Leave says where the focus goes.
type Leave int

// The ways out of the grid.
const (
	Stay Leave = iota
	LeaveUp
	LeaveDown
)

// Effect is what a key did besides changing the model.
type Effect struct {
	// Handled is false for a key the grid has no use for.
	Handled bool
	Leave   Leave
	// Refused says why nothing happened, to be told.
	Refused string
}

var handled = Effect{Handled: true}

// Press takes one key.
func (m *Model) Press(k Key) Effect {
	if e := m.pressQuick(k); e.Handled {
		return e
	}
	if e := m.pressCommand(k); e.Handled {
		return e
	}
	if m.buf != nil {
		return m.pressEdited(k)
	}
	return m.pressChosen(k)
}

// pressCommand takes the keys that do the same in both states.
func (m *Model) pressCommand(k Key) Effect {
	switch k {
	case Key{Name: KeyEnter, Ctrl: true}:
		return m.InsertLine()
	case Key{Name: KeyD, Ctrl: true}:
		return m.Duplicate()
	case Key{Name: KeyD, Ctrl: true, Shift: true}:
		return m.FillDown()
	case Key{Name: KeyG, Ctrl: true}:
		return m.InsertSection()
	case Key{Name: KeyE, Ctrl: true}:
		return m.ToggleEnhanced()
	case Key{Name: KeyBackspace, Ctrl: true, Shift: true}:
		return m.Delete()
	case Key{Name: KeyUp, Alt: true}:
		return m.Move(document.Up)
	case Key{Name: KeyDown, Alt: true}:
		return m.Move(document.Down)
	case Key{Name: KeyUp, Alt: true, Shift: true}:
		return m.MoveSection(document.Up)
	case Key{Name: KeyDown, Alt: true, Shift: true}:
		return m.MoveSection(document.Down)
	case Key{Name: KeyTab}:
		return m.tab()
	case Key{Name: KeyTab, Shift: true}:
		return m.backTab()
	}
	return Effect{}
}

func (m *Model) pressChosen(k Key) Effect {
	row, ok := m.currentRow()
	if !ok {
		return Effect{}
	}
	if k.Shift && !k.Ctrl && !k.Alt && (k.Name == KeyUp || k.Name == KeyDown) {
		m.extend(step(k.Name))
		return handled
	}
	if k.Shift || k.Alt {
		return Effect{}
	}
	if k.Ctrl {
		switch k.Name {
		case KeyA:
			m.selectMore()
		case KeyHome:
			m.ClearSelection()
			m.toEdge(0)
		case KeyEnd:
			m.ClearSelection()
			m.toEdge(len(m.Rows()) - 1)
		default:
			return Effect{}
		}
		return handled
	}
	switch k.Name {
	case KeyDelete, KeyBackspace:
		if len(m.selected) > 0 {
			return m.Delete()
		}
		return m.Empty()
	case KeyEscape:
		if len(m.selected) == 0 {
			return Effect{}
		}
		m.ClearSelection()
		return handled
	}
	m.ClearSelection()
	switch k.Name {
	case KeyEnter:
		if m.blankLast() {
			return m.leaveBlank()
		}
		return Effect{Handled: true, Refused: m.Begin(AtEnd)}
	case KeyF2:
		return Effect{Handled: true, Refused: m.Begin(AtEnd)}
	case KeyLeft, KeyRight:
		if row.Heading {
			m.SetFolded(row.ID, k.Name == KeyLeft)
			return handled
		}
		m.sideways(step(k.Name))
	case KeyUp, KeyDown:
		m.vertical(step(k.Name))
	case KeyHome:
		m.toStop(0)
	case KeyEnd:
		m.toStop(len(m.columns) - 1)
	case KeyPageUp, KeyPageDown:
		m.page(step(k.Name))
	default:
		return Effect{}
	}
	return handled
}

// step is the direction of a key: -1 or 1.
func step(k KeyName) int {
	if k == KeyUp || k == KeyLeft || k == KeyPageUp {
		return -1
	}
	return 1
}

// pressEdited takes the keys of an edit. What moves only the caret is
// delivered to the text.
func (m *Model) pressEdited(k Key) Effect {
	switch k {
	case Key{Name: KeyEscape}:
		m.cancel()
		return handled
	case Key{Name: KeyEnter}:
		if m.cell.Col == Enhanced {
			m.enterEnhanced()
			return handled
		}
		return m.enter()
	case Key{Name: KeyEnter, Shift: true}:
		if m.cell.Col.multiline() {
			m.buf.Insert("\n")
			m.typed()
		}
		return handled
	case Key{Name: KeyF2}:
		m.commit()
		return handled
	case Key{Name: KeyB, Ctrl: true}:
		return m.Bold()
	case Key{Name: KeyI, Ctrl: true}:
		return m.Italic()
	}
	if !k.Shift && !k.Ctrl && !k.Alt {
		if k.Name == KeyUp || k.Name == KeyDown {
			return m.verticalEdited(step(k.Name))
		}
	}
	if k.Alt {
		return Effect{}
	}
	return m.moveCaret(k)
}

// verticalEdited marks an option of a choice, moves the caret, or leaves the
// text at its first or last row.
func (m *Model) verticalEdited(by int) Effect {
	switch {
	case m.cell.Col.IsChoice():
		m.moveMark(by)
	case by < 0 && !m.buf.AtFirstRow():
		m.buf.Up(false)
	case by > 0 && !m.buf.AtLastRow():
		m.buf.Down(false)
	case m.cell.Col == Enhanced && by < 0:
		m.commit()
	case !m.vertical(by):
		if by < 0 {
			m.buf.Home(true, false)
		} else {
			m.buf.End(true, false)
		}
	}
	return handled
}

// moveCaret moves within the text and deletes in it.
func (m *Model) moveCaret(k Key) Effect {
	switch k.Name {
	case KeyLeft:
		m.buf.Left(k.Ctrl, k.Shift)
	case KeyRight:
		m.buf.Right(k.Ctrl, k.Shift)
	case KeyUp:
		m.buf.Up(k.Shift)
	case KeyDown:
		m.buf.Down(k.Shift)
	case KeyHome:
		m.buf.Home(k.Ctrl, k.Shift)
	case KeyEnd:
		m.buf.End(k.Ctrl, k.Shift)
	case KeyPageUp:
		m.buf.Home(true, k.Shift)
	case KeyPageDown:
		m.buf.End(true, k.Shift)
	case KeyA:
		if !k.Ctrl {
			return Effect{}
		}
		m.buf.SelectAll()
	case KeyBackspace:
		m.buf.Backspace(k.Ctrl)
		m.typed()
	case KeyDelete:
		m.buf.Delete(k.Ctrl)
		m.typed()
	default:
		return Effect{}
	}
	return handled
}
