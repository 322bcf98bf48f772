package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"litework/document"
)

// SearchLimit is how many hits a search gives, the newest first. Counts of a
// search are within the same hits.
const SearchLimit = 2000

// DocumentQuery chooses and orders documents of a kind.
type DocumentQuery struct {
	Kind document.Kind
	// Search finds documents in which every word typed starts a word.
	Search    string
	Status    StatusFilter
	Sync      SyncFilter
	ContactID string
	// Tags: documents that carry all of them.
	Tags []string
	// Deleted and Archived show only those; a plain list shows neither.
	Deleted, Archived bool
	Sort              Sort
	// Today decides Overdue and Expired.
	Today document.Date
}

// StatusFilter is one segment of the status filter. The segments of a kind do
// not overlap.
type StatusFilter string

// The status segments. Draft takes in Submitted; Awaiting is approved or
// marked sent, part paid or not, and not overdue; Voided takes in what was
// deleted in Xero.
const (
	AnyStatus      StatusFilter = ""
	FilterDraft    StatusFilter = "draft"
	FilterAwaiting StatusFilter = "awaiting"
	FilterOverdue  StatusFilter = "overdue"
	FilterPaid     StatusFilter = "paid"
	FilterVoided   StatusFilter = "voided"
	FilterSent     StatusFilter = "sent"
	FilterAccepted StatusFilter = "accepted"
	FilterDeclined StatusFilter = "declined"
	FilterInvoiced StatusFilter = "invoiced"
	FilterExpired  StatusFilter = "expired"
)

// SyncFilter chooses by sync state.
type SyncFilter string

// The sync filters. Attention is Conflict and Sync failed; Waiting is Waiting
// to post, Posting and Checking; Unposted is Not synced and Updated locally.
const (
	AnySync         SyncFilter = ""
	FilterSynced    SyncFilter = "synced"
	FilterNotSynced SyncFilter = "not-synced"
	FilterUpdated   SyncFilter = "updated-locally"
	FilterUnposted  SyncFilter = "unposted"
	FilterWaiting   SyncFilter = "waiting"
	FilterAttention SyncFilter = "attention"
)

// Sort orders a list. The zero value is by date, newest first.
type Sort struct {
	By        SortBy
	Ascending bool
}

// SortBy names a column to sort by.
type SortBy string

// The columns to sort by.
const (
	SortDate   SortBy = ""
	SortNumber SortBy = "number"
	SortClient SortBy = "client"
	SortDue    SortBy = "due"
	SortTotal  SortBy = "total"
	SortStatus SortBy = "status"
	SortSync   SortBy = "sync"
)

// DocumentRow is what a list shows of a document.
type DocumentRow struct {
	Key       int64
	ID        string
	Kind      document.Kind
	Number    string
	Client    string
	ContactID string
	Date, Due document.Date
	Total     decimal.Decimal
	Currency  string
	// Status as shown on the day asked for.
	Status    document.Status
	State     document.SyncState
	Tags      []string
	Archived  bool
	DeletedAt time.Time
}

// Counts are the numbers on the segments of a list's filters.
type Counts struct {
	All    int
	Status map[StatusFilter]int
	Sync   map[SyncFilter]int
}

// baseStatuses are the statuses of a segment, Overdue and Expired apart.
func baseStatuses(f StatusFilter) []document.Status {
	switch f {
	case FilterDraft:
		return []document.Status{document.Draft, document.Submitted}
	case FilterAwaiting:
		return []document.Status{document.AwaitingPayment, document.PartPaid, document.Sent}
	case FilterPaid:
		return []document.Status{document.Paid}
	case FilterVoided:
		return []document.Status{document.Voided, document.DeletedInXero}
	case FilterSent:
		return []document.Status{document.Sent}
	case FilterAccepted:
		return []document.Status{document.Accepted}
	case FilterDeclined:
		return []document.Status{document.Declined}
	case FilterInvoiced:
		return []document.Status{document.Invoiced}
	case FilterOverdue:
		return []document.Status{document.Overdue}
	case FilterExpired:
		return []document.Status{document.Expired}
	}
	return nil
}

// segmentOf is the segment that a shown status belongs to.
func segmentOf(kind document.Kind, s document.Status) StatusFilter {
	switch s {
	case document.Submitted:
		return FilterDraft
	case document.AwaitingPayment, document.PartPaid:
		return FilterAwaiting
	case document.DeletedInXero:
		return FilterVoided
	case document.Sent:
		if kind == document.Invoice {
			return FilterAwaiting
		}
	}
	return StatusFilter(s)
}

// shownStatus is document.ShownStatus in SQL, over the stored status; its one
// parameter is today. A test holds the two together.
const shownStatus = `CASE
	WHEN d.due = '' OR d.due >= ? THEN d.status
	WHEN d.kind = 'invoice' AND d.status IN ('awaiting-payment', 'part-paid', 'sent') THEN 'overdue'
	WHEN d.kind = 'quote' AND d.status = 'sent' THEN 'expired'
	ELSE d.status END`

// documentFilter chooses live documents of a kind, or the deleted or archived.
// A search is within its newest hits.
func documentFilter(kind document.Kind, search string, archived, deleted bool) *filter {
	b := &filter{table: "d."}
	b.and(`d.kind = ?`, string(kind))
	if deleted {
		b.and(`d.deleted_at IS NOT NULL`)
	} else {
		b.and(`d.deleted_at IS NULL`)
		b.and(`d.archived = ?`, archived)
	}
	if strings.TrimSpace(search) == "" {
		return b
	}
	b.and(`d.key IN (SELECT s.rowid FROM document_search s CROSS JOIN documents h ON h.key = s.rowid
		WHERE document_search MATCH ? AND h.kind = ? AND (h.deleted_at IS NOT NULL) = ? AND (h.archived = ? OR ?)
		ORDER BY s.rowid DESC LIMIT ?)`,
		orNothing(ftsQuery(search)), string(kind), deleted, archived, deleted, SearchLimit)
	return b
}

func (q DocumentQuery) filter() (*filter, error) {
	b := documentFilter(q.Kind, q.Search, q.Archived, q.Deleted)
	if statuses := baseStatuses(q.Status); len(statuses) > 0 {
		list, err := json.Marshal(statuses)
		if err != nil {
			return nil, err
		}
		b.and(shownStatus+` IN (SELECT value FROM json_each(?))`, q.Today.String(), string(list))
	}
	b.sync(q.Sync)
	if q.ContactID != "" {
		b.and(`d.contact_id = ?`, q.ContactID)
	}
	for _, tag := range q.Tags {
		b.and(`EXISTS (SELECT 1 FROM json_each(d.tags) WHERE value = ?)`, tag)
	}
	return b, nil
}

// order is the ORDER BY of a query, with its parameters.
func (q DocumentQuery) order() (string, []any) {
	direction := ` DESC`
	if q.Sort.Ascending {
		direction = ` ASC`
	}
	column, args := `d.date`, []any(nil)
	switch q.Sort.By {
	case SortNumber:
		column = `d.number_sort`
	case SortClient:
		column = `d.client_fold`
	case SortDue:
		column = `d.due`
	case SortTotal:
		column = `d.total`
	case SortSync:
		column = `d.state`
	case SortStatus:
		column, args = shownStatus, []any{q.Today.String()}
	}
	return ` ORDER BY ` + column + direction + `, d.key` + direction, args
}

// DocumentKeys gives the keys of all documents of a query, in order: the whole
// list in a few bytes a row, for a virtual list to window over.
func (f *File) DocumentKeys(ctx context.Context, q DocumentQuery) (keys []int64, err error) {
	b, err := q.filter()
	if err != nil {
		return nil, err
	}
	order, args := q.order()
	err = f.read(ctx, func(t *tx) error {
		keys, err = t.keys(`SELECT d.key AS key FROM documents d WHERE `+b.where()+order, append(b.args, args...)...)
		return err
	})
	return keys, err
}

// DocumentRows gives the rows of a window of keys, in their order; keys that
// are gone are left out. today decides Overdue and Expired.
func (f *File) DocumentRows(ctx context.Context, keys []int64, today document.Date) (out []DocumentRow, err error) {
	list, err := json.Marshal(keys)
	if err != nil {
		return nil, err
	}
	err = f.read(ctx, func(t *tx) error {
		return t.each(func(rows *sql.Rows) error {
			r, err := scanDocumentRow(rows)
			out = append(out, r)
			return err
		}, `SELECT d.key, d.id, d.kind, d.number, d.client, d.contact_id, d.date, d.due, d.total, d.currency,
				`+shownStatus+`, d.state, d.tags, d.archived, d.deleted_at
			FROM json_each(?) k JOIN documents d ON d.key = k.value ORDER BY k.key`, today.String(), string(list))
	})
	return out, err
}

func scanDocumentRow(rows *sql.Rows) (r DocumentRow, err error) {
	var date, due, tags string
	var total int64
	var deleted sql.NullInt64
	err = rows.Scan(&r.Key, &r.ID, &r.Kind, &r.Number, &r.Client, &r.ContactID, &date, &due, &total, &r.Currency,
		&r.Status, &r.State, &tags, &r.Archived, &deleted)
	if err != nil {
		return r, err
	}
	r.Total, r.DeletedAt = fromMoney(total), fromMillis(deleted)
	if r.Date, err = document.ParseISODate(date); err != nil {
		return r, err
	}
	if r.Due, err = document.ParseISODate(due); err != nil {
		return r, err
	}
	r.Tags, err = decodeTags(tags)
	return r, err
}

// DocumentCounts are the numbers on the segments of a kind's list.
func (f *File) DocumentCounts(ctx context.Context, kind document.Kind, search string, today document.Date) (Counts, error) {
	b := documentFilter(kind, search, false, false)
	c := newCounts()
	// Both run along an index in order. Those past their date are counted
	// apart and moved to their segment.
	const count = `SELECT d.status, d.state, count(*) FROM documents d WHERE `
	const group = ` GROUP BY d.status, d.state`
	err := f.read(ctx, func(t *tx) error {
		err := t.each(func(rows *sql.Rows) error {
			var status document.Status
			var state document.SyncState
			var n int
			err := rows.Scan(&status, &state, &n)
			c.All += n
			c.Status[segmentOf(kind, status)] += n
			c.addSync(state, n)
			return err
		}, count+b.where()+group, b.args...)
		if err != nil {
			return err
		}
		return t.each(func(rows *sql.Rows) error {
			var status document.Status
			var state document.SyncState
			var n int
			err := rows.Scan(&status, &state, &n)
			c.Status[segmentOf(kind, status)] -= n
			c.Status[segmentOf(kind, pastDue(kind, status))] += n
			return err
		}, count+b.where()+` AND d.due <> '' AND d.due < ?`+group, append(b.args, today.String())...)
	})
	return c, err
}

// pastDue is the status shown once the due or expiry date has passed.
func pastDue(kind document.Kind, s document.Status) document.Status {
	switch {
	case kind == document.Invoice && segmentOf(kind, s) == FilterAwaiting:
		return document.Overdue
	case kind == document.Quote && s == document.Sent:
		return document.Expired
	}
	return s
}

// SelectionTotals sums the totals of documents per currency.
func (f *File) SelectionTotals(ctx context.Context, keys []int64) (sums map[string]decimal.Decimal, err error) {
	list, err := json.Marshal(keys)
	if err != nil {
		return nil, err
	}
	err = f.read(ctx, func(t *tx) error {
		sums, err = t.sums(`SELECT d.currency, sum(d.total) FROM json_each(?) k JOIN documents d ON d.key = k.value
			GROUP BY d.currency`, string(list))
		return err
	})
	return sums, err
}

// Tags are all tags on live documents of a kind, in order.
func (f *File) Tags(ctx context.Context, kind document.Kind) (tags []string, err error) {
	err = f.read(ctx, func(t *tx) error {
		tags, err = t.strings(`SELECT DISTINCT j.value FROM documents d, json_each(d.tags) j
			WHERE d.kind = ? AND d.deleted_at IS NULL AND d.tags <> '[]' ORDER BY lower(j.value), j.value`, string(kind))
		return err
	})
	return tags, err
}

// StateCounts counts live records by kind and sync state.
func (f *File) StateCounts(ctx context.Context) (map[RecordKind]map[document.SyncState]int, error) {
	out := map[RecordKind]map[document.SyncState]int{}
	err := f.read(ctx, func(t *tx) error {
		return t.each(func(rows *sql.Rows) error {
			var kind RecordKind
			var state document.SyncState
			var n int
			err := rows.Scan(&kind, &state, &n)
			if out[kind] == nil {
				out[kind] = map[document.SyncState]int{}
			}
			out[kind][state] = n
			return err
		}, `SELECT kind, state, count(*) FROM documents WHERE deleted_at IS NULL GROUP BY kind, state
			UNION ALL SELECT 'contact', state, count(*) FROM contacts WHERE deleted_at IS NULL GROUP BY state`)
	})
	return out, err
}
