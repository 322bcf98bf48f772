package store

import (
	"encoding/json"
	"time"
)

// ImportRun is one run of the import, which can be gone on with after a crash.
type ImportRun struct {
	ID        string
	Org       OrgKey
	Phase     string
	Choices   json.RawMessage
	Cursor    json.RawMessage
	StartedAt time.Time
}

// Staged is one record downloaded but not yet written.
type Staged struct {
	Run    string
	Kind   RecordKind
	XeroID string
	Number string
	Raw    []byte
	// Verdict is the planner's: new, update, unchanged, conflict…
	Verdict string
	// RecordID is the record here it belongs to; empty for a new one.
	RecordID string
	Written  bool
}

// StagedCount is how many staged records of a kind have a verdict.
type StagedCount struct {
	Kind    RecordKind
	Verdict string
	Count   int
	Written int
}
