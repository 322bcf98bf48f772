package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"litework/document"
)

// Why a revision was kept.
type Why string

// The reasons for a revision.
const (
	WhySaved    Why = "saved"
	WhyPosted   Why = "posted"
	WhyPulled   Why = "pulled"
	WhyMerged   Why = "merged"
	WhyRestored Why = "restored"
)

// Revision is a document as it was at a deliberate moment.
type Revision struct {
	ID       string
	Rev      int64
	Why      Why
	At       time.Time
	Document document.Document
}

// SaveRevision keeps the document as it is now, unless nothing changed since
// its last revision; then made is false.
func (f *File) SaveRevision(ctx context.Context, id string, why Why) (made bool, err error) {
	err = f.write(ctx, func(t *tx) error {
		made, err = t.saveRevision(id, why)
		return err
	})
	return made, err
}

func (t *tx) saveRevision(id string, why Why) (made bool, err error) {
	head, ok, err := t.documentHead(id)
	if err != nil || !ok {
		return false, firstProblem(err, ErrNotFound)
	}
	var last []byte
	err = t.row(`SELECT hash FROM revisions WHERE document_id = ? ORDER BY seq DESC LIMIT 1`, id).Scan(&last)
	if _, err := optional(err); err != nil {
		return false, err
	}
	if bytes.Equal(last, head.hash) {
		return false, nil
	}
	d, err := t.readDocument(id)
	if err != nil {
		return false, err
	}
	data, err := json.Marshal(d)
	if err != nil {
		return false, err
	}
	t.tell(DocumentChanged, id)
	return true, t.exec(`INSERT INTO revisions (id, document_id, rev, why, hash, data, at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		t.newID(), id, head.rev, why, head.hash, string(data), t.stamp())
}

// Revisions of a document, the newest first.
func (f *File) Revisions(ctx context.Context, id string) ([]Revision, error) {
	return f.revisions(ctx, `document_id = ?`, id)
}

// LastRevision is the newest revision of a document, without its content; ok is
// false where there is none.
func (f *File) LastRevision(ctx context.Context, documentID string) (r Revision, ok bool, err error) {
	err = f.read(ctx, func(t *tx) error {
		var at sql.NullInt64
		err := t.row(`SELECT id, rev, why, at FROM revisions WHERE document_id = ? ORDER BY seq DESC LIMIT 1`, documentID).
			Scan(&r.ID, &r.Rev, &r.Why, &at)
		r.At = fromMillis(at)
		ok, err = optional(err)
		return err
	})
	return r, ok, err
}

// Revision gives one revision by its own id.
func (f *File) Revision(ctx context.Context, revisionID string) (Revision, error) {
	all, err := f.revisions(ctx, `id = ?`, revisionID)
	if err != nil || len(all) == 0 {
		return Revision{}, firstProblem(err, ErrNotFound)
	}
	return all[0], nil
}

func (f *File) revisions(ctx context.Context, where string, arg any) (out []Revision, err error) {
	err = f.read(ctx, func(t *tx) error {
		return t.each(func(rows *sql.Rows) error {
			var r Revision
			var at sql.NullInt64
			var data string
			if err := rows.Scan(&r.ID, &r.Rev, &r.Why, &at, &data); err != nil {
				return err
			}
			r.At = fromMillis(at)
			out = append(out, r)
			return json.Unmarshal([]byte(data), &out[len(out)-1].Document)
		}, `SELECT id, rev, why, at, data FROM revisions WHERE `+where+` ORDER BY seq DESC`, arg)
	})
	return out, err
}
