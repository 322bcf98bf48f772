package sync

import (
	"fmt"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/document"
	"litework/store"
)

// anyTrouble is the filter of errors and what was done in part.
const anyTrouble = "trouble"

func statusOptions() []kit.Option {
	return []kit.Option{
		{ID: "", Label: "Any status"}, {ID: string(store.HistorySuccess), Label: "Success"},
		{ID: string(store.HistoryPartial), Label: "Partial"}, {ID: string(store.HistoryError), Label: "Error"},
		{ID: anyTrouble, Label: "Error or partial"},
	}
}

func (h *history) build(p *Page) {
	changed := func(string) { h.filterChanged(p) }
	h.fresh = true
	figure := func(name, label string, color fyne.ThemeColorName, status, tip string) *kit.Figure {
		f := kit.Named("history."+name, kit.NewFigure(label, color, func() { h.byStatus(p, status) }))
		f.SetTooltip(tip)
		return f
	}
	h.figures = [4]*kit.Figure{
		figure("total", "Total operations", theme.ColorMuted, "", "Show all of them"),
		figure("successful", "Successful", theme.ColorGreen, string(store.HistorySuccess), "Show these only"),
		figure("errors", "Errors", theme.ColorRed, anyTrouble, "Show these only, with what was done in part"),
		figure("rate", "Success rate", theme.ColorBlue, string(store.HistoryPartial), "What was done in part counts as an error. Show what was done in part"),
	}
	h.search = kit.Named("history.search", kit.NewSearchEntry("Search history"))
	h.search.OnChanged = func(text string) { h.typed(p, text) }
	h.search.OnCommit = func(string) { h.endTyping(p) }
	h.search.OnKey = func(k *fyne.KeyEvent) bool { return h.searchKey(p, k) }
	h.action = kit.Named("history.action", kit.NewFilterChoice("", []kit.Option{
		{ID: "", Label: "Any action"}, {ID: string(store.HistoryCreate), Label: "Create"}, {ID: string(store.HistoryUpdate), Label: "Update"},
		{ID: string(store.HistorySync), Label: "Sync"}, {ID: string(store.HistoryImport), Label: "Import"},
	}, "", changed))
	h.direction = kit.Named("history.direction", kit.NewFilterChoice("", []kit.Option{
		{ID: "", Label: "Both directions"}, {ID: string(store.ToXero), Label: "To Xero"}, {ID: string(store.FromXero), Label: "From Xero"},
	}, "", changed))
	h.status = kit.Named("history.status", kit.NewFilterChoice("", statusOptions(), "", changed))
	h.period = kit.Named("history.period", kit.NewFilterChoice("", []kit.Option{
		{ID: "0", Label: "Today"}, {ID: "7", Label: "Last 7 days"}, {ID: "30", Label: "Last 30 days"},
		{ID: "365", Label: "Last 12 months"}, {ID: "", Label: "Any time"},
	}, "30", changed))
	h.table = kit.Named("history.table", kit.NewDataTable([]kit.Column{
		{Title: "Time", Width: 133},
		{Title: "Action", Width: 73},
		{Title: "Direction", Width: 80},
		{Title: "Record", Width: 108, Flex: 0.5},
		{Title: "Status", Width: 92},
		{Title: "Details", Width: 300, Flex: 4},
	}, h.model(p)))
	h.table.Hug = true
	h.empty = kit.NewEmptyState("")
	h.empty.Hide()
	h.banner = kit.NewBanner(kit.Problem, "")
	h.banner.Hide()
	figures := make([]fyne.CanvasObject, len(h.figures))
	for i, f := range h.figures {
		figures[i] = f
	}
	filters := page.Filters(h.search, 260, kit.ChoiceRow(h.action, h.direction, h.status, h.period))
	h.root = kit.VBox(0, kit.Columns(12, figures...), kit.Blank(0, 16), filters, kit.Blank(0, 12), h.banner,
		kit.Flex(container.NewStack(h.table, h.empty)))
	h.showFigures()
}

func (h *history) model(p *Page) kit.TableModel {
	return kit.TableModel{
		Len: h.rows.Len,
		Row: func(i int) kit.RowView { return h.row(p, i) },
		IndexOf: func(id string) int {
			key, err := strconv.ParseInt(id, 10, 64)
			if i, ok := h.rows.Order().Place(key); ok && err == nil {
				return i
			}
			return -1
		},
		OnOpen:    func(i int) { h.open(p, i) },
		OnContext: func(i int, at fyne.Position) { h.contextMenu(p, i, at) },
		OnSearch:  func() { h.focusSearch(p) },
		OnTop:     func() { h.focusSearch(p) },
		OnChip:    func(i int, _ kit.ChipSpec, _ fyne.Position) { h.open(p, i) },
		OnLink: func(i int, link kit.CellLink) {
			if e, ok := h.rows.At(i); ok {
				p.carryOutEntry(e, deed(link.ID))
			}
		},
	}
}

// row is one entry ready to be drawn; one that has not been read yet is empty
// and is asked for.
func (h *history) row(p *Page, i int) kit.RowView {
	view := kit.RowView{ID: strconv.FormatInt(h.rows.Key(i), 10), Cells: make([]kit.Cell, 6)}
	e, ok := h.rows.At(i)
	if !ok {
		h.need(p, i)
		return view
	}
	view.Cells = []kit.Cell{
		{Text: moment(e.At, p.d.Now()), Muted: true, Tip: e.At.In(p.d.Now().Location()).Format("2 Jan 2006 15:04:05")},
		{Text: string(e.Action)},
		{Text: "Xero", Icon: arrow(e.Direction)},
		{Text: e.Label, Bold: true, Opens: true},
		{Chips: []kit.ChipSpec{statusChip(e.Status)}},
		{Text: e.Details, Muted: true, Links: h.links(e)},
	}
	return view
}

// links are the ways out of an error, in the row itself.
func (h *history) links(e store.HistoryEntry) []kit.CellLink {
	var out []kit.CellLink
	for _, b := range h.waysOut(e) {
		if len(out) > 0 {
			out = append(out, kit.CellLink{Label: "·"})
		}
		out = append(out, kit.CellLink{ID: string(b.deed), Label: b.label})
	}
	return out
}

// waysOut are what can be done about an entry: where its operation is still
// the one that failed.
func (h *history) waysOut(e store.HistoryEntry) []button {
	if e.Status == store.HistorySuccess || !h.retries[e.OpID] || e.RecordID == "" {
		return nil
	}
	retry := button{deed: deedRetry, label: "Retry"}
	fix := fixOf(e.Code, "")
	switch {
	case fromSettings(e.Code):
		fix = button{deed: deedSettings, label: "Fix in settings"}
	case fix.deed == deedOpen || e.Record == store.RecordContact:
		return []button{retry}
	}
	return []button{fix, retry}
}

func statusChip(s store.HistoryStatus) kit.ChipSpec {
	switch s {
	case store.HistorySuccess:
		return kit.ChipSpec{ID: "status", Label: "Success", Tint: kit.Green}
	case store.HistoryPartial:
		return kit.ChipSpec{ID: "status", Label: "Partial", Tint: kit.Amber}
	}
	return kit.ChipSpec{ID: "status", Label: "Error", Tint: kit.Red}
}

func arrow(d store.Direction) theme.IconName {
	if d == store.FromXero {
		return theme.IconArrowLeft
	}
	return theme.IconArrowRight
}

func directionWords(d store.Direction) string {
	if d == store.FromXero {
		return "from Xero"
	}
	return "to Xero"
}

// moment is when something was: Today 09:14, Yesterday 17:30, 19 Nov 2026.
func moment(t, now time.Time) string {
	t = t.In(now.Location())
	switch document.DateOf(t).DaysTo(document.DateOf(now)) {
	case 0:
		return "Today " + t.Format("15:04")
	case 1:
		return "Yesterday " + t.Format("15:04")
	}
	return t.Format("2 Jan 2006 15:04")
}

// showFigures brings the four figures up to date.
func (h *history) showFigures() {
	c := h.counts
	values := [4]string{page.Count(c.Total), page.Count(c.Successful), page.Count(c.Errors + c.Partial), rate(c)}
	chosen := [4]string{"", string(store.HistorySuccess), anyTrouble, string(store.HistoryPartial)}
	for i, f := range h.figures {
		if !h.loaded {
			values[i] = "–"
		}
		f.SetValue(values[i])
		f.SetChosen(chosen[i] != "" && h.status.Selected() == chosen[i])
	}
}

// rate is the share of what succeeded, in tenths of a percent: never 100 while
// there is an error.
func rate(c store.HistoryCounts) string {
	if c.Total == 0 {
		return "–"
	}
	tenths := (c.Successful*2000 + c.Total) / (2 * c.Total)
	if tenths == 1000 && c.Successful < c.Total {
		tenths--
	}
	return fmt.Sprintf("%d.%d %%", tenths/10, tenths%10)
}

func (h *history) showEmpty(p *Page) {
	if h.rows.Len() > 0 {
		h.empty.Hide()
		h.table.Show()
		return
	}
	switch {
	case h.all == 0 && !h.connected:
		h.empty.Set(notConnected(p.attention.facts), objects(p.doors("history"))...)
	case h.all == 0:
		h.empty.Set("Every exchange with Xero will be listed here.", kit.Named("history.now", kit.NewButton("Sync now", p.d.SyncNow)))
	default:
		words := "Nothing was exchanged with Xero in that time. There are " + page.Count(h.all) + " older entries."
		if h.filtered() {
			words = nothingMatches(h.words, h.all)
		}
		h.empty.Set(words, kit.Named("history.clear", kit.NewButton("Clear", func() { h.clear(p) })))
	}
	h.table.Hide()
	h.empty.Show()
}

func nothingMatches(words string, all int) string {
	among := " among " + page.Plural(all, "entry") + "."
	if all != 1 {
		among = " among " + page.Count(all) + " entries."
	}
	if words == "" {
		return "Nothing matches" + among
	}
	return "Nothing matches \"" + words + "\"" + among
}

func (h *history) searchKey(p *Page, k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyDown:
		h.endTyping(p)
		if h.rows.Len() > 0 {
			h.table.SetCurrent(max(0, h.table.Current()))
			p.d.Canvas.Focus(h.table)
		}
		return true
	case fyne.KeyEscape:
		if h.search.Text == "" {
			return false
		}
		h.search.SetValue("")
		h.typed(p, "")
		h.endTyping(p)
		return true
	}
	return false
}

func (h *history) focusSearch(p *Page) {
	p.d.Canvas.Focus(h.search)
	h.search.SelectAll()
}

func (h *history) focus(p *Page) {
	if !h.loaded {
		p.wanted.Ask(p.d.Canvas)
		return
	}
	if h.rows.Len() == 0 {
		h.focusSearch(p)
		return
	}
	if h.table.Current() < 0 {
		h.table.SetCurrent(0)
	}
	p.d.Canvas.Focus(h.table)
}
