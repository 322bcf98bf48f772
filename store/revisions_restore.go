package store

import (
	"context"

	"litework/document"
)

// RestoreRevision brings a document back to what it was at one of its
// revisions, as far as it can be changed at all (see [document.ScopeOf]): its
// content alone, never number, link or status. What was not in a revision yet
// becomes one before, and what came of it is one.
//
// Errors: a *[document.Problem] of the code "as-it-was" where that would change
// nothing, *LockedError of a deleted document, ErrNotFound.
func (f *File) RestoreRevision(ctx context.Context, documentID, revisionID string) (saved Saved, err error) {
	err = f.write(ctx, func(t *tx) error {
		saved, err = t.restoreRevision(documentID, revisionID)
		return err
	})
	return saved, err
}

func (t *tx) restoreRevision(documentID, revisionID string) (Saved, error) {
	now, err := t.document(documentID)
	if err != nil {
		return Saved{}, err
	}
	then, of, err := t.revision(revisionID)
	if err != nil || of != documentID {
		return Saved{}, firstProblem(err, ErrNotFound)
	}
	reference, err := t.reference()
	if err != nil {
		return Saved{}, err
	}
	lock := document.LockReason(&now.Document, now.Remote, reference.Organisation.LockDates())
	d := document.Restored(now.Document, then.Document, document.ScopeOf(lock, now.HeadOnly))
	if !document.Differ(&now.Document, &d) {
		return Saved{}, &document.Problem{Code: "as-it-was", Sentence: "There is nothing to restore: it stands as it did then."}
	}
	if _, err := t.saveRevision(documentID, WhySaved); err != nil {
		return Saved{}, err
	}
	saved, err := t.saveDocument(d, now.Rev, fromUser)
	if err != nil {
		return Saved{}, err
	}
	_, err = t.saveRevision(documentID, WhyRestored)
	return saved, err
}
