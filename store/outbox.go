package store

import (
	"encoding/json"
	"time"

	"litework/document"
)

// RecordKind names a kind of record that Xero knows too. It equals
// document.Kind for the two kinds of document.
type RecordKind string

// The kinds of record.
const (
	RecordInvoice RecordKind = "invoice"
	RecordQuote   RecordKind = "quote"
	RecordContact RecordKind = "contact"
)

// OrgKey is one organisation at one server: links, bases and marks belong to
// it, so that a test server never meets a real organisation's records.
type OrgKey struct{ Server, TenantID string }

// OpAction is what an operation does in Xero.
type OpAction string

// The actions of an operation.
const (
	ActionCreate OpAction = "create"
	ActionUpdate OpAction = "update"
	ActionStatus OpAction = "status"
)

// OpState is how far an operation came.
type OpState string

// The states of an operation. The first four are open.
const (
	OpQueued  OpState = "queued"
	OpSending OpState = "sending"
	// OpSent: the request left; the answer is awaited.
	OpSent OpState = "sent"
	// OpUnknown: no answer that tells; to be settled before any resend.
	OpUnknown   OpState = "unknown"
	OpFailed    OpState = "failed"
	OpDone      OpState = "done"
	OpWithdrawn OpState = "withdrawn"
)

// Open reports whether the outcome is still to come.
func (s OpState) Open() bool {
	return s == OpQueued || s == OpSending || s == OpSent || s == OpUnknown
}

// Op is one intent towards Xero: a row of the outbox. What it freezes (Record
// to TargetStatus) never changes once it was sent.
type Op struct {
	ID string
	// Seq is the order of the outbox, given by the file.
	Seq      int64
	Record   RecordKind
	RecordID string
	Action   OpAction
	// Rev, Number and Projection are the record's when the intent was made.
	Rev          int64
	Org          OrgKey
	Number       string
	Projection   json.RawMessage
	Body         []byte
	TargetStatus string

	// DependsOn is the operation that must be done first; empty for none.
	DependsOn string
	State     OpState
	RequestID string
	Member    int
	Problem   *document.Problem
	// Details are technical, behind a button.
	Details                                    string
	CreatedAt, FirstSentAt, LastAttemptEndedAt time.Time
	Attempts                                   int
	// UserAsked: not started by a timer.
	UserAsked bool
}
