package store

import (
	"context"
	"database/sql"

	"litework/document"
)

// Attention is a record that waits for a decision of the user's: it is in
// Conflict or Sync failed, or its operation asks something.
type Attention struct {
	Record   RecordKind
	RecordID string
	// Label is the number of a document, the name of a contact; Client is the
	// document's.
	Label, Client string
	State         document.SyncState
	// Op is the operation that failed or asks; nil for a conflict found by a
	// check.
	Op *OpSummary
}

// attentionStates hold for records that need the user, asking for the records
// whose open operation has a problem of the code that asks. What is on its way
// needs nobody.
const attentionStates = `state IN ('conflict', 'sync-failed')`

const asking = `SELECT record_id FROM outbox WHERE state = 'unknown' AND problem <> '' AND json_extract(problem, '$.Code') = ?`

// Attention gives the records that need the user, conflicts first, then by how
// lately they were changed, up to limit of them. askCode is the code of the
// problem by which an open operation asks something.
func (f *File) Attention(ctx context.Context, askCode string, limit int) (out []Attention, err error) {
	err = f.read(ctx, func(t *tx) error {
		err := t.each(func(rows *sql.Rows) error {
			var a Attention
			err := rows.Scan(&a.Record, &a.RecordID, &a.Label, &a.Client, &a.State)
			out = append(out, a)
			return err
		}, `SELECT kind, id, label, client, state FROM (
				SELECT kind, id, number AS label, client, state, updated_at FROM documents
				WHERE deleted_at IS NULL AND (`+attentionStates+` OR state = 'checking' AND id IN (`+asking+`))
				UNION ALL
				SELECT 'contact', id, name, '', state, updated_at FROM contacts
				WHERE deleted_at IS NULL AND `+attentionStates+`)
			ORDER BY state = 'sync-failed', updated_at DESC, id LIMIT ?`, askCode, limit)
		for i := range out {
			if err == nil && out[i].State != document.Conflict {
				out[i].Op, err = t.opSummary(out[i].RecordID)
			}
		}
		return err
	})
	return out, err
}

// AttentionCount is how many records need the user.
func (f *File) AttentionCount(ctx context.Context, askCode string) (n int, err error) {
	err = f.read(ctx, func(t *tx) error {
		return t.row(`SELECT
			(SELECT count(*) FROM documents WHERE deleted_at IS NULL AND `+attentionStates+`) +
			(SELECT count(*) FROM contacts WHERE deleted_at IS NULL AND `+attentionStates+`) +
			(SELECT count(*) FROM documents WHERE deleted_at IS NULL AND state = 'checking' AND id IN (`+asking+`))`,
			askCode).Scan(&n)
	})
	return n, err
}
