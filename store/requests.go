package store

import (
	"time"

	"litework/document"
)

// RequestState is how far a request came.
type RequestState string

// The states of a request.
const (
	RequestStored   RequestState = "stored"
	RequestSent     RequestState = "sent"
	RequestAnswered RequestState = "answered"
	RequestUnknown  RequestState = "unknown"
)

// Request is one HTTP request that writes, stored before it is sent.
type Request struct {
	// ID is ours, Key the Idempotency-Key sent; usually the same.
	ID     string
	Key    string
	Method string
	Path   string
	Query  string
	Body   []byte
	// OpIDs are the members, in the order of the body.
	OpIDs       []string
	FirstSentAt time.Time
	LastEndedAt time.Time
	State       RequestState
}

// MemberOutcome is what came of one member of a request.
type MemberOutcome struct {
	OpID    string
	State   OpState
	Problem *document.Problem
	Details string
	// Answer is Xero's element for this member.
	Answer []byte
}
