package editor

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"litework/app/editor/session"
	"litework/document"
)

// markLabel is the command that sets a status by hand.
func markLabel(to document.Status) string { return "Mark as " + strings.ToLower(to.Label()) }

// WhyNotMark is the reason a status cannot be set by hand: of a linked invoice
// Xero's status alone counts, and on its way there nothing is changed.
func (e *Editor) WhyNotMark(to document.Status) string {
	switch {
	case !e.ready:
		return notReady
	case e.session.IsNew():
		return "There is nothing to mark yet."
	case e.lock != nil:
		return e.lock.Error()
	}
	switch e.l.stored.State {
	case document.WaitingToPost, document.Posting, document.Checking:
		return "It is on its way to Xero."
	case document.Conflict:
		return "Decide first which changes count."
	}
	d, remote := e.session.Doc(), e.l.stored.Remote
	if d.Kind == document.Invoice && remote != nil {
		return "It is in Xero, whose status counts."
	}
	if !slices.Contains(document.MarkChoices(d.Kind, remote), to) {
		if d.Kind == document.Quote {
			return "Not possible for a quote as it stands."
		}
		return "Not possible for an invoice."
	}
	if document.ShownStatus(d, remote, document.Date{}) == to {
		return "It is marked so already."
	}
	return ""
}

// Mark sets the status by hand; Undo takes it back.
func (e *Editor) Mark(to document.Status) {
	if e.WhyNotMark(to) != "" || !e.EndEdit() {
		return
	}
	e.session.Set(session.Edit{Label: markLabel(to)}, func(d *document.Document) { d.Mark = to })
	e.session.EndStep()
}

// markItems are the statuses that can be set now, for the menu of the document.
func (e *Editor) markItems() []*fyne.MenuItem {
	var out []*fyne.MenuItem
	for _, to := range document.MarkChoices(e.session.Doc().Kind, e.l.stored.Remote) {
		if e.WhyNotMark(to) == "" {
			out = append(out, item(markLabel(to), "", func() { e.Mark(to) }))
		}
	}
	return out
}
