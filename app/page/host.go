package page

import (
	"errors"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/moments"
	"litework/document"
	"litework/store"
)

// Host is what a page needs of the window it stands in.
type Host struct {
	Env kit.Env
	// Canvas is the window's, for dialogs.
	Canvas fyne.Canvas
	// Toast tells of something done.
	Toast func(kit.Toast)
	// OpenURL shows an address in the user's browser.
	OpenURL func(address string)
	// Today is the date on the user's wall.
	Today func() document.Date
	// Shortcut gives the shortcut of a command as it is shown; nil knows none.
	Shortcut func(command string) string
	// Key is the same for menus, which show it behind the name.
	Key func(command string) fyne.Shortcut
	// Run carries work out of Fyne's goroutine; nil starts goroutines.
	Run Runner
	// Moments is told when pages stand on the screen; nil where nobody
	// measures.
	Moments *moments.Log
}

// Show opens a dialog in the window.
func (h Host) Show(m *kit.Modal) { m.Show(h.Canvas, h.Env) }

// Say shows a toast without an action.
func (h Host) Say(text string) { h.Toast(kit.Toast{Text: text}) }

// Keyed shows the shortcut of a command behind an entry of a menu that does the
// same, and returns the entry.
func (h Host) Keyed(command string, item *fyne.MenuItem) *fyne.MenuItem {
	if h.Key != nil {
		item.Shortcut = h.Key(command)
	}
	return item
}

// Tip is what a button says that does what a command does: what it is called,
// and the shortcut.
func (h Host) Tip(name, command string) string {
	if h.Shortcut == nil {
		return name
	}
	if key := h.Shortcut(command); key != "" {
		return name + " · " + key
	}
	return name
}

// Tipped gives a button the tooltip of its command where that has a shortcut,
// and returns it.
func (h Host) Tipped(b *kit.Button, command string) *kit.Button {
	if tip := h.Tip(b.Label(), command); tip != b.Label() {
		b.SetTooltip(tip)
	}
	return b
}

// Trouble is an error in words: what happened, and what to do about it.
func Trouble(err error) (sentence, fix string) {
	var (
		problem *document.Problem
		saving  *store.SaveError
		reading *store.ReadError
		opening *store.OpenError
		stale   *store.StaleError
	)
	switch {
	case errors.As(err, &problem):
		return problem.Sentence, problem.Fix
	case errors.As(err, &saving):
		return saving.Sentence, saving.Fix
	case errors.As(err, &reading):
		return reading.Sentence, reading.Fix
	case errors.As(err, &opening):
		return opening.Sentence, opening.Fix
	case errors.As(err, &stale):
		return "This was changed elsewhere in the meantime.", "Look at it again, then repeat what you did."
	case errors.Is(err, store.ErrNotFound):
		return "This is no longer in the company file.", ""
	}
	return err.Error(), ""
}

// Tell opens a dialog that says what went wrong.
func (h Host) Tell(title string, err error) {
	sentence, fix := Trouble(err)
	if fix != "" {
		sentence += " " + fix
	}
	m := kit.NewModal(title, kit.NewParagraph(sentence, kit.Look{}))
	m.Width = 440
	closing := kit.Named("dialog.close", kit.NewPrimary("Close", m.Close))
	m.Default = closing
	m.SetButtons(nil, []fyne.CanvasObject{closing})
	h.Show(m)
}
