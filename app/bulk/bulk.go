// Package bulk is the sheet that posts several documents to Xero at once: one
// choice of status, what is ready and what is not with the way out, and then
// how far it came, document by document.
package bulk

import (
	"context"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/document"
	"litework/store"
	"litework/xerosync"
)

// Deps is what the sheet needs from outside.
type Deps struct {
	page.Host
	File *store.File
	Sync *xerosync.Service
	// GoTo shows the place of a document where something is to be put right.
	GoTo func(docID, field, line string)
	// Closed is called once when the sheet is gone. May be nil.
	Closed func()
}

// Sheet is the open dialog for several documents of one kind.
type Sheet struct {
	d      Deps
	kind   document.Kind
	ids    []string
	reader *page.Reader
	modal  *kit.Modal
	cancel []func()

	sheet    xerosync.BulkSheet
	rows     []xerosync.BulkDocument // of the sheet, problems first
	status   string                  // Xero's word; empty for the default
	read     bool
	posting  bool
	wrong    *kit.Paragraph
	confirm  *kit.Button
	summary  *kit.Paragraph
	table    *kit.DataTable
	progress *kit.Progress
	// posted are those that were handed to the outbox; their states are
	// followed. Without one nothing was confirmed yet.
	posted []string
	states map[string]standing
	list   []string // posted, what failed first
}

// standing is how far one posted document came.
type standing struct {
	number  string
	state   document.SyncState
	problem *document.Problem
}

// Open shows the sheet for documents of a kind.
func Open(d Deps, kind document.Kind, ids []string) *Sheet {
	s := &Sheet{d: d, kind: kind, ids: ids, reader: page.NewReader(d.Env, d.Run), states: map[string]standing{}}
	s.wrong = kit.NewParagraph("", kit.Look{Color: theme.ColorRed})
	s.modal = kit.NewModal("Post "+page.Plural(len(ids), kind.Noun())+" to Xero", kit.Blank(1, 1))
	s.modal.Width = 760
	s.modal.OnClosed = s.closed
	s.reader.OnChange(s.changed)
	s.cancel = append(s.cancel, d.File.Subscribe(func(e store.Event) {
		if e.Kind != store.HistoryChanged {
			s.reader.Changed()
		}
	}))
	s.load()
	return s
}

func (s *Sheet) closed() {
	for _, cancel := range s.cancel {
		cancel()
	}
	s.reader.Close()
	if s.d.Closed != nil {
		s.d.Closed()
	}
}

// changed is called when something in the file changed.
func (s *Sheet) changed() {
	switch {
	case s.posted != nil:
		s.follow()
	case !s.posting:
		s.load()
	}
}

// load checks the documents and shows how they stand.
func (s *Sheet) load() {
	ids, status := s.ids, s.status
	page.Read(s.reader, "sheet", func(ctx context.Context) (xerosync.BulkSheet, error) {
		return s.d.Sync.BulkSheet(ctx, ids, status)
	}, func(sheet xerosync.BulkSheet, err error) {
		if err != nil {
			s.modal.Close()
			s.d.Tell("Not posted", err)
			return
		}
		s.sheet = sheet
		if s.read {
			s.update()
			return
		}
		s.read = true
		s.draw()
		s.d.Show(s.modal)
	})
}

// confirmed hands what is ready to the outbox, in one step.
func (s *Sheet) confirmed() {
	if s.posting || s.sheet.Ready == 0 {
		return
	}
	s.posting = true
	s.confirm.SetLabel("Posting…")
	s.confirm.Disable()
	var intents []xerosync.Intent
	var ids []string
	for _, d := range s.sheet.Documents {
		if d.Problem == nil && d.Skipped == "" {
			intents, ids = append(intents, d.Confirm), append(ids, d.DocID)
		}
	}
	page.Write(s.reader, func(ctx context.Context) ([]string, error) {
		return s.d.Sync.PostMany(ctx, intents)
	}, func(_ []string, err error) {
		s.posting = false
		if err != nil {
			sentence, fix := page.Trouble(err)
			s.wrong.SetText("Nothing was posted. " + sentence + " " + fix)
			s.wrong.Show()
			s.load()
			return
		}
		s.posted = ids
		s.showProgress()
		s.follow()
	})
}

func named[T kit.Nameable](name string, w T) T { return kit.Named("bulk."+name, w) }

// subtitle names the organisation it goes to.
func (s *Sheet) subtitle() string {
	words := s.sheet.Organisation
	if s.sheet.Demo {
		words += " (demo)"
	}
	return words
}
