package xerosync

import (
	"context"

	"litework/document"
	"litework/store"
)

// PostOnSave posts a document that the user has saved deliberately, where
// settings say so and something has changed since the last sync. A first post
// makes what settings say, an update keeps the status Xero has. A check that
// fails makes it Sync failed; nothing is asked, and nothing else is said. It
// does nothing without a connection, while catching up, while the document is on
// its way, and for one that was posted to another organisation.
func (s *Service) PostOnSave(ctx context.Context, docID string) error {
	var in sheetInput
	var wanted bool
	err := s.view(ctx, func(tx *store.SyncTx) error {
		common, err := readSheets(tx)
		if err != nil || !common.connected || !common.settings.Sync.PostOnSave {
			return err
		}
		c, _, err := tx.Connection()
		if err != nil || c.CatchingUp {
			return err
		}
		in, err = common.of(tx, docID)
		wanted = !in.deleted && !in.busy && !in.elsewhere && in.state != document.Conflict
		return err
	})
	if err != nil || !wanted {
		return err
	}
	sh := buildSheet(in.onSave())
	switch {
	case sh.Action == Update && len(sh.Changes) == 0:
		return nil
	case sh.Ready:
		_, err = s.Post(ctx, sh.Confirm)
		return err
	}
	p := sh.FirstProblem()
	if in.failed != nil && *in.failed == *p {
		return nil // it says so already
	}
	return s.commit(ctx, "post on save", func(tx *store.SyncTx) error {
		if err := notBusy(tx, docID, sh.Number); err != nil {
			return err
		}
		if err := withdrawEarlier(tx, docID); err != nil {
			return err
		}
		return s.failToPost(tx, sh.Confirm, p)
	})
}

// onSave is the input with the status that a save posts as.
func (in sheetInput) onSave() sheetInput {
	if in.remote != nil || in.doc.Kind != document.Invoice {
		return in
	}
	in.choice = xeroDraft
	if in.settings.Sync.PostOnSaveAs == document.AwaitingPayment {
		in.choice = xeroAuthorised
	}
	return in
}
