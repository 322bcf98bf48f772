package store

import (
	"context"
	"database/sql"
	"fmt"
)

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

// Dump gives the rows of a query as text.
func (f *File) Dump(query string) (out []string, err error) {
	err = f.read(context.Background(), func(t *tx) error {
		return t.each(func(rows *sql.Rows) error {
			columns, err := rows.Columns()
			if err != nil {
				return err
			}
			values := make([]any, len(columns))
			into := make([]any, len(columns))
			for i := range values {
				into[i] = &values[i]
			}
			if err := rows.Scan(into...); err != nil {
				return err
			}
			out = append(out, fmt.Sprintf("%v", values))
			return nil
		}, query)
	})
	return out, err
}

// RestoreStopping is Restore with a call before each step that a kill could
// come between.
func RestoreStopping(ctx context.Context, path, from string, o Options, at func(step string)) error {
	return restore(ctx, path, from, o.withDefaults(), at)
}
