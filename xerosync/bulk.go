package xerosync

import (
	"context"

	"litework/document"
)

// MaxBulk is how many documents can be posted at once.
const MaxBulk = 1000

// BulkSheet is what is shown before several documents are posted: how many are
// ready, and what is wrong with the others. Status is the one choice for all;
// a document for which it is not legal keeps the one it has.
type BulkSheet struct {
	Organisation string
	Demo         bool
	Kind         document.Kind
	Choices      []StatusChoice
	Documents    []BulkDocument
	// Contacts are the names of clients that will be added to Xero.
	Contacts []string
	// Totals of what is ready, by currency, in the order of currencies.
	Totals []CurrencyTotal
	Ready  int
}

// BulkDocument is one document of a bulk post.
type BulkDocument struct {
	DocID, Number, Client string
	Action                Action
	// Skipped says why nothing has to be done; empty where something has.
	Skipped string
	Problem *document.Problem
	// Fix leads to what mends the problem.
	Fix Fix
	// Confirm is what is posted where there is no problem.
	Confirm Intent
}

// BulkSheet checks documents of one kind for a post, from the local copy
// alone. An empty status takes the default.
func (s *Service) BulkSheet(ctx context.Context, docIDs []string, status string) (BulkSheet, error) {
	return BulkSheet{}, nil
}

// PostMany puts what was confirmed into the outbox, all in one transaction.
func (s *Service) PostMany(ctx context.Context, intents []Intent) (opIDs []string, err error) {
	return nil, nil
}

// PostOnSave posts a document that the user has saved deliberately, where
// settings say so. A check that fails makes it Sync failed.
func (s *Service) PostOnSave(ctx context.Context, docID string) error { return nil }

// MarkSent marks an approved invoice as sent in Xero.
func (s *Service) MarkSent(ctx context.Context, docID string) error { return nil }

// MarkInvoiced marks a posted quote as invoiced in Xero, by the legal steps.
func (s *Service) MarkInvoiced(ctx context.Context, quoteID string) error { return nil }
