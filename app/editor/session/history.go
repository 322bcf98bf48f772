package session

import (
	"slices"

	"litework/document"
)

// keptDocuments is of how many closed documents the steps are remembered.
const keptDocuments = 20

// Histories remembers the steps of documents that were closed, so that they
// can still be undone when one is opened again while the program runs. It
// belongs to the goroutine of its sessions.
type Histories struct {
	kept []history // the latest last
}

type history struct {
	left         document.Document // as it was when it was left, empty lines included
	done, undone []step
	standing     *standing // of its session, which may still be writing it
}

// Keep remembers the steps of a session that is about to be closed.
func (h *Histories) Keep(s *Session) {
	s.closeStep()
	h.kept = slices.DeleteFunc(h.kept, func(k history) bool { return k.left.ID == s.doc.ID })
	h.kept = append(h.kept, history{*s.doc, s.done, s.undone, s.saver.standing})
	if extra := len(h.kept) - keptDocuments; extra > 0 {
		h.kept = slices.Clone(h.kept[extra:])
	}
}

// Restore gives a session that has just begun the steps its document was left
// with. What changed in the company file since, such as by a restore or a
// change made in Xero, is a step of its own where step gives it a name, told
// the revision since which it has to be.
//
// Where the document was left with changes that the company file does not hold
// yet, or did not when it was read, the session goes on with those, and the one
// before stops writing.
func (h *Histories) Restore(s *Session, step func(since int64) string) {
	i := slices.IndexFunc(h.kept, func(k history) bool { return k.left.ID == s.doc.ID })
	if i < 0 {
		return
	}
	k := h.kept[i]
	h.kept = slices.Delete(h.kept, i, i+1)
	read := s.doc.WithoutEmptyLines()
	s.doc, s.done, s.undone = &k.left, k.done, k.undone
	readAt, _ := s.saver.standing.now()
	switch stored, unsaved := k.standing.now(); {
	case unsaved:
		k.standing.abandon()
		s.touched = true
		s.saver.changed(s.doc)
	case stored > readAt:
		// It was read before the last save of its former session: what it was
		// left with is newer.
	default:
		left := k.left.WithoutEmptyLines()
		if !difference(&left, &read).empty() {
			s.take(&left, &read, step(stored))
		}
	}
}
