package page

import "fyne.io/fyne/v2"

// Wish is the keyboard that a page was offered before it had anything to give
// it to. It is granted once the page has, unless the user has gone elsewhere
// meanwhile: what is typed there stays there.
type Wish struct {
	asked bool
	held  fyne.Focusable
}

// Ask remembers the wish, and who has the keyboard until then.
func (w *Wish) Ask(c fyne.Canvas) { w.asked, w.held = true, c.Focused() }

// Drop forgets the wish.
func (w *Wish) Drop() { w.asked, w.held = false, nil }

// Grant reports whether the keyboard is to be taken now, and ends the wish.
func (w *Wish) Grant(c fyne.Canvas) bool {
	now := c.Focused()
	ok := w.asked && (now == nil || now == w.held)
	w.Drop()
	return ok
}
