// Package conflict is the page on which the user decides about a record that
// was changed here and in Xero since they last agreed: field by field, with
// the value at the last sync beside both, or one side as a whole.
package conflict

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"litework/app/page"
	"litework/document"
	"litework/store"
	"litework/xerosync"
)

// Engine is what decides about conflicts: the worker. Its calls read the local
// copy alone.
type Engine interface {
	Conflict(ctx context.Context, kind store.RecordKind, recordID string) (xerosync.Conflict, error)
	MergeOf(ctx context.Context, c xerosync.Conflict, choices xerosync.Choices) (xerosync.Merged, error)
	Resolve(ctx context.Context, c xerosync.Conflict, choices xerosync.Choices) error
	ViewURL(ctx context.Context, docID string) (string, error)
	ContactViewURL(ctx context.Context, contactID string) (string, error)
}

// Deps is what the page needs from outside.
type Deps struct {
	page.Host
	Sync Engine
	Now  func() time.Time
	// Subscribe hears of changes of the company file.
	Subscribe func(func(store.Event)) (cancel func())
	// Back leaves for where the page was opened from; BackLabel names it.
	Back      func()
	BackLabel string
}

// Page is the page of one conflict. It belongs to Fyne's goroutine.
type Page struct {
	d      Deps
	kind   store.RecordKind
	id     string
	reader *page.Reader
	cancel func()

	loaded bool
	wanted page.Wish // the keyboard, once there are rows
	choice decision
	merged xerosync.Merged
	// told is what the user has to know about the conflict he decides on: that
	// it has changed under his hands, or why it was not carried out.
	told   string
	over   bool // there is nothing to decide any more
	saving bool

	view view
}

// New returns the page, which begins to read at once.
func New(d Deps, kind store.RecordKind, recordID string) *Page {
	p := &Page{d: d, kind: kind, id: recordID, reader: page.NewReader(d.Env, d.Run)}
	p.build()
	p.reader.OnChange(p.read)
	p.cancel = d.Subscribe(func(e store.Event) {
		if e.ID == recordID || e.Kind == store.ConnectionChanged {
			p.reader.Changed()
		}
	})
	p.read()
	return p
}

// Kind and ID are the record's.
func (p *Page) Kind() store.RecordKind { return p.kind }

// ID is the record's key.
func (p *Page) ID() string { return p.id }

// Content is the page as it stands in the window.
func (p *Page) Content() fyne.CanvasObject { return p.view.root }

// Focus gives the keyboard to the rows, the first undecided one current.
func (p *Page) Focus() {
	switch {
	case p.over:
		p.d.Canvas.Focus(p.view.leave)
	case !p.loaded:
		p.wanted.Ask(p.d.Canvas)
	default:
		p.d.Canvas.Focus(p.view.table)
	}
}

// EndEdit has nothing to end: a choice counts when it is made.
func (p *Page) EndEdit() bool { return true }

// Close ends every read and waits for it.
func (p *Page) Close() {
	p.cancel()
	p.reader.Close()
}

// read reads the conflict, at first and whenever the record changed.
func (p *Page) read() {
	if p.saving {
		return // what comes of it is told then
	}
	page.Read(p.reader, "conflict", func(ctx context.Context) (xerosync.Conflict, error) {
		return p.d.Sync.Conflict(ctx, p.kind, p.id)
	}, p.show)
}

// show shows the conflict as it was read.
func (p *Page) show(c xerosync.Conflict, err error) {
	switch {
	case p.saving:
		return
	case err != nil:
		p.nothing(err)
		return
	case !p.loaded || p.over:
		p.choice = begin(c)
	case c.Version == p.choice.c.Version:
		return
	default:
		p.choice = p.choice.carry(c)
		if p.told == "" {
			p.told = p.choice.c.Label + " changed again in the meantime. Look at the rows once more; what reads as before stays chosen."
		}
	}
	p.loaded, p.over = true, false
	p.draw()
	p.merge()
	if p.wanted.Grant(p.d.Canvas) {
		p.Focus()
	}
}

// choose decides one row.
func (p *Page) choose(key string, side xerosync.Side) {
	p.choice = p.choice.choose(key, side)
	p.drawChoices()
	p.merge()
}

// keep keeps one side as a whole, or goes back to deciding row by row.
func (p *Page) keep(side xerosync.Side) {
	p.choice = p.choice.keep(side)
	p.drawChoices()
	p.merge()
}

// merge reads what the choices come to.
func (p *Page) merge() {
	c, choices := p.choice.c, p.choice.choices()
	page.Read(p.reader, "merge", func(ctx context.Context) (xerosync.Merged, error) {
		return p.d.Sync.MergeOf(ctx, c, choices)
	}, func(m xerosync.Merged, err error) {
		if err != nil {
			sentence, fix := page.Trouble(err)
			m.Problem = &document.Problem{Sentence: sentence, Fix: fix}
		}
		p.merged = m
		p.drawResult()
	})
}

// WhyNotSave is the reason the decision cannot be saved, or "".
func (p *Page) WhyNotSave() string {
	switch {
	case p.saving:
		return "It is being saved."
	case !p.loaded || p.over:
		return "There is nothing to decide."
	case !p.choice.complete():
		return page.Plural(len(p.choice.c.Rows)-p.choice.decided(), "row") + " to decide."
	case p.merged.Problem != nil:
		return p.merged.Problem.Error()
	}
	return ""
}

// Save carries the decision out. Where something is undecided it goes there.
func (p *Page) Save() {
	if p.WhyNotSave() != "" {
		if p.loaded && !p.over && !p.saving && p.view.table.NextOpen() {
			p.d.Canvas.Focus(p.view.table)
		}
		return
	}
	p.saving, p.told = true, ""
	p.drawResult()
	c, choices, updates := p.choice.c, p.choice.choices(), p.merged.Updates
	page.Write(p.reader, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, p.d.Sync.Resolve(ctx, c, choices)
	}, func(_ struct{}, err error) {
		p.saving = false
		if err != nil {
			sentence, fix := page.Trouble(err)
			p.told = sentence + " " + fix
			p.drawResult()
			p.read()
			return
		}
		text := c.Label + " is saved"
		if updates {
			text += " and on its way to Xero"
		}
		p.over = true
		p.d.Say(text)
		p.d.Back()
	})
}

// ViewInXero shows Xero's side in the browser.
func (p *Page) ViewInXero() {
	page.Read(p.reader, "view", func(ctx context.Context) (string, error) {
		if p.kind == store.RecordContact {
			return p.d.Sync.ContactViewURL(ctx, p.id)
		}
		return p.d.Sync.ViewURL(ctx, p.id)
	}, func(address string, err error) {
		if err != nil {
			p.d.Tell("It cannot be shown in Xero", err)
			return
		}
		p.d.OpenURL(address)
	})
}
