package xerosync

import (
	"time"

	"litework/document"
	"litework/store"

	"github.com/shopspring/decimal"
)

// ImportPhase is how far an import is.
type ImportPhase string

// The phases of an import.
const (
	ImportDownloading ImportPhase = "downloading"
	// ImportReady: the preview stands; nothing was written yet.
	ImportReady    ImportPhase = "ready"
	ImportApplying ImportPhase = "applying"
	ImportDone     ImportPhase = "done"
	// ImportFailed: the download stopped; it can be gone on with.
	ImportFailed ImportPhase = "failed"
)

// ImportChoices are what the wizard asks.
type ImportChoices struct {
	Contacts      bool
	CustomersOnly bool
	Invoices      bool
	Quotes        bool
	// From and To bound the date of documents; zero for no bound.
	From, To document.Date
	// InvoiceStatuses and QuoteStatuses are Xero's words; empty for any.
	InvoiceStatuses, QuoteStatuses []string
	// UpdateExisting updates what is here already; else it is skipped.
	UpdateExisting bool
	// LinkNumbers links documents of the same number that are not linked yet;
	// else both are kept.
	LinkNumbers bool
}

// ImportState is a picture of the import.
type ImportState struct {
	Run     string
	Phase   ImportPhase
	Choices ImportChoices
	Started time.Time
	// Done of Total records of the phase; Total is zero while Xero has not
	// told.
	Done, Total int
	Kind        store.RecordKind
	// Calls made to Xero so far.
	Calls   int
	Preview []ImportCount
	Problem *document.Problem
}

// ImportCount is a row of the preview, and of the result.
type ImportCount struct {
	Kind                                             store.RecordKind
	InXero, New, Update, Unchanged, Conflict, Number int
	// Skipped are existing ones that were to be skipped, Refused those that
	// cannot be imported.
	Skipped, Refused int
}

// ImportProof is a line of the result: what was staged against what is here.
type ImportProof struct {
	Kind             store.RecordKind
	Status, Currency string
	CountThere       int
	CountHere        int
	TotalThere       decimal.Decimal
	TotalHere        decimal.Decimal
}

// ImportProblem says why one record was not imported, or not in full.
type ImportProblem struct {
	Kind    store.RecordKind
	Label   string
	Problem document.Problem
}

// ImportResult is what an import came to.
type ImportResult struct {
	Counts   []ImportCount
	Proof    []ImportProof
	Problems []ImportProblem
}

// CurrencyTotal is a sum in one currency.
type CurrencyTotal struct {
	Currency string
	Total    decimal.Decimal
}
