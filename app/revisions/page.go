// Package revisions is the page of a document's revisions: what it was at every
// save, post and change in Xero, compared with what it is now or with the
// revision before, and the way back to it.
package revisions

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/document"
	"litework/store"
)

// Deps is what the page needs from outside.
type Deps struct {
	page.Host
	File *store.File
	Now  func() time.Time
	// Back leaves for the document; BackLabel is its number.
	Back      func()
	BackLabel string
	// Restored leaves for the document after one was restored, and tells so.
	Restored func(text string)
}

// Page is the page of one document's revisions. It belongs to Fyne's goroutine.
type Page struct {
	d      Deps
	id     string
	reader *page.Reader
	cancel func()

	loaded bool
	wanted page.Wish // the keyboard, once there are rows
	list   list
	now    store.StoredDocument
	lock   *document.Problem
	shown  comparison
	base   string          // what a revision is compared with
	opened map[string]bool // unchanged lines that are shown, by their rows
	busy   bool            // one is being restored
	// comparing: what is shown is not yet that of the current revision.
	comparing bool

	view view
}

// What a revision is compared with.
const (
	withNow    = "now"
	withBefore = "before"
)

// New returns the page of a document, which begins to read at once. The
// document has been saved by then.
func New(d Deps, documentID string) *Page {
	p := &Page{d: d, id: documentID, reader: page.NewReader(d.Env, d.Run), base: withNow, opened: map[string]bool{}}
	p.build()
	p.reader.OnChange(p.read)
	p.cancel = d.File.Subscribe(func(e store.Event) {
		if e.ID == documentID && e.Kind == store.DocumentChanged {
			p.reader.Changed()
		}
	})
	p.read()
	return p
}

// ID is the document's key.
func (p *Page) ID() string { return p.id }

// Content is the page as it stands in the window.
func (p *Page) Content() fyne.CanvasObject { return p.view.root }

// Focus gives the keyboard to the list.
func (p *Page) Focus() {
	switch {
	case !p.loaded:
		p.wanted.Ask(p.d.Canvas)
	case p.list.len() == 0:
		p.d.Canvas.Focus(p.view.leave)
	default:
		p.d.Canvas.Focus(p.view.list)
	}
}

// EndEdit has nothing to end.
func (p *Page) EndEdit() bool { return true }

// Close ends every read and waits for it.
func (p *Page) Close() {
	p.cancel()
	p.reader.Close()
}

// read is everything but the content of revisions.
type read struct {
	heads   []store.RevisionHead
	changed bool
	now     store.StoredDocument
	lock    *document.Problem
}

func (p *Page) read() {
	page.Read(p.reader, "list", func(ctx context.Context) (r read, err error) {
		if r.heads, r.changed, err = p.d.File.RevisionHeads(ctx, p.id); err != nil {
			return r, err
		}
		if r.now, err = p.d.File.Document(ctx, p.id); err != nil {
			return r, err
		}
		reference, err := p.d.File.Reference(ctx)
		r.lock = document.LockReason(&r.now.Document, r.now.Remote, reference.Organisation.LockDates())
		return r, err
	}, p.show)
}

// show shows the list as it was read, and compares anew.
func (p *Page) show(r read, err error) {
	if err != nil {
		p.nothing(err)
		return
	}
	first := !p.loaded
	p.loaded, p.now, p.lock = true, r.now, r.lock
	p.list.set(r.heads, r.changed, p.now.Rev)
	p.drawAll()
	if first && p.list.len() > 0 {
		p.view.list.SetCurrent(p.list.first()) // which compares
	} else {
		p.compare()
	}
	if p.wanted.Grant(p.d.Canvas) {
		p.Focus()
	}
}

// scope is how much of a revision can be brought back.
func (p *Page) scope() document.RestoreScope { return document.ScopeOf(p.lock, p.now.HeadOnly) }

// compare reads the current revision and what it is compared with.
func (p *Page) compare() {
	i := p.view.list.Current()
	if i < 0 || i >= p.list.len() {
		return
	}
	at, base, now, scope := p.list.revisionAt(i), p.base, p.now.Document, p.scope()
	p.comparing = true
	page.Read(p.reader, "compare", func(ctx context.Context) (comparison, error) {
		return compared(ctx, p.d.File, p.id, at, base, now, scope)
	}, p.showComparison)
}

func (p *Page) showComparison(c comparison, err error) {
	p.comparing = false
	if err != nil {
		c.message = sentence(err)
	}
	if c.of != p.shown.of || c.base != p.shown.base {
		clear(p.opened)
		p.view.table.SetCurrent(-1)
	}
	p.shown = c
	p.drawComparison()
}

// compareWith changes what revisions are compared with.
func (p *Page) compareWith(base string) {
	p.base = base
	p.compare()
}

// open shows or folds unchanged lines.
func (p *Page) open(r kit.SideRow) {
	if p.shown.folds(r.ID) {
		p.opened[r.ID] = !p.opened[r.ID]
		p.drawComparison()
	}
}

// WhyNotRestore is the reason the current revision cannot be restored, or "".
func (p *Page) WhyNotRestore() string {
	switch {
	case p.busy:
		return "It is being restored."
	case p.comparing:
		return "It is being read."
	case p.shown.whyNot != "":
		return p.shown.whyNot
	case p.shown.of == "":
		return "Choose a revision first."
	}
	return ""
}

// Restore brings the document back to the current revision and goes there.
func (p *Page) Restore() {
	if p.WhyNotRestore() != "" {
		return
	}
	p.busy = true
	p.drawRestore()
	id, revision, text := p.id, p.shown.of, p.shown.restored(p.now.Number)
	page.Write(p.reader, func(ctx context.Context) (store.Saved, error) {
		return p.d.File.RestoreRevision(ctx, id, revision)
	}, func(_ store.Saved, err error) {
		p.busy = false
		if err != nil {
			p.drawRestore()
			p.d.Tell("Not restored", err)
			return
		}
		p.d.Restored(text)
	})
}

func sentence(err error) string {
	words, fix := page.Trouble(err)
	if fix != "" {
		words += " " + fix
	}
	return words
}
