package editor

import "fyne.io/fyne/v2"

// Region goes to the next (by 1) or previous (by -1) region of the page: top
// bar, fields, lines, notes, preview. It reports false at either end, where the sidebar
// follows.
func (e *Editor) Region(by int) bool {
	if !e.ready || e.d.Canvas == nil {
		return false
	}
	at := e.region() + by
	e.EndEdit()
	if e.paper.instead() { // between the sidebar and the preview lies the top bar alone
		at = map[int]int{0: 0, 1: 4, 3: 0}[max(at, 0)]
		if e.region() == 4 && by > 0 || e.region() == 0 && by < 0 {
			return false
		}
	}
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
	case 4:
		if !e.paper.shown() {
			return false
		}
		e.paper.pane.Focus(e.d.Canvas)
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
	for _, f := range []fyne.Focusable{e.bar.undo, e.bar.redo, e.bar.preview, e.bar.view, e.bar.post, e.bar.more} {
		if f == focused {
			return 0
		}
	}
	if e.paper.pane != nil && e.paper.pane.HasFocus(e.d.Canvas) {
		return 4
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
