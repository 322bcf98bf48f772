package store

import (
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
