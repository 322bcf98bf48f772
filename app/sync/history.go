package sync

import (
	"context"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/store"
)

// history is the second tab: every exchange with Xero.
type history struct {
	root      *fyne.Container
	figures   [4]*kit.Figure
	search    *kit.Entry
	action    *kit.Choice
	direction *kit.Choice
	status    *kit.Choice
	period    *kit.Choice
	table     *kit.DataTable
	empty     *kit.EmptyState
	banner    *kit.Banner

	rows   page.Rows[store.HistoryEntry]
	counts store.HistoryCounts
	all    int // whatever the filter
	loaded bool
	fresh  bool // the next listing begins at its top
	words  string
	typing func()
	// retries are the operations that failed last and can be tried again.
	retries   map[string]bool
	connected bool
	exporting bool
}

// listing is all that one reading of the history gives.
type listing struct {
	order     page.Order
	rows      map[int64]store.HistoryEntry
	counts    store.HistoryCounts
	all       int
	connected bool
}

// query is what the filters ask for.
func (h *history) query(now time.Time) store.HistoryQuery {
	q := store.HistoryQuery{
		Search: strings.TrimSpace(h.words), Action: store.HistoryAction(h.action.Selected()),
		Direction: store.Direction(h.direction.Selected()),
	}
	if days, err := strconv.Atoi(h.period.Selected()); err == nil {
		y, m, d := now.AddDate(0, 0, -days).Date()
		q.Since = time.Date(y, m, d, 0, 0, 0, 0, now.Location())
	}
	switch s := h.status.Selected(); s {
	case anyTrouble:
		q.Unsuccessful = true
	default:
		q.Status = store.HistoryStatus(s)
	}
	return q
}

// withoutStatus is what the figures count: each of them is a filter by status
// itself, so they follow every other.
func withoutStatus(q store.HistoryQuery) store.HistoryQuery {
	q.Status, q.Unsuccessful = "", false
	return q
}

// filtered reports whether anything but the period narrows the list.
func (h *history) filtered() bool {
	return strings.TrimSpace(h.words) != "" || h.action.Selected() != "" || h.direction.Selected() != "" || h.status.Selected() != ""
}

func (h *history) reload(p *Page) {
	q, fresh := h.query(p.d.Now()), h.fresh
	top := h.rows.Key(int(h.table.Offset() / theme.RowHeight))
	page.Read(p.reader, "history", func(ctx context.Context) (listing, error) {
		return readListing(ctx, p.d.File, q, top, fresh)
	}, func(l listing, err error) {
		h.show(p, l, err, fresh)
	})
}

func readListing(ctx context.Context, file *store.File, q store.HistoryQuery, top int64, fresh bool) (l listing, err error) {
	ids, err := file.HistoryKeys(ctx, q)
	if err != nil {
		return l, err
	}
	if l.counts, err = file.HistoryCounts(ctx, withoutStatus(q)); err != nil {
		return l, err
	}
	all, err := file.HistoryCounts(ctx, store.HistoryQuery{})
	if err != nil {
		return l, err
	}
	l.all = all.Total
	c, ok, err := file.Connection(ctx)
	if err != nil {
		return l, err
	}
	l.connected = ok && !c.Disconnected
	l.order = page.NewOrder(ids)
	at := 0
	if place, ok := l.order.Place(top); ok && !fresh {
		at = place
	}
	l.rows, err = readEntries(ctx, file, l.order.Around(at))
	return l, err
}

func readEntries(ctx context.Context, file *store.File, ids []int64) (map[int64]store.HistoryEntry, error) {
	rows, err := file.HistoryRows(ctx, ids)
	if err != nil {
		return nil, err
	}
	byID := make(map[int64]store.HistoryEntry, len(rows))
	for _, r := range rows {
		byID[r.ID] = r
	}
	return byID, nil
}

func (h *history) show(p *Page, l listing, err error, fresh bool) {
	defer p.hasRead()
	h.table.SetLoading(false)
	if err != nil {
		h.fail(p, err)
		return
	}
	h.banner.Hide()
	h.loaded = true
	h.rows.Swap(l.order, l.rows)
	h.counts, h.all, h.connected = l.counts, l.all, l.connected
	if fresh {
		h.fresh = false
		h.table.SetCurrent(-1)
		h.table.SetOffset(0)
	}
	h.table.Reload()
	h.showFigures()
	h.showEmpty(p)
	p.showExport()
	if p.tab == TabHistory && p.wanted.Grant(p.d.Canvas) {
		p.Focus()
	}
}

// need reads the entries around a place that is drawn and not known yet.
func (h *history) need(p *Page, place int) {
	if p.reader.Reading("entries") || p.reader.Reading("history") {
		return // when that arrives the rows are drawn again, and ask again
	}
	ids := h.rows.Order().Around(place)
	page.Read(p.reader, "entries", func(ctx context.Context) (map[int64]store.HistoryEntry, error) {
		return readEntries(ctx, p.d.File, ids)
	}, func(rows map[int64]store.HistoryEntry, err error) {
		if err != nil {
			h.fail(p, err)
			return
		}
		h.rows.Add(rows)
		h.table.RefreshRows()
	})
}

func (h *history) fail(p *Page, err error) {
	sentence, fix := page.Trouble(err)
	h.banner.Set(kit.Problem, "The history could not be read. "+sentence+" "+fix,
		kit.Named("history.again", kit.NewLink("Try again", p.reload)))
	h.banner.Show()
	h.root.Refresh()
}

// searchAfter is for how long typing rests before it is searched for.
const searchAfter = 120 * time.Millisecond

func (h *history) typed(p *Page, text string) {
	if h.typing != nil {
		h.typing()
	}
	h.typing = p.d.Env.After(searchAfter, func() {
		h.typing = nil
		h.searchFor(p, text)
	})
}

func (h *history) endTyping(p *Page) {
	if h.typing != nil {
		h.typing()
		h.typing = nil
		h.searchFor(p, h.search.Text)
	}
}

func (h *history) searchFor(p *Page, text string) {
	if text != h.words {
		h.words = text
		h.filterChanged(p)
	}
}

func (h *history) filterChanged(p *Page) {
	h.fresh = true
	h.showFigures()
	h.reload(p)
}

// byStatus is what a press on a figure does: a second press takes the filter
// away again.
func (h *history) byStatus(p *Page, status string) {
	if h.status.Selected() == status {
		status = ""
	}
	h.status.SetSelected(status)
	h.filterChanged(p)
}

func (h *history) clear(p *Page) {
	if h.typing != nil {
		h.typing()
		h.typing = nil
	}
	h.search.SetValue("")
	h.words = ""
	for _, c := range []*kit.Choice{h.action, h.direction, h.status, h.period} {
		c.SetSelected("")
	}
	h.filterChanged(p)
}

// retryable takes note of the operations that can be tried again.
func (h *history) retryable(records []store.Attention) {
	h.retries = make(map[string]bool, len(records))
	for _, r := range records {
		if r.Op != nil && r.Op.State == store.OpFailed {
			h.retries[r.Op.ID] = true
		}
	}
	h.table.RefreshRows()
}
