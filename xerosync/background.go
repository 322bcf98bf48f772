package xerosync

import (
	"context"
	"time"

	"litework/document"
	"litework/store"
)

// situation is what the parts of the background work decide by, read in the
// transaction in which the next job is chosen.
type situation struct {
	connection store.Connection
	// ops are the open operations of the connected organisation.
	ops      []store.Op
	settings document.Settings
	now      time.Time
}

// part is one part of the background work. It reads what it needs in tx and
// gives what it has to do now, or else when it next will; zero for never. It
// must not change anything.
type part func(s *Service, tx *store.SyncTx, at situation) (do func(context.Context) error, due time.Time, err error)

// background are the parts in the order in which they come to their turn, after
// what the outbox has ready.
var background = []part{
	(*Service).nextFirstContacts,
	(*Service).nextImport,
	(*Service).nextReference,
	(*Service).nextCatchUp,
	(*Service).nextContacts,
	(*Service).nextCheck,
	(*Service).nextReconciliation,
}

// nextFirstContacts reads the contacts of an organisation just connected.
func (s *Service) nextFirstContacts(tx *store.SyncTx, at situation) (func(context.Context) error, time.Time, error) {
	mark, err := tx.Mark(markContacts)
	if err != nil || mark == contactsRead {
		return nil, time.Time{}, err
	}
	return func(ctx context.Context) error { return s.readContacts(ctx, at.connection) }, time.Time{}, nil
}

// nextReference reads again what documents are checked against.
func (s *Service) nextReference(tx *store.SyncTx, at situation) (func(context.Context) error, time.Time, error) {
	mark, err := tx.Mark(markReference)
	if err != nil || !s.stale(mark) {
		return nil, time.Time{}, err
	}
	return func(ctx context.Context) error { return s.readReferenceAgain(ctx, at.connection) }, time.Time{}, nil
}

// sooner is the earlier of two times, where zero is never.
func sooner(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
