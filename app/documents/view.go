package documents

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/document"
	"litework/store"
)

// view is what the page draws.
type view struct {
	root     fyne.CanvasObject
	search   *kit.Entry
	segments *kit.Segmented
	filters  *fyne.Container
	dates    *kit.Choice
	sync     *kit.Choice
	tags     *kit.Choice
	chips    *fyne.Container // the filters that are on
	chipRow  *fyne.Container
	table    *kit.DataTable
	empty    *kit.EmptyState
	banner   *kit.Banner
	bar      *kit.Panel
	barText  *kit.Text
	barSum   *kit.Text
	post     *kit.Button
	copying  *kit.Button
	writing  *kit.Button
	tagging  *kit.Button
	others   *kit.Button
	deleting *kit.Button
	// archiving also brings back what was archived or deleted.
	archiving *kit.Button
	// numbers is how wide the column of numbers is.
	numbers float32
	// summed is for how many rows the sum shown was made.
	summed int
}

// The columns, and what each sorts by. A number is never cut short: its column
// is as wide as the widest one that has been read, within reason.
func columns(kind document.Kind, number float32) []kit.Column {
	return []kit.Column{
		{Title: "Number", Width: number, Sortable: true},
		{Title: "Client", Width: 150, Flex: 3, Sortable: true},
		{Title: "Date", Width: 111, Sortable: true},
		{Title: kind.DueLabel(), Width: 111, Sortable: true, Hide: 1},
		{Title: "Total", Width: 102, Flex: 0.6, Align: fyne.TextAlignTrailing, Sortable: true},
		{Title: "Status", Width: 158, Sortable: true},
		{Title: "Xero", Width: 142, Sortable: true},
		{Title: "Tags", Width: 110, Hide: 2},
	}
}

// The places of columns that are asked about.
const (
	clientColumn = 1
	tagColumn    = 7
)

const (
	numberAtLeast float32 = 91
	numberAtMost  float32 = 220
)

// fitNumbers makes the column of numbers wide enough for those that are known.
func (p *Page) fitNumbers() {
	width := numberAtLeast
	for _, r := range p.rows.All() {
		width = max(width, fyne.MeasureText(r.Number, theme.TextSize, fyne.TextStyle{Bold: true}).Width+2*numberPad)
	}
	if width = min(float32(int(width+1)), numberAtMost); width != p.view.numbers {
		p.view.numbers = width
		p.view.table.SetColumns(columns(p.kind, width))
	}
}

// numberPad is what a cell keeps free at either side.
const numberPad float32 = 10

var sortColumns = []store.SortBy{
	store.SortNumber, store.SortClient, store.SortDate, store.SortDue, store.SortTotal, store.SortStatus, store.SortSync,
}

func (p *Page) build() {
	v := &p.view
	v.search = kit.Named(p.prefix()+".search", kit.NewSearchEntry("Search number, client, text…"))
	v.search.OnChanged = p.searchFor
	v.search.OnKey = p.searchKey
	v.segments = kit.Named(p.prefix()+".filter", kit.NewSegmented(p.segmentSpecs(), "All", func(string) { p.filterBy(p.chosenSegment()) }))
	v.table = kit.Named(p.prefix()+".table", kit.NewDataTable(columns(p.kind, numberAtLeast), p.model()))
	v.numbers = numberAtLeast
	v.table.SetSort(2, true)
	v.table.OnKey = p.tableKey
	v.empty = kit.NewEmptyState("")
	v.empty.Hide()
	v.banner = kit.NewBanner(kit.Problem, "")
	v.banner.Hide()
	p.buildBar()
	newOne := kit.Named(p.prefix()+".new", p.d.Tipped(kit.NewPrimary("New "+p.kind.Noun(), p.New).WithHint("Ctrl N"), "new"))
	v.dates = kit.Named(p.prefix()+".dates", kit.NewFilterChoice("Dates:", periodOptions(), "", func(id string) {
		if id == customDates {
			p.view.dates.SetSelected(p.f.dates.id)
			p.openFilters(true)
			return
		}
		p.refilter(func(f *filters) { f.dates = period{id: id} })
	}))
	v.sync = kit.Named(p.prefix()+".sync", kit.NewFilterChoice("Sync:", syncOptions(), "", func(id string) {
		p.refilter(func(f *filters) { f.sync = syncFilter(id) })
	}))
	v.tags = kit.Named(p.prefix()+".tags", kit.NewMultiChoice("Tags:", nil, func(ids []string) {
		p.refilter(func(f *filters) { f.tags = ids })
	}))
	all := kit.Named(p.prefix()+".filters", kit.NewButton("Filters…", p.ShowFilters))
	v.filters = page.Filters(v.search, 290, v.segments, v.dates, v.sync, v.tags, all)
	v.chips = kit.HBox(8)
	v.chipRow = kit.VBox(0, v.chips)
	v.chipRow.Hide()
	body := kit.VBox(14, v.filters, v.chipRow, v.banner, kit.Flex(container.NewStack(v.table, v.empty)), v.bar)
	v.root = page.Frame(p.kind.Title()+"s", kit.Inset(14, theme.PagePadding, 14, theme.PagePadding, body), newOne)
}

// segmentSpecs are the segments with their counts; the label is the id.
func (p *Page) segmentSpecs() []kit.Segment {
	var out []kit.Segment
	for i, s := range segments(p.kind) {
		seg := kit.Segment{ID: s.label, Label: s.label}
		if p.loaded {
			seg.Count = segmentCount(p.counts, segments(p.kind)[i].filter)
			if p.more && seg.Count != "0" {
				seg.Count += "+" // at least so many
			}
		}
		out = append(out, seg)
	}
	return out
}

func (p *Page) chosenSegment() int {
	for i, s := range segments(p.kind) {
		if s.label == p.view.segments.Selected() {
			return i
		}
	}
	return 0
}

func (p *Page) model() kit.TableModel {
	return kit.TableModel{
		Len: p.rows.Len,
		Row: p.row,
		IndexOf: func(id string) int {
			if i, ok := p.rows.Order().Place(page.KeyOf(id)); ok {
				return i
			}
			return -1
		},
		IsSelected:  func(i int) bool { return p.selected.Has(p.rows.Key(i)) },
		HeadState:   p.headState,
		OnToggle:    p.toggle,
		OnExtend:    p.extend,
		OnSelectAll: p.selectAll,
		OnClear:     p.clearSelection,
		OnCurrent:   func(int) { p.stateChanged() },
		OnOpen:      p.openRow,
		OnContext:   p.contextMenu,
		OnSort:      p.sortBy,
		OnSearch:    p.FocusSearch,
		OnChip: func(i int, chip kit.ChipSpec, _ fyne.Position) {
			if chip.ID == page.SyncChipID {
				p.explainRow(i)
			}
		},
		OnTop: p.FocusSearch,
	}
}

// row is one row ready to be drawn; one that has not been read yet is empty
// and is asked for.
func (p *Page) row(i int) kit.RowView {
	key := p.rows.Key(i)
	view := kit.RowView{ID: page.RowID(key), Cells: make([]kit.Cell, 8)}
	r, ok := p.rows.At(i)
	if !ok {
		p.need(i)
		return view
	}
	client := kit.Cell{Text: r.Client}
	if r.Client == "" {
		client = kit.Cell{Text: "No client", Muted: true}
	}
	view.Note, view.NoteFrom = p.note(i, key), clientColumn
	total := document.FormatMoney(r.Total)
	view.Cells = []kit.Cell{
		{Text: r.Number, Bold: true, Opens: true},
		client,
		{Text: r.Date.Display()},
		{Text: r.Due.Display()},
		{Text: total, Tip: r.Currency + " " + total},
		{Chips: []kit.ChipSpec{page.StatusChip(r.Status)}},
		{Chips: []kit.ChipSpec{page.SyncChip(r.State)}},
		{Chips: page.TagChips(r.Tags)},
	}
	return view
}

func (p *Page) openRow(i int) {
	if p.f.shelf == deletedShelf {
		p.d.Say("Bring it back first.")
		return
	}
	if r, ok := p.rows.At(i); ok {
		p.d.OpenDocument(r.ID)
	}
}

// searchKey leads from the search box to the first hit, and empties it.
func (p *Page) searchKey(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyDown, fyne.KeyReturn, fyne.KeyEnter:
		p.toHits()
		return true
	case fyne.KeyEscape:
		if p.view.search.Text == "" {
			return false
		}
		p.view.search.SetValue("")
		p.searchFor("")
		return true
	}
	return false
}

// toHits leads to the first hit, as soon as there is one.
func (p *Page) toHits() {
	if p.reader.Reading("list") {
		p.wanted.Ask(p.d.Canvas)
		return
	}
	if p.rows.Len() > 0 {
		p.view.table.SetCurrent(max(0, p.view.table.Current()))
		p.d.Canvas.Focus(p.view.table)
	}
}

// tableKey is offered what the table does not use.
func (p *Page) tableKey(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyDelete:
		if why := p.WhyNotDelete(); why != "" {
			p.d.Say(why)
		} else {
			p.Delete()
		}
		return true
	case fyne.KeyEscape: // the selection is gone already; next is the search
		if p.search != "" {
			p.view.search.SetValue("")
			p.searchFor("")
			return true
		}
	}
	return false
}

func (p *Page) showCounts() {
	p.view.segments.SetSegments(p.segmentSpecs())
	if len(p.tags) == 0 && len(p.f.tags) == 0 {
		p.view.tags.DisableBecause("No " + p.kind.Noun() + " carries a tag yet.")
	} else {
		p.view.tags.Enable()
	}
	p.showFilters()
	if p.more {
		p.view.banner.Set(kit.Info, "These are the newest "+page.Count(store.SearchLimit)+" that match. Type more, or filter, to see older ones.")
		p.view.banner.Show()
	} else {
		p.view.banner.Hide()
	}
	p.view.root.Refresh()
}

// showBar says how many rows are selected and what they come to.
func (p *Page) showBar() {
	v := &p.view
	n := p.selected.Len()
	was := v.bar.Visible()
	if n == 0 {
		v.bar.Hide()
	} else {
		v.barText.SetText(page.Count(n) + " selected")
		v.barSum.SetText(sums(p.totals))
		enable(v.copying, p.WhyNotDuplicate())
		enable(v.writing, p.WhyNotExportRows())
		enable(v.tagging, p.WhyNotTag())
		enable(v.deleting, p.WhyNotDelete())
		v.archiving.SetLabel(p.ArchiveLabel())
		enable(v.archiving, p.WhyNotArchive())
		v.post.SetLabel("Post " + page.Count(n) + " to Xero…")
		if row, ok := p.one(); ok {
			v.post.SetLabel(postLabel(row))
		}
		enable(v.post, p.WhyNotPost())
		v.bar.Show()
		v.bar.Refresh()
	}
	if was != v.bar.Visible() {
		v.root.Refresh()
	}
}

// postLabel is what posting a row is called: what is in Xero is updated.
func postLabel(r store.DocumentRow) string {
	switch r.State {
	case document.Synced, document.UpdatedLocally, document.Conflict:
		return "Update in Xero…"
	}
	return "Post to Xero…"
}

func enable(b *kit.Button, why string) {
	if why == "" {
		b.Enable()
		return
	}
	b.DisableBecause(why)
}

// showEmpty says what belongs here while there is no row.
func (p *Page) showEmpty() {
	v := &p.view
	switch {
	case p.rows.Len() > 0:
		v.empty.Hide()
		return
	case p.f.shelf != openShelf && p.search == "" && p.f.segment == 0 && len(p.active()) == 1:
		v.empty.Set(p.f.shelf.nothing(), kit.Named(p.prefix()+".clear", kit.NewButton("Show the current ones", p.clearFilter)))
	case p.all == 0:
		words, buttons := "No "+p.prefix()+" yet. Write the first one here.", []fyne.CanvasObject{
			kit.Named(p.prefix()+".empty.new", kit.NewPrimary("New "+p.kind.Noun(), p.New))}
		if p.d.Import != nil {
			words = "No " + p.prefix() + " yet. Write one here, or bring them from Xero."
			buttons = append(buttons, kit.Named(p.prefix()+".empty.import", kit.NewButton("Import from Xero…", p.d.Import)))
		}
		v.empty.Set(words, buttons...)
	default:
		v.empty.Set(nothingMatches(p.kind, p.search, segments(p.kind)[p.f.segment].filter, p.all),
			kit.Named(p.prefix()+".clear", kit.NewButton("Clear", p.clearFilter)))
	}
	v.empty.Show()
}

// showFailure says on top of the page that the list could not be read. The rows
// read before stand.
func (p *Page) showFailure() {
	sentence, fix := page.Trouble(p.failure)
	p.view.table.SetLoading(false)
	p.view.banner.Set(kit.Problem, "The list could not be read. "+sentence+" "+fix,
		kit.Named(p.prefix()+".again", kit.NewLink("Try again", p.reload)))
	p.view.banner.Show()
	p.view.root.Refresh()
}
