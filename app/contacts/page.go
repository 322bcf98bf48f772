// Package contacts is the address book: the list of clients, the details of
// the one chosen beside it, and the form to add or edit one.
package contacts

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"litework/app/page"
	"litework/document"
	"litework/store"
	"litework/xerosync"
)

// Deps is what the page needs from outside.
type Deps struct {
	page.Host
	File *store.File
	Sync *xerosync.Service
	// NewID gives a new UUID.
	NewID func() string

	NewDocument func(kind document.Kind, contactID string)
	// OpenConflict lets the user decide about a contact that was changed on
	// both sides. May be nil.
	OpenConflict func(kind store.RecordKind, id string)
	// Import brings contacts from Xero. A nil one is not offered.
	Import func()
	// StateChanged is called when other commands may be possible than before.
	// May be nil.
	StateChanged func()
}

// Page is the list of contacts.
type Page struct {
	d      Deps
	reader *page.Reader
	cancel func()

	rows     page.Rows[store.ContactRow]
	counts   store.Counts
	all      int
	currency string // of the company: what a single figure is in
	loaded   bool
	wanted   page.Wish // the keyboard, once the first rows are there
	search   string
	segment  int
	wanting  []string // tags filtered by
	tags     []string // those in use
	sort     store.Sort
	fresh    bool
	goTo     string // the contact to make current once it is listed

	view view
	side side
}

// New returns the page, which begins to read at once.
func New(d Deps) *Page {
	p := &Page{d: d, reader: page.NewReader(d.Env, d.Run)}
	p.build()
	p.reader.OnChange(p.reload)
	p.cancel = d.File.Subscribe(func(e store.Event) {
		switch e.Kind {
		case store.ContactChanged, store.DocumentChanged, store.OutboxChanged, store.ConnectionChanged:
			p.reader.Changed()
		}
	})
	p.reload()
	d.Env.After(150*time.Millisecond, func() {
		if !p.loaded {
			p.view.table.SetLoading(true)
		}
	})
	return p
}

// Content is the page as it stands in the window.
func (p *Page) Content() fyne.CanvasObject { return p.view.root }

// Focus gives the keyboard to the table, or where it is empty to the search.
func (p *Page) Focus() {
	if !p.loaded {
		p.wanted.Ask(p.d.Canvas) // as soon as there are rows
		return
	}
	if p.rows.Len() == 0 {
		p.FocusSearch()
		return
	}
	if p.view.table.Current() < 0 {
		p.view.table.SetCurrent(0)
	}
	p.d.Canvas.Focus(p.view.table)
}

// FocusSearch gives the keyboard to the search box, with its text selected.
func (p *Page) FocusSearch() {
	p.d.Canvas.Focus(p.view.search)
	p.view.search.SelectAll()
}

// EndEdit has nothing to end: a search is taken with every key.
func (p *Page) EndEdit() bool { return true }

// Refresh reads the list again.
func (p *Page) Refresh() { p.reload() }

// Close ends every read and waits for it.
func (p *Page) Close() {
	p.cancel()
	p.reader.Close()
}

// segment is one choice of the filter: how a contact stands towards Xero.
type segment struct {
	label string
	sync  store.SyncFilter
	count func(store.Counts) int
}

func segments() []segment {
	of := func(f store.SyncFilter) func(store.Counts) int {
		return func(c store.Counts) int { return c.Sync[f] }
	}
	return []segment{
		{"All", store.AnySync, func(c store.Counts) int { return c.All }},
		{"In sync", store.FilterSynced, of(store.FilterSynced)},
		{"Need attention", store.FilterAttention, of(store.FilterAttention)},
		{"Not synced", store.FilterUnposted, of(store.FilterUnposted)},
	}
}

func (p *Page) query() store.ContactQuery {
	return store.ContactQuery{Search: strings.TrimSpace(p.search), Sync: segments()[p.segment].sync, Tags: p.wanting, Sort: p.sort}
}

func (p *Page) searchFor(text string) {
	if text != p.search {
		p.search, p.fresh = text, true
		p.reload()
	}
}

func (p *Page) filterBy(label string) {
	for i, s := range segments() {
		if s.label == label && i != p.segment {
			p.segment, p.fresh = i, true
			p.reload()
		}
	}
}

// filterByTags shows the contacts that carry all of some tags.
func (p *Page) filterByTags(tags []string) {
	p.wanting, p.fresh = tags, true
	p.reload()
}

// sortColumns are what the columns sort by; "" where one does not.
var sortColumns = []store.SortBy{store.SortClient, "", store.SortTotal, store.SortSync}

func (p *Page) sortBy(column int, descending bool) {
	p.sort = store.Sort{By: sortColumns[column], Ascending: !descending}
	p.view.table.SetSort(column, descending)
	p.reload()
}

func (p *Page) clearFilter() {
	p.view.search.SetValue("")
	p.view.tags.SetSeveral(nil)
	p.wanting = nil
	p.view.segments.SetSelected(segments()[0].label)
	p.search, p.segment, p.fresh = "", 0, true
	p.reload()
}

// Current is the contact chosen, or "".
func (p *Page) Current() string {
	if r, ok := p.rows.At(p.view.table.Current()); ok {
		return r.ID
	}
	return ""
}

// NewInvoice begins an invoice for the contact chosen.
func (p *Page) NewInvoice() {
	if id := p.Current(); id != "" {
		p.d.NewDocument(document.Invoice, id)
	}
}

// nothingMatches says what was looked for in vain, and among how many.
func nothingMatches(search, label string, first bool, all int) string {
	among := " among " + page.Plural(all, "contact") + "."
	words := strings.TrimSpace(search)
	switch {
	case words != "" && !first:
		return "Nothing under " + label + " matches \"" + words + "\"" + among
	case words != "":
		return "Nothing matches \"" + words + "\"" + among
	case first:
		return "Nothing matches" + among
	}
	return "Nothing stands under " + label + among
}
