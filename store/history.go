package store

import "time"

// HistoryEntry is one exchange with Xero, told to the user.
type HistoryEntry struct {
	ID        int64
	At        time.Time
	Action    HistoryAction
	Direction Direction
	// Record and RecordID are empty for an entry about many; Label is the
	// number, the name, or words such as "12 contacts".
	Record   RecordKind
	RecordID string
	Label    string
	Status   HistoryStatus
	// Details is a plain sentence; Fix what to do about an error.
	Details string
	Fix     string
	// Code is the problem's code, for the button that fixes it.
	Code string
	OpID string
	// Sent and Answered are bodies without secrets; may be empty.
	Sent     []byte
	Answered []byte
}

// HistoryAction is what was done.
type HistoryAction string

// The actions in the history.
const (
	HistoryCreate HistoryAction = "create"
	HistoryImport HistoryAction = "import"
	HistoryUpdate HistoryAction = "update"
	HistorySync   HistoryAction = "sync"
)

// Direction is which way it went.
type Direction string

// The directions.
const (
	ToXero   Direction = "to-xero"
	FromXero Direction = "from-xero"
)

// HistoryStatus is how it ended.
type HistoryStatus string

// The outcomes.
const (
	HistorySuccess HistoryStatus = "success"
	HistoryError   HistoryStatus = "error"
	HistoryPartial HistoryStatus = "partial"
)

// HistoryQuery chooses entries, newest first. Zero fields choose all.
type HistoryQuery struct {
	Search    string
	Action    HistoryAction
	Direction Direction
	// Status chooses entries of an outcome.
	Status   HistoryStatus
	RecordID string
	Since    time.Time
	// Before is the ID of the last entry of the page before; 0 for the first.
	Before int64
	// Limit is the size of a page; 0 means 200.
	Limit int
}

// HistoryCounts are the figures above the history.
type HistoryCounts struct {
	Total, Successful, Partial, Errors int
}
