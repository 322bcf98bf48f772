package xerosync

import (
	"sync"
	"time"
)

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
