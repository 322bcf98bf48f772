package xerosync

import (
	"context"
	"time"

	"litework/document"
	"litework/store"
)

// SyncNow checks everything now rather than at its time.
func (s *Service) SyncNow(ctx context.Context) error { return nil }

// Pending is what changed in Xero and waits for a document that is being
// edited; ok is false when nothing does.
func (s *Service) Pending(ctx context.Context, docID string) (changes []document.FieldChange, ok bool, err error) {
	return nil, false, nil
}

// Apply takes the waiting change over now. The error is a [*document.Problem]
// of the code "conflict" when the document was changed here too.
func (s *Service) Apply(ctx context.Context, docID string) error { return nil }

func (s *Service) nextCheck(tx *store.SyncTx, at situation) (func(context.Context) error, time.Time, error) {
	return nil, time.Time{}, nil
}

func (s *Service) nextReconciliation(tx *store.SyncTx, at situation) (func(context.Context) error, time.Time, error) {
	return nil, time.Time{}, nil
}
