package xerofake

// Switches choose where Xero's behaviour is not established. The zero value
// is what is thought most likely. Numbers are sections of the project's page
// of facts about Xero.
type Switches struct {
	// NoRefreshGrace refuses a refresh token at once after its rotation
	// instead of honouring it for 30 more minutes (1.4).
	NoRefreshGrace bool
	// PartialByDefault answers a request without summarizeErrors with 200 and
	// the errors in its elements, instead of 400 as a whole (4.5).
	PartialByDefault bool
	// SiblingsSaved keeps the valid elements of a batch answered 400 (4.5).
	SiblingsSaved bool
	// ModifiedSinceExclusive compares > rather than >= after cutting to the
	// second (4.4).
	ModifiedSinceExclusive bool
	// NotModified answers 304 when If-Modified-Since leaves nothing (2.3).
	NotModified bool
	// UnoptimisedWhere allows all known fields in a where expression and a
	// few methods, instead of refusing what is not optimised (4.3).
	UnoptimisedWhere bool
	// HideDeleted leaves DELETED and VOIDED invoices out of lists (4.3).
	HideDeleted bool
	// HalfEven rounds ties to even instead of away from zero (9.2).
	HalfEven bool
	// IdempotencyFor24h keeps replayed answers a day instead of 6 minutes (3).
	IdempotencyFor24h bool
	// ArchivedNamesTaken lets an archived contact's name block a create (5.2).
	ArchivedNamesTaken bool
	// UnarchiveRefused refuses ContactStatus ACTIVE on an archived contact (5.2).
	UnarchiveRefused bool
	// AddressFieldsKept keeps sub-fields omitted from a sent address or phone
	// instead of clearing them (5.2).
	AddressFieldsKept bool
	// DueDateFromTerms fills a missing DueDate of an approved invoice from
	// the contact's or organisation's terms instead of refusing it (6.1).
	DueDateFromTerms bool
	// StatusRequired refuses an edit of an approved invoice that does not
	// carry its Status, but for SentToContact alone (6.3).
	StatusRequired bool
	// EmptyLinesDelete makes LineItems [] delete all lines instead of
	// leaving them (6.4).
	EmptyLinesDelete bool
	// NewLinesFirst puts new lines before the existing ones (6.4).
	NewLinesFirst bool
	// LineIDsChange gives every line a new id at every update of lines (6.4).
	LineIDsChange bool
	// DeletedNumbersFree lets numbers of deleted and voided invoices be used
	// again (6.5).
	DeletedNumbersFree bool
	// LineErrorsNested reports a line's faults on the line, not on the
	// document (2.4).
	LineErrorsNested bool
	// QuotePostByNumber lets a POST without QuoteID update the quote that has
	// the number, instead of refusing the duplicate (7.2).
	QuotePostByNumber bool
	// InclusiveQuotesReadExclusive shows the prices of an INCLUSIVE quote
	// without tax when read (7.2).
	InclusiveQuotesReadExclusive bool
	// LowerCaseProblems writes the keys of problem JSON in lower case (2.4).
	LowerCaseProblems bool
}
