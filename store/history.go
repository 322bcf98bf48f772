package store

import (
	"context"
	"database/sql"
	"strings"
	"time"
)

// HistoryEntry is one exchange with Xero, told to the user.
type HistoryEntry struct {
	ID        int64
	At        time.Time
	Action    HistoryAction
	Direction Direction
	// Record and RecordID are empty for an entry about many; Label is the
	// number, the name, or words such as "12 contacts".
	Record   RecordKind
	RecordID string
	Label    string
	Status   HistoryStatus
	// Details is a plain sentence; Fix what to do about an error.
	Details string
	Fix     string
	// Code is the problem's code, for the button that fixes it.
	Code string
	OpID string
	// Sent and Answered are bodies without secrets; may be empty.
	Sent     []byte
	Answered []byte
}

// HistoryAction is what was done.
type HistoryAction string

// The actions in the history.
const (
	HistoryCreate HistoryAction = "create"
	HistoryImport HistoryAction = "import"
	HistoryUpdate HistoryAction = "update"
	HistorySync   HistoryAction = "sync"
)

// Direction is which way it went.
type Direction string

// The directions.
const (
	ToXero   Direction = "to-xero"
	FromXero Direction = "from-xero"
)

// HistoryStatus is how it ended.
type HistoryStatus string

// The outcomes.
const (
	HistorySuccess HistoryStatus = "success"
	HistoryError   HistoryStatus = "error"
	HistoryPartial HistoryStatus = "partial"
)

// HistoryQuery chooses entries, newest first. Zero fields choose all.
type HistoryQuery struct {
	Search    string
	Action    HistoryAction
	Direction Direction
	// Status chooses entries of an outcome, Unsuccessful errors and what was
	// done in part.
	Status       HistoryStatus
	Unsuccessful bool
	RecordID     string
	Since        time.Time
	// Before is the ID of the last entry of the page before; 0 for the first.
	Before int64
	// Limit is the size of a page; 0 means 200.
	Limit int
}

// HistoryCounts are the figures above the history.
type HistoryCounts struct {
	Total, Successful, Partial, Errors int
}

// historyPage is how many entries a page has when no limit is given.
const historyPage = 200

// History gives entries, the newest first.
func (f *File) History(ctx context.Context, q HistoryQuery) (out []HistoryEntry, err error) {
	b := q.filter()
	b.and(`(? = 0 OR id < ?)`, q.Before, q.Before)
	limit := q.Limit
	if limit <= 0 {
		limit = historyPage
	}
	err = f.read(ctx, func(t *tx) error {
		return t.each(func(rows *sql.Rows) error {
			var e HistoryEntry
			var at sql.NullInt64
			err := rows.Scan(&e.ID, &at, &e.Action, &e.Direction, &e.Record, &e.RecordID, &e.Label, &e.Status,
				&e.Details, &e.Fix, &e.Code, &e.OpID, &e.Sent, &e.Answered)
			e.At = fromMillis(at)
			out = append(out, e)
			return err
		}, `SELECT id, at, action, direction, record, record_id, label, status, details, fix, code, op_id, sent, answered
			FROM history WHERE `+b.where()+` ORDER BY id DESC LIMIT ?`, append(b.args, limit)...)
	})
	return out, err
}

// HistoryCounts are the figures above the history for the same query; Before
// and Limit do not count.
func (f *File) HistoryCounts(ctx context.Context, q HistoryQuery) (c HistoryCounts, err error) {
	b := q.filter()
	err = f.read(ctx, func(t *tx) error {
		return t.row(`SELECT count(*), count(*) FILTER (WHERE status = 'success'),
				count(*) FILTER (WHERE status = 'partial'), count(*) FILTER (WHERE status = 'error')
			FROM history WHERE `+b.where(), b.args...).Scan(&c.Total, &c.Successful, &c.Partial, &c.Errors)
	})
	return c, err
}

func (q HistoryQuery) filter() *filter {
	b := &filter{}
	b.and(`1`)
	if q.Action != "" {
		b.and(`action = ?`, string(q.Action))
	}
	if q.Direction != "" {
		b.and(`direction = ?`, string(q.Direction))
	}
	if q.Status != "" {
		b.and(`status = ?`, string(q.Status))
	}
	if q.Unsuccessful {
		b.and(`status <> 'success'`)
	}
	if q.RecordID != "" {
		b.and(`record_id = ?`, q.RecordID)
	}
	if !q.Since.IsZero() {
		b.and(`at >= ?`, q.Since.UnixMilli())
	}
	for _, word := range strings.Fields(q.Search) {
		b.and(`(instr(lower(label), ?) OR instr(lower(details), ?))`, strings.ToLower(word), strings.ToLower(word))
	}
	return b
}

func (t *tx) addHistory(e HistoryEntry) error {
	if e.At.IsZero() {
		e.At = t.now
	}
	t.tell(HistoryChanged, e.RecordID)
	return t.exec(`INSERT INTO history (at, action, direction, record, record_id, label, status, details, fix, code, op_id, sent, answered)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		e.At.UnixMilli(), e.Action, e.Direction, e.Record, e.RecordID, e.Label, e.Status, e.Details, e.Fix, e.Code,
		e.OpID, e.Sent, e.Answered)
}
