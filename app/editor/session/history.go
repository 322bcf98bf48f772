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
	left         document.Document // as it was saved last
	done, undone []step
}

// Keep remembers the steps of a session that is about to be closed.
func (h *Histories) Keep(s *Session) {
	s.closeStep()
	left := s.doc.WithoutEmptyLines()
	h.kept = slices.DeleteFunc(h.kept, func(k history) bool { return k.left.ID == left.ID })
	if !difference(s.doc, &left).empty() {
		return // its steps count rows that are not saved
	}
	h.kept = append(h.kept, history{left, s.done, s.undone})
	if extra := len(h.kept) - keptDocuments; extra > 0 {
		h.kept = slices.Clone(h.kept[extra:])
	}
}

// Restore gives a session that has just begun the steps its document was left
// with. Where the document was changed since, by Xero or a restore, they no
// longer fit and are forgotten.
func (h *Histories) Restore(s *Session) {
	i := slices.IndexFunc(h.kept, func(k history) bool { return k.left.ID == s.doc.ID })
	if i < 0 {
		return
	}
	k := h.kept[i]
	h.kept = slices.Delete(h.kept, i, i+1)
	if difference(&k.left, s.doc).empty() {
		s.done, s.undone = k.done, k.undone
	}
}
