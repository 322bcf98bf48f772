package documents

import (
	"context"

	"github.com/shopspring/decimal"

	"litework/app/kit"
	"litework/app/page"
	"litework/store"
)

// The selection is a set of keys of the rows that the filter shows.

func (p *Page) toggle(i int) {
	if key := p.rows.Key(i); key != 0 {
		p.selected.Toggle(key)
		p.selectionChanged()
	}
}

func (p *Page) extend(from, to int) {
	p.selected.Set(p.rows.Order().Between(min(from, to), max(from, to)+1))
	p.selectionChanged()
}

// selectAll takes all rows of the filter. While only its first rows are there
// it is remembered.
func (p *Page) selectAll(on bool) {
	p.wantAll = on && !p.complete
	if on {
		p.selected.Set(p.rows.Keys())
	} else {
		p.selected.Clear()
	}
	p.selectionChanged()
}

// clearSelection reports whether there was one.
func (p *Page) clearSelection() bool {
	p.wantAll = false
	if p.selected.Len() == 0 {
		return false
	}
	p.selected.Clear()
	p.selectionChanged()
	return true
}

func (p *Page) headState() kit.CheckState {
	switch n := p.selected.Len(); {
	case n == 0:
		return kit.Unchecked
	case n == p.rows.Len():
		return kit.Checked
	}
	return kit.Mixed
}

func (p *Page) selectionChanged() {
	p.view.table.RefreshRows()
	p.readTotals()
	p.stateChanged()
}

// readTotals brings the sum of the selection up to date; until it is there the
// bar says only how many.
func (p *Page) readTotals() {
	n := p.selected.Len()
	if n != p.view.summed {
		p.totals = nil
	}
	p.showBar()
	if n == 0 {
		return
	}
	var read func(context.Context, *store.File) (map[string]decimal.Decimal, error)
	if q := p.query(); n == p.rows.Len() && p.complete && q.Search == "" {
		read = func(ctx context.Context, f *store.File) (map[string]decimal.Decimal, error) {
			return f.DocumentTotals(ctx, q) // all of the filter: without their rows
		}
	} else {
		keys := p.selectedKeys()
		read = func(ctx context.Context, f *store.File) (map[string]decimal.Decimal, error) {
			return f.SelectionTotals(ctx, keys)
		}
	}
	page.Read(p.reader, "totals", func(ctx context.Context) (map[string]decimal.Decimal, error) {
		return read(ctx, p.d.File)
	}, func(totals map[string]decimal.Decimal, err error) {
		if err != nil {
			totals = nil // the sum is a help; the failure of the list itself is told
		}
		p.totals, p.view.summed = totals, n
		p.showBar()
	})
}

// selectedKeys are the selected rows in the order of the list.
func (p *Page) selectedKeys() []int64 { return p.selected.In(p.rows.Order()) }

// chosen is how many rows a command acts on.
func (p *Page) chosen() int {
	if n := p.selected.Len(); n > 0 {
		return n
	}
	if page.KeyOf(p.view.table.CurrentID()) != 0 {
		return 1
	}
	return 0
}

// targets are the rows that a command acts on: the selection, or without one
// the current row.
func (p *Page) targets() []int64 {
	if p.selected.Len() > 0 {
		return p.selectedKeys()
	}
	if key := page.KeyOf(p.view.table.CurrentID()); key != 0 {
		return []int64{key}
	}
	return nil
}

// one is the row of the one document chosen.
func (p *Page) one() (store.DocumentRow, bool) {
	if p.chosen() != 1 {
		return store.DocumentRow{}, false
	}
	key := p.selected.Lowest()
	if key == 0 {
		key = page.KeyOf(p.view.table.CurrentID())
	}
	return p.rows.ByKey(key)
}

// SelectedIDs are the documents a command would act on, as far as their rows
// have been read.
func (p *Page) SelectedIDs() []string {
	var out []string
	for _, key := range p.targets() {
		if row, ok := p.rows.ByKey(key); ok {
			out = append(out, row.ID)
		}
	}
	return out
}
