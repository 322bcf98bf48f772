package sync

import (
	"context"
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/xerosync"
)

// attention is the first tab: what needs the user, one row each.
type attention struct {
	root     *fyne.Container
	scroll   *page.Scroll
	list     *fyne.Container
	more     *kit.Link
	moreRow  *fyne.Container
	empty    *kit.EmptyState
	banner   *kit.Banner
	progress *kit.Progress
	busy     *fyne.Container
	importer *kit.Button

	facts  facts
	count  int
	loaded bool
	rows   map[string]*itemRow
	order  []*itemRow
	shown  int // how many rows are drawn at most

	drawn      bool
	shownEmpty emptiness
	door       *kit.Button // the first button where there are no rows
}

// emptiness is what the place of the rows follows from.
type emptiness struct {
	rows, connected bool
	org             string
}

// step is how many rows are drawn at first, and added by a press.
const step = 50

func (a *attention) build(p *Page) {
	a.rows, a.shown = map[string]*itemRow{}, step
	a.list = kit.VBox(0)
	a.more = kit.Named("attention.more", kit.NewLink("", func() {
		a.shown += step
		a.draw(p)
	}))
	a.moreRow = kit.Inset(10, 16, 10, 16, kit.HBox(0, a.more))
	a.scroll = page.NewScroll(kit.NewCardPadded(1, 0, 1, 0, a.list), 0)
	a.empty = kit.NewEmptyState("")
	a.empty.Hide()
	a.banner = kit.NewBanner(kit.Problem, "")
	a.banner.Hide()
	a.progress = kit.NewProgress("")
	a.importer = kit.Named("attention.import", kit.NewButton("Show the import", func() { p.openImport() }))
	a.busy = kit.HBox(16, kit.Flex(a.progress), a.importer)
	a.busy.Hide()
	a.root = kit.VBox(12, a.busy, a.banner, kit.Flex(container.NewStack(a.scroll, a.empty)))
}

func (a *attention) reload(p *Page) {
	page.Read(p.reader, "attention", func(ctx context.Context) (facts, error) {
		return readFacts(ctx, p.d.File, p.d.Sync, mostRecords)
	}, func(f facts, err error) {
		defer p.hasRead()
		if err != nil {
			sentence, fix := page.Trouble(err)
			a.banner.Set(kit.Problem, "What needs attention could not be read. "+sentence+" "+fix,
				kit.Named("attention.again", kit.NewLink("Try again", p.reload)))
			a.banner.Show()
			a.root.Refresh()
			return
		}
		a.banner.Hide()
		a.facts, a.count, a.loaded = f, f.count(), true
		a.draw(p)
		p.showTabs()
		p.history.retryable(f.records)
		if p.tab == TabAttention && p.wanted.Grant(p.d.Canvas) {
			p.Focus()
		}
	})
}

// draw brings the rows up to date. One that says the same as before stays as it
// is, with the keyboard on it; is the row of the keyboard gone, the next one
// gets it.
func (a *attention) draw(p *Page) {
	held := a.holder(p.d.Canvas.Focused())
	items := a.facts.items()
	rows := make(map[string]*itemRow, len(items))
	a.order = a.order[:0]
	for _, it := range items[:min(len(items), a.shown)] {
		r := a.rows[it.id]
		if r == nil || !reflect.DeepEqual(r.item, it) {
			r = newItemRow(p, it)
		}
		rows[it.id] = r
		a.order = append(a.order, r)
	}
	a.rows = rows
	a.list.Objects = a.list.Objects[:0]
	for i, r := range a.order {
		if i > 0 {
			a.list.Add(kit.Rule())
		}
		a.list.Add(r.root)
	}
	if left := max(len(items), a.facts.recordCount) - len(a.order); left > 0 {
		a.more.SetLabel("Show " + page.Count(min(left, step)) + " more of " + page.Count(left))
		a.list.Add(kit.Rule())
		a.list.Add(a.moreRow)
	}
	a.showEmpty(p)
	a.list.Refresh()
	a.scroll.Relayout()
	if held >= 0 && a.holder(p.d.Canvas.Focused()) < 0 {
		a.focusRow(p, held)
	}
}

// holder is the row of what has the keyboard, 0 for the button that stands
// where there are none, or -1.
func (a *attention) holder(focused fyne.Focusable) int {
	if a.door != nil && focused == fyne.Focusable(a.door) {
		return 0
	}
	for i, r := range a.order {
		for _, b := range r.buttons {
			if fyne.Focusable(b) == focused {
				return i
			}
		}
	}
	return -1
}

func (a *attention) focusRow(p *Page, i int) {
	for _, r := range a.order[min(i, len(a.order)):] {
		if len(r.buttons) > 0 {
			p.d.Canvas.Focus(r.buttons[0])
			return
		}
	}
	if a.door != nil {
		p.d.Canvas.Focus(a.door)
		return
	}
	p.d.Canvas.Focus(p.tabs)
}

func (a *attention) focus(p *Page) {
	if !a.loaded {
		p.wanted.Ask(p.d.Canvas)
		return
	}
	a.focusRow(p, 0)
}

func (a *attention) showEmpty(p *Page) {
	f := a.facts
	state := emptiness{rows: len(a.order) > 0, connected: f.connected, org: f.connection.OrganisationName}
	if a.drawn && state == a.shownEmpty {
		return
	}
	a.drawn, a.shownEmpty, a.door = true, state, nil
	if state.rows {
		a.empty.Hide()
		a.scroll.Show()
		return
	}
	words, doors := "All in step with "+orXero(state.org)+".", []*kit.Button{kit.Named("attention.now", kit.NewButton("Sync now", p.d.SyncNow))}
	if !f.connected {
		words, doors = notConnected(f), p.doors("attention")
	}
	a.empty.Set(words, objects(doors)...)
	if len(doors) > 0 {
		a.door = doors[0]
	}
	a.scroll.Hide()
	a.empty.Show()
}

// notConnected is what every tab says without a connection.
func notConnected(f facts) string {
	if f.connection.Disconnected && f.connection.OrganisationName != "" {
		return "This company belongs to " + f.connection.OrganisationName + ". Documents and links are kept; connect again to go on."
	}
	return "LiteWork works without Xero. Connect when you want to post."
}

// doors are the ways to a connection.
func (p *Page) doors(prefix string) []*kit.Button {
	var out []*kit.Button
	if p.d.Connect != nil {
		out = append(out, kit.Named(prefix+".connect", kit.NewPrimary("Connect to Xero", p.d.Connect)))
	}
	if p.d.TryDemo != nil {
		out = append(out, kit.Named(prefix+".demo", kit.NewButton("Try the demo", p.d.TryDemo)))
	}
	return out
}

func objects(buttons []*kit.Button) []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, len(buttons))
	for i, b := range buttons {
		out[i] = b
	}
	return out
}

// showProgress shows how far the worker is, where it counts.
func (a *attention) showProgress(s xerosync.State) {
	done, total, words := 0, 0, ""
	importing := s.Import != nil && (s.Import.Phase == xerosync.ImportDownloading || s.Import.Phase == xerosync.ImportApplying)
	switch {
	case importing:
		done, total, words = s.Import.Done, s.Import.Total, "Importing"
	case s.Phase == xerosync.Syncing && s.Total > 0:
		done, total, words = s.Done, s.Total, "Syncing"
	}
	if total > 0 {
		words += " " + page.Count(done) + " of " + page.Count(total)
		a.progress.Set(float64(done)/float64(total), words)
	} else {
		a.progress.Set(0, words)
	}
	hidden := words == ""
	if a.busy.Hidden != hidden || a.importer.Hidden == importing {
		a.busy.Hidden, a.importer.Hidden = hidden, !importing
		a.root.Refresh()
	}
}

// itemRow draws one item.
type itemRow struct {
	item    item
	root    fyne.CanvasObject
	buttons []*kit.Button
}

// chipColumn is how wide the column of chips is.
const chipColumn float32 = 112

// listShown is how many records of a question stand in its row.
const listShown = 4

func newItemRow(p *Page, it item) *itemRow {
	r := &itemRow{item: it}
	words := kit.VBox(3, kit.NewParagraph(it.title, kit.Look{Style: fyne.TextStyle{Bold: true}}))
	if it.text != "" {
		words.Add(kit.NewParagraph(it.text, kit.Look{Color: theme.ColorMuted}))
	}
	for i, line := range it.list {
		if i == listShown && len(it.list) > listShown+1 {
			words.Add(kit.HBox(0, kit.Named("attention/"+it.id+"/all",
				kit.NewLink("All "+page.Count(len(it.list))+"…", func() { p.showList(it) }))))
			break
		}
		words.Add(kit.NewText(line, kit.Look{Size: theme.SmallSize}).Shrinks())
	}
	if it.details != "" {
		words.Add(kit.HBox(0, kit.Named("attention/"+it.id+"/details", kit.NewLink("Details", func() { p.showTechnical(it.title, it.details) }))))
	}
	var buttons []fyne.CanvasObject
	for i := len(it.buttons) - 1; i >= 0; i-- {
		b := it.buttons[i]
		do := func() { p.carryOut(it, b.deed) }
		made := kit.NewQuiet(b.label, do)
		if i == 0 {
			made = kit.NewButton(b.label, do)
		}
		if b.why != "" {
			made.DisableBecause(b.why)
		}
		kit.Named("attention/"+it.id+"/"+string(b.deed), made)
		r.buttons = append([]*kit.Button{made}, r.buttons...)
		buttons = append(buttons, made)
	}
	r.root = kit.Inset(14, 16, 14, 16, kit.HBoxTop(14,
		kit.Sized(chipColumn, 0, kit.VBox(0, kit.HBox(0, kit.NewChip(it.chip)))),
		kit.Flex(words), kit.VBox(0, kit.HBox(4, buttons...))))
	return r
}
