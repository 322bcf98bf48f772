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

// Tone is the colour of a chip. It never stands without words.
type Tone string

// The tones.
const (
	Green Tone = "green"
	Blue  Tone = "blue"
	Amber Tone = "amber"
	Red   Tone = "red"
	Grey  Tone = "grey"
)

// Label is the status as a person reads it.
func (s Status) Label() string {
	switch s {
	case "", Draft:
		return "Draft"
	case Submitted:
		return "Submitted"
	case AwaitingPayment:
		return "Awaiting payment"
	case PartPaid:
		return "Part paid"
	case Paid:
		return "Paid"
	case Overdue:
		return "Overdue"
	case Voided:
		return "Voided"
	case DeletedInXero:
		return "Deleted in Xero"
	case Sent:
		return "Sent"
	case Accepted:
		return "Accepted"
	case Declined:
		return "Declined"
	case Invoiced:
		return "Invoiced"
	case Expired:
		return "Expired"
	}
	return string(s)
}

// Tone is the colour of the status.
func (s Status) Tone() Tone {
	switch s {
	case Paid, Accepted, Invoiced:
		return Green
	case Submitted, AwaitingPayment, PartPaid, Sent:
		return Blue
	case Expired:
		return Amber
	case Overdue, Declined:
		return Red
	}
	return Grey
}

// Label is the state as a person reads it.
func (s SyncState) Label() string {
	switch s {
	case "", NotSynced:
		return "Not synced"
	case Synced:
		return "Synced"
	case UpdatedLocally:
		return "Updated locally"
	case SyncFailed:
		return "Sync failed"
	case WaitingToPost:
		return "Waiting to post"
	case Posting:
		return "Posting…"
	case Checking:
		return "Checking with Xero"
	case Conflict:
		return "Conflict"
	}
	return string(s)
}

// Tone is the colour of the state.
func (s SyncState) Tone() Tone {
	switch s {
	case Synced:
		return Green
	case Posting, Checking:
		return Blue
	case UpdatedLocally, WaitingToPost:
		return Amber
	case SyncFailed, Conflict:
		return Red
	}
	return Grey
}
