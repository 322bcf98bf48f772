package shell

import (
	"context"

	"litework/app/kit"
	"litework/app/revisions"
)

// atRevisions is a page under a document: the list that the document belongs to
// stays lit.
const atRevisions place = "revisions"

// looking is the page of revisions that is open.
type looking struct{ page *revisions.Page }

// openRevisions shows the revisions of the open document, which has been saved
// by then. Back opens it again, with its steps.
func (s *Shell) openRevisions(id string) {
	if s.editor == nil {
		return // left meanwhile
	}
	s.leaveRevisions()
	s.looking.page = revisions.New(revisions.Deps{
		Host: s.d.Host, File: s.d.Company.File, Now: s.d.Now,
		Back: s.back, BackLabel: s.editor.Title(), Restored: func(text string) { s.restored(id, text) },
	}, id)
	s.stack.Set(string(atRevisions), s.looking.page.Content())
	s.show(atRevisions)
}

// restored goes back to a document that was brought back to an earlier state.
// That is one step of it, which the toast takes back.
func (s *Shell) restored(id, text string) {
	if s.at != atRevisions {
		return // the user went elsewhere meanwhile
	}
	s.OpenDocument(id)
	s.d.Toast(kit.Toast{Text: text, Action: undoLabel, Do: func() {
		if s.editor == nil || s.editor.ID() != id {
			s.d.Say("Open the document to undo that.")
			return
		}
		s.editor.UndoRestore()
	}})
}

// leaveRevisions closes the page, in the background: it may still be reading.
func (s *Shell) leaveRevisions() {
	p := s.looking.page
	if p == nil {
		return
	}
	s.looking = looking{}
	s.stack.Remove(string(atRevisions))
	s.reader.Go(func(context.Context) { p.Close() })
}
