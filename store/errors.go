package store

import (
	"errors"
	"fmt"
)

// Code names a kind of trouble with the company file, for programs.
type Code string

// The codes of [OpenError], [SaveError] and [ReadError].
const (
	CodeNotDatabase Code = "not-a-database"
	CodeDamaged     Code = "damaged"
	CodeNewer       Code = "newer-version"
	CodeInUse       Code = "in-use"
	CodeReadOnly    Code = "read-only"
	CodeFolder      Code = "folder-not-writable"
	CodeDiskFull    Code = "disk-full"
	CodeNotFound    Code = "not-found"
	CodeBusy        Code = "busy"
	CodeIO          Code = "io"
	CodeInternal    Code = "internal"
)

// OpenError says why a company file could not be opened. Nothing in the file
// was changed.
type OpenError struct {
	Code     Code
	Sentence string
	Fix      string
	Err      error
}

// Error is the sentence and the fix.
func (e *OpenError) Error() string { return join(e.Sentence, e.Fix) }

// Unwrap gives the cause.
func (e *OpenError) Unwrap() error { return e.Err }

// SaveError says why something could not be written. The file is as it was
// before the call.
type SaveError struct {
	Code     Code
	Sentence string
	Fix      string
	Err      error
}

// Error is the sentence and the fix.
func (e *SaveError) Error() string { return join(e.Sentence, e.Fix) }

// Unwrap gives the cause.
func (e *SaveError) Unwrap() error { return e.Err }

// ReadError says why something could not be read.
type ReadError struct {
	Code     Code
	Sentence string
	Fix      string
	Err      error
}

// Error is the sentence and the fix.
func (e *ReadError) Error() string { return join(e.Sentence, e.Fix) }

// Unwrap gives the cause.
func (e *ReadError) Unwrap() error { return e.Err }

// ErrNotFound is returned when the record asked for is not in the file.
var ErrNotFound = errors.New("not in this company file")

// StaleError is returned when a record was changed since the revision a save
// started from. Nothing was written.
type StaleError struct {
	ID            string
	Base, Current int64
}

// Error says what happened.
func (e *StaleError) Error() string {
	return fmt.Sprintf("This was changed elsewhere since you opened it (revision %d, now %d).", e.Base, e.Current)
}

// NumberTakenError is returned when another document of the same kind has the
// number. Numbers are compared without regard to case.
type NumberTakenError struct {
	Number string
	// ByID is the document that has the number.
	ByID string
}

// Error says what happened.
func (e *NumberTakenError) Error() string {
	return fmt.Sprintf("The number %s is already used by another document.", e.Number)
}

// LockReason is why a record cannot be changed in some way.
type LockReason string

// The reasons of [LockedError].
const (
	// LockedPosted: it is in Xero.
	LockedPosted LockReason = "posted"
	// LockedWaiting: it is queued to be posted.
	LockedWaiting LockReason = "waiting"
	// LockedSending: it was sent and the outcome is not known yet.
	LockedSending LockReason = "sending"
	// LockedDeleted: it was deleted here.
	LockedDeleted LockReason = "deleted"
	// LockedFrozen: an operation that was sent once keeps what was sent.
	LockedFrozen LockReason = "frozen"
)

// LockedError is returned when a change would touch what is fixed: the number
// or kind of a record that is in Xero or on its way there, or its existence.
type LockedError struct {
	ID     string
	Reason LockReason
}

// Error says what happened and what holds.
func (e *LockedError) Error() string {
	switch e.Reason {
	case LockedPosted:
		return "This is in Xero, so its number and kind are fixed and it cannot be deleted here. You can archive it."
	case LockedWaiting:
		return "This is waiting to be posted. Take the posting back first."
	case LockedSending:
		return "This was sent to Xero and the outcome is not known yet. Wait until it is."
	case LockedDeleted:
		return "This was deleted. Restore it first."
	default:
		return "What was sent to Xero once stays as it was sent."
	}
}

func join(sentence, fix string) string {
	if fix == "" {
		return sentence
	}
	return sentence + " " + fix
}
