package shell

import (
	"context"
	"time"

	"litework/app/contacts"
	"litework/app/documents"
	"litework/app/editor"
	"litework/app/page"
	"litework/app/settings"
	"litework/document"
	"litework/store"
)

// page is the page that is shown.
func (s *Shell) page() content {
	switch s.at {
	case atQuotes:
		return s.quotes
	case atContacts:
		return s.contacts
	case atSync:
		return s.sync
	case atSettings:
		return s.settings
	case atDocument:
		return s.editor
	case atConflict:
		return s.deciding.page
	case atRevisions:
		return s.looking.page
	}
	return s.invoices
}

// goTo ends the edit and goes to a place of the sidebar. Where the edit cannot
// end, the user stays with it.
func (s *Shell) goTo(to place) {
	if s.invoices != nil && !s.EndEdit() {
		s.sidebar.SetSelected(string(s.selectedPlace()))
		return
	}
	s.show(to)
}

// show makes the page if it is its first time, and shows it.
func (s *Shell) show(to place) {
	switch to {
	case atInvoices:
		if s.invoices == nil {
			s.invoices = s.list(document.Invoice)
			s.stack.Set(string(to), s.invoices.Content())
		}
	case atQuotes:
		s.quoteList()
	case atContacts:
		if s.contacts == nil {
			s.contacts = s.contactsPage()
			s.stack.Set(string(to), s.contacts.Content())
		}
	case atSync:
		s.syncPage()
	case atSettings:
		if s.settings == nil {
			s.settings = s.settingsPage()
			s.stack.Set(string(to), s.settings.Content())
		}
	}
	s.at = to
	if to != atSettings {
		s.came = ""
	}
	s.stack.Open(string(to))
	if to != atDocument {
		s.leaveEditor()
	}
	if to != atConflict {
		s.leaveConflict()
	}
	if to != atRevisions {
		s.leaveRevisions()
	}
	s.sidebar.SetSelected(string(s.selectedPlace()))
	s.page().Focus()
	s.table.Refresh()
	s.showIndicator()
	s.previewChanged() // the sidebar folds beside a preview
}

// selectedPlace is the item of the sidebar that is lit: an open document
// belongs to its list, a conflict to Sync.
func (s *Shell) selectedPlace() place {
	switch s.at {
	case atDocument, atRevisions:
		return s.from
	case atConflict:
		return atSync
	}
	return s.at
}

func (s *Shell) list(kind document.Kind) *documents.Page {
	return documents.New(kind, documents.Deps{
		Host: s.d.Host, File: s.d.Company.File, Sync: s.d.Company.Sync, NewID: s.d.NewID,
		OpenDocument: s.OpenDocument, NewDocument: s.NewDocument, OpenPostSheet: s.openPostSheet, OpenBulkSheet: s.openBulkSheet,
		OpenConflict: s.openConflict, Import: s.importOrConnect, MarkSent: s.markSent, StateChanged: s.stateChanged,
		Paper: s.paper,
	})
}

func (s *Shell) contactsPage() *contacts.Page {
	return contacts.New(contacts.Deps{
		Host: s.d.Host, File: s.d.Company.File, Sync: s.d.Company.Sync, NewID: s.d.NewID,
		NewDocument: s.NewDocument, OpenConflict: s.openConflict, Import: s.importOrConnect,
	})
}

func (s *Shell) settingsPage() *settings.Page {
	d := settings.Deps{
		Host: s.d.Host, File: s.d.Company.File, Sync: s.d.Company.Sync, First: s.settled,
		Connect: s.d.Connect, TryDemo: s.d.OpenDemo, Copy: s.d.Copy, ApplyAppearance: s.d.ApplyAppearance, Now: s.d.Now,
		NewID: s.d.NewID, Backups: s.d.Company.Backups, Restore: s.d.Restore, StateChanged: s.stateChanged,
	}
	if s.d.Company.Demo {
		d.Connect, d.TryDemo = nil, nil
	}
	return settings.New(d)
}

// OpenDocument shows a document in place of its list.
func (s *Shell) OpenDocument(id string) { s.edit(editor.Open(id)) }

// NewDocument shows a new document, for a contact where contactID is set. It
// does not exist before its first edit.
func (s *Shell) NewDocument(kind document.Kind, contactID string) {
	s.edit(editor.Fresh(kind, contactID))
}

func (s *Shell) edit(what editor.Start) {
	s.d.Moments.Asked("open")
	s.leaveEditor()
	s.goOnWith(what)
	switch s.at {
	case atDocument, atRevisions:
	case atConflict:
		s.from = s.deciding.from
	default:
		if s.came == "" {
			s.from = s.at
		}
	}
	s.editor = editor.New(s.editorDeps(), what)
	s.stack.Set(string(atDocument), s.editor.Content())
	s.show(atDocument)
}

func (s *Shell) editorDeps() editor.Deps {
	return editor.Deps{
		Host: s.d.Host, File: s.d.Company.File, Sync: s.d.Company.Sync, NewID: s.d.NewID, Now: s.d.Now,
		Back: s.back, BackLabel: placeLabel(s.from), OpenPostSheet: s.openPostSheet, OpenDocument: s.OpenDocument,
		OpenConflict: s.openConflict, OpenRevisions: s.openRevisions, StateChanged: s.stateChanged, Copy: s.d.Copy, Histories: &s.histories, Copied: &s.copied,
		ConvertQuote: func(id string) { s.quoteList().ConvertQuote(id) },
		Explain:      func(d store.StoredDocument) { s.invoices.Explain(d.ID) },
		Paper:        s.paper, Printer: s.paper.Printer, Preview: &s.preview, PreviewChanged: s.previewChanged,
		OpenSettings: s.openSettings, OpenContact: s.openContact,
	}
}

// quoteList is the list of quotes, made where it was not looked at yet.
func (s *Shell) quoteList() *documents.Page {
	if s.quotes == nil {
		s.quotes = s.list(document.Quote)
		s.stack.Set(string(atQuotes), s.quotes.Content())
	}
	return s.quotes
}

// back leaves the document for the list it was opened from, which stands as it
// was left, a conflict for where it was opened from, and the settings for the
// document that led there.
func (s *Shell) back() {
	switch {
	case s.at == atConflict:
		s.backFromConflict()
	case s.at == atRevisions:
		s.OpenDocument(s.looking.page.ID())
	case s.at == atSettings && s.came != "":
		s.OpenDocument(s.came)
	case s.at == atDocument && s.EndEdit():
		s.show(s.from)
	}
}

// leaving is how long a document may take to write its last change before the
// window goes on without waiting; the writing itself goes on.
const leaving = 5 * time.Second

// leaveEditor closes the open document in the background: what was typed is
// written before its session ends.
func (s *Shell) leaveEditor() {
	if s.editor == nil {
		return
	}
	e, id := s.editor, s.editor.ID()
	s.editor = nil
	s.stack.Remove(string(atDocument))
	e.Release()
	page.Write(s.reader, func(ctx context.Context) (struct{}, error) {
		ctx, cancel := context.WithTimeout(ctx, leaving)
		defer cancel()
		return struct{}{}, e.Close(ctx)
	}, func(_ struct{}, err error) {
		s.leftDocument(id)
		if err != nil {
			s.leftUnsaved(e, err)
		}
	})
}

// stateChanged greys and lights commands after a page said that something
// other is possible now.
func (s *Shell) stateChanged() {
	s.table.Refresh()
	s.showIndicator()
}
