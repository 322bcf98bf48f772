package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"strings"

	"github.com/shopspring/decimal"

	"litework/document"
)

// ContactQuery chooses contacts. The zero Sort is by name from A to Z; else
// SortClient (name), SortTotal (what is outstanding) or SortSync.
type ContactQuery struct {
	// Search: every word typed starts a word of name, person, e-mail or phone.
	Search string
	Sync   SyncFilter
	// Tags: contacts that carry all of them.
	Tags              []string
	Archived, Deleted bool
	Sort              Sort
}

// ContactRow is what a list shows of a contact.
type ContactRow struct {
	Key      int64
	ID       string
	Name     string
	Person   string
	Email    string
	Phone    string
	State    document.SyncState
	Tags     []string
	Archived bool
	// Outstanding per currency: Xero's amount due, or the total of invoices
	// never posted that are marked Sent.
	Outstanding map[string]decimal.Decimal
}

// ContactHit is what a completer shows of a contact.
type ContactHit struct {
	ID     string
	Name   string
	Person string
	Email  string
}

// ContactFigures are the sums of one contact's documents.
type ContactFigures struct {
	Invoices, Quotes int
	Outstanding      map[string]decimal.Decimal
}

const outstandingSum = `(SELECT coalesce(sum(outstanding), 0) FROM documents
	WHERE contact_id = c.id AND kind = 'invoice' AND deleted_at IS NULL)`

// ContactKeys gives the keys of all contacts of a query, in order.
func (f *File) ContactKeys(ctx context.Context, q ContactQuery) (keys []int64, err error) {
	b := contactFilter(q.Search, q.Archived, q.Deleted)
	b.sync(q.Sync)
	for _, tag := range q.Tags {
		b.and(`EXISTS (SELECT 1 FROM json_each(c.tags) WHERE value = ?)`, tag)
	}
	order := map[SortBy]string{SortTotal: outstandingSum, SortSync: `c.state`}[q.Sort.By]
	if order == "" {
		order = `c.name_fold`
	}
	direction := ` DESC`
	if q.Sort.Ascending || q.Sort == (Sort{}) {
		direction = ` ASC`
	}
	err = f.read(ctx, func(t *tx) error {
		keys, err = t.keys(`SELECT c.key AS key FROM contacts c WHERE `+b.where()+
			` ORDER BY `+order+direction+`, c.name_fold, c.key`, b.args...)
		return err
	})
	return keys, err
}

func contactFilter(search string, archived, deleted bool) *filter {
	b := &filter{table: "c."}
	if deleted {
		b.and(`c.deleted_at IS NOT NULL`)
	} else {
		b.and(`c.deleted_at IS NULL`)
		b.and(`c.archived = ?`, archived)
	}
	if strings.TrimSpace(search) != "" {
		b.and(`c.key IN (SELECT rowid FROM contact_search WHERE contact_search MATCH ?)`, orNothing(ftsQuery(search)))
	}
	return b
}

// ContactRows gives the rows of a window of keys, in their order.
func (f *File) ContactRows(ctx context.Context, keys []int64) (out []ContactRow, err error) {
	list, err := json.Marshal(keys)
	if err != nil {
		return nil, err
	}
	err = f.read(ctx, func(t *tx) error {
		err := t.each(func(rows *sql.Rows) error {
			var r ContactRow
			var first, last, phone, tags string
			err := rows.Scan(&r.Key, &r.ID, &r.Name, &first, &last, &r.Email, &phone, &r.State, &tags, &r.Archived)
			if err != nil {
				return err
			}
			r.Person = strings.TrimSpace(first + " " + last)
			var number document.Phone
			if err := json.Unmarshal([]byte(phone), &number); err != nil {
				return err
			}
			r.Phone = phoneOf(number)
			r.Tags, err = decodeTags(tags)
			out = append(out, r)
			return err
		}, `SELECT c.key, c.id, c.name, c.first_name, c.last_name, c.email, c.phone, c.state, c.tags, c.archived
			FROM json_each(?) k JOIN contacts c ON c.key = k.value ORDER BY k.key`, string(list))
		for i := range out {
			if err == nil {
				out[i].Outstanding, err = t.outstanding(out[i].ID)
			}
		}
		return err
	})
	return out, err
}

func (t *tx) outstanding(contactID string) (map[string]decimal.Decimal, error) {
	return t.sums(`SELECT currency, sum(outstanding) FROM documents
		WHERE contact_id = ? AND kind = 'invoice' AND deleted_at IS NULL AND outstanding <> 0 GROUP BY currency`, contactID)
}

// ContactCounts are the numbers on the segments of the contacts page.
func (f *File) ContactCounts(ctx context.Context, search string) (c Counts, err error) {
	b := contactFilter(search, false, false)
	err = f.read(ctx, func(t *tx) error {
		c = newCounts()
		return t.each(func(rows *sql.Rows) error {
			var state document.SyncState
			var n int
			err := rows.Scan(&state, &n)
			c.addSync(state, n)
			c.All += n
			return err
		}, `SELECT c.state, count(*) FROM contacts c WHERE `+b.where()+` GROUP BY c.state`, b.args...)
	})
	return c, err
}

// ContactTags are all tags on live contacts, in order.
func (f *File) ContactTags(ctx context.Context) (tags []string, err error) {
	err = f.read(ctx, func(t *tx) error {
		tags, err = t.strings(`SELECT DISTINCT j.value FROM contacts c, json_each(c.tags) j
			WHERE c.deleted_at IS NULL AND c.tags <> '[]' ORDER BY lower(j.value), j.value`)
		return err
	})
	return tags, err
}

// ContactFigures sums the live documents of a contact.
func (f *File) ContactFigures(ctx context.Context, id string) (c ContactFigures, err error) {
	err = f.read(ctx, func(t *tx) error {
		err := t.row(`SELECT count(*) FILTER (WHERE kind = 'invoice'), count(*) FILTER (WHERE kind = 'quote')
			FROM documents WHERE contact_id = ? AND deleted_at IS NULL`, id).Scan(&c.Invoices, &c.Quotes)
		if err != nil {
			return err
		}
		c.Outstanding, err = t.outstanding(id)
		return err
	})
	return c, err
}

// FindContacts completes what was typed: contacts in which every word typed
// starts a word of name, person or e-mail. Names that begin with it come first.
func (f *File) FindContacts(ctx context.Context, text string, limit int) (out []ContactHit, err error) {
	query := ftsQuery(text)
	if query == "" || limit <= 0 {
		return nil, nil
	}
	err = f.read(ctx, func(t *tx) error {
		return t.each(func(rows *sql.Rows) error {
			var h ContactHit
			var first, last string
			err := rows.Scan(&h.ID, &h.Name, &first, &last, &h.Email)
			h.Person = strings.TrimSpace(first + " " + last)
			out = append(out, h)
			return err
		}, `SELECT c.id, c.name, c.first_name, c.last_name, c.email
			FROM contact_search s JOIN contacts c ON c.key = s.rowid
			WHERE contact_search MATCH ? AND c.deleted_at IS NULL AND c.archived = 0
			ORDER BY substr(c.name_fold, 1, length(?)) <> ?, c.name_fold, c.key LIMIT ?`,
			`{name person email} : (`+query+`)`, fold(text), fold(text), limit)
	})
	return out, err
}
