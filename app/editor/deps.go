// Package editor is the page of one document: its fields, lines, notes and
// totals, its state towards Xero, and the commands that act on it.
//
// What is typed goes into a session (package session), which can undo it and
// saves it by itself. The page shows the session's document and nothing else;
// what only Xero decides is read from the company file and shown beside it.
package editor

import (
	"context"
	"errors"
	"time"

	"litework/app/editor/lines"
	"litework/app/editor/session"
	"litework/app/page"
	"litework/app/paper"
	"litework/app/preview"
	"litework/document"
	"litework/store"
	"litework/xerosync"
)

// Deps is what the page needs from outside.
type Deps struct {
	page.Host
	File  *store.File
	Sync  *xerosync.Service
	NewID func() string
	Now   func() time.Time

	// Back leaves for the list the document was opened from; BackLabel names
	// it.
	Back      func()
	BackLabel string
	// OpenPostSheet begins posting a document that has been saved.
	OpenPostSheet func(id string)
	// OpenDocument shows another document, such as a duplicate.
	OpenDocument func(id string)
	// StateChanged says that other commands may be possible now.
	StateChanged func()
	// OpenConflict shows the page on which the user decides about a document
	// that was changed on both sides; it has been saved. May be nil.
	OpenConflict func(kind store.RecordKind, id string)
	// OpenRevisions shows the revisions of a document that has been saved. May
	// be nil.
	OpenRevisions func(id string)
	// Copy fills the clipboard.
	Copy func(text string)

	// Histories remembers the steps of documents that were closed; nil for
	// none.
	Histories *session.Histories
	// Copied remembers lines put on the clipboard, so that they come whole into
	// another document; nil for none.
	Copied *lines.Memory
	// ConvertQuote asks what to take and makes an invoice of a quote; nil when
	// it cannot be done from here.
	ConvertQuote func(id string)
	// Paper exports, opens and mails documents. Printer makes the pages of the
	// preview; nil makes one. Preview is whether it is open; nil for this page
	// alone. PreviewChanged says that it was opened or closed; may be nil.
	Paper          *paper.Desk
	Printer        *paper.Printer
	Preview        *preview.Memory
	PreviewChanged func()
	// OpenSettings shows a tab of the settings, OpenContact a contact of the
	// address book.
	OpenSettings func(tab string)
	OpenContact  func(id string)
	// Explain tells about a document's state towards Xero; nil for a plain
	// dialog.
	Explain func(store.StoredDocument)
}

// Start is what a page begins with.
type Start struct {
	id        string
	kind      document.Kind
	contactID string
}

// Open begins with a document of the company file.
func Open(id string) Start { return Start{id: id} }

// Fresh begins with a new document, for a contact where contactID is set. It
// does not exist before its first edit.
func Fresh(kind document.Kind, contactID string) Start {
	return Start{kind: kind, contactID: contactID}
}

// loaded is what a page begins with, read from the company file.
type loaded struct {
	stored    store.StoredDocument
	settings  document.Settings
	reference document.Reference
	contact   *document.Contact
	// number is the one a new document would take.
	number    string
	connected bool
	demo      bool
	// organisation is the name of the connected one.
	organisation string
	// recent are the newest revisions, without their content.
	recent []store.RevisionHead
	// pending is what was changed in Xero and waits while the document is
	// edited.
	pending []document.FieldChange
	waits   bool
}

// recentRevisions is how many of the newest revisions a page looks at for what
// happened since it read last.
const recentRevisions = 12

// load reads what the page begins with. It runs away from Fyne's goroutine.
func (d Deps) load(ctx context.Context, s Start) (l loaded, err error) {
	if l.settings, err = d.File.Settings(ctx); err != nil {
		return l, err
	}
	if l.reference, err = d.File.Reference(ctx); err != nil {
		return l, err
	}
	connection, connected, err := d.File.Connection(ctx)
	if err != nil {
		return l, err
	}
	l.connected, l.demo, l.organisation = connected && !connection.Disconnected, connection.Demo, connection.OrganisationName
	contactID := s.contactID
	if s.id != "" {
		if l.stored, err = d.File.Document(ctx, s.id); err != nil {
			return l, err
		}
		contactID = l.stored.Client.ContactID
		if l.recent, err = d.File.LatestRevisions(ctx, s.id, recentRevisions); err != nil {
			return l, err
		}
		if d.Sync != nil && l.connected {
			if l.pending, l.waits, err = d.Sync.Pending(ctx, s.id); err != nil {
				return l, err
			}
		}
	}
	if contactID != "" {
		switch c, err := d.File.Contact(ctx, contactID); {
		case err == nil:
			l.contact = &c.Contact
		case s.id == "" || !errors.Is(err, store.ErrNotFound):
			return l, err
		}
	}
	if s.id != "" {
		return l, nil
	}
	l.stored.Document = document.New(s.kind, l.settings, l.contact, d.Today(), d.NewID)
	l.stored.ID = d.NewID()
	l.stored.State = document.NotSynced
	l.number, err = d.File.NextNumber(ctx, s.kind)
	return l, err
}

// save makes a document durable for its session.
func (d Deps) save(ctx context.Context, doc document.Document, base int64) (session.Saved, error) {
	saved, err := d.File.SaveDocument(ctx, doc, base)
	var (
		stale  *store.StaleError
		taken  *store.NumberTakenError
		locked *store.LockedError
	)
	switch {
	case errors.As(err, &stale):
		return session.Saved{}, session.ErrStale
	case errors.As(err, &taken):
		return session.Saved{}, &session.NumberRefusedError{Problem: &document.Problem{Code: "number-taken", Field: "number", Sentence: taken.Error()}}
	case errors.As(err, &locked):
		return session.Saved{}, &session.NumberRefusedError{Problem: &document.Problem{Code: "number-locked", Field: "number", Sentence: locked.Error()}}
	}
	return session.Saved{Rev: saved.Rev, Number: saved.Number}, err
}

func (d Deps) reload(ctx context.Context, id string) (document.Document, int64, error) {
	s, err := d.File.Document(ctx, id)
	return s.Document, s.Rev, err
}

// taxes are what a line can be taxed by: Xero's rates once connected, before
// that those of the settings.
func (l *loaded) taxes() []document.Tax {
	var out []document.Tax
	for _, r := range l.reference.TaxRates {
		if r.AppliesToRevenue && (r.Status == "" || r.Status == "ACTIVE") {
			out = append(out, document.Tax{Code: r.Code, Name: r.Name, Rate: r.Rate, Chosen: true})
		}
	}
	if len(out) > 0 {
		return out
	}
	return l.settings.Rates
}

// accounts are those that a sale can go to.
func (l *loaded) accounts() []document.Account {
	var out []document.Account
	for _, a := range l.reference.Accounts {
		if (a.Status == "" || a.Status == "ACTIVE") && a.Code != "" && (a.Class == "REVENUE" || a.Class == "") {
			out = append(out, a)
		}
	}
	return out
}
