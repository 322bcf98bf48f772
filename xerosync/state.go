package xerosync

import (
	"time"

	"litework/document"
)

// Phase is what the worker is doing, as the indicator shows it.
type Phase string

// The phases.
const (
	// Off: not connected.
	Off Phase = "off"
	// Waiting: connected, nothing to do.
	Waiting Phase = "waiting"
	// Syncing: talking to Xero.
	Syncing Phase = "syncing"
	// Paused: Xero asked to wait, or is down; State.Next says until when.
	Paused Phase = "paused"
	// Offline: Xero cannot be reached from here.
	Offline Phase = "offline"
	// Reconnect: the user has to sign in again; State.Problem says why.
	Reconnect Phase = "reconnect"
)

// State is a picture of the worker at one moment.
type State struct {
	Phase        Phase
	Organisation string
	Demo         bool
	// Waiting is how many operations have yet to be carried out.
	Waiting int
	// Done and Total count what is being done, for "40 of 120"; zero if
	// nothing is being counted.
	Done, Total int
	// Last is when Xero last answered, Next when the next attempt is due.
	// Zero when there is none.
	Last, Next time.Time
	// NextCheck is when contacts or documents are next compared with Xero by
	// themselves; zero while that is switched off.
	NextCheck time.Time
	// CallsLeft of CallsLimit remain today; zero until Xero has told.
	CallsLeft, CallsLimit int
	// Problem is what the user should know while the phase lasts; nil when
	// there is nothing.
	Problem *document.Problem

	// AutoOff: neither contacts nor documents are kept in step by themselves.
	AutoOff bool
	// Held names the document that a change in Xero waits for while it is
	// edited; empty for none.
	Held string
	// Unknown is how many documents Xero has that are not here.
	Unknown int
	// Asking is how many questions wait for an answer; see [Service.Asks].
	Asking int
	// Import is the running import; nil when there is none.
	Import *ImportState
	// Notices are what the user should be told early, each shown once and gone
	// when it is over.
	Notices []Notice
}

// Notice is something about the connection that asks for attention before it
// becomes trouble. Its Code is stable while it lasts.
type Notice struct{ Code, Sentence, Fix string }
