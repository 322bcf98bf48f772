// Package post is the sheet that is confirmed before a document goes to Xero:
// what arrives there and what stays here, the checks with their fixes, and then
// what became of it.
package post

import (
	"context"
	"reflect"
	"strings"

	"litework/app/kit"
	"litework/app/page"
	"litework/document"
	"litework/store"
	"litework/xerosync"
)

// Deps is what the sheet needs from outside.
type Deps struct {
	page.Host
	File *store.File
	Sync *xerosync.Service

	// GoTo shows the place of a document where something is to be put right:
	// the name of a field ("number", "due", "client") and perhaps a line.
	GoTo func(docID, field, line string)
	// Change changes a document through its open editor, so that it can be
	// undone there. It reports false where the document is not open; then the
	// sheet writes to the file. May be nil.
	Change func(docID string, change func(*document.Document)) bool
	// Connect begins connecting to Xero.
	Connect func()
	// Copy puts a text into the clipboard.
	Copy func(text string)
	// Closed is called once when the sheet is gone. May be nil.
	Closed func()
}

// Sheet is the open dialog for one document.
type Sheet struct {
	d      Deps
	docID  string
	reader *page.Reader
	modal  *kit.Modal
	cancel []func()

	sheet    xerosync.Sheet
	read     reading
	problem  error // why there is no sheet
	choosing xerosync.Fix

	form     *form
	syncs    bool  // "What syncs?" is open
	drawn    error // the problem that is shown
	posting  bool  // the intent is being written
	followed bool  // it was posted: what is shown is the progress
	hidden   bool
	stage    stage
}

// reading is what a sheet shows, read in one go.
type reading struct {
	sheet     xerosync.Sheet
	settings  document.Settings
	reference document.Reference
}

// Open shows the sheet of a document.
func Open(d Deps, docID string) *Sheet {
	s := &Sheet{d: d, docID: docID, reader: page.NewReader(d.Env, d.Run)}
	s.modal = kit.NewModal("", nil)
	s.modal.Width = 700
	s.modal.OnClosed = s.closed
	s.modal.OnCancel = s.esc
	s.reader.OnChange(s.changed)
	s.cancel = append(s.cancel, d.File.Subscribe(func(e store.Event) {
		if e.ID == "" || e.ID == docID || e.Kind == store.ContactChanged {
			s.reader.Changed()
		}
	}), d.Sync.Subscribe(func(xerosync.State) { s.reader.Changed() }))
	s.load()
	return s
}

// load reads the sheet and shows it. The status and the contact chosen so far
// stay chosen.
func (s *Sheet) load() {
	page.Read(s.reader, "sheet", func(ctx context.Context) (r reading, err error) {
		if r.sheet, err = s.d.Sync.Sheet(ctx, s.docID); err != nil {
			return r, err
		}
		if r.settings, err = s.d.File.Settings(ctx); err != nil {
			return r, err
		}
		r.reference, err = s.d.File.Reference(ctx)
		return r, err
	}, func(r reading, err error) {
		if err != nil {
			s.modal.Close()
			s.d.Tell("Not posted", err)
			return
		}
		old, first := s.sheet, s.sheet.DocID == ""
		if !first && s.form != nil && s.drawn == s.problem && reflect.DeepEqual(s.read, r) {
			return // what is shown stands, and the keyboard stays where it is
		}
		s.read, s.sheet = r, r.sheet
		if first {
			s.draw()
			s.d.Show(s.modal)
			return
		}
		s.keepChoices(old)
		s.redraw()
	})
}

// keepChoices chooses again what was chosen before the sheet was read anew.
func (s *Sheet) keepChoices(old xerosync.Sheet) {
	if c := chosen(old); c.Target != "" && c.Target != chosen(s.sheet).Target {
		for _, now := range s.sheet.Choices {
			if now.Target == c.Target {
				s.sheet = s.sheet.WithStatus(c.Target)
			}
		}
	}
	switch d := old.Confirm.Contact; d.Action {
	case xerosync.ContactLink, xerosync.ContactSaveNew:
		if len(s.sheet.ContactCandidates) > 0 {
			s.sheet = s.sheet.WithContact(d)
		}
	}
}

func chosen(sh xerosync.Sheet) xerosync.StatusChoice {
	for _, c := range sh.Choices {
		if c.Chosen {
			return c
		}
	}
	return xerosync.StatusChoice{}
}

// changed is called when something of the document or of Xero changed.
func (s *Sheet) changed() {
	if s.followed {
		s.follow()
		return
	}
	if !s.posting {
		s.load()
	}
}

// esc closes what is open innermost: a choice to fix something, then the sheet.
func (s *Sheet) esc() {
	if s.choosing != xerosync.FixNone && !s.followed {
		s.choosing = xerosync.FixNone
		s.redraw()
		return
	}
	s.modal.Close()
}

func (s *Sheet) closed() {
	s.hidden = true
	for _, cancel := range s.cancel {
		cancel()
	}
	if !s.posting {
		s.reader.Close()
	}
	if s.d.Closed != nil {
		s.d.Closed()
	}
}

// confirm writes what the sheet shows into the outbox: from here on the work
// goes on by itself.
func (s *Sheet) confirm() {
	if !s.sheet.Ready || s.posting {
		return
	}
	s.posting = true
	s.form.confirm.SetLabel("Posting…")
	s.form.confirm.SetHint("")
	s.form.confirm.Disable()
	intent := s.sheet.Confirm
	page.Write(s.reader, func(ctx context.Context) (string, error) {
		return s.d.Sync.Post(ctx, intent)
	}, func(_ string, err error) {
		s.posting = false
		switch {
		case err != nil && s.hidden:
			sentence, _ := page.Trouble(err)
			s.d.Say(s.sheet.Number + " was not posted. " + sentence)
			s.reader.Close()
		case s.hidden:
			s.reader.Close()
		case err != nil:
			s.problem = err
			s.load()
		default:
			s.followed, s.problem = true, nil
			s.follow()
		}
	})
}

// choose takes another status.
func (s *Sheet) choose(target string) {
	s.sheet = s.sheet.WithStatus(target)
	s.redraw()
}

// title and subtitle of the sheet.
func title(sh xerosync.Sheet) string {
	if sh.Action == xerosync.Update {
		return "Update " + sh.Number + " in Xero"
	}
	return "Post " + sh.Number + " to Xero"
}

func subtitle(sh xerosync.Sheet) string {
	var words []string
	org := sh.Organisation
	if org != "" && sh.Country != "" {
		org += " (" + sh.Country + ")"
	}
	if org != "" {
		words = append(words, org)
	}
	what := "creates a new " + sh.Kind.Noun()
	if sh.Action == xerosync.Update {
		what = "changes the " + sh.Kind.Noun()
	}
	if sh.Client != "" {
		what += " for " + sh.Client
	}
	return strings.Join(append(words, what), " · ")
}

// firstFailing is the check that keeps the document from being posted; nil when
// every one passes.
func firstFailing(sh xerosync.Sheet) *xerosync.Check {
	for i := range sh.Checks {
		if !sh.Checks[i].OK {
			return &sh.Checks[i]
		}
	}
	return nil
}

func named(name string, b *kit.Button) *kit.Button { return kit.Named("post."+name, b) }
