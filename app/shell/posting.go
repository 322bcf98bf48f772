package shell

import (
	"litework/app/bulk"
	"litework/app/editor"
	"litework/app/post"
	"litework/document"
)

// openPostSheet shows the sheet that is confirmed before a document goes to
// Xero. The document has been saved by then.
func (s *Shell) openPostSheet(id string) {
	post.Open(post.Deps{
		Host: s.d.Host, File: s.d.Company.File, Sync: s.d.Company.Sync,
		GoTo: s.goToField, Change: s.changeOpen, Connect: s.d.Connect, Copy: s.d.Copy, Closed: s.stateChanged,
	}, id)
}

// openBulkSheet shows the sheet that posts several documents at once.
func (s *Shell) openBulkSheet(kind document.Kind, ids []string) {
	bulk.Open(bulk.Deps{
		Host: s.d.Host, File: s.d.Company.File, Sync: s.d.Company.Sync, GoTo: s.goToField, Closed: s.stateChanged,
	}, kind, ids)
}

// goToField shows the place of a document where something is to be put right.
func (s *Shell) goToField(id, field, line string) {
	if s.editor == nil || s.editor.ID() != id {
		s.edit(editor.Open(id))
	}
	if field != "" {
		s.editor.GoTo(field, line)
	}
}

// changeOpen changes a document through its open page, so that it can be
// undone there; false where it is not open.
func (s *Shell) changeOpen(id string, change func(*document.Document)) bool {
	if s.editor == nil || s.editor.ID() != id {
		return false
	}
	return s.editor.Change(change)
}
