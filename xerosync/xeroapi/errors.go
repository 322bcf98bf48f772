package xeroapi

import (
	"context"
	"errors"
	"time"
)

// Code says what went wrong, for a program to act on.
type Code string

// The codes of an [Error].
const (
	// Refusals of the content.
	CodeDuplicateNumber       Code = "duplicate_number"
	CodeAccount               Code = "account"     // unknown, missing or not usable
	CodeTax                   Code = "tax"         // unknown, missing or not usable
	CodeTaxAccount            Code = "tax_account" // the two do not fit together
	CodeContactArchived       Code = "contact_archived"
	CodeContactNameTaken      Code = "contact_name_taken"
	CodeContactNumberTaken    Code = "contact_number_taken"
	CodeAccountNumberTaken    Code = "account_number_taken"
	CodePeriodLocked          Code = "period_locked"
	CodeStatus                Code = "status" // not of a status that can be changed so
	CodeHasPayments           Code = "has_payments"
	CodeCurrencyNotSubscribed Code = "currency_not_subscribed"
	CodeApproveLimit          Code = "approve_limit"
	CodeIdempotencyReuse      Code = "idempotency_reuse"
	CodeHighVolume            Code = "high_volume"
	CodeValidation            Code = "validation" // any other
	CodeNotFound              Code = "not_found"

	// Permission to talk to Xero.
	CodeTokenExpired       Code = "token_expired"
	CodeReconnect          Code = "reconnect"
	CodeScopeMissing       Code = "scope_missing"
	CodeTenantDisconnected Code = "tenant_disconnected"
	CodeConfiguration      Code = "configuration" // client ID or redirect URI not as registered
	CodeSecretsUnavailable Code = "secrets_unavailable"
	CodeLoginDenied        Code = "login_denied"
	CodeLoginTimedOut      Code = "login_timed_out"
	CodePortsBusy          Code = "ports_busy"

	// Limits.
	CodeMinuteLimit     Code = "minute_limit"
	CodeDayLimit        Code = "day_limit"
	CodeConcurrentLimit Code = "concurrent_limit"
	CodeDayReserve      Code = "day_reserve" // a background read, held back for the user

	// The way to Xero.
	CodeXeroDown            Code = "xero_down"
	CodeOrganisationOffline Code = "organisation_offline"
	CodeOffline             Code = "offline"
	CodeNoReply             Code = "no_reply"
	CodeGarbled             Code = "garbled"
	CodeCancelled           Code = "cancelled"

	CodeUnknown Code = "unknown"
)

// Outcome says what is known about a request that ended in an error.
type Outcome int

// The outcomes of a request. The zero value is for errors of no request.
const (
	// OutcomeNotSent: Xero did not take the request up. Nothing of it reached
	// Xero, or only an expired token that could not be renewed.
	OutcomeNotSent Outcome = iota + 1
	// OutcomeRefused: Xero answered, and did not do it.
	OutcomeRefused
	// OutcomeUnknown: Xero may or may not have done it. For a write this is
	// to be settled by looking, never by sending again.
	OutcomeUnknown
)

func (o Outcome) String() string {
	switch o {
	case OutcomeNotSent:
		return "not sent"
	case OutcomeRefused:
		return "refused"
	case OutcomeUnknown:
		return "unknown outcome"
	}
	return ""
}

// Limit is which of Xero's limits a 429 is about.
type Limit string

// The limits. The one of the app over all organisations counts as the
// minute's.
const (
	LimitMinute     Limit = "minute"
	LimitDay        Limit = "day"
	LimitConcurrent Limit = "concurrent"
)

// Error is every error of this package: what happened as a code and as a plain
// sentence, and what to do about it. None of its fields holds a token.
type Error struct {
	Code    Code
	Message string // what happened, a plain sentence
	Fix     string // what to do, a plain sentence; may be empty
	Outcome Outcome
	// HTTPStatus is Xero's status, or zero where there was no answer.
	HTTPStatus int
	// Details holds Xero's own messages, in the order of the request.
	Details []Detail
	// RetryAfter is how long to wait where Xero or the limiter says so.
	RetryAfter time.Duration
	// Problem is the limit that was hit, on the three limit codes.
	Problem Limit
	// CorrelationID is what Xero's support asks for.
	CorrelationID string
	// Raw is the start of an answer that could not be understood or of a
	// refusal: 300 bytes at most, tokens removed.
	Raw string

	cause error
}

// Error returns what happened and what to do.
func (e *Error) Error() string {
	if e.Fix == "" {
		return e.Message
	}
	return e.Message + " " + e.Fix
}

// Unwrap returns the cause, if there is one.
func (e *Error) Unwrap() error { return e.cause }

// Errors of signing in, and of a refresh token that Xero no longer takes.
// They come wrapped in an [*Error] with the sentences for the user.
var (
	ErrDenied    = errors.New("sign-in was declined")
	ErrTimedOut  = errors.New("sign-in timed out")
	ErrPortsBusy = errors.New("no port for the sign-in is free")
	ErrReconnect = errors.New("signing in again is needed")
)

// AsError finds the *Error in err's chain.
func AsError(err error) (*Error, bool) {
	var e *Error
	ok := errors.As(err, &e)
	return e, ok
}

// IsUnknownOutcome reports whether err leaves it open whether a write was
// done.
func IsUnknownOutcome(err error) bool {
	e, ok := AsError(err)
	return ok && e.Outcome == OutcomeUnknown
}

// IsNotSent reports whether err says for certain that nothing reached Xero.
func IsNotSent(err error) bool {
	e, ok := AsError(err)
	return ok && e.Outcome == OutcomeNotSent
}

// IsCode reports whether err is an [*Error] of that code.
func IsCode(err error, code Code) bool {
	e, ok := AsError(err)
	return ok && e.Code == code
}

// withOutcome returns err as an *Error of that outcome; the original is left
// alone.
func withOutcome(err error, o Outcome) error {
	if e, ok := AsError(err); ok {
		c := *e
		c.Outcome = o
		return &c
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return &Error{Code: CodeCancelled, Message: "This was cancelled.", Outcome: o, cause: err}
	}
	return &Error{Code: CodeUnknown, Message: "Something unexpected happened: " + sentence(err.Error()), Outcome: o, cause: err}
}
