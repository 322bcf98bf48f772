package xerosync

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"

	"litework/document"
	"litework/store"
)

// Sheet is what is shown before the document is posted or updated: what
// arrives, what stays, what Xero would refuse. It reads the local copy alone.
// store.ErrNotFound where there is no such document.
func (s *Service) Sheet(ctx context.Context, docID string) (Sheet, error) {
	var in sheetInput
	err := s.view(ctx, func(tx *store.SyncTx) (err error) {
		in, err = readSheet(tx, docID)
		return err
	})
	if err != nil {
		return Sheet{}, err
	}
	return buildSheet(in), nil
}

func readSheet(tx *store.SyncTx, docID string) (sheetInput, error) {
	in, err := readSheets(tx)
	if err != nil {
		return in, err
	}
	return in.of(tx, docID)
}

// readSheets reads what the sheets of all documents have in common.
func readSheets(tx *store.SyncTx) (in sheetInput, err error) {
	connection, ok, err := tx.Connection()
	if err != nil {
		return in, err
	}
	in.connected = ok && !connection.Disconnected
	if in.reference, err = tx.Reference(); err != nil {
		return in, err
	}
	in.settings, err = tx.Settings()
	return in, err
}

// of reads what the sheet of one document needs beside it.
func (in sheetInput) of(tx *store.SyncTx, docID string) (sheetInput, error) {
	stored, err := tx.Document(docID)
	if err != nil {
		return in, err
	}
	in.doc, in.rev, in.remote, in.state = stored.Document.WithoutEmptyLines(), stored.Rev, stored.Remote, stored.State
	in.headOnly, in.deleted = stored.HeadOnly, !stored.DeletedAt.IsZero()
	if stored.Remote == nil {
		if in.elsewhere, err = tx.LinkedElsewhere(docID); err != nil {
			return in, err
		}
	}
	if stored.Op != nil && stored.Op.State == store.OpFailed {
		in.failed = stored.Op.Problem
	}
	if stored.Op != nil && stored.Op.State.Open() {
		in.busy = stored.Op.State != store.OpQueued || !stored.Op.FirstSentAt.IsZero()
	}
	if err := in.readBase(tx); err != nil {
		return in, err
	}
	if err := in.readClient(tx); err != nil {
		return in, err
	}
	other, taken, err := tx.DocumentByNumber(in.doc.Kind, in.doc.Number)
	if err != nil {
		return in, err
	}
	if taken && other != docID {
		in.numberTaken = "another " + in.doc.Kind.Noun() + " here"
	} else if in.remote == nil {
		// Xero may take a second quote of one number without a word.
		seen, err := tx.NumberSeen(in.doc.Kind, in.doc.Number)
		if err != nil {
			return in, err
		}
		if seen {
			in.numberTaken = "another " + in.doc.Kind.Noun() + " in Xero"
		}
	}
	return in, nil
}

// readBase reads what Xero was last told. A record that is linked without it
// was linked by hand; then nothing is known to differ.
func (in *sheetInput) readBase(tx *store.SyncTx) error {
	if in.remote == nil {
		return nil
	}
	base, ok, err := tx.Base(store.RecordKind(in.doc.Kind), in.doc.ID)
	if err != nil {
		return err
	}
	// Into an empty projection: a field that was empty at the last sync is not
	// in the JSON, and must not keep today's value.
	var sent document.Projection
	if !ok {
		sent = document.Project(&in.doc)
	} else if err := json.Unmarshal(base.Sent, &sent); err != nil {
		return err
	}
	in.sent = &sent
	if c, err := tx.Contact(sent.ContactID); err == nil {
		in.sentClient = c.Name
	} else if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	return nil
}

// readClient reads the document's contact, or for a client typed on it only,
// who that could be: contacts of the same name, archived ones included.
func (in *sheetInput) readClient(tx *store.SyncTx) error {
	name := in.doc.Client.Name
	if in.doc.Client.ContactID != "" {
		c, err := tx.Contact(in.doc.Client.ContactID)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		// One that was deleted here is in Xero still, and the document's there.
		if err == nil && (c.DeletedAt.IsZero() || c.XeroID != "") {
			name = c.Name
			in.client = &clientContact{contact: c.Contact, linked: c.XeroID != "", archived: c.Archived}
		}
	}
	if in.client != nil && in.client.linked || normalName(name) == "" {
		return nil
	}
	same, err := tx.ContactsByName(name)
	if err != nil {
		return err
	}
	for _, c := range same {
		in.candidates = append(in.candidates, ContactCandidate{
			ContactID: c.ID, XeroID: c.XeroID, Name: c.Name, Email: c.Email, Archived: c.Archived,
		})
	}
	slices.SortStableFunc(in.candidates, func(a, b ContactCandidate) int { return cmp.Compare(order(a), order(b)) })
	return nil
}

// order puts contacts that can be used and are in Xero first.
func order(c ContactCandidate) int {
	switch {
	case c.Archived:
		return 2
	case c.XeroID == "":
		return 1
	}
	return 0
}
