package kit

import (
	"runtime"

	"fyne.io/fyne/v2"
)

// wordModifier is the key that makes arrows jump words.
func wordModifier() fyne.KeyModifier {
	if runtime.GOOS == "darwin" {
		return fyne.KeyModifierAlt
	}
	return fyne.KeyModifierControl
}

// SelectAll selects all text.
func (e *Entry) SelectAll() { e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{}) }

// Caret returns how many characters stand before the caret.
func (e *Entry) Caret() int { return e.CursorTextOffset() }

// SetCaret puts the caret behind the first n characters and drops the
// selection.
func (e *Entry) SetCaret(n int) {
	n = max(0, min(n, len([]rune(e.Text))))
	e.dropSelection()
	// The rows of wrapped text are known to widget.Entry alone; it tells the
	// offset of a row's start, 0 for a row that does not exist.
	row, start := 0, 0
	for {
		e.CursorRow, e.CursorColumn = row+1, 0
		next := e.CursorTextOffset()
		if next == 0 || next > n {
			break
		}
		row, start = row+1, next
	}
	e.CursorRow, e.CursorColumn = row, n-start
	e.Refresh()
}

// dropSelection ends a selection as pressing an arrow without Shift does.
func (e *Entry) dropSelection() {
	if e.Entry.SelectedText() == "" {
		return
	}
	e.Entry.KeyUp(&fyne.KeyEvent{Name: "LeftShift"})
	e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
}

// AtFirstRow reports whether the caret is in the first visual row.
func (e *Entry) AtFirstRow() bool { return e.CursorRow == 0 }

// AtLastRow reports whether the caret is in the last visual row.
func (e *Entry) AtLastRow() bool {
	row, col := e.CursorRow, e.CursorColumn
	e.CursorRow, e.CursorColumn = row+1, 0
	last := e.CursorTextOffset() == 0
	e.CursorRow, e.CursorColumn = row, col
	return last
}

// AtStart reports whether the caret stands before all text with nothing
// selected.
func (e *Entry) AtStart() bool { return e.Caret() == 0 && e.Selected() == "" }

// AtEnd reports whether the caret stands behind all text with nothing selected.
func (e *Entry) AtEnd() bool { return e.Caret() == len([]rune(e.Text)) && e.Selected() == "" }

// Selected returns the selected text; it is SelectedText, and works before the
// field is first drawn.
func (e *Entry) Selected() string {
	if e.inner == nil {
		return ""
	}
	return e.SelectedText()
}

// Replace puts text in place of the runes from up to, but without, to. It is
// one step of the field's own undo, with the caret behind it.
func (e *Entry) Replace(from, to int, text string) {
	if e.ReadOnly {
		return
	}
	e.SetCaret(from)
	for range to - from {
		e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	}
	for _, r := range text {
		e.Entry.TypedRune(r)
	}
}

// UndoText takes back the last piece of typing and reports whether there was
// any: at the start of the field's history the document's undo goes on.
func (e *Entry) UndoText() bool {
	before := e.Text
	if !e.ReadOnly {
		e.Undo()
	}
	return e.Text != before
}

// RedoText does again what UndoText took back, and reports whether there was
// any.
func (e *Entry) RedoText() bool {
	before := e.Text
	if !e.ReadOnly {
		e.Redo()
	}
	return e.Text != before
}

// ForgetTyping ends the field's own undo: what was typed so far belongs to a
// longer history.
func (e *Entry) ForgetTyping() {
	changed := e.OnChanged
	e.OnChanged = nil
	e.Entry.SetText(e.Text) // which clears it
	e.OnChanged = changed
}

// CaretAt puts the caret where a click at p, relative to the field, would.
func (e *Entry) CaretAt(p fyne.Position) {
	e.clicked = true
	e.Entry.MouseDown(mouseAt(p.Subtract(e.textShift())))
	e.Entry.MouseUp(mouseAt(p))
	e.clicked = false
}
