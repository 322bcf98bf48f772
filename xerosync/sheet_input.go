package xerosync

import "litework/document"

// sheetInput is everything a sheet is made of, read in one go.
type sheetInput struct {
	doc       document.Document
	rev       int64
	connected bool
	reference document.Reference
	settings  document.Settings
	remote    *document.Remote
	// sent is what Xero was last told; nil before the first post.
	sent *document.Projection
	// sentClient is the name of the client Xero was last told.
	sentClient string
	// lines is what settings supply, by line; set when the sheet is built.
	lines map[string]Supplied
	// client is the contact of the address book the document names, nil for a
	// client typed on this document only.
	client     *clientContact
	candidates []ContactCandidate
	// numberTaken names the document here, or says Xero, that has the number.
	numberTaken string
	state       document.SyncState
	// busy: a request with the document left, and its outcome is open.
	busy bool
	// deleted here; failed is why its last post came to nothing, nil if it did not.
	deleted bool
	failed  *document.Problem
	// elsewhere: posted to an organisation that is not the one connected.
	elsewhere bool
	// headOnly: imported with totals that our arithmetic does not give.
	headOnly bool
	choice   string // Xero's word; empty for the default
	decision *ContactDecision
}

// clientContact is a contact as far as posting has to know it.
type clientContact struct {
	contact  document.Contact
	linked   bool
	archived bool
}
