// Package documents is the page that lists invoices, and the one that lists
// quotes: search, status filter, table, selection and what can be done with it.
package documents

import (
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"github.com/shopspring/decimal"

	"litework/app/page"
	"litework/app/paper"
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

	OpenDocument  func(id string)
	NewDocument   func(kind document.Kind, contactID string)
	OpenPostSheet func(id string)
	// OpenConflict lets the user decide about a document that was changed on
	// both sides. May be nil.
	OpenConflict func(kind store.RecordKind, id string)
	// OpenBulkSheet posts several documents at once.
	OpenBulkSheet func(kind document.Kind, ids []string)
	// MarkSent marks invoices as sent in Xero.
	MarkSent func(ids []string)
	// Paper exports, opens and mails documents. A nil one is not offered.
	Paper *paper.Desk
	// Import brings documents from Xero. A nil one is not offered.
	Import func()
	// Folder is where exported lists go; nil is the folder for downloads.
	Folder func() string
	// StateChanged is called when other commands may be possible than before:
	// the selection, the current row or the rows changed. May be nil.
	StateChanged func()
}

// Page is the list of one kind of document.
type Page struct {
	kind   document.Kind
	d      Deps
	reader *page.Reader
	cancel func() // the subscription

	rows   page.Rows[store.DocumentRow]
	hits   hits
	counts store.Counts
	more   bool // there are more hits than are listed
	all    int  // of the kind, whatever the filter
	loaded bool
	// complete is whether all rows of the filter are listed, not only the first.
	complete bool
	wantAll  bool      // all are to be selected once they are there
	wanted   page.Wish // the keyboard, once the first rows are there
	failure  error
	search   string
	f        filters
	tags     []string // those in use
	country  string   // of the company
	sort     store.Sort
	selected page.Selection
	totals   map[string]decimal.Decimal
	fresh    bool // the next listing begins at its top
	listing  int  // counts what was asked for
	writing  bool // rows to a file
	dialog   *filterDialog
	closing  atomic.Bool // many steps end with the one under way

	view view
}

// New returns the list of a kind, which begins to read at once.
func New(kind document.Kind, d Deps) *Page {
	p := &Page{kind: kind, d: d, reader: page.NewReader(d.Env, d.Run)}
	p.build()
	p.reader.OnChange(p.reload)
	p.cancel = d.File.Subscribe(func(e store.Event) {
		switch e.Kind {
		case store.DocumentChanged, store.OutboxChanged:
			p.reader.Changed()
		}
	})
	p.reload()
	d.Env.After(greyAfter, func() {
		if !p.loaded {
			p.view.table.SetLoading(true)
		}
	})
	return p
}

// greyAfter is how long the first rows may take before grey ones are shown.
const greyAfter = 150 * time.Millisecond

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
	p.closing.Store(true)
	p.cancel()
	p.reader.Close()
}

func (p *Page) stateChanged() {
	if p.d.StateChanged != nil {
		p.d.StateChanged()
	}
}

// prefix names the page's controls in the UI map: "invoices" or "quotes".
func (p *Page) prefix() string { return p.kind.Noun() + "s" }

// searchFor searches with every key; what was still being looked for is
// dropped.
func (p *Page) searchFor(text string) {
	if text == p.search {
		return
	}
	p.search = text
	p.clearSelection()
	p.fresh = true
	p.reload()
}

func (p *Page) filterBy(segment int) {
	if segment != p.f.segment {
		p.refilter(func(f *filters) { f.segment = segment })
	}
}

func (p *Page) sortBy(column int, descending bool) {
	p.sort = store.Sort{By: sortColumns[column], Ascending: !descending}
	p.view.table.SetSort(column, descending)
	p.reload()
}

// SortTitles are the columns that lists can be sorted by.
func SortTitles() []string {
	return []string{"Number", "Client", "Date", "Due", "Total", "Status", "Xero"}
}

// SortBy sorts by a column of SortTitles, as a click on its title does: once
// more turns it round.
func (p *Page) SortBy(column int) { p.view.table.SortBy(column) }
