package store

import (
	"time"

	"litework/document"
)

// Why a revision was kept.
type Why string

// The reasons for a revision.
const (
	WhySaved    Why = "saved"
	WhyPosted   Why = "posted"
	WhyPulled   Why = "pulled"
	WhyMerged   Why = "merged"
	WhyRestored Why = "restored"
)

// Revision is a document as it was at a deliberate moment.
type Revision struct {
	ID       string
	Rev      int64
	Why      Why
	At       time.Time
	Document document.Document
}
