package contacts

import (
	"context"

	"litework/app/page"
	"litework/store"
)

// Show lists all contacts and makes one of them the current one.
func (p *Page) Show(id string) {
	p.view.search.SetValue("")
	p.view.segments.SetSelected(segments()[0].label)
	p.search, p.segment = "", 0
	type found struct {
		key   int64
		order page.Order
		rows  map[int64]store.ContactRow
	}
	page.Read(p.reader, "show", func(ctx context.Context) (f found, err error) {
		c, err := p.d.File.Contact(ctx, id)
		if err != nil {
			return f, err
		}
		keys, err := p.d.File.ContactKeys(ctx, store.ContactQuery{})
		if err != nil {
			return f, err
		}
		f.key, f.order = c.Key, page.NewOrder(keys)
		place, _ := f.order.Place(c.Key)
		f.rows, err = p.readRows(ctx, f.order.Around(place))
		return f, err
	}, func(f found, err error) {
		if err != nil {
			p.d.Tell("Not found", err)
			return
		}
		p.rows.Swap(f.order, f.rows)
		p.view.table.Reload()
		if i, ok := p.rows.Order().Place(f.key); ok {
			p.view.table.SetCurrent(i)
		}
		p.reload() // counts and the panel at the side
	})
}
