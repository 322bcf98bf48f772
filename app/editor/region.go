package editor

import "fyne.io/fyne/v2"

// Region goes to the next (by 1) or previous (by -1) region of the page: top
// bar, fields, lines, notes. It reports false at either end, where the sidebar
// follows.
func (e *Editor) Region(by int) bool {
	if !e.ready || e.d.Canvas == nil {
		return false
	}
	at := e.region() + by
	e.EndEdit()
	switch at {
	case 0:
		e.d.Canvas.Focus(e.bar.more)
	case 1:
		e.body.reveal(e.fields.root, 0, 1)
		e.d.Canvas.Focus(e.fields.client.Entry)
	case 2:
		e.d.Canvas.Focus(e.grid)
	case 3:
		e.body.reveal(e.notes.root, 0, e.notes.root.Size().Height)
		e.d.Canvas.Focus(e.notes.entry())
	default:
		return false
	}
	return true
}

// region is where the keyboard is, -1 outside the page.
func (e *Editor) region() int {
	focused := e.d.Canvas.Focused()
	if focused == fyne.Focusable(e.grid) {
		return 2
	}
	for _, f := range []fyne.Focusable{e.bar.undo, e.bar.redo, e.bar.view, e.bar.post, e.bar.more} {
		if f == focused {
			return 0
		}
	}
	f := &e.fields
	for _, x := range []fyne.Focusable{f.client.Entry, f.date.Entry, f.due.Entry, f.reference, f.title, f.summary, f.number, f.taxMode, f.currency} {
		if x == focused {
			return 1
		}
	}
	if focused == fyne.Focusable(e.notes.tabs) || focused == fyne.Focusable(e.notes.tags) {
		return 3
	}
	for _, x := range e.notes.entries {
		if focused == fyne.Focusable(x) {
			return 3
		}
	}
	return -1
}
