package editor

import (
	"slices"

	"fyne.io/fyne/v2"
)

// The regions of the page.
const (
	regionBar = iota
	regionFields
	regionLines
	regionNotes
	regionPreview
)

// regions are those that can be seen, in reading order.
func (e *Editor) regions() []int {
	switch {
	case e.paper.instead():
		return []int{regionBar, regionPreview}
	case e.paper.shown():
		return []int{regionBar, regionFields, regionLines, regionNotes, regionPreview}
	}
	return []int{regionBar, regionFields, regionLines, regionNotes}
}

// Region goes to the next (by 1) or previous (by -1) region of the page. It
// reports false at either end, where the sidebar follows.
func (e *Editor) Region(by int) bool {
	if !e.ready || e.d.Canvas == nil {
		return false
	}
	all := e.regions()
	to := slices.Index(all, e.region()) + by
	e.EndEdit()
	if to < 0 || to >= len(all) {
		return false
	}
	switch all[to] {
	case regionBar:
		e.d.Canvas.Focus(e.bar.more)
	case regionFields:
		e.body.reveal(e.fields.root, 0, 1)
		e.d.Canvas.Focus(e.fields.client.Entry)
	case regionLines:
		e.d.Canvas.Focus(e.grid)
	case regionNotes:
		e.body.reveal(e.notes.root, 0, e.notes.root.Size().Height)
		e.d.Canvas.Focus(e.notes.entry())
	case regionPreview:
		e.paper.pane.Focus(e.d.Canvas)
	}
	return true
}

// region is where the keyboard is, -1 outside the page.
func (e *Editor) region() int {
	focused := e.d.Canvas.Focused()
	if focused == fyne.Focusable(e.grid) {
		return regionLines
	}
	for _, f := range []fyne.Focusable{e.bar.undo, e.bar.redo, e.bar.preview, e.bar.view, e.bar.post, e.bar.more} {
		if f == focused {
			return regionBar
		}
	}
	if e.paper.pane != nil && e.paper.pane.HasFocus(e.d.Canvas) {
		return regionPreview
	}
	f := &e.fields
	for _, x := range []fyne.Focusable{f.client.Entry, f.date.Entry, f.due.Entry, f.reference, f.title, f.summary, f.number, f.taxMode, f.currency} {
		if x == focused {
			return regionFields
		}
	}
	if focused == fyne.Focusable(e.notes.tabs) || focused == fyne.Focusable(e.notes.tags) {
		return regionNotes
	}
	for _, x := range e.notes.entries {
		if focused == fyne.Focusable(x) {
			return regionNotes
		}
	}
	return -1
}
