package store

import (
	"context"
	"database/sql"
	"encoding/json"
)

// HistoryKeys gives the ids of all entries of a query, the newest first; Before
// and Limit do not count. With [File.HistoryRows] a list shows a window of a
// long history.
func (f *File) HistoryKeys(ctx context.Context, q HistoryQuery) (ids []int64, err error) {
	b := q.filter()
	err = f.read(ctx, func(t *tx) error {
		ids, err = t.keys(`SELECT id AS key FROM history WHERE `+b.where()+` ORDER BY id DESC`, b.args...)
		return err
	})
	return ids, err
}

// HistoryRows gives the entries of a window of ids, in their order, without
// what was sent and answered. Entries that are gone are left out.
func (f *File) HistoryRows(ctx context.Context, ids []int64) (out []HistoryEntry, err error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	err = f.read(ctx, func(t *tx) error {
		return t.each(func(rows *sql.Rows) error {
			var e HistoryEntry
			var at sql.NullInt64
			err := rows.Scan(&e.ID, &at, &e.Action, &e.Direction, &e.Record, &e.RecordID, &e.Label, &e.Status,
				&e.Details, &e.Fix, &e.Code, &e.OpID)
			e.At = fromMillis(at)
			out = append(out, e)
			return err
		}, `SELECT h.id, h.at, h.action, h.direction, h.record, h.record_id, h.label, h.status, h.details, h.fix, h.code, h.op_id
			FROM json_each(?) k JOIN history h ON h.id = k.value ORDER BY k.key`, string(list))
	})
	return out, err
}

// HistoryEntry gives one entry with what was sent and answered; ErrNotFound
// when there is none.
func (f *File) HistoryEntry(ctx context.Context, id int64) (HistoryEntry, error) {
	all, err := f.History(ctx, HistoryQuery{Before: id + 1, Limit: 1})
	if err != nil {
		return HistoryEntry{}, err
	}
	if len(all) == 0 || all[0].ID != id {
		return HistoryEntry{}, ErrNotFound
	}
	return all[0], nil
}
