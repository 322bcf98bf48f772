package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"github.com/shopspring/decimal"

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

// RevisionHead is a revision without its content.
type RevisionHead struct {
	ID  string
	Rev int64
	Why Why
	At  time.Time
	// Total is not Valid in a revision from before totals were kept beside it.
	Total    decimal.NullDecimal
	Currency string
}

// Revision is a document as it was at a deliberate moment.
type Revision struct {
	RevisionHead
	Document document.Document
}

// SaveRevision keeps the document as it is now. Where nothing changed since its
// last revision, made is false: a save then makes none, a post says of the one
// that was saved that it was posted. A post, a pull, a merge or a restore that
// brought the content back to that of the last revision is one of its own.
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
	last, hash, found, err := t.lastRevision(id)
	if err != nil {
		return false, err
	}
	if found && bytes.Equal(hash, head.hash) {
		switch {
		case why == WhySaved || why == last.Why && last.Rev == head.rev:
			return false, nil
		case why == WhyPosted && last.Why == WhySaved:
			t.tell(DocumentChanged, id)
			return false, t.exec(`UPDATE revisions SET why = ?, at = ? WHERE id = ?`, why, t.stamp(), last.ID)
		}
	}
	d, err := t.readDocument(id)
	if err != nil {
		return false, err
	}
	t.tell(DocumentChanged, id)
	return true, t.insertRevision(&d, head, why)
}

// amend saves a document with what is nobody's edit, such as what posting
// supplied. A newest revision that held the document as it was holds it with
// that: nobody changed anything since.
func (t *tx) amend(d document.Document, base int64) (Saved, error) {
	before, _, err := t.documentHead(d.ID)
	if err != nil {
		return Saved{}, err
	}
	saved, err := t.saveDocument(d, base, fromXero)
	if err != nil {
		return saved, err
	}
	last, hash, found, err := t.lastRevision(d.ID)
	if err != nil || !found || !bytes.Equal(hash, before.hash) {
		return saved, err
	}
	now, err := t.readDocument(d.ID)
	if err != nil {
		return saved, err
	}
	data, err := json.Marshal(now)
	if err != nil {
		return saved, err
	}
	packed, err := t.packer.pack(data)
	if err != nil {
		return saved, err
	}
	return saved, t.exec(`UPDATE revisions SET hash = (SELECT hash FROM documents WHERE id = ?), data = '', packed = ? WHERE id = ?`, d.ID, packed, last.ID)
}

// revisionColumns are those that revisionValues fills.
const revisionColumns = `id, document_id, rev, why, hash, data, packed, total, currency, at`

func (t *tx) insertRevision(d *document.Document, head documentHead, why Why) error {
	data, err := json.Marshal(d)
	if err != nil {
		return err
	}
	values, err := t.revisionValues(d, data, head.hash, head.rev, why)
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO revisions (`+revisionColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, values...)
}

// revisionValues are a new revision of a document, whose JSON is given.
func (t *tx) revisionValues(d *document.Document, data, hash []byte, rev int64, why Why) ([]any, error) {
	packed, err := t.packer.pack(data)
	if err != nil {
		return nil, err
	}
	total, err := toCents(d.Totals().Total)
	return []any{t.newID(), d.ID, rev, string(why), hash, "", packed, total, d.Currency, t.stamp()}, err
}

func (t *tx) lastRevision(documentID string) (r RevisionHead, hash []byte, ok bool, err error) {
	var at sql.NullInt64
	err = t.row(`SELECT id, rev, why, at, hash FROM revisions WHERE document_id = ? ORDER BY seq DESC LIMIT 1`, documentID).
		Scan(&r.ID, &r.Rev, &r.Why, &at, &hash)
	r.At = fromMillis(at)
	ok, err = optional(err)
	return r, hash, ok, err
}

// Revisions of a document with their content, the newest first. For a list,
// [File.RevisionHeads] is quicker.
func (f *File) Revisions(ctx context.Context, id string) ([]Revision, error) {
	return f.RevisionsBetween(ctx, id, 0, -1)
}

// RevisionsBetween are those at the places from up to, but without, to, counted
// from the newest; the older ones all with a negative to.
func (f *File) RevisionsBetween(ctx context.Context, documentID string, from, to int) ([]Revision, error) {
	if to >= 0 {
		to -= from
	}
	return f.revisions(ctx, `document_id = ? ORDER BY seq DESC LIMIT ? OFFSET ?`, documentID, to, from)
}

// RevisionHeads are the revisions of a document without their content, the
// newest first. changed reports whether the document was changed since.
func (f *File) RevisionHeads(ctx context.Context, documentID string) (out []RevisionHead, changed bool, err error) {
	err = f.read(ctx, func(t *tx) error {
		out, err = t.revisionHeads(documentID, -1)
		if err != nil {
			return err
		}
		head, ok, err := t.documentHead(documentID)
		if err != nil || !ok {
			return firstProblem(err, ErrNotFound)
		}
		_, hash, _, err := t.lastRevision(documentID)
		changed = !bytes.Equal(hash, head.hash)
		return err
	})
	return out, changed, err
}

// LatestRevisions are the newest revisions of a document, at most so many,
// without their content.
func (f *File) LatestRevisions(ctx context.Context, documentID string, most int) (out []RevisionHead, err error) {
	err = f.read(ctx, func(t *tx) error {
		out, err = t.revisionHeads(documentID, most)
		return err
	})
	return out, err
}

func (t *tx) revisionHeads(documentID string, most int) (out []RevisionHead, err error) {
	err = t.each(func(rows *sql.Rows) error {
		var r RevisionHead
		err := scanRevision(rows, &r)
		out = append(out, r)
		return err
	}, `SELECT id, rev, why, at, total, currency FROM revisions WHERE document_id = ? ORDER BY seq DESC LIMIT ?`, documentID, most)
	return out, err
}

// scanRevision reads the columns of a head, and into more those that follow.
func scanRevision(rows *sql.Rows, r *RevisionHead, more ...any) error {
	var at, total sql.NullInt64
	err := rows.Scan(append([]any{&r.ID, &r.Rev, &r.Why, &at, &total, &r.Currency}, more...)...)
	r.At = fromMillis(at)
	if total.Valid {
		r.Total = decimal.NewNullDecimal(fromMoney(total.Int64))
	}
	return err
}

// Revision gives one revision by its own id.
func (f *File) Revision(ctx context.Context, revisionID string) (r Revision, err error) {
	err = f.read(ctx, func(t *tx) error {
		r, _, err = t.revision(revisionID)
		return err
	})
	return r, err
}

// revision gives a revision and the document it is of.
func (t *tx) revision(id string) (r Revision, documentID string, err error) {
	all, err := t.readRevisions(`id = ?`, id)
	if err != nil || len(all) == 0 {
		return r, "", firstProblem(err, ErrNotFound)
	}
	return all[0], all[0].Document.ID, nil
}

func (f *File) revisions(ctx context.Context, where string, args ...any) (out []Revision, err error) {
	err = f.read(ctx, func(t *tx) error {
		out, err = t.readRevisions(where, args...)
		return err
	})
	return out, err
}

func (t *tx) readRevisions(where string, args ...any) (out []Revision, err error) {
	err = t.each(func(rows *sql.Rows) error {
		var r Revision
		var data, packed []byte
		if err := scanRevision(rows, &r.RevisionHead, &data, &packed); err != nil {
			return err
		}
		if packed != nil {
			var err error
			if data, err = unpack(packed); err != nil {
				return err
			}
		}
		if err := json.Unmarshal(data, &r.Document); err != nil {
			return err
		}
		if !r.Total.Valid {
			r.Total, r.Currency = decimal.NewNullDecimal(r.Document.Totals().Total), r.Document.Currency
		}
		out = append(out, r)
		return nil
	}, `SELECT id, rev, why, at, total, currency, data, packed FROM revisions WHERE `+where, args...)
	return out, err
}
