package store

import (
	"context"
	"database/sql"
	"errors"
	"maps"
	"slices"
	"time"

	"litework/document"
)

// tx is one transaction, of the writer or of a reader. Whatever derives from
// what it changed is derived before it commits, its events go out after.
type tx struct {
	ctx     context.Context
	session *session
	// newID and now come from the file's options; now is one instant for the
	// whole transaction.
	newID func() string
	now   time.Time

	readOnly bool
	wrote    bool
	events   []Event
	seen     map[Event]bool
	// stale are the records whose derived columns are to be derived again.
	stale map[string]RecordKind
	// documentWords and contactWords are what the indexes are still to have.
	documentWords, contactWords unindexed
	packer                      packer
	// activeOrg is read once per transaction.
	activeOrg *OrgKey
}

// errReadOnlyTx is what a verb that writes gives inside View.
var errReadOnlyTx = errors.New("store: a verb that writes was used in a transaction that only reads")

// write runs fn in one durable transaction. The context counts until the
// writer is free; from then on the transaction runs to its end, so that a
// closing window never leaves the outcome of a save open.
//
// fn must use t alone: asking the file itself would wait for ever for the one
// writer connection.
func (f *File) write(ctx context.Context, fn func(t *tx) error) error {
	if f.writer == nil {
		return saveTrouble(CodeReadOnly, nil)
	}
	if err := f.enter(); err != nil {
		return err
	}
	defer f.active.Done()
	session, err := f.writer.take(ctx)
	if err != nil {
		return saveError(err)
	}
	defer f.writer.give(session)
	ctx = context.WithoutCancel(ctx)
	if err := session.do(ctx, `BEGIN IMMEDIATE`); err != nil {
		return saveError(err)
	}
	t := f.newTx(ctx, session)
	if err := t.run(fn); err != nil {
		return saveError(err)
	}
	f.events.push(t.events)
	return nil
}

// read runs fn over one consistent state of the file, without waiting for
// writers.
func (f *File) read(ctx context.Context, fn func(t *tx) error) error {
	if err := f.enter(); err != nil {
		return err
	}
	defer f.active.Done()
	session, err := f.reader.take(ctx)
	if err != nil {
		return readError(err)
	}
	defer f.reader.give(session)
	if err := session.do(ctx, `BEGIN`); err != nil {
		return readError(err)
	}
	defer session.rollback()
	t := f.newTx(ctx, session)
	t.readOnly = true
	return readError(fn(t))
}

func (f *File) newTx(ctx context.Context, s *session) *tx {
	return &tx{
		ctx: ctx, session: s, newID: f.options.NewID, now: f.options.Clock(),
		seen: map[Event]bool{}, stale: map[string]RecordKind{},
	}
}

// run ends with deriving, in the order of ids so that a seed replays, and
// commits. Whatever keeps it from that, a panic of fn's too, undoes all of it.
func (t *tx) run(fn func(t *tx) error) (err error) {
	committed := false
	defer func() {
		if !committed {
			t.session.rollback()
		}
	}()
	if err = fn(t); err != nil {
		return err
	}
	if err = t.deriveStale(); err != nil {
		return err
	}
	if err = t.indexWords(); err != nil {
		return err
	}
	err = t.session.do(t.ctx, `COMMIT`)
	committed = err == nil
	return err
}

func (t *tx) deriveStale() error {
	for _, id := range slices.Sorted(maps.Keys(t.stale)) {
		if err := t.derive(t.stale[id], id); err != nil {
			return err
		}
	}
	clear(t.stale)
	return nil
}

// touch marks a record whose link, base or operation changed.
func (t *tx) touch(kind RecordKind, recordID string) { t.stale[recordID] = kind }

// tell queues an event, once per transaction.
func (t *tx) tell(kind EventKind, id string) {
	e := Event{Kind: kind, ID: id}
	if !t.seen[e] {
		t.seen[e] = true
		t.events = append(t.events, e)
	}
}

func (t *tx) exec(query string, args ...any) error {
	_, err := t.execCount(query, args...)
	return err
}

func (t *tx) execCount(query string, args ...any) (int64, error) {
	if t.readOnly {
		return 0, errReadOnlyTx
	}
	t.wrote = true
	statement, err := t.session.prepare(t.ctx, query)
	if err != nil {
		return 0, err
	}
	result, err := statement.ExecContext(t.ctx, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// scanner is a row, or the reason why there is none.
type scanner struct {
	row *sql.Row
	err error
}

func (s scanner) Scan(into ...any) error {
	if s.err != nil {
		return s.err
	}
	return s.row.Scan(into...)
}

func (t *tx) row(query string, args ...any) scanner {
	statement, err := t.session.prepare(t.ctx, query)
	if err != nil {
		return scanner{err: err}
	}
	return scanner{row: statement.QueryRowContext(t.ctx, args...)}
}

// each calls scan for every row.
func (t *tx) each(scan func(rows *sql.Rows) error, query string, args ...any) error {
	statement, err := t.session.prepare(t.ctx, query)
	if err != nil {
		return err
	}
	rows, err := statement.QueryContext(t.ctx, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// strings gives the one column of a query.
func (t *tx) strings(query string, args ...any) ([]string, error) {
	var out []string
	err := t.each(func(rows *sql.Rows) error {
		var s string
		err := rows.Scan(&s)
		out = append(out, s)
		return err
	}, query, args...)
	return out, err
}

// exists reports whether a query gives a row.
func (t *tx) exists(query string, args ...any) (bool, error) {
	var one int
	return found(t.row(`SELECT EXISTS (`+query+`)`, args...).Scan(&one), one == 1)
}

func found(err error, yes bool) (bool, error) { return err == nil && yes, err }

// optional turns "no row" into ok = false.
func optional(err error) (ok bool, _ error) {
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// org is the organisation this file is connected to; zero when none.
func (t *tx) org() (OrgKey, error) {
	if t.activeOrg == nil {
		var org OrgKey
		err := t.row(`SELECT server, tenant_id FROM connection`).Scan(&org.Server, &org.TenantID)
		if _, err := optional(err); err != nil {
			return OrgKey{}, err
		}
		t.activeOrg = &org
	}
	return *t.activeOrg, nil
}

// stamp is the transaction's instant.
func (t *tx) stamp() int64 { return t.now.UnixMilli() }

// kindOf is the kind of record a document is.
func kindOf(k document.Kind) RecordKind { return RecordKind(k) }
