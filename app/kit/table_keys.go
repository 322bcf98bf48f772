package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"litework/app/theme"
)

var (
	_ fyne.Focusable    = (*DataTable)(nil)
	_ fyne.Shortcutable = (*DataTable)(nil)
	_ fyne.Accessible   = (*DataTable)(nil)
	_ desktop.Keyable   = (*DataTable)(nil)
	_ Nameable          = (*DataTable)(nil)
)

// FocusGained makes a row current, if none is.
func (t *DataTable) FocusGained() {
	t.focused = true
	if t.current < 0 && t.len() > 0 && !t.byMouse {
		first, _ := t.body.shownRange()
		t.SetCurrent(first)
	}
	t.Refresh()
}

// FocusLost takes the ring away.
func (t *DataTable) FocusLost() {
	t.focused, t.byMouse, t.shift = false, false, false
	t.Refresh()
}

// KeyDown follows the Shift key.
func (t *DataTable) KeyDown(k *fyne.KeyEvent) { t.keyDown(k) }

// KeyUp follows the Shift key.
func (t *DataTable) KeyUp(k *fyne.KeyEvent) { t.keyUp(k) }

// TypedRune goes to the search on a slash.
func (t *DataTable) TypedRune(r rune) {
	if r == '/' && t.Model.OnSearch != nil {
		t.Model.OnSearch()
	}
}

// TypedKey moves the current row, opens, selects.
func (t *DataTable) TypedKey(k *fyne.KeyEvent) {
	page := max(1, int(t.scroll.Size().Height/theme.RowHeight)-1)
	switch k.Name {
	case fyne.KeyUp:
		if t.current <= 0 && !t.shifted() && t.Model.OnTop != nil {
			t.Model.OnTop()
			return
		}
		t.move(t.current - 1)
	case fyne.KeyDown:
		t.move(t.current + 1)
	case fyne.KeyPageUp:
		t.move(t.current - page)
	case fyne.KeyPageDown:
		t.move(t.current + page)
	case fyne.KeyHome:
		t.move(0)
	case fyne.KeyEnd:
		t.move(t.len() - 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		t.open()
	case fyne.KeySpace:
		if t.current >= 0 && t.Model.OnToggle != nil {
			t.anchor = t.current
			t.Model.OnToggle(t.current)
			t.RefreshRows()
		}
	case desktop.KeyMenu:
		t.context(t.currentPosition())
	case fyne.KeyF10:
		if t.shifted() {
			t.context(t.currentPosition())
			return
		}
		t.pass(k)
	case fyne.KeyEscape:
		if t.Model.OnClear != nil && t.Model.OnClear() {
			t.RefreshRows()
			return
		}
		t.pass(k)
	default:
		t.pass(k)
	}
}

func (t *DataTable) pass(k *fyne.KeyEvent) {
	if t.OnKey != nil && t.OnKey(k) {
		return
	}
	passKey(t, k)
}

// TypedShortcut selects all on Ctrl+A and hands on the rest.
func (t *DataTable) TypedShortcut(s fyne.Shortcut) {
	if t.OnShortcut != nil && t.OnShortcut(s) {
		return
	}
	if _, ok := s.(*fyne.ShortcutSelectAll); ok && t.Model.OnSelectAll != nil {
		t.selectAll(true)
		return
	}
	passShortcut(t, s)
}

// move makes a row current by a key; with Shift the selection follows.
func (t *DataTable) move(to int) {
	n := t.len()
	if n == 0 {
		return
	}
	from := t.anchorRow()
	to = max(0, min(to, n-1))
	if t.shifted() && t.Model.OnExtend != nil {
		t.anchor = from
		t.SetCurrent(to)
		t.Model.OnExtend(from, to)
		t.RefreshRows()
		return
	}
	t.anchor = to
	t.SetCurrent(to)
}

// anchorRow is where an extension starts.
func (t *DataTable) anchorRow() int {
	if t.anchor >= 0 && t.anchor < t.len() {
		return t.anchor
	}
	return max(0, t.current)
}

func (t *DataTable) open() {
	if t.current >= 0 && t.current < t.len() && t.Model.OnOpen != nil {
		t.Model.OnOpen(t.current)
	}
}

func (t *DataTable) context(at fyne.Position) {
	if t.current >= 0 && t.Model.OnContext != nil {
		t.Model.OnContext(t.current, at)
	}
}

// currentPosition is where a menu for the current row opens.
func (t *DataTable) currentPosition() fyne.Position {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(t.scroll)
	return at.AddXY(40, float32(t.current)*theme.RowHeight-t.scroll.Offset.Y+theme.RowHeight)
}

func (t *DataTable) selectAll(on bool) {
	if t.Model.OnSelectAll != nil {
		t.Model.OnSelectAll(on)
		t.RefreshRows()
	}
}

func (t *DataTable) headState() CheckState {
	if t.Model.HeadState == nil {
		return Unchecked
	}
	return t.Model.HeadState()
}

// SortBy sorts by a column as a click on its title does.
func (t *DataTable) SortBy(column int) { t.sortBy(column) }

func (t *DataTable) sortBy(column int) {
	desc := t.sort == column && !t.desc
	t.SetSort(column, desc)
	if t.Model.OnSort != nil {
		t.Model.OnSort(column, desc)
	}
}
