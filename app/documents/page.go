// Package documents is the page that lists invoices, and the one that lists
// quotes: search, status filter, table, selection and what can be done with it.
package documents

import (
	"strconv"
	"strings"
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

	rows     page.Rows[store.DocumentRow]
	counts   store.Counts
	all      int // of the kind, whatever the filter
	loaded   bool
	wanted   page.Wish // the keyboard, once the first rows are there
	failure  error
	search   string
	segment  int
	sync     store.SyncFilter
	tag      string
	shelf    shelf
	tags     []string // those in use
	sort     store.Sort
	selected map[int64]bool
	totals   map[string]decimal.Decimal
	fresh    bool // the next listing begins at its top
	typing   func()

	view view
}

// New returns the list of a kind, which begins to read at once.
func New(kind document.Kind, d Deps) *Page {
	p := &Page{kind: kind, d: d, selected: map[int64]bool{}, reader: page.NewReader(d.Env, d.Run)}
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

const (
	// greyAfter is how long the first rows may take before grey ones are shown.
	greyAfter = 150 * time.Millisecond
	// searchAfter is for how long typing rests before it is searched for.
	searchAfter = 120 * time.Millisecond
)

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

// EndEdit takes a search that is still being typed. It never refuses.
func (p *Page) EndEdit() bool {
	if p.typing != nil {
		p.typing()
		p.typing = nil
		p.searchFor(p.view.search.Text)
	}
	return true
}

// Refresh reads the list again.
func (p *Page) Refresh() { p.reload() }

// Close ends every read and waits for it.
func (p *Page) Close() {
	p.cancel()
	p.reader.Close()
}

func (p *Page) query() store.DocumentQuery {
	return store.DocumentQuery{
		Kind: p.kind, Search: strings.TrimSpace(p.search), Status: segments(p.kind)[p.segment].filter,
		Sync: p.sync, Tags: p.tagsWanted(), Sort: p.sort, Today: p.d.Today(),
		Archived: p.shelf == archivedShelf, Deleted: p.shelf == deletedShelf,
	}
}

func (p *Page) tagsWanted() []string {
	if p.tag == "" {
		return nil
	}
	return []string{p.tag}
}

func (p *Page) stateChanged() {
	if p.d.StateChanged != nil {
		p.d.StateChanged()
	}
}

// prefix names the page's controls in the UI map: "invoices" or "quotes".
func (p *Page) prefix() string { return p.kind.Noun() + "s" }

// typed waits until typing rests, then searches.
func (p *Page) typed(text string) {
	if p.typing != nil {
		p.typing()
	}
	p.typing = p.d.Env.After(searchAfter, func() {
		p.typing = nil
		p.searchFor(text)
	})
}

func (p *Page) searchFor(text string) {
	if text == p.search {
		return
	}
	p.search = text
	p.filterChanged()
}

func (p *Page) filterBy(segment int) {
	if segment == p.segment {
		return
	}
	p.segment = segment
	p.filterChanged()
}

// filterChanged drops the selection: a row hidden by a filter is never acted
// on.
func (p *Page) filterChanged() {
	p.clearSelection()
	p.fresh = true
	p.reload()
}

// clearFilter empties search and filter.
func (p *Page) clearFilter() {
	p.view.search.SetValue("")
	p.search, p.segment, p.sync, p.tag, p.shelf = "", 0, store.AnySync, "", openShelf
	p.view.shelf.SetSelected(string(openShelf))
	p.view.sync.SetSelected("")
	p.view.tags.SetSelected("")
	p.view.segments.SetSelected(segments(p.kind)[0].label)
	p.filterChanged()
}

func (p *Page) sortBy(column int, descending bool) {
	p.sort = store.Sort{By: sortColumns[column], Ascending: !descending}
	p.view.table.SetSort(column, descending)
	p.reload()
}

// rowID is the id of a row of the table: the key, known before the row is read.
func rowID(key int64) string { return strconv.FormatInt(key, 10) }

func keyOf(id string) int64 {
	key, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return 0
	}
	return key
}
