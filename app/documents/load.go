package documents

import (
	"context"

	"litework/app/page"
	"litework/app/theme"
	"litework/store"
)

// listing is all that one reading of the list gives.
type listing struct {
	order  page.Order
	rows   map[int64]store.DocumentRow
	counts store.Counts
	all    int
	tags   []string
}

// reload reads order, counts and the rows in view, and shows them in one step.
// What is shown stands until then.
func (p *Page) reload() {
	q, fresh := p.query(), p.fresh
	top := p.rows.Key(p.topRow())
	page.Read(p.reader, "list", func(ctx context.Context) (listing, error) {
		return p.read(ctx, q, top, fresh)
	}, func(l listing, err error) {
		p.show(l, err, fresh)
	})
}

// topRow is the place of the first row in view.
func (p *Page) topRow() int { return int(p.view.table.Offset() / theme.RowHeight) }

func (p *Page) read(ctx context.Context, q store.DocumentQuery, top int64, fresh bool) (l listing, err error) {
	list, err := p.d.File.ListDocuments(ctx, q)
	if err != nil {
		return l, err
	}
	l.counts = list.Counts
	if l.all, err = p.d.File.CountDocuments(ctx, q.Kind); err != nil {
		return l, err
	}
	if l.tags, err = p.d.File.DocumentTags(ctx, q.Kind); err != nil {
		return l, err
	}
	l.order = page.NewOrder(list.Keys)
	at := 0
	if place, ok := l.order.Place(top); ok && !fresh {
		at = place
	}
	l.rows, err = p.readRows(ctx, l.order.Around(at), q)
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

func (p *Page) show(l listing, err error, fresh bool) {
	p.failure = err
	if err != nil {
		p.showFailure()
		return
	}
	p.loaded = true
	p.rows.Swap(l.order, l.rows)
	p.counts, p.all, p.tags = l.counts, l.all, l.tags
	p.dropGone()
	p.view.table.SetLoading(false)
	if fresh {
		p.fresh = false
		p.view.table.SetCurrent(-1)
		p.view.table.SetOffset(0)
	}
	p.fitNumbers()
	p.view.table.Reload()
	p.showCounts()
	p.showEmpty()
	p.readTotals()
	p.stateChanged()
	p.d.Moments.Shown("list")
	if p.wanted.Grant(p.d.Canvas) {
		p.Focus()
	}
}

// need reads the rows around a place that is drawn and not known yet.
func (p *Page) need(place int) {
	if p.reader.Reading("rows") || p.reader.Reading("list") {
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
