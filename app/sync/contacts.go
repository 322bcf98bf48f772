package sync

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/document"
	"litework/store"
	"litework/xerosync"
)

// contactsTab is the third tab: how the contacts stand, and which may be the
// same client.
type contactsTab struct {
	root    *fyne.Container
	figures [3]*kit.Figure
	table   *kit.DataTable
	empty   *kit.EmptyState
	banner  *kit.Banner
	pairs   *fyne.Container
	side    *fyne.Container
	scroll  *page.Scroll

	filter store.SyncFilter
	rows   page.Rows[store.ContactRow]
	counts store.Counts
	twins  []xerosync.ContactPair
	loaded bool
	fresh  bool
	linked bool
}

// book is all that one reading of the contacts gives.
type book struct {
	order  page.Order
	rows   map[int64]store.ContactRow
	counts store.Counts
	pairs  []xerosync.ContactPair
	linked bool
}

// standings are the three ways a contact stands towards Xero.
var standings = [3]struct {
	name, label string
	filter      store.SyncFilter
	color       fyne.ThemeColorName
}{
	{"synced", "In sync", store.FilterSynced, theme.ColorGreen},
	{"attention", "Need attention", store.FilterAttention, theme.ColorRed},
	{"unposted", "Not synced", store.FilterUnposted, theme.ColorMuted},
}

const sideWidth float32 = 330

func (c *contactsTab) build(p *Page) {
	c.fresh = true
	figures := make([]fyne.CanvasObject, len(standings))
	for i, s := range standings {
		c.figures[i] = kit.Named("sync.contacts."+s.name, kit.NewFigure(s.label, s.color, func() { c.filterBy(p, s.filter) }))
		figures[i] = c.figures[i]
	}
	c.table = kit.Named("sync.contacts.table", kit.NewDataTable([]kit.Column{
		{Title: "Name", Width: 150, Flex: 2}, {Title: "Email", Width: 120, Flex: 2, Hide: 1}, {Title: "Xero", Width: 220, Flex: 1},
	}, kit.TableModel{
		Len: c.rows.Len,
		Row: func(i int) kit.RowView { return c.row(p, i) },
		IndexOf: func(id string) int {
			key, err := strconv.ParseInt(id, 10, 64)
			if i, ok := c.rows.Order().Place(key); ok && err == nil {
				return i
			}
			return -1
		},
		OnOpen: func(i int) {
			if r, ok := c.rows.At(i); ok {
				p.d.OpenContact(r.ID)
			}
		},
		OnLink: func(i int, link kit.CellLink) {
			if r, ok := c.rows.At(i); ok {
				p.carryOutFor(store.Attention{Record: store.RecordContact, RecordID: r.ID}, deed(link.ID))
			}
		},
	}))
	c.table.Hug = true
	c.empty = kit.NewEmptyState("")
	c.empty.Hide()
	c.banner = kit.NewBanner(kit.Problem, "")
	c.banner.Hide()
	c.pairs = kit.VBox(14)
	c.scroll = page.NewScroll(c.pairs, 0)
	c.side = kit.Sized(sideWidth, 0, kit.NewCardPadded(17, 18, 17, 18, kit.VBox(12, kit.Bold("Probable duplicates"), kit.Flex(c.scroll))))
	c.side.Hide()
	c.root = kit.HBoxTop(14, kit.Flex(kit.VBox(0, kit.Columns(12, figures...), kit.Blank(0, 14), c.banner,
		kit.Flex(container.NewStack(c.table, c.empty)))), c.side)
	c.showFigures()
}

// filterBy shows the contacts of one standing; a second press shows all again.
func (c *contactsTab) filterBy(p *Page, f store.SyncFilter) {
	if c.filter == f {
		f = store.AnySync
	}
	c.filter, c.fresh = f, true
	c.showFigures()
	c.reload(p)
}

func (c *contactsTab) reload(p *Page) {
	q, fresh := store.ContactQuery{Sync: c.filter}, c.fresh
	top := c.rows.Key(int(c.table.Offset() / theme.RowHeight))
	page.Read(p.reader, "contacts", func(ctx context.Context) (book, error) {
		return readBook(ctx, p.d.File, p.d.Sync, q, top, fresh)
	}, func(b book, err error) {
		c.show(p, b, err, fresh)
	})
}

func readBook(ctx context.Context, file *store.File, service *xerosync.Service, q store.ContactQuery, top int64, fresh bool) (b book, err error) {
	keys, err := file.ContactKeys(ctx, q)
	if err != nil {
		return b, err
	}
	if b.counts, err = file.ContactCounts(ctx, ""); err != nil {
		return b, err
	}
	connection, ok, err := file.Connection(ctx)
	if err != nil {
		return b, err
	}
	if b.linked = ok && !connection.Disconnected; b.linked {
		if b.pairs, err = service.Duplicates(ctx); err != nil {
			return b, err
		}
	}
	b.order = page.NewOrder(keys)
	at := 0
	if place, ok := b.order.Place(top); ok && !fresh {
		at = place
	}
	b.rows, err = readContacts(ctx, file, b.order.Around(at))
	return b, err
}

func readContacts(ctx context.Context, file *store.File, keys []int64) (map[int64]store.ContactRow, error) {
	rows, err := file.ContactRows(ctx, keys)
	if err != nil {
		return nil, err
	}
	byKey := make(map[int64]store.ContactRow, len(rows))
	for _, r := range rows {
		byKey[r.Key] = r
	}
	return byKey, nil
}

func (c *contactsTab) show(p *Page, b book, err error, fresh bool) {
	defer p.hasRead()
	c.table.SetLoading(false)
	if err != nil {
		c.fail(p, err)
		return
	}
	c.banner.Hide()
	c.loaded = true
	c.rows.Swap(b.order, b.rows)
	c.counts, c.twins, c.linked = b.counts, b.pairs, b.linked
	if fresh {
		c.fresh = false
		c.table.SetCurrent(-1)
		c.table.SetOffset(0)
	}
	c.table.Reload()
	c.showFigures()
	c.showPairs(p)
	c.showEmpty(p)
	if p.tab == TabContacts && p.wanted.Grant(p.d.Canvas) {
		p.Focus()
	}
}

func (c *contactsTab) need(p *Page, place int) {
	if p.reader.Reading("contact rows") || p.reader.Reading("contacts") {
		return
	}
	keys := c.rows.Order().Around(place)
	page.Read(p.reader, "contact rows", func(ctx context.Context) (map[int64]store.ContactRow, error) {
		return readContacts(ctx, p.d.File, keys)
	}, func(rows map[int64]store.ContactRow, err error) {
		if err != nil {
			c.fail(p, err)
			return
		}
		c.rows.Add(rows)
		c.table.RefreshRows()
	})
}

func (c *contactsTab) fail(p *Page, err error) {
	sentence, fix := page.Trouble(err)
	c.banner.Set(kit.Problem, "The contacts could not be read. "+sentence+" "+fix,
		kit.Named("sync.contacts.again", kit.NewLink("Try again", p.reload)))
	c.banner.Show()
	c.root.Refresh()
}

func (c *contactsTab) row(p *Page, i int) kit.RowView {
	view := kit.RowView{ID: strconv.FormatInt(c.rows.Key(i), 10), Cells: make([]kit.Cell, 3)}
	r, ok := c.rows.At(i)
	if !ok {
		c.need(p, i)
		return view
	}
	xero := kit.Cell{Chips: []kit.ChipSpec{page.ContactChip(r.State)}}
	switch r.State {
	case document.Conflict:
		xero.Links = []kit.CellLink{{ID: string(deedResolve), Label: "Resolve…"}}
	case document.SyncFailed:
		xero.Links = []kit.CellLink{{ID: string(deedRetry), Label: "Retry"}}
	}
	view.Cells = []kit.Cell{{Text: r.Name, Bold: true, Opens: true}, {Text: r.Email, Muted: true}, xero}
	return view
}

func (c *contactsTab) showFigures() {
	for i, s := range standings {
		value := "–"
		if c.loaded {
			value = page.Count(c.counts.Sync[s.filter])
		}
		c.figures[i].SetValue(value)
		c.figures[i].SetChosen(c.filter == s.filter)
	}
}

// showPairs lists the contacts that may be the same client.
func (c *contactsTab) showPairs(p *Page) {
	c.side.Hidden = len(c.twins) == 0
	c.pairs.Objects = nil
	for i, pair := range c.twins {
		if i > 0 {
			c.pairs.Add(kit.Rule())
		}
		name := "pair/" + pair.HereID + "/" + pair.ThereID
		text := "May be the same as " + pair.ThereName
		if pair.HereName == pair.ThereName {
			text = "There are two of this name"
		}
		c.pairs.Add(kit.VBox(3, kit.NewParagraph(pair.HereName, kit.Look{Style: fyne.TextStyle{Bold: true}}),
			kit.NewParagraph(text+": "+pair.Why+".", kit.Look{Color: theme.ColorMuted}),
			kit.Blank(0, 3),
			kit.HBox(8,
				kit.Named(name+"/unite", kit.NewButton("Unite", func() {
					p.do("Not united", func(ctx context.Context) error { return p.d.Sync.Unite(ctx, pair) })
				})),
				kit.Named(name+"/apart", kit.NewQuiet("Not the same", func() {
					p.do("Not noted", func(ctx context.Context) error { return p.d.Sync.KeepApart(ctx, pair) })
				})))))
	}
	c.root.Refresh()
	c.scroll.Relayout()
}

func (c *contactsTab) showEmpty(p *Page) {
	if c.rows.Len() > 0 {
		c.empty.Hide()
		c.table.Show()
		return
	}
	switch {
	case !c.linked && c.counts.All == 0:
		c.empty.Set(notConnected(p.attention.facts), objects(p.doors("sync.contacts"))...)
	case c.counts.All == 0:
		c.empty.Set("Clients you add or import stand here.")
	default:
		c.empty.Set("No contact stands under "+c.label()+".",
			kit.Named("sync.contacts.clear", kit.NewButton("Show all", func() { c.filterBy(p, c.filter) })))
	}
	c.table.Hide()
	c.empty.Show()
}

func (c *contactsTab) label() string {
	for _, s := range standings {
		if s.filter == c.filter {
			return s.label
		}
	}
	return "All"
}

func (c *contactsTab) focus(p *Page) {
	switch {
	case !c.loaded:
		p.wanted.Ask(p.d.Canvas)
	case c.rows.Len() == 0:
		p.d.Canvas.Focus(p.tabs)
	default:
		if c.table.Current() < 0 {
			c.table.SetCurrent(0)
		}
		p.d.Canvas.Focus(c.table)
	}
}
