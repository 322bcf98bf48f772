package documents

import (
	"slices"
	"strings"

	"litework/app/kit"
	"litework/app/page"
	"litework/store"
)

// filters are what the list is narrowed to, beside the search. They stay while
// the program runs.
type filters struct {
	segment int
	sync    store.SyncFilter
	shelf   shelf
	tags    []string
	client  string
	dates   period
}

func (p *Page) query() store.DocumentQuery {
	f := &p.f
	today := p.d.Today()
	from, to := f.dates.dates(today, p.country)
	return store.DocumentQuery{
		Kind: p.kind, Search: strings.TrimSpace(p.search), Status: segments(p.kind)[f.segment].filter,
		Sync: f.sync, Tags: f.tags, Client: f.client, From: from, To: to, Sort: p.sort, Today: today,
		Archived: f.shelf == archivedShelf, Deleted: f.shelf == deletedShelf,
	}
}

// filtered reports whether anything but search and segment narrows the list.
func (p *Page) filtered() bool { return len(p.active()) > 0 }

// activeFilter is one filter that is on: its words, and how to take it off.
type activeFilter struct {
	id, words string
	remove    func()
}

// active are the filters that are on, beside search and segment.
func (p *Page) active() []activeFilter {
	f := &p.f
	var out []activeFilter
	if f.shelf != openShelf {
		out = append(out, activeFilter{"shelf", labelOf(shelfOptions(), string(f.shelf)), func() { f.shelf = openShelf }})
	}
	if f.sync != store.AnySync {
		out = append(out, activeFilter{"sync", labelOf(syncOptions(), string(f.sync)), func() { f.sync = store.AnySync }})
	}
	if f.client != "" {
		out = append(out, activeFilter{"client", f.client, func() { f.client = "" }})
	}
	if f.dates.id != anyDate {
		out = append(out, activeFilter{"dates", f.dates.words(), func() { f.dates = period{} }})
	}
	for _, tag := range f.tags {
		out = append(out, activeFilter{"tag:" + tag, tag, func() {
			f.tags = slices.DeleteFunc(slices.Clone(f.tags), func(t string) bool { return t == tag })
		}})
	}
	return out
}

func labelOf(options []kit.Option, id string) string {
	for _, o := range options {
		if o.ID == id {
			return o.Label
		}
	}
	return ""
}

// refilter takes a change of the filters. It drops the selection: a row hidden
// by a filter is never acted on.
func (p *Page) refilter(change func(f *filters)) {
	change(&p.f)
	p.showFilters()
	p.clearSelection()
	p.fresh = true
	p.reload()
}

// clearFilter empties search and filters.
func (p *Page) clearFilter() {
	p.view.search.SetValue("")
	p.search = ""
	p.refilter(func(f *filters) { *f = filters{} })
	if p.d.Canvas.Focused() == nil {
		p.Focus()
	}
}

// showFilters brings the bar to the filters that are on.
func (p *Page) showFilters() {
	v, f := &p.view, &p.f
	v.segments.SetSelected(segments(p.kind)[f.segment].label)
	v.sync.SetSelected(string(f.sync))
	v.dates.SetOptions(datesOptions(f.dates))
	v.dates.SetSelected(f.dates.id)
	v.tags.SetOptions(page.TagOptions(p.tags, f.tags))
	v.tags.SetSeveral(f.tags)
	v.chips.Objects = nil
	active := p.active()
	for _, a := range active {
		v.chips.Add(kit.Named(p.prefix()+".active/"+a.id, kit.NewButton(a.words, func() {
			p.refilter(func(*filters) { a.remove() })
			p.Focus() // the button is gone
		}).WithIconAfter("close")))
	}
	if len(active) > 0 {
		v.chips.Add(kit.Named(p.prefix()+".active/clear", kit.NewQuiet("Clear", func() {
			p.clearFilter()
			p.Focus()
		})))
	}
	if was := v.chipRow.Visible(); was != (len(active) > 0) {
		v.chipRow.Hidden = was
		v.root.Refresh()
	}
	v.chips.Refresh()
	v.filters.Refresh() // a choice may have become wider
}

// datesOptions are the periods, one's own dates by themselves.
func datesOptions(now period) []kit.Option {
	options := periodOptions()
	if now.id == customDates {
		options[len(options)-1].Label = now.words()
	}
	return options
}
