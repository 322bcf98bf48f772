package store

import (
	"encoding/json"
	"time"
)

// Link ties a record here to one in Xero, within an organisation.
type Link struct {
	Kind     RecordKind
	RecordID string
	// Org is the active organisation's when left zero.
	Org    OrgKey
	XeroID string
	// RemoteUpdated is Xero's UpdatedDateUTC as last seen.
	RemoteUpdated time.Time
	// MergedInto is the XeroID of the contact this one was merged into.
	MergedInto string
	LinkedAt   time.Time
}

// BasePair is the record at its last meeting with Xero: what we sent and what
// Xero said, which differ because Xero trims, defaults and re-prints.
type BasePair struct {
	// Sent is the projection last sent or pulled: JSON of a
	// document.Projection, or of a contact as [ProjectContact] gives it.
	Sent json.RawMessage
	// Seen is the canonical form of Xero's last confirmed answer, Raw the
	// answer itself.
	Seen json.RawMessage
	Raw  []byte
	// Lines: LineItemID by our line id.
	Lines map[string]string
	// SentRev is the revision that Sent was made of.
	SentRev int64
}

// RecordState holds what the planner found out about a linked record.
type RecordState struct {
	// Conflict: both sides changed; Remote is Xero's version it was found on.
	Conflict bool
	Remote   []byte
	// HeadOnly: see [StoredDocument].
	HeadOnly bool
}
