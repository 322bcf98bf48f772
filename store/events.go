package store

// EventKind says what changed.
type EventKind string

// The kinds of event. ID is the document's, the contact's, or (OutboxChanged)
// the record's; the others have none.
const (
	DocumentChanged   EventKind = "document"
	ContactChanged    EventKind = "contact"
	SettingsChanged   EventKind = "settings"
	ReferenceChanged  EventKind = "reference"
	OutboxChanged     EventKind = "outbox"
	HistoryChanged    EventKind = "history"
	ConnectionChanged EventKind = "connection"
)

// Event tells that something was committed.
type Event struct {
	Kind EventKind
	ID   string
}
