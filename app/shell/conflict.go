package shell

import (
	"context"

	"litework/app/conflict"
	"litework/store"
)

// atConflict is a page under Sync: it has no place of its own in the sidebar.
const atConflict place = "conflict"

// deciding is the conflict page that is open, and the way back from it.
type deciding struct {
	page *conflict.Page
	// from is the place it was opened from, document the one that was open
	// there; it is opened again on the way back.
	from     place
	document string
}

// openConflict shows the page on which the user decides about a record that
// was changed on both sides. An open document has been saved by then.
func (s *Shell) openConflict(kind store.RecordKind, id string) {
	d := deciding{from: s.at}
	label := placeLabel(s.at)
	switch {
	case s.at == atConflict:
		d.from, d.document, label = s.deciding.from, s.deciding.document, "Back"
		s.leaveConflict()
	case s.at == atDocument && s.editor != nil:
		d.from, d.document, label = s.from, s.editor.ID(), s.editor.Title()
	}
	d.page = conflict.New(conflict.Deps{
		Host: s.d.Host, Sync: s.d.Company.Sync, Now: s.d.Now, Subscribe: s.d.Company.File.Subscribe,
		Back: s.back, BackLabel: label,
	}, kind, id)
	s.deciding = d
	s.stack.Set(string(atConflict), d.page.Content())
	s.show(atConflict)
}

// backFromConflict goes back to where the page was opened from.
func (s *Shell) backFromConflict() {
	d := s.deciding
	if d.document != "" {
		s.OpenDocument(d.document)
		return
	}
	s.show(d.from)
}

// leaveConflict closes the conflict page, in the background: it may still be
// reading.
func (s *Shell) leaveConflict() {
	p := s.deciding.page
	if p == nil {
		return
	}
	s.deciding = deciding{}
	s.stack.Remove(string(atConflict))
	s.reader.Go(func(context.Context) { p.Close() })
}

// placeLabel is what Back to a place reads.
func placeLabel(p place) string {
	switch p {
	case atQuotes:
		return "Quotes"
	case atContacts:
		return "Contacts"
	case atSync:
		return "Sync"
	case atSettings:
		return "Settings"
	}
	return "Invoices"
}

// whyNotBack is the reason Back is not possible, or "".
func (s *Shell) whyNotBack() string {
	if s.at == atConflict || s.at == atRevisions || s.at == atSettings && s.came != "" {
		return ""
	}
	return s.whyNotEditor()
}

// whyNotView is the reason View in Xero is not possible, or "".
func (s *Shell) whyNotView() string {
	if s.at == atConflict {
		return ""
	}
	return s.onEditor(func() string { return s.editor.WhyNotView() })()
}

func (s *Shell) view() {
	if s.at == atConflict {
		s.deciding.page.ViewInXero()
		return
	}
	s.editor.ViewInXero()
}
