package contacts

import (
	"context"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/document"
	"litework/store"
)

// listing is all that one reading of the list gives.
type listing struct {
	order    page.Order
	rows     map[int64]store.ContactRow
	counts   store.Counts
	all      int
	currency string
	tags     []string
}

func (p *Page) reload() {
	q, fresh := p.query(), p.fresh
	top := p.rows.Key(int(p.view.table.Offset() / theme.RowHeight))
	page.Read(p.reader, "list", func(ctx context.Context) (listing, error) {
		return p.read(ctx, q, top, fresh)
	}, func(l listing, err error) {
		p.show(l, err, fresh)
	})
}

func (p *Page) read(ctx context.Context, q store.ContactQuery, top int64, fresh bool) (l listing, err error) {
	keys, err := p.d.File.ContactKeys(ctx, q)
	if err != nil {
		return l, err
	}
	if l.counts, err = p.d.File.ContactCounts(ctx, q.Search); err != nil {
		return l, err
	}
	l.all = l.counts.All
	if q.Search != "" {
		all, err := p.d.File.ContactCounts(ctx, "")
		if err != nil {
			return l, err
		}
		l.all = all.All
	}
	settings, err := p.d.File.Settings(ctx)
	if err != nil {
		return l, err
	}
	l.currency = settings.Currency
	if l.tags, err = p.d.File.ContactTags(ctx); err != nil {
		return l, err
	}
	l.order = page.NewOrder(keys)
	at := 0
	if place, ok := l.order.Place(top); ok && !fresh {
		at = place
	}
	l.rows, err = p.readRows(ctx, l.order.Around(at))
	return l, err
}

func (p *Page) readRows(ctx context.Context, keys []int64) (map[int64]store.ContactRow, error) {
	rows, err := p.d.File.ContactRows(ctx, keys)
	if err != nil {
		return nil, err
	}
	byKey := make(map[int64]store.ContactRow, len(rows))
	for _, r := range rows {
		byKey[r.Key] = r
	}
	return byKey, nil
}

func (p *Page) show(l listing, err error, fresh bool) {
	p.view.table.SetLoading(false)
	if err != nil {
		p.showFailure(err)
		return
	}
	p.loaded = true
	p.rows.Swap(l.order, l.rows)
	p.counts, p.all, p.currency, p.tags = l.counts, l.all, l.currency, l.tags
	p.showTags()
	if fresh {
		p.fresh = false
		p.view.table.SetCurrent(-1)
		p.view.table.SetOffset(0)
	}
	p.view.table.Reload()
	p.view.segments.SetSegments(p.segmentSpecs())
	p.view.filters.Refresh() // it may have become wider
	p.follow()
	p.showEmpty()
	p.readSide()
	p.stateChanged()
	if p.wanted.Grant(p.d.Canvas) {
		p.Focus()
	}
}

// follow makes the contact current that was just added.
func (p *Page) follow() {
	if p.goTo == "" {
		return
	}
	for key, r := range p.rows.All() {
		if i, ok := p.rows.Order().Place(key); ok && r.ID == p.goTo {
			p.view.table.SetCurrent(i)
			p.goTo = ""
			return
		}
	}
}

func (p *Page) need(place int) {
	if p.reader.Reading("rows") || p.reader.Reading("list") {
		return
	}
	keys := p.rows.Order().Around(place)
	page.Read(p.reader, "rows", func(ctx context.Context) (map[int64]store.ContactRow, error) {
		return p.readRows(ctx, keys)
	}, func(rows map[int64]store.ContactRow, err error) {
		if err != nil {
			p.showFailure(err)
			return
		}
		p.rows.Add(rows)
		p.view.table.RefreshRows()
	})
}

// row is one row ready to be drawn.
func (p *Page) row(i int) kit.RowView {
	view := kit.RowView{ID: page.RowID(p.rows.Key(i)), Cells: make([]kit.Cell, 4)}
	r, ok := p.rows.At(i)
	if !ok {
		p.need(i)
		return view
	}
	view.Cells = []kit.Cell{
		{Text: r.Name, Bold: true},
		{Text: r.Email, Muted: true},
		{Text: p.outstanding(r.Outstanding)},
		{Chips: []kit.ChipSpec{page.ContactChip(r.State)}},
	}
	return view
}

// outstanding is what a client owes: the figure alone in the company's own
// currency, with its currency in others.
func (p *Page) outstanding(sums map[string]decimal.Decimal) string {
	var out []string
	for currency, sum := range sums {
		switch {
		case sum.IsZero():
		case currency == p.currency:
			out = append(out, document.FormatMoney(sum))
		default:
			out = append(out, currency+" "+document.FormatMoney(sum))
		}
	}
	if len(out) == 0 {
		return "0.00"
	}
	slices.Sort(out)
	return strings.Join(out, " · ")
}

func (p *Page) stateChanged() {
	if p.d.StateChanged != nil {
		p.d.StateChanged()
	}
}
