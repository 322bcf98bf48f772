package kit

import "fyne.io/fyne/v2"

// keepFocus runs what a click does and sees to it that the keyboard stays
// where that put it. Fyne takes the focus away after the press and after the
// release of every click outside the focused widget, so also from a dialog or
// a field that the click has just opened.
func keepFocus(clicked fyne.CanvasObject, do func()) {
	c, later := canvasOf(clicked), dispatcherFor(clicked)
	do()
	if c == nil {
		return
	}
	wanted := c.Focused()
	if wanted == nil {
		return
	}
	later(func() {
		if c.Focused() == nil {
			c.Focus(wanted)
		}
	})
}
