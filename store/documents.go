package store

import (
	"encoding/json"
	"time"

	"litework/document"
)

// StoredDocument is a document with what the file knows about it.
type StoredDocument struct {
	document.Document
	// Key is the row's key, for lists.
	Key int64
	// Rev grows by one with every change of content. Pass it as the base of
	// the next save.
	Rev int64
	// Remote is nil for a document never posted.
	Remote *document.Remote
	State  document.SyncState
	// Op is the open operation, or the last one when it failed; else nil.
	Op       *OpSummary
	Archived bool
	// DeletedAt is zero for a live document.
	DeletedAt time.Time
	Banners   []Banner
	// NumberLocked: number and kind cannot be changed (posted, or sent and
	// the outcome not known).
	NumberLocked bool
	// HeadOnly: imported with Xero's totals, which our arithmetic would not
	// give; only its head fields can be updated in Xero.
	HeadOnly             bool
	CreatedAt, UpdatedAt time.Time
}

// Saved is the outcome of a save.
type Saved struct {
	ID     string
	Rev    int64
	Number string
	State  document.SyncState
}

// OpSummary is the operation a record waits for, as pages show it.
type OpSummary struct {
	ID           string
	Action       OpAction
	State        OpState
	TargetStatus string
	Problem      *document.Problem
	Details      string
	CreatedAt    time.Time
	FirstSentAt  time.Time
}

// Banner is a line on top of a document that lasts until it is dismissed.
type Banner struct {
	ID   string
	Kind BannerKind
	Text string
	// RevisionID is the revision that holds what the banner can restore, and
	// LineID the line in it; empty when there is nothing to restore.
	RevisionID string
	LineID     string
	// Data is whatever the writer of the banner needs to act on it.
	Data json.RawMessage
	At   time.Time
}

// BannerKind says what a banner is about.
type BannerKind string

// The kinds of banner.
const (
	BannerPulled          BannerKind = "pulled"
	BannerLineRemoved     BannerKind = "line-removed"
	BannerDurationCleared BannerKind = "duration-cleared"
	BannerRenumbered      BannerKind = "renumbered"
	BannerHeadOnly        BannerKind = "head-only"
	BannerNote            BannerKind = "note"
)
