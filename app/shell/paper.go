package shell

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"litework/app/page"
	"litework/app/paper"
	"litework/document"
)

// paperDesk is where documents leave LiteWork.
func (s *Shell) paperDesk() *paper.Desk {
	return paper.New(paper.Deps{
		Host: s.d.Host, File: s.d.Company.File, Sync: s.d.Company.Sync,
		Downloads: page.Downloads, Cache: paper.CacheFolder(), Copy: s.d.Copy,
		MarkSent: s.markSent, MarkHere: s.markHere,
	})
}

// folds reports whether the sidebar makes room for the preview.
func (s *Shell) folds() bool { return s.at == atDocument && s.preview.Open }

// previewChanged shares the room of the window out anew.
func (s *Shell) previewChanged() {
	if c, ok := s.root.(*fyne.Container); ok {
		c.Layout.Layout(c.Objects, c.Size())
	}
}

// openSettings shows a tab of the settings; Back leads to the document that was
// open.
func (s *Shell) openSettings(tab string) {
	came := ""
	if s.at == atDocument && s.editor != nil {
		came = s.editor.ID()
	}
	s.show(atSettings)
	s.came = came
	s.settings.ShowTab(tab)
}

// markHere marks documents as sent that Xero does not decide about.
func (s *Shell) markHere(ids []string) {
	sent := func(d *document.Document) { d.Mark = document.Sent }
	if len(ids) == 1 && s.changeOpen(ids[0], sent) { // it can be undone there
		s.d.Say("Marked as sent")
		return
	}
	page.Write(s.reader, func(ctx context.Context) (n int, err error) {
		for _, id := range ids {
			d, e := s.d.Company.File.Document(ctx, id)
			if e == nil {
				sent(&d.Document)
				_, e = s.d.Company.File.SaveDocument(ctx, d.Document, d.Rev)
			}
			if e != nil {
				err = errors.Join(err, e)
				continue
			}
			n++
		}
		return n, err
	}, func(n int, err error) {
		switch {
		case err != nil:
			s.d.Tell("Not everything was marked as sent", err)
		case n == 1:
			s.d.Say("Marked as sent")
		default:
			s.d.Say(page.Plural(n, "document") + " marked as sent")
		}
	})
}
