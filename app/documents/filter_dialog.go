package documents

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/document"
)

// filterDialog is where all filters are set. The list follows each at once.
type filterDialog struct {
	p        *Page
	modal    *kit.Modal
	client   *kit.Completer
	from, to *kit.DateEntry
	ends     *fyne.Container
	done     *kit.Button
}

// ShowFilters opens the dialog with all filters of the list.
func (p *Page) ShowFilters() { p.openFilters(false) }

// openFilters opens the dialog; toDates has the keyboard begin in the dates.
func (p *Page) openFilters(toDates bool) {
	d := &filterDialog{p: p}
	name := func(n string) string { return p.prefix() + ".filters." + n }
	shelves := kit.Named(name("shelf"), kit.NewChoice(shelfOptions(), string(p.f.shelf), func(id string) {
		p.refilter(func(f *filters) { f.shelf = shelf(id) })
	}))
	states := kit.Named(name("sync"), kit.NewChoice(syncOptions(), string(p.f.sync), func(id string) {
		p.refilter(func(f *filters) { f.sync = syncFilter(id) })
	}))
	tags := kit.NewChoice(page.TagOptions(p.tags, p.f.tags), "", nil)
	tags.OnToggled = func(ids []string) { p.refilter(func(f *filters) { f.tags = ids }) }
	tags.SetSeveral(p.f.tags)
	kit.Named(name("tags"), tags)
	if len(p.tags) == 0 {
		tags.DisableBecause("No " + p.kind.Noun() + " carries a tag yet.")
	}
	d.client = kit.Named(name("client"), kit.NewCompleter("Kauri Point Films"))
	d.client.Entry.SetText(p.f.client)
	d.client.OnQuery = d.suggest
	d.client.OnChosen = func(o kit.Option) { d.setClient(o.Label) }
	d.client.Entry.OnLeave = func() {
		d.client.CloseList()
		d.setClient(strings.TrimSpace(d.client.Entry.Text))
	}
	dates := kit.Named(name("dates"), kit.NewChoice(periodOptions(), p.f.dates.id, d.choosePeriod))
	from, to := d.day("From", name("from"), true), d.day("To", name("to"), false)
	d.ends = kit.Columns(12, from, to)
	d.ends.Hidden = !toDates && p.f.dates.id != customDates
	if toDates {
		dates.SetSelected(customDates)
	}
	body := kit.VBox(14,
		kit.Columns(12, kit.NewField("Show", shelves), kit.NewField("Sync", states)),
		kit.NewField("Client", d.client), kit.NewField("Tags, all of them", tags),
		kit.NewField("Dates", dates), d.ends)
	d.modal = kit.NewModal("Filter "+p.prefix(), body)
	d.modal.Width = 480
	d.done = kit.Named(name("done"), kit.NewPrimary("Show", func() {
		d.setClient(strings.TrimSpace(d.client.Entry.Text))
		d.modal.Close()
	}))
	clear := kit.Named(name("clear"), kit.NewQuiet("Clear", func() {
		d.modal.Close()
		p.clearFilter()
	}))
	d.modal.Default, d.modal.First = d.done, shelves
	if toDates {
		d.modal.First = d.from.Entry
	}
	d.modal.SetButtons([]fyne.CanvasObject{clear}, []fyne.CanvasObject{d.done})
	d.modal.OnClosed = func() {
		p.dialog = nil
		p.Focus()
	}
	p.dialog = d
	d.count()
	p.d.Show(d.modal)
}

// count says on the button how many there are.
func (d *filterDialog) count() {
	words := "Show " + page.Plural(d.p.rows.Len(), d.p.kind.Noun())
	if d.p.more {
		words += " and more"
	}
	d.done.SetLabel(words)
	d.modal.Refresh()
}

// suggest offers clients of the list whose names have words that begin so.
func (d *filterDialog) suggest(typed string) {
	p := d.p
	page.Read(p.reader, "clients", func(ctx context.Context) ([]string, error) {
		return p.d.File.DocumentClients(ctx, p.kind, typed, kit.MaxSuggestions)
	}, func(names []string, err error) {
		var options []kit.Option
		for _, n := range names {
			options = append(options, kit.Option{ID: n, Label: n})
		}
		d.client.SetSuggestions(typed, options, nil)
	})
}

func (d *filterDialog) setClient(name string) {
	if name != d.p.f.client {
		d.p.refilter(func(f *filters) { f.client = name })
	}
}

func (d *filterDialog) choosePeriod(id string) {
	d.ends.Hidden = id != customDates
	d.modal.Refresh()
	if id == customDates {
		d.setEnds()
		d.p.d.Canvas.Focus(d.from.Entry)
		return
	}
	d.p.refilter(func(f *filters) { f.dates = period{id: id} })
}

// day is a field for one end of one's own dates.
func (d *filterDialog) day(label, name string, first bool) *kit.Field {
	p := d.p
	entry := kit.NewDateEntry(func(text string) (kit.Day, error) {
		day, err := document.ParseDate(text, document.DateTyping{Today: p.d.Today(), Order: document.CountryOf(p.country).DateOrder})
		return kit.Day(day), err
	}, func(day kit.Day) string { return document.Date(day).Display() }, func() kit.Day { return kit.Day(p.d.Today()) })
	entry.Optional = true
	kit.Named(name, entry.Entry)
	field := kit.NewField(label, entry)
	entry.OnChanged = func(kit.Day) { d.setEnds() }
	entry.OnError = func(err error) {
		words := ""
		if err != nil {
			words = err.Error()
		}
		field.SetError(words)
		if d.modal != nil {
			d.modal.Refresh()
		}
	}
	if first {
		d.from = entry
		entry.SetDay(kit.Day(p.f.dates.from))
	} else {
		d.to = entry
		entry.SetDay(kit.Day(p.f.dates.to))
	}
	return field
}

// setEnds filters by one's own dates, whichever was typed first.
func (d *filterDialog) setEnds() {
	from, to := document.Date(d.from.Day()), document.Date(d.to.Day())
	if !from.IsZero() && !to.IsZero() && to.Before(from) {
		from, to = to, from
	}
	want := period{id: customDates, from: from, to: to}
	if from.IsZero() && to.IsZero() {
		want = period{}
	}
	if want != d.p.f.dates {
		d.p.refilter(func(f *filters) { f.dates = want })
	}
}
