package xerosync

import (
	"context"
	"time"

	"litework/store"
)

// ContactPair is two contacts here that may be the same client.
type ContactPair struct {
	// HereID is not in Xero, ThereID is.
	HereID, ThereID     string
	HereName, ThereName string
	// Why they may be the same: "same e-mail address".
	Why string
}

// FirstMatch is how the contacts of the company file and of the organisation
// match, before anything of them is sent.
type FirstMatch struct {
	Organisation string
	Linked       int
	Probable     []ContactPair
	// New are here only and would be added to Xero.
	New []ContactRef
	// OnlyThere are contacts of Xero's that were added here.
	OnlyThere int
	Seen      bool
}

// ContactRef names a contact.
type ContactRef struct{ ID, Name string }

// FirstMatch reads how contacts match. ready is false while they are still
// being read from Xero.
func (s *Service) FirstMatch(ctx context.Context) (m FirstMatch, ready bool, err error) {
	return FirstMatch{}, false, nil
}

// ConfirmFirstMatch records that the user has seen the match: the pairs named
// by their HereID are made one, the contacts named in add are sent to Xero, and
// from now on new contacts are.
func (s *Service) ConfirmFirstMatch(ctx context.Context, same []ContactPair, add []string) error {
	return nil
}

// Duplicates are pairs of contacts that may be the same client.
func (s *Service) Duplicates(ctx context.Context) ([]ContactPair, error) { return nil, nil }

// Unite makes one contact of a pair. The error is a [*document.Problem] when
// both are in Xero.
func (s *Service) Unite(ctx context.Context, p ContactPair) error { return nil }

// PushContact sends a contact to Xero now: it is made there, or updated.
func (s *Service) PushContact(ctx context.Context, contactID string) error { return nil }

func (s *Service) nextContacts(tx *store.SyncTx, at situation) (func(context.Context) error, time.Time, error) {
	return nil, time.Time{}, nil
}
