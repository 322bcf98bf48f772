package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"github.com/shopspring/decimal"

	"litework/document"
)

// SearchLimit is how many hits a search gives, the newest that fit the filters.
const SearchLimit = 1000

// DocumentQuery chooses and orders documents of a kind.
type DocumentQuery struct {
	Kind document.Kind
	// Search finds documents in which every word typed starts a word.
	Search string
	Status StatusFilter
	Sync   SyncFilter
	// ContactID and Client choose by who it is for: the contact, or the name as
	// it stands on the document, whatever its case.
	ContactID, Client string
	// Tags: documents that carry all of them.
	Tags []string
	// From and To are the first and the last date taken in; zero for no end.
	From, To document.Date
	// Deleted and Archived show only those; a plain list shows neither.
	Deleted, Archived bool
	Sort              Sort
	// First is how many are given at most; 0 for all.
	First int
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
	Reference string
	Date, Due document.Date
	// SubTotal, Tax and Total as the document's own lines come to; of one of
	// which only the head was read from Xero, Total is Xero's.
	SubTotal, Tax, Total decimal.Decimal
	Currency             string
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
		}, `SELECT d.key, d.id, d.kind, d.number, d.client, d.contact_id, d.reference, d.date, d.due,
				d.sub_total, d.total_tax, d.total, d.currency,
				`+shownStatus+`, d.state, d.tags, d.archived, d.deleted_at
			FROM json_each(?) k JOIN documents d ON d.key = k.value ORDER BY k.key`, today.String(), string(list))
	})
	return out, err
}

func scanDocumentRow(rows *sql.Rows) (r DocumentRow, err error) {
	var date, due, tags string
	var subTotal, tax, total int64
	var deleted sql.NullInt64
	err = rows.Scan(&r.Key, &r.ID, &r.Kind, &r.Number, &r.Client, &r.ContactID, &r.Reference, &date, &due,
		&subTotal, &tax, &total, &r.Currency,
		&r.Status, &r.State, &tags, &r.Archived, &deleted)
	if err != nil {
		return r, err
	}
	r.SubTotal, r.Tax, r.Total, r.DeletedAt = fromMoney(subTotal), fromMoney(tax), fromMoney(total), fromMillis(deleted)
	if r.Date, err = document.ParseISODate(date); err != nil {
		return r, err
	}
	if r.Due, err = document.ParseISODate(due); err != nil {
		return r, err
	}
	r.Tags, err = decodeTags(tags)
	return r, err
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
