package session

import "sync"

// standing is how far a session has written its document. It outlives the
// session, and holds on to nothing of it once that has ended.
type standing struct {
	mu     sync.Mutex
	stored int64 // the revision in the company file
	dirty  bool  // there is something that is not in it
	writer *saver
}

// is notes what was stored, 0 for nothing new, and whether there is more.
func (t *standing) is(stored int64, dirty bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.stored, t.dirty = max(t.stored, stored), dirty
}

// at notes a revision that came from elsewhere.
func (t *standing) at(stored int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.stored = stored
}

func (t *standing) now() (stored int64, dirty bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.stored, t.dirty
}

func (t *standing) ended() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.writer = nil
}

// abandon stops a session that is still writing.
func (t *standing) abandon() {
	t.mu.Lock()
	writer := t.writer
	t.writer = nil
	t.mu.Unlock()
	if writer != nil {
		writer.abandon()
	}
}
