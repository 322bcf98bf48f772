package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"litework/document"
)

// DeleteDocument deletes a document that was never posted nor waits to be; it
// can be undeleted until it is purged. The number returns to the sequence if
// it was the last. Else *LockedError.
func (f *File) DeleteDocument(ctx context.Context, id string) error {
	return f.write(ctx, func(t *tx) error { return t.deleteDocument(id) })
}

func (t *tx) deleteDocument(id string) error {
	head, ok, err := t.documentHead(id)
	if err != nil || !ok {
		return firstProblem(err, ErrNotFound)
	}
	if head.deletedAt != 0 {
		return nil
	}
	if err := t.checkDeletable(id); err != nil {
		return err
	}
	err = t.exec(`UPDATE documents SET deleted_at = ?, number_held = NULL WHERE key = ?`, t.stamp(), head.key)
	if err != nil {
		return err
	}
	if err := t.putTombstone(Tombstone{Kind: kindOf(head.kind), RecordID: id, Label: head.number}); err != nil {
		return err
	}
	t.tell(DocumentChanged, id)
	return t.freeNumber(head.kind, head.number)
}

// checkDeletable fails for what is in Xero or on its way there.
func (t *tx) checkDeletable(id string) error {
	if err := t.checkNumberLock(id); err != nil {
		return err
	}
	_, waiting, err := t.openOp(id)
	if err == nil && waiting {
		return &LockedError{ID: id, Reason: LockedWaiting}
	}
	return err
}

// Undelete brings a deleted document back, under the next free number if its
// own was taken meanwhile.
func (f *File) Undelete(ctx context.Context, id string) (saved Saved, err error) {
	err = f.write(ctx, func(t *tx) error {
		saved, err = t.undelete(id)
		return err
	})
	return saved, err
}

func (t *tx) undelete(id string) (Saved, error) {
	head, ok, err := t.documentHead(id)
	if err != nil || !ok {
		return Saved{}, firstProblem(err, ErrNotFound)
	}
	if head.deletedAt == 0 {
		return Saved{ID: id, Rev: head.rev, Number: head.number, State: head.state}, nil
	}
	head.deletedAt = 0
	if err := t.exec(`UPDATE documents SET deleted_at = NULL WHERE key = ?`, head.key); err != nil {
		return Saved{}, err
	}
	if err := t.exec(`DELETE FROM tombstones WHERE record_id = ?`, id); err != nil {
		return Saved{}, err
	}
	return t.reclaimNumber(head)
}

func (t *tx) reclaimNumber(head documentHead) (Saved, error) {
	d, err := t.readDocument(head.id)
	if err != nil {
		return Saved{}, err
	}
	taken, err := t.numberUsed(d.Kind, d.Number, d.ID)
	if err != nil {
		return Saved{}, err
	}
	if taken {
		d.Number = ""
		return t.saveDocument(d, head.rev, fromUser)
	}
	s, err := t.sequence(d.Kind)
	if err != nil {
		return Saved{}, err
	}
	if document.NumberKey(s.Format(s.Next)) == document.NumberKey(d.Number) {
		s.Next++
		if err := t.putSequence(d.Kind, s); err != nil {
			return Saved{}, err
		}
	}
	return t.deriveSaved(&d, head)
}

// PurgeDeleted removes for good what was deleted before an instant, with its
// revisions. Tombstones stay.
func (f *File) PurgeDeleted(ctx context.Context, before time.Time) (n int, err error) {
	err = f.write(ctx, func(t *tx) error {
		const gone = `SELECT id FROM documents WHERE deleted_at < ?`
		ids, err := t.strings(gone, before.UnixMilli())
		if err != nil {
			return err
		}
		err = t.exec(`DELETE FROM document_search WHERE rowid IN (SELECT key FROM documents WHERE deleted_at < ?)`, before.UnixMilli())
		if err != nil {
			return err
		}
		if err := t.exec(`DELETE FROM revisions WHERE document_id IN (`+gone+`)`, before.UnixMilli()); err != nil {
			return err
		}
		for _, id := range ids {
			t.tell(DocumentChanged, id)
		}
		n = len(ids)
		return t.exec(`DELETE FROM documents WHERE deleted_at < ?`, before.UnixMilli())
	})
	return n, err
}

// ArchiveDocument takes a document out of the lists, or brings it back.
func (f *File) ArchiveDocument(ctx context.Context, id string, archived bool) error {
	return f.write(ctx, func(t *tx) error {
		n, err := t.execCount(`UPDATE documents SET archived = ? WHERE id = ?`, archived, id)
		if err == nil && n == 0 {
			return ErrNotFound
		}
		t.tell(DocumentChanged, id)
		return err
	})
}

// DismissBanner removes a banner.
func (f *File) DismissBanner(ctx context.Context, documentID, bannerID string) error {
	return f.write(ctx, func(t *tx) error { return t.dismissBanner(documentID, bannerID) })
}

func (t *tx) dismissBanner(documentID, bannerID string) error {
	t.tell(DocumentChanged, documentID)
	return t.exec(`DELETE FROM banners WHERE id = ?`, bannerID)
}

func (t *tx) addBanner(documentID string, b Banner) error {
	if b.ID == "" {
		b.ID = t.newID()
	}
	if b.At.IsZero() {
		b.At = t.now
	}
	n, err := t.execCount(`INSERT INTO banners (id, document_key, kind, text, revision_id, line_id, data, at)
		SELECT ?, key, ?, ?, ?, ?, ?, ? FROM documents WHERE id = ?`,
		b.ID, b.Kind, b.Text, b.RevisionID, b.LineID, string(b.Data), b.At.UnixMilli(), documentID)
	if err == nil && n == 0 {
		return ErrNotFound
	}
	t.tell(DocumentChanged, documentID)
	return err
}

func (t *tx) banners(documentKey int64) (out []Banner, err error) {
	err = t.each(func(rows *sql.Rows) error {
		var b Banner
		var data string
		var at sql.NullInt64
		err := rows.Scan(&b.ID, &b.Kind, &b.Text, &b.RevisionID, &b.LineID, &data, &at)
		if data != "" {
			b.Data = json.RawMessage(data)
		}
		b.At = fromMillis(at)
		out = append(out, b)
		return err
	}, `SELECT id, kind, text, revision_id, line_id, data, at FROM banners WHERE document_key = ? ORDER BY at, rowid`, documentKey)
	return out, err
}

// records gives the ids of live records of a kind, oldest first.
func (t *tx) records(kind RecordKind, states []document.SyncState) ([]string, error) {
	query, args := `SELECT id FROM documents WHERE deleted_at IS NULL AND kind = ?`, []any{string(kind)}
	if kind == RecordContact {
		query, args = `SELECT id FROM contacts WHERE deleted_at IS NULL`, nil
	}
	if len(states) > 0 {
		list, err := json.Marshal(states)
		if err != nil {
			return nil, err
		}
		query += ` AND state IN (SELECT value FROM json_each(?))`
		args = append(args, string(list))
	}
	return t.strings(query+` ORDER BY key`, args...)
}
