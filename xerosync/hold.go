package xerosync

import (
	"sync"
	"time"

	"litework/document"
	"litework/store"
)

// holdRest is how long after the last edit a document counts as being edited.
const holdRest = time.Minute

// holds are the documents that are being edited: a change of one of them in
// Xero waits. They are this run's alone.
type holds struct {
	mu  sync.Mutex
	set map[string]time.Time
}

// Hold keeps changes made in Xero away from a document while it is edited. It
// is called again with every edit; the hold ends with [Service.Release], or by
// itself a minute after the last call unless the document has changes that were
// not posted.
func (s *Service) Hold(docID string) {
	s.holds.mu.Lock()
	defer s.holds.mu.Unlock()
	if s.holds.set == nil {
		s.holds.set = map[string]time.Time{}
	}
	s.holds.set[docID] = s.cfg.Clock()
}

// Release ends the hold of a document: its page was closed, or it rests.
func (s *Service) Release(docID string) {
	s.holds.mu.Lock()
	delete(s.holds.set, docID)
	s.holds.mu.Unlock()
	s.Wake()
}

// held is when a document was last edited, if it is open; ok is false when it
// is not.
func (s *Service) held(docID string) (last time.Time, ok bool) {
	s.holds.mu.Lock()
	defer s.holds.mu.Unlock()
	last, ok = s.holds.set[docID]
	return last, ok
}

// heldUntil reports whether a document is held back from changes made in Xero,
// and until when; zero as long as its changes are not posted.
func (s *Service) heldUntil(tx *store.SyncTx, docID string, now time.Time) (until time.Time, held bool, err error) {
	last, open := s.held(docID)
	if !open {
		return time.Time{}, false, nil
	}
	if rested := now.Sub(last); rested >= 0 && rested < holdRest {
		return last.Add(holdRest), true, nil
	}
	doc, err := tx.Document(docID)
	if err != nil {
		return time.Time{}, false, err
	}
	return time.Time{}, doc.State == document.UpdatedLocally, nil
}
