package shell

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"litework/app/editor"
	"litework/app/kit"
	"litework/app/page"
)

// Unsaved gives the reason a document could not be written to the file, or "".
// It is the only thing that makes closing ask.
func (s *Shell) Unsaved() string {
	s.settleUnsaved()
	for _, e := range append(slices.Clone(s.unsaved), s.editor) {
		if e == nil {
			continue
		}
		if why := e.Unsaved(); why != "" {
			return why
		}
	}
	return ""
}

// WhenWritten goes on once what was typed last is in the file or cannot be
// written, which Unsaved then tells.
func (s *Shell) WhenWritten(then func()) {
	e := s.editor
	if e == nil || e.Saved() {
		then()
		return
	}
	page.Write(s.reader, func(ctx context.Context) (struct{}, error) {
		ctx, cancel := context.WithTimeout(ctx, lastWrite)
		defer cancel()
		return struct{}{}, e.Flush(ctx)
	}, func(struct{}, error) { then() })
}

// lastWrite is how long closing waits for the last save before it goes on; the
// writing itself goes on.
const lastWrite = time.Second

// leftUnsaved tells of a document that was left and could not be written. It is
// kept, and goes on trying.
func (s *Shell) leftUnsaved(e *editor.Editor, err error) {
	s.unsaved = append(s.unsaved, e)
	sentence, fix := page.Trouble(err)
	if fix != "" {
		sentence += " " + fix
	}
	m := kit.NewModal(e.Title()+" is not saved", kit.NewParagraph(sentence+" LiteWork goes on trying while it is open.", kit.Look{}))
	m.Width = 460
	again := kit.Named("unsaved.open", kit.NewPrimary("Open it again", func() {
		m.Close()
		s.OpenDocument(e.ID())
	}))
	m.Default, m.First = again, again
	m.SetButtons(nil, []fyne.CanvasObject{
		kit.Named("unsaved.copy", kit.NewButton("Save a copy", func() {
			m.Close()
			e.SaveCopy(s.reader)
		})), again})
	s.d.Show(m)
}

// goOnWith lets go of what could not be written of a document that is opened
// again: its page goes on with that.
func (s *Shell) goOnWith(what editor.Start) {
	s.unsaved = slices.DeleteFunc(s.unsaved, func(e *editor.Editor) bool { return what == editor.Open(e.ID()) })
}

// settleUnsaved forgets documents that were written in the end.
func (s *Shell) settleUnsaved() {
	s.unsaved = slices.DeleteFunc(s.unsaved, func(e *editor.Editor) bool {
		if e.Saved() {
			s.reader.Go(func(ctx context.Context) { _ = e.Close(ctx) }) // there is nothing to write
			return true
		}
		return false
	})
}

// closeEditors closes the open document and those that are still to be written,
// and waits for it. What cannot be written is given up: it was asked for.
func (s *Shell) closeEditors(ctx context.Context) {
	if s.editor != nil {
		s.editor.Release()
		s.unsaved = append(s.unsaved, s.editor)
		s.editor = nil
	}
	for _, e := range s.unsaved {
		if e.Close(ctx) != nil {
			e.Abandon(ctx)
		}
	}
	s.unsaved = nil
}
