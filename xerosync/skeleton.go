package xerosync

import (
	"context"
	"errors"
	"time"

	"litework/document"
	"litework/xerosync/xeroapi"
)

var errSkeleton = errors.New("not written yet")

// Step does the next thing there is to do and reports whether there was one.
func (s *Service) Step(ctx context.Context) (did bool, err error) { return false, errSkeleton }

// nextDue is when there will be something to do.
func (s *Service) nextDue() time.Time { return time.Time{} }

// ConnectDemo connects to the demo organisation with tokens that need no browser.
func (s *Service) ConnectDemo(ctx context.Context, tokens xeroapi.Grant) error { return errSkeleton }

func (s *Service) complete(ctx context.Context, g xeroapi.Grant, clientID string, demo bool) (document.Organisation, error) {
	return document.Organisation{}, errSkeleton
}

// Disconnect ends the connection and keeps every document and link.
func (s *Service) Disconnect(ctx context.Context) error { return errSkeleton }

// Sheet is what is shown before the document is posted.
func (s *Service) Sheet(ctx context.Context, docID string) (Sheet, error) {
	return Sheet{}, errSkeleton
}

// Post puts what was confirmed into the outbox.
func (s *Service) Post(ctx context.Context, in Intent) (opID string, err error) {
	return "", errSkeleton
}

// Withdraw takes back what was never sent.
func (s *Service) Withdraw(ctx context.Context, docID string) error { return errSkeleton }

// Retry posts the document again as it is now, as it was asked for then.
func (s *Service) Retry(ctx context.Context, docID string) error { return errSkeleton }

// Answer says whether the quote that was found in Xero under the number is this one.
func (s *Service) Answer(ctx context.Context, docID string, mine bool) error { return errSkeleton }

// ViewURL is the page of the document in Xero.
func (s *Service) ViewURL(ctx context.Context, docID string) (string, error) { return "", errSkeleton }

// ContactViewURL is the page of the contact in Xero.
func (s *Service) ContactViewURL(ctx context.Context, contactID string) (string, error) {
	return "", errSkeleton
}

func problemCode(c xeroapi.Code) string { return string(c) }
