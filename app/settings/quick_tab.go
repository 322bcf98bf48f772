package settings

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/document"
)

// quickTab is the list of saved lines. It fills the page, and has a scroll of
// its own.
type quickTab struct {
	p      *Page
	root   fyne.CanvasObject
	search *kit.Entry
	table  *kit.DataTable
	empty  *kit.EmptyState
	banner *kit.Banner
	count  *kit.Text
	bar    *fyne.Container

	all    []document.QuickItem
	found  []document.QuickItem
	loaded bool
	goTo   string // the item to make current once it is listed
}

func newQuickTab(p *Page) *quickTab {
	t := &quickTab{p: p}
	t.search = kit.Named("settings.quick.search", kit.NewSearchEntry("Search name, description…"))
	t.search.OnChanged = func(string) { t.filter() }
	t.search.OnKey = t.searchKey
	t.table = kit.Named("settings.quick.table", kit.NewDataTable([]kit.Column{
		{Title: "Name", Width: 120, Flex: 2},
		{Title: "Description", Width: 140, Flex: 3, Hide: 1},
		{Title: "Qty", Width: 60, Align: fyne.TextAlignTrailing, Hide: 2},
		{Title: "Price", Width: 96, Align: fyne.TextAlignTrailing},
	}, kit.TableModel{
		Len: func() int { return len(t.found) }, Row: func(i int) kit.RowView { return quickRow(t.found[i]) }, IndexOf: t.indexOf,
		OnOpen: func(i int) { t.open(t.found[i], false) }, OnSearch: t.focusSearch, OnTop: t.focusSearch, OnContext: t.menu,
	}))
	t.table.Hug = true
	t.table.OnKey = func(k *fyne.KeyEvent) bool {
		if k.Name == fyne.KeyDelete {
			t.remove()
			return true
		}
		return false
	}
	t.empty = kit.NewEmptyState("")
	t.empty.Hide()
	t.banner = kit.NewBanner(kit.Problem, "")
	t.banner.Hide()
	t.count = kit.Muted("")
	add := kit.Named("settings.quick.add", kit.NewPrimary("Add item", t.add))
	help := kit.NewParagraph("Lines you write often. Type / at the beginning of a description to put one in; a line becomes one from its own menu. Enter edits, Delete takes away.",
		kit.Look{Size: theme.SmallSize, Color: theme.ColorMuted})
	t.bar = kit.HBox(12, kit.Sized(270, 0, t.search), t.count, kit.Spacer(), add)
	t.bar.Hide()
	t.root = kit.VBox(12, help, t.bar, t.banner,
		kit.Flex(container.NewStack(t.table, t.empty)))
	return t
}

func quickRow(q document.QuickItem) kit.RowView {
	text, _, _ := strings.Cut(q.Line.Description, "\n")
	return kit.RowView{ID: q.ID, Cells: []kit.Cell{
		{Text: q.Name, Bold: true, Opens: true}, {Text: text, Muted: true, Tip: q.Line.Description},
		{Text: q.Line.Text(document.FieldQuantity)}, {Text: q.Line.Text(document.FieldPrice)},
	}}
}

func (t *quickTab) indexOf(id string) int {
	return slices.IndexFunc(t.found, func(q document.QuickItem) bool { return q.ID == id })
}

func (t *quickTab) focusSearch() {
	t.p.d.Canvas.Focus(t.search)
	t.search.SelectAll()
}

func (t *quickTab) searchKey(k *fyne.KeyEvent) bool {
	switch {
	case k.Name == fyne.KeyDown && len(t.found) > 0:
		t.table.SetCurrent(max(0, t.table.Current()))
		t.p.d.Canvas.Focus(t.table)
		return true
	case k.Name == fyne.KeyEscape && t.search.Text != "":
		t.clear()
		return true
	}
	return false
}

func (t *quickTab) clear() {
	t.search.SetValue("")
	t.filter()
	t.p.d.Canvas.Focus(t.search)
}

// reload reads the items again.
func (t *quickTab) reload() {
	page.Read(t.p.reader, "quick", t.p.d.File.QuickItems, func(all []document.QuickItem, err error) {
		if err != nil {
			sentence, fix := page.Trouble(err)
			t.banner.Set(kit.Problem, sentence+" "+fix, kit.Named("settings.quick.again", kit.NewLink("Try again", t.reload)))
			t.banner.Show()
			t.root.Refresh()
			return
		}
		t.banner.Hide()
		t.all, t.loaded = all, true
		t.filter()
		t.p.stateChanged()
	})
}

// filter shows the items that match what is searched.
func (t *quickTab) filter() {
	t.found = nil
	for _, q := range t.all {
		if kit.MatchesWords(q.Name+" "+q.Line.Description, t.search.Text) {
			t.found = append(t.found, q)
		}
	}
	t.count.SetText(page.Plural(len(t.found), "item"))
	t.table.Reload()
	t.showEmpty()
	if i := t.indexOf(t.goTo); i >= 0 {
		t.goTo = ""
		t.table.SetCurrent(i)
		if !kit.ModalOpen(t.p.d.Canvas) {
			t.p.d.Canvas.Focus(t.table)
		}
	}
}

func (t *quickTab) showEmpty() {
	t.table.Hidden, t.empty.Hidden = len(t.found) == 0, len(t.found) > 0 || !t.loaded
	t.bar.Hidden = len(t.all) == 0
	if len(t.all) == 0 {
		t.empty.Set("Lines you write often stand here, ready to be put into a document with /.",
			kit.Named("settings.quick.first", kit.NewPrimary("Add item", t.add)))
	} else {
		t.empty.Set("Nothing matches \""+strings.TrimSpace(t.search.Text)+"\" among "+page.Plural(len(t.all), "item")+".",
			kit.Named("settings.quick.clear", kit.NewButton("Clear", t.clear)))
	}
	t.root.Refresh()
}

func (t *quickTab) add() {
	id := t.p.d.NewID()
	t.open(document.QuickItem{ID: id, Line: document.NewLine(t.p.facts.settings, id)}, true)
}

// remove takes the current item away, with a way back.
func (t *quickTab) remove() {
	i := t.table.Current()
	if i < 0 || i >= len(t.found) {
		return
	}
	q := t.found[i]
	t.write(func(ctx context.Context) error { return t.p.d.File.DeleteQuickItem(ctx, q.ID) }, func(err error) {
		if err != nil {
			t.p.d.Tell("Not deleted", err)
			return
		}
		t.p.offerUndo(q.Name+" deleted", func() {
			t.goTo = q.ID
			t.save(q, func(err error) {
				if err != nil {
					t.p.d.Tell("Not brought back", err)
				}
			})
		})
	})
}

func (t *quickTab) save(q document.QuickItem, done func(error)) {
	t.write(func(ctx context.Context) error { return t.p.d.File.SaveQuickItem(ctx, q) }, done)
}

func (t *quickTab) write(do func(context.Context) error, done func(error)) {
	page.Write(t.p.reader, func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx) },
		func(_ struct{}, err error) {
			done(err)
			t.reload()
		})
}

func (t *quickTab) menu(i int, at fyne.Position) {
	kit.ShowMenu(t.p.d.Canvas, at, fyne.NewMenu("",
		fyne.NewMenuItem("Edit…", func() { t.open(t.found[i], false) }),
		fyne.NewMenuItem("Duplicate…", func() {
			q := t.found[i]
			q.ID, q.Name = t.p.d.NewID(), q.Name+" (copy)"
			t.open(q, true)
		}),
		fyne.NewMenuItem("Delete", t.remove)))
}
