package documents

import (
	"context"

	"github.com/shopspring/decimal"

	"litework/app/kit"
	"litework/app/page"
)

// The selection is a set of keys of the rows that the filter shows.

func (p *Page) toggle(i int) {
	key := p.rows.Key(i)
	if p.selected[key] {
		delete(p.selected, key)
	} else {
		p.selected[key] = true
	}
	p.selectionChanged()
}

func (p *Page) extend(from, to int) {
	clear(p.selected)
	for i := min(from, to); i <= max(from, to); i++ {
		if key := p.rows.Key(i); key != 0 {
			p.selected[key] = true
		}
	}
	p.selectionChanged()
}

func (p *Page) selectAll(on bool) {
	clear(p.selected)
	if on {
		for _, key := range p.rows.Keys() {
			p.selected[key] = true
		}
	}
	p.selectionChanged()
}

// clearSelection reports whether there was one.
func (p *Page) clearSelection() bool {
	if len(p.selected) == 0 {
		return false
	}
	clear(p.selected)
	p.selectionChanged()
	return true
}

// dropGone takes rows out of the selection that are no longer listed.
func (p *Page) dropGone() {
	order := p.rows.Order()
	for key := range p.selected {
		if _, ok := order.Place(key); !ok {
			delete(p.selected, key)
		}
	}
}

func (p *Page) headState() kit.CheckState {
	switch n := len(p.selected); {
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
	keys := p.selectedKeys()
	if len(keys) == 0 {
		p.totals = nil
		p.showBar()
		return
	}
	if len(keys) != p.view.summed {
		p.totals = nil
	}
	p.showBar()
	page.Read(p.reader, "totals", func(ctx context.Context) (map[string]decimal.Decimal, error) {
		return p.d.File.SelectionTotals(ctx, keys)
	}, func(totals map[string]decimal.Decimal, err error) {
		if err != nil {
			totals = nil // the sum is a help; the failure of the list itself is told
		}
		p.totals, p.view.summed = totals, len(keys)
		p.showBar()
	})
}

// selectedKeys are the selected rows in the order of the list.
func (p *Page) selectedKeys() []int64 {
	if len(p.selected) == 0 {
		return nil
	}
	out := make([]int64, 0, len(p.selected))
	for _, key := range p.rows.Keys() {
		if p.selected[key] {
			out = append(out, key)
		}
	}
	return out
}

// targets are the rows that a command acts on: the selection, or without one
// the current row.
func (p *Page) targets() []int64 {
	if keys := p.selectedKeys(); len(keys) > 0 {
		return keys
	}
	if key := keyOf(p.view.table.CurrentID()); key != 0 {
		return []int64{key}
	}
	return nil
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
