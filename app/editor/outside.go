package editor

import (
	"strings"

	"litework/app/editor/lines"
	"litework/app/editor/session"
	"litework/document"
)

// What other parts of the window ask of an open document: the post sheet, whose
// fixes lead back to it.

// ID is the document's key, empty while it is being read.
func (e *Editor) ID() string {
	if e.start.id != "" {
		return e.start.id
	}
	return e.id()
}

// Kind is whether it is an invoice or a quote.
func (e *Editor) Kind() document.Kind { return e.l.stored.Kind }

// GoTo shows the place where something is to be put right: a field by name
// ("number", "client", "due"), or a line's with "line.price" and the like. Where
// the line is not known it is the first one with a price; a column that is
// hidden is shown.
func (e *Editor) GoTo(field, line string) {
	e.whenReady(func() {
		if strings.HasPrefix(field, "line.") && line == "" {
			line = e.firstPriced()
		}
		if line != "" && columnOf(field) == lines.Account && !e.showAcct {
			e.ToggleAccounts()
		}
		if line == "" {
			e.showPlace(session.Place{Field: field})
			return
		}
		e.showPlace(session.Place{Row: line, Column: int(columnOf(field))})
	})
}

// firstPriced is the first line that is more than text, or "".
func (e *Editor) firstPriced() string {
	for _, l := range e.session.Doc().Lines() {
		if !l.IsText() {
			return l.ID
		}
	}
	return ""
}

// Change changes the document as a command that can be undone; false while the
// page is not ready.
func (e *Editor) Change(change func(*document.Document)) bool {
	if !e.ready || !e.EndEdit() {
		return false
	}
	e.session.Set(session.Edit{Label: "Fix for posting"}, change)
	return true
}

// whenReady runs f now, or once the document has been read.
func (e *Editor) whenReady(f func()) {
	if e.ready {
		f()
		return
	}
	e.waiting = f
}

// columnOf is the column of the grid that a problem's field names.
func columnOf(field string) lines.Column {
	switch field {
	case "line.quantity":
		return lines.Quantity
	case "line.price":
		return lines.Price
	case "line.discount":
		return lines.Discount
	case "line.tax":
		return lines.Tax
	case "line.account":
		return lines.Account
	}
	return lines.Description
}
