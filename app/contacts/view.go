package contacts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
)

// view is what the page draws, but for the panel at its side.
type view struct {
	root     fyne.CanvasObject
	search   *kit.Entry
	segments *kit.Segmented
	filters  *fyne.Container
	tags     *kit.Choice
	table    *kit.DataTable
	empty    *kit.EmptyState
	banner   *kit.Banner
	body     *fyne.Container
}

func (p *Page) build() {
	v := &p.view
	v.search = kit.Named("contacts.search", kit.NewSearchEntry("Search name, email, phone…"))
	v.search.OnChanged = p.searchFor
	v.search.OnKey = p.searchKey
	v.segments = kit.Named("contacts.filter", kit.NewSegmented(p.segmentSpecs(), segments()[0].label, p.filterBy))
	v.table = kit.Named("contacts.table", kit.NewDataTable([]kit.Column{
		{Title: "Name", Width: 150, Flex: 2, Sortable: true},
		{Title: "Email", Width: 120, Flex: 3, Hide: 1},
		{Title: "Outstanding", Width: 112, Align: fyne.TextAlignTrailing, Sortable: true},
		{Title: "Xero", Width: 136, Sortable: true},
	}, kit.TableModel{
		Len: p.rows.Len,
		Row: p.row,
		IndexOf: func(id string) int {
			if i, ok := p.rows.Order().Place(page.KeyOf(id)); ok {
				return i
			}
			return -1
		},
		OnCurrent: func(int) { p.readSide() },
		OnOpen:    func(int) { p.Edit() },
		OnContext: p.contextMenu,
		OnSort:    p.sortBy,
		OnSearch:  p.FocusSearch,
		OnTop:     p.FocusSearch,
		OnChip:    func(i int, _ kit.ChipSpec, _ fyne.Position) { p.decide(i) },
	}))
	v.table.Hug = true
	v.empty = kit.NewEmptyState("")
	v.empty.Hide()
	v.banner = kit.NewBanner(kit.Problem, "")
	v.banner.Hide()
	p.buildSide()
	add := kit.Named("contacts.add", p.d.Tipped(kit.NewPrimary("Add contact", p.New).WithHint("Ctrl N"), "new"))
	v.tags = kit.Named("contacts.tags", kit.NewMultiChoice("Tags:", nil, p.filterByTags))
	v.filters = page.Filters(v.search, 270, v.segments, v.tags)
	v.table.SetSort(0, false)
	list := kit.VBox(12, v.filters, v.banner, kit.Flex(container.NewStack(v.table, v.empty)))
	v.body = kit.HBoxTop(0, kit.Flex(kit.Inset(14, theme.PagePadding, 14, theme.PagePadding, list)), p.side.root)
	v.root = page.Frame("Contacts", v.body, add)
}

func (p *Page) segmentSpecs() []kit.Segment {
	var out []kit.Segment
	for _, s := range segments() {
		seg := kit.Segment{ID: s.label, Label: s.label}
		if p.loaded {
			seg.Count = page.Count(s.count(p.counts))
		}
		out = append(out, seg)
	}
	return out
}

func (p *Page) searchKey(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyDown, fyne.KeyReturn, fyne.KeyEnter:
		if p.rows.Len() > 0 {
			p.view.table.SetCurrent(max(0, p.view.table.Current()))
			p.d.Canvas.Focus(p.view.table)
		}
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

// showTags offers the tags in use, and those filtered by.
func (p *Page) showTags() {
	v := &p.view
	v.tags.SetOptions(page.TagOptions(p.tags, p.wanting))
	if len(p.tags) == 0 && len(p.wanting) == 0 {
		v.tags.DisableBecause("No contact carries a tag yet.")
		return
	}
	v.tags.Enable()
}

func (p *Page) showEmpty() {
	v := &p.view
	v.banner.Hide()
	switch {
	case p.rows.Len() > 0:
		v.empty.Hide()
		v.table.Show()
		return
	case p.all == 0:
		words, buttons := "Clients you add stand here.", []fyne.CanvasObject{
			kit.Named("contacts.empty.add", kit.NewPrimary("Add contact", p.New))}
		if p.d.Import != nil {
			words = "Clients you add or import stand here."
			buttons = append(buttons, kit.Named("contacts.empty.import", kit.NewButton("Import…", p.d.Import)))
		}
		v.empty.Set(words, buttons...)
	default:
		v.empty.Set(nothingMatches(p.search, segments()[p.segment].label, p.segment == 0, p.all),
			kit.Named("contacts.clear", kit.NewButton("Clear", p.clearFilter)))
	}
	v.table.Hide()
	v.empty.Show()
}

func (p *Page) showFailure(err error) {
	sentence, fix := page.Trouble(err)
	p.view.banner.Set(kit.Problem, "The list could not be read. "+sentence+" "+fix,
		kit.Named("contacts.again", kit.NewLink("Try again", p.reload)))
	p.view.banner.Show()
	p.view.root.Refresh()
}
