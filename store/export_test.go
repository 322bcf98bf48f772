package store

import "context"

// WriterExec runs SQL on the writer's connection, to bring about what a disk
// or another version would.
func (f *File) WriterExec(query string) error {
	session, err := f.writer.take(context.Background())
	if err != nil {
		return err
	}
	defer f.writer.give(session)
	return session.do(context.Background(), query)
}

var DeriveState = deriveState

type SyncFacts = syncFacts

func NewSyncFacts(op OpState, linked, conflict, changed bool) SyncFacts {
	return syncFacts{op: op, linked: linked, conflict: conflict, changed: changed}
}

const (
	ShownStatus = shownStatus
)
