package store

import "time"

// Tombstone remembers a record deleted here, so that nothing resurrects it.
type Tombstone struct {
	Kind     RecordKind
	RecordID string
	Org      OrgKey
	XeroID   string
	// Label is the number of a document, the name of a contact.
	Label string
	At    time.Time
}
