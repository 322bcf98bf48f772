package xerosync

import "litework/document"

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
