package document

// Status is where a document stands, as shown.
type Status string

// The statuses of invoices and quotes. Overdue and Expired are derived from
// the date and are never stored.
const (
	Draft           Status = "draft"
	Submitted       Status = "submitted"
	AwaitingPayment Status = "awaiting-payment"
	PartPaid        Status = "part-paid"
	Paid            Status = "paid"
	Overdue         Status = "overdue"
	Voided          Status = "voided"
	DeletedInXero   Status = "deleted-in-xero"

	Sent     Status = "sent"
	Accepted Status = "accepted"
	Declined Status = "declined"
	Invoiced Status = "invoiced"
	Expired  Status = "expired"
)

// SyncState is how a document or contact stands towards Xero.
type SyncState string

// The sync states. The last four lie over the first four while they last.
const (
	NotSynced      SyncState = "not-synced"
	Synced         SyncState = "synced"
	UpdatedLocally SyncState = "updated-locally"
	SyncFailed     SyncState = "sync-failed"

	WaitingToPost SyncState = "waiting-to-post"
	Posting       SyncState = "posting"
	Checking      SyncState = "checking"
	Conflict      SyncState = "conflict"
)
