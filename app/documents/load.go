package documents

import (
	"context"

	"fyne.io/fyne/v2"

	"litework/app/page"
	"litework/app/theme"
	"litework/store"
)

// listing is all that one reading of the list gives.
type listing struct {
	order   page.Order
	rows    map[int64]store.DocumentRow
	hits    hits
	counts  store.Counts
	more    bool
	all     int
	tags    []string
	country string
}

// asked is what a listing is read for.
type asked struct {
	q store.DocumentQuery
	// top is the first row in view, and view how many are.
	top  int64
	view int
	// fresh begins at the top; known are the tags and the country read before,
	// which a search does not wait for.
	fresh bool
	known listing
	// narrowed is whether more than a segment narrows the list.
	narrowed bool
	// tagsShown is whether the list has room for tags.
	tagsShown bool
}

// manyRows is from how many documents on the first rows are read before the
// rest of the list.
const manyRows = 3000

// reload reads order, counts and the rows in view, and shows them in one step.
// What is shown stands until then.
func (p *Page) reload() {
	first, last := p.view.table.ShownRows()
	a := asked{
		q: p.query(), top: p.rows.Key(p.topRow()), view: max(30, last-first+4), fresh: p.fresh,
		known:    listing{all: p.all, tags: p.tags, country: p.country},
		narrowed: p.filtered() || p.search != "", tagsShown: p.tagsShown(),
	}
	p.listing++
	if (!p.loaded || p.fresh && p.all > manyRows) && a.q.Search == "" {
		p.readFirst(a, p.listing)
	}
	page.Read(p.reader, "list", func(ctx context.Context) (listing, error) {
		return p.read(ctx, a)
	}, func(l listing, err error) {
		p.show(l, err, a)
	})
}

// readFirst shows the first rows of a long list until all of it is there.
func (p *Page) readFirst(a asked, wanted int) {
	a.q.First = page.Window
	page.Read(p.reader, "first", func(ctx context.Context) (l listing, err error) {
		keys, err := p.d.File.DocumentKeys(ctx, a.q)
		if err != nil {
			return l, err
		}
		l.order = page.NewOrder(keys)
		l.rows, err = p.readRows(ctx, keys, a.q)
		return l, err
	}, func(l listing, err error) {
		if err != nil || p.listing != wanted || !p.reader.Reading("list") || len(l.rows) < page.Window {
			return // the listing tells of the error, and of a list that is short or empty
		}
		p.complete = false
		p.showRows(l, a.fresh)
	})
}

// topRow is the place of the first row in view.
func (p *Page) topRow() int { return int(p.view.table.Offset() / theme.RowHeight) }

func (p *Page) read(ctx context.Context, a asked) (l listing, err error) {
	list, err := p.d.File.ListDocuments(ctx, a.q)
	if err != nil {
		return l, err
	}
	l.counts, l.more, l.order = list.Counts, list.More, page.NewOrder(list.Keys)
	at := 0
	if place, ok := l.order.Place(a.top); ok && !a.fresh {
		at = place
	}
	if l.rows, err = p.readRows(ctx, l.order.Around(at), a.q); err != nil {
		return l, err
	}
	l.all, l.tags, l.country = a.known.all, a.known.tags, a.known.country
	if a.q.Search != "" {
		l.hits, err = p.readHits(ctx, l.order.Between(at, at+a.view), a.q.Search, a.tagsShown)
		if err != nil || len(list.Keys) > 0 {
			return l, err
		}
	}
	return p.readAround(ctx, a, l)
}

// readAround adds what does not follow from the query.
func (p *Page) readAround(ctx context.Context, a asked, l listing) (_ listing, err error) {
	l.all = l.counts.All
	if a.narrowed {
		if l.all, err = p.d.File.CountDocuments(ctx, a.q.Kind); err != nil {
			return l, err
		}
	}
	if l.tags, err = p.d.File.DocumentTags(ctx, a.q.Kind); err != nil {
		return l, err
	}
	settings, err := p.d.File.Settings(ctx)
	l.country = settings.Company.Country
	return l, err
}

func (p *Page) readRows(ctx context.Context, keys []int64, q store.DocumentQuery) (map[int64]store.DocumentRow, error) {
	rows, err := p.d.File.DocumentRows(ctx, keys, q.Today)
	if err != nil {
		return nil, err
	}
	byKey := make(map[int64]store.DocumentRow, len(rows))
	for _, r := range rows {
		byKey[r.Key] = r
	}
	return byKey, nil
}

func (p *Page) show(l listing, err error, a asked) {
	p.failure = err
	if err != nil {
		p.showFailure()
		return
	}
	p.counts, p.more, p.all, p.tags, p.country = l.counts, l.more, l.all, l.tags, l.country
	p.complete, p.hits = true, l.hits
	p.showRows(l, a.fresh && p.fresh)
	p.showCounts()
	p.showEmpty()
	if p.wantAll {
		p.selectAll(true)
	}
	if p.dialog != nil {
		p.dialog.count()
	}
}

// showRows shows rows in their order.
func (p *Page) showRows(l listing, fresh bool) {
	p.loaded = true
	p.d.Moments.Shown("list")
	p.rows.Swap(l.order, l.rows)
	if p.complete {
		p.selected.Keep(p.rows.Order())
	}
	p.view.table.SetLoading(false)
	if fresh {
		p.fresh = false
		p.view.table.SetCurrent(-1)
		p.view.table.SetOffset(0)
	}
	p.fitNumbers()
	p.view.table.Reload()
	if fresh && p.d.Canvas.Focused() == fyne.Focusable(p.view.table) {
		p.view.table.SetCurrent(0) // what has the keyboard has a row to act on
	}
	p.readTotals()
	p.stateChanged()
	if p.rows.Len() > 0 {
		p.view.empty.Hide()
	}
	if p.wanted.Grant(p.d.Canvas) {
		p.Focus()
	}
}

// need reads the rows around a place that is drawn and not known yet.
func (p *Page) need(place int) {
	if p.reader.Reading("rows") || p.complete && p.reader.Reading("list") {
		return // when that arrives the rows are drawn again, and ask again
	}
	q, keys := p.query(), p.rows.Order().Around(place)
	page.Read(p.reader, "rows", func(ctx context.Context) (map[int64]store.DocumentRow, error) {
		return p.readRows(ctx, keys, q)
	}, func(rows map[int64]store.DocumentRow, err error) {
		if err != nil {
			p.failure = err
			p.showFailure()
			return
		}
		p.rows.Add(rows)
		p.fitNumbers()
		p.view.table.RefreshRows()
		p.stateChanged()
	})
}
