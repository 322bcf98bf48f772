// Package session holds one document while it is edited: every change is a
// step that can be undone, and every change reaches the company file within a
// second without the user asking.
//
// A Session belongs to one goroutine, the user interface's. Saving happens on
// a goroutine of its own, one save after the other, and reports back through
// the dispatcher it was given.
package session

import (
	"context"
	"time"

	"litework/document"
)

// MaxSteps is how many steps can be undone.
const MaxSteps = 500

// textPause ends a step in longer text.
const textPause = time.Second

// Place is where a step happened, so that undoing it can show the place.
type Place struct {
	// Field names a field of the page; empty for the line grid.
	Field string
	// Row is the line or section, Column the grid's column.
	Row    string
	Column int
}

// Edit describes a change.
type Edit struct {
	// Label is the command in the menu's words: "Undo Typing".
	Label string
	Place Place
	// Key joins changes into one step: consecutive ones with the same key,
	// such as the keys typed in one cell. An empty key joins nothing.
	Key string
	// Pauses ends the step at a rest of a second, as in longer text.
	Pauses bool
	// Back takes typing back within its edit: it joins what was typed since the
	// last EndStep with the same key, whatever pauses there were, so that nothing
	// is left of what was taken back completely.
	Back bool
	// Follow joins the step before, whatever its key: what happens by itself
	// as a consequence of it. Without a step before nothing is recorded.
	Follow bool
}

// Config is what a session needs of the world.
type Config struct {
	// Save makes the document durable. base is the revision it started from,
	// 0 for a new document. It runs on the session's own goroutine.
	Save func(ctx context.Context, d document.Document, base int64) (Saved, error)
	// Load reads the document as it is stored, for a save that found another
	// revision (ErrStale).
	Load func(ctx context.Context, id string) (document.Document, int64, error)
	// Dispatch runs a function on the goroutine the session belongs to.
	Dispatch func(func())
	// Now is the clock.
	Now func() time.Time
	// OnChange is called after every change of the document, OnTaken before
	// that when the change came from elsewhere. OnState is called after every
	// change of the state of saving.
	OnChange func()
	OnTaken  func()
	OnState  func(State)
}

// Session is one document in memory. Make one with New and end it with Close.
type Session struct {
	cfg Config

	doc     *document.Document // replaced, never changed: snapshots may be shared
	touched bool               // there was a change
	existed bool               // in the company file, when the session began

	done, undone []step
	open         *document.Document // the document before the open last step
	lastChange   time.Time
	visit        int // grows with EndStep
	state        State
	numberLocked bool

	saver *saver
}

type step struct {
	edit  Edit
	visit int // the session's, when it was begun
	delta delta
}

// New begins to edit a document. rev is its revision in the company file, 0
// for a document that does not exist yet: it will at the first change.
func New(cfg Config, d document.Document, rev int64) *Session {
	if cfg.OnChange == nil {
		cfg.OnChange = func() {}
	}
	if cfg.OnTaken == nil {
		cfg.OnTaken = func() {}
	}
	if cfg.OnState == nil {
		cfg.OnState = func(State) {}
	}
	own := d.Clone()
	plain(&own)
	s := &Session{cfg: cfg, doc: &own, existed: rev != 0}
	s.saver = newSaver(s, rev)
	return s
}

// Doc is the document as it is now. It must not be changed; it stays as it is
// when the session goes on.
func (s *Session) Doc() *document.Document { return s.doc }

// LastEdit is when the document was last changed, the zero time for never.
// Background sync leaves a document alone for a while after it.
func (s *Session) LastEdit() time.Time { return s.lastChange }

// LockNumber says whether the number is fixed: undo leaves it then.
func (s *Session) LockNumber(locked bool) { s.numberLocked = locked }

// Change applies one edit. fn is one of document's editing operations, or works
// like them: it gives the changed document and leaves the one it got as it is.
func (s *Session) Change(e Edit, fn func(document.Document) document.Document) {
	now := s.cfg.Now()
	if e.Back {
		s.gather(e.Key)
	}
	joins := s.joins(e, now)
	if e.Follow && !joins {
		if len(s.undone) > 0 || len(s.done) == 0 {
			// Nothing to follow, or what was undone would be lost for a
			// consequence: the document takes it at the next real change.
			return
		}
		s.reopen()
		joins = true
	}
	next := fn(*s.doc)
	if !joins && len(s.undone) > 0 && difference(s.doc, &next).empty() {
		return // what came to nothing takes no redo away
	}
	if !joins {
		s.closeStep()
		s.open = s.doc
		s.done = append(s.done, step{edit: e, visit: s.visit})
	} else if !e.Follow {
		s.done[len(s.done)-1].edit = e
	}
	s.undone = nil
	s.touched = true
	s.lastChange = now
	s.set(&next)
}

// joins reports whether the edit belongs to the open step.
func (s *Session) joins(e Edit, now time.Time) bool {
	if s.open == nil || len(s.done) == 0 {
		return false
	}
	if e.Follow {
		return true
	}
	last := s.done[len(s.done)-1].edit
	if e.Key == "" || e.Key != last.Key {
		return false
	}
	return !e.Pauses || e.Back || now.Sub(s.lastChange) < textPause
}

// gather makes the steps of one edit, which pauses have parted, one open step
// again.
func (s *Session) gather(key string) {
	s.closeStep()
	n := len(s.done)
	for n > 0 && key != "" && s.done[n-1].edit.Key == key && s.done[n-1].visit == s.visit {
		n--
	}
	if n == len(s.done) {
		return
	}
	before := s.doc
	for i := len(s.done) - 1; i >= n; i-- {
		earlier := s.done[i].delta.backward(before)
		before = &earlier
	}
	s.open, s.done = before, s.done[:n+1]
}

// EndStep ends the open step: the next change is a new one even with the same
// key.
func (s *Session) EndStep() {
	s.closeStep()
	s.visit++
}

// closeStep turns the open step into its difference. A step that came to
// nothing, such as an edit left by Esc, is dropped.
func (s *Session) closeStep() {
	if s.open == nil {
		return
	}
	last := len(s.done) - 1
	s.done[last].delta = difference(s.open, s.doc)
	s.open = nil
	if s.done[last].delta.empty() {
		s.done = s.done[:last]
		return
	}
	s.trim()
}

// trim forgets the oldest steps where there are too many.
func (s *Session) trim() {
	if extra := len(s.done) - MaxSteps; extra > 0 {
		s.done = append([]step(nil), s.done[extra:]...)
	}
}

// reopen makes the last closed step the open one.
func (s *Session) reopen() {
	before := s.done[len(s.done)-1].delta.backward(s.doc)
	s.open = &before
}

// Steps is how many steps can be taken back.
func (s *Session) Steps() int { return len(s.done) }

// CanUndo names the step that Undo would take back.
func (s *Session) CanUndo() (label string, ok bool) { return last(s.done) }

// CanRedo names the step that Redo would do again.
func (s *Session) CanRedo() (label string, ok bool) { return last(s.undone) }

func last(steps []step) (string, bool) {
	if len(steps) == 0 {
		return "", false
	}
	return steps[len(steps)-1].edit.Label, true
}

// Undone is the document as Undo would leave it, Redone as Redo would; ok is
// false where there is no step.
func (s *Session) Undone() (d document.Document, ok bool) {
	s.closeStep()
	if len(s.done) == 0 {
		return d, false
	}
	return s.fixed(s.done[len(s.done)-1].delta.backward(s.doc)), true
}

// Redone is what Undone is for Redo.
func (s *Session) Redone() (d document.Document, ok bool) {
	s.closeStep()
	if len(s.undone) == 0 {
		return d, false
	}
	return s.fixed(s.undone[len(s.undone)-1].delta.apply(s.doc)), true
}

// Undo takes back the last step and tells where it was.
func (s *Session) Undo() (Place, bool) {
	s.closeStep()
	if len(s.done) == 0 {
		return Place{}, false
	}
	last := s.done[len(s.done)-1]
	s.done = s.done[:len(s.done)-1]
	s.undone = append(s.undone, last)
	s.moved(last.delta.backward(s.doc))
	return last.place(s.doc), true
}

// Redo does again the step that was undone last.
func (s *Session) Redo() (Place, bool) {
	s.closeStep()
	if len(s.undone) == 0 {
		return Place{}, false
	}
	last := s.undone[len(s.undone)-1]
	s.undone = s.undone[:len(s.undone)-1]
	s.done = append(s.done, last)
	s.moved(last.delta.apply(s.doc))
	return last.place(s.doc), true
}

// fixed is a state that an undo or redo leads to, but for a number that is fixed
// by then.
func (s *Session) fixed(next document.Document) document.Document {
	if s.numberLocked {
		next.Number = s.doc.Number
	}
	return next
}

// moved sets the document an undo or redo leads to.
func (s *Session) moved(next document.Document) {
	next = s.fixed(next)
	s.touched = true
	s.lastChange = s.cfg.Now()
	s.set(&next)
}

func (s *Session) set(next *document.Document) {
	plain(next)
	s.doc = next
	s.saver.changed(next)
	s.cfg.OnChange()
}

// plain gives nothing one form, so that a document undone is the one before to
// the last byte of its JSON.
func plain(d *document.Document) {
	if len(d.Tags) == 0 {
		d.Tags = nil
	}
	for i := range d.Sections {
		if d.Sections[i].Lines != nil && len(d.Sections[i].Lines) == 0 {
			d.Sections[i].Lines = nil
		}
	}
}

// Adopt takes over what changed in the company file under the open document,
// such as a change made in Xero: one step, which can be undone. Without a label
// it is none, for what posting writes into a document: undoing what was done
// before leaves it. rev is the revision d was read at; one that is already known here changes nothing. What
// was changed here and is not saved yet stays. It takes effect with a later
// turn of the dispatcher.
func (s *Session) Adopt(d document.Document, rev int64, label string) {
	own := d.Clone()
	s.saver.adopt(adoption{doc: &own, rev: rev, label: label})
}

// take merges what the company file holds into the document as it is by now.
func (s *Session) take(base, theirs *document.Document, label string) {
	s.closeStep()
	merged := merge(base, theirs, s.doc)
	plain(&merged)
	st := step{edit: Edit{Label: label}, delta: difference(s.doc, &merged)}
	if st.delta.empty() {
		return
	}
	if label != "" || !s.rebase(base, theirs) {
		if label == "" {
			st.edit.Label = "Change from elsewhere"
		}
		s.done = append(s.done, st)
		s.undone = nil
		s.trim()
	}
	stored := merged.WithoutEmptyLines() // the company file holds none
	unsaved := !difference(theirs, &stored).empty()
	s.doc = &merged
	if unsaved {
		s.saver.changed(&merged)
	}
	s.cfg.OnTaken()
	s.cfg.OnChange()
}

// Set is Change for an edit of the head: fn changes the copy it gets.
func (s *Session) Set(e Edit, fn func(*document.Document)) {
	s.Change(e, func(d document.Document) document.Document {
		d = d.Clone()
		fn(&d)
		return d
	})
}

// setNumber takes the number the company file gave or kept. It is no step.
func (s *Session) setNumber(number string) {
	if s.doc.Number == number {
		return
	}
	next := s.doc.Clone()
	next.Number = number
	s.doc = &next
	if s.open != nil {
		before := s.open.Clone()
		before.Number = number
		s.open = &before
	}
	s.cfg.OnChange()
}

// IsNew reports whether the document does not exist in the company file yet:
// nothing was ever changed in a new one.
func (s *Session) IsNew() bool { return !s.existed && !s.touched }
