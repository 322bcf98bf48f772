package store

// WriterExec runs SQL on the writer's connection, to bring about what a disk
// or another version would.
func (f *File) WriterExec(query string) error {
	_, err := f.writer.Exec(query)
	return err
}

var DeriveState = deriveState

type SyncFacts = syncFacts

func NewSyncFacts(op OpState, linked, conflict, changed bool) SyncFacts {
	return syncFacts{op: op, linked: linked, conflict: conflict, changed: changed}
}

const (
	ShownStatus = shownStatus
)
