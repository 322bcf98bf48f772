package xerosync

import (
	"context"
	"time"

	"litework/document"
	"litework/store"
)

// SyncNow checks everything now rather than at its time: contacts, invoices,
// quotes. It works with every switch off, and after a pause that Xero did not
// ask for. The error is a [*document.Problem] when there is no connection to
// use.
func (s *Service) SyncNow(ctx context.Context) error {
	c, ok, err := s.cfg.File.Connection(ctx)
	if err != nil {
		return err
	}
	if !ok || c.Disconnected {
		return problem("not-connected", "LiteWork is not connected to Xero.", "Connect to Xero first.")
	}
	if st := s.State(); st.Phase == Reconnect && st.Problem != nil {
		return st.Problem
	}
	s.mu.Lock()
	s.syncNow = true
	s.mu.Unlock()
	s.Wake()
	return nil
}

// takeSyncNow turns the wish for a check now into what the parts of the
// background work look at. Being offline is tried again; a wait that Xero asked
// for stays.
func (s *Service) takeSyncNow() {
	s.mu.Lock()
	wished, phase := s.syncNow, s.state.Phase
	s.syncNow = false
	s.mu.Unlock()
	if !wished {
		return
	}
	s.session.contactsNow, s.session.checkNow = true, true
	if phase == Offline {
		s.session.reached()
	}
}

// Pending is what changed in Xero and waits for a document that is being
// edited; ok is false when nothing does.
func (s *Service) Pending(ctx context.Context, docID string) (changes []document.FieldChange, ok bool, err error) {
	return nil, false, nil
}

// Apply takes the waiting change over now. The error is a [*document.Problem]
// of the code "conflict" when the document was changed here too.
func (s *Service) Apply(ctx context.Context, docID string) error { return nil }

func (s *Service) nextCheck(tx *store.SyncTx, at situation) (func(context.Context) error, time.Time, error) {
	return nil, time.Time{}, nil
}

func (s *Service) nextReconciliation(tx *store.SyncTx, at situation) (func(context.Context) error, time.Time, error) {
	return nil, time.Time{}, nil
}
