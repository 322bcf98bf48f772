package store

import (
	"time"

	"github.com/shopspring/decimal"

	"litework/document"
)

// StoredContact is a contact with what the file knows about it.
type StoredContact struct {
	document.Contact
	Key   int64
	Rev   int64
	State document.SyncState
	// XeroID is the linked contact's; empty when it is not linked.
	XeroID    string
	Op        *OpSummary
	DeletedAt time.Time
	UpdatedAt time.Time
}

// ContactQuery chooses contacts, ordered by name unless sorted otherwise
// (SortClient, the zero value here, or SortTotal for what is outstanding).
type ContactQuery struct {
	Search            string
	Sync              SyncFilter
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
