package revisions

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/document"
)

// view is what the page is drawn with.
type view struct {
	root *fyne.Container
	bar  *kit.TopBar
	body fyne.CanvasObject // all below the bar

	heads    *fyne.Container // lines on top: what can be restored
	list     *kit.DataTable
	segments *kit.Segmented
	told     *kit.Text
	restore  *kit.Button
	table    *kit.SideTable
	message  *kit.EmptyState
	leave    *kit.Button // where there is nothing to show
	locked   string      // the line on top, as it is shown
}

func (p *Page) build() {
	v := &p.view
	v.bar = kit.NewTopBar("")
	v.bar.SetBack(p.d.BackLabel, p.d.Back)
	v.bar.SetBackTip(p.d.Tip("Back to "+p.d.BackLabel, "go.back"))
	v.heads = kit.VBox(8)
	v.list = kit.Named("revisions.list", kit.NewDataTable([]kit.Column{
		{Title: "When", Width: 150},
		{Title: "Why", Width: 140},
		{Title: "Changed", Width: 220, Flex: 1},
		{Title: "Total", Width: 140, Align: fyne.TextAlignTrailing},
	}, kit.TableModel{
		Len: p.list.len, Row: p.row, IndexOf: p.list.indexOf,
		OnCurrent: func(int) { p.compare() },
		OnOpen:    func(int) { p.d.Canvas.Focus(v.table) },
	}))
	v.list.Hug = true
	v.list.OnShortcut = p.shortcut
	v.segments = kit.Named("revisions.with", kit.NewSegmented([]kit.Segment{
		{ID: withNow, Label: "Compared with now"}, {ID: withBefore, Label: "With the one before"},
	}, p.base, p.compareWith))
	v.told = kit.Muted("").Shrinks()
	v.restore = kit.Named("revisions.restore", kit.NewPrimary("Restore this revision", p.Restore))
	v.table = kit.Named("revisions.table", kit.NewSideTable([4]string{"Field"}, [2]string{"left", "right"}))
	v.table.Compares, v.table.OnOpen, v.table.OnShortcut = true, p.open, p.shortcut
	v.message = kit.NewEmptyState("")
	v.message.Hide()
	v.leave = kit.Named("revisions.leave", kit.NewButton("Back", p.d.Back))
	v.body = container.New(&body{v}, v.heads, v.list, kit.HBox(10, v.segments, kit.Flex(v.told), v.restore), v.table, v.message)
	v.root = container.NewStack()
	p.put(kit.Blank(0, 0))
}

// put shows content below the bar.
func (p *Page) put(content fyne.CanvasObject) {
	p.view.root.Objects = []fyne.CanvasObject{kit.NewPage(p.view.bar, kit.NewGround(theme.ColorGround, content))}
	p.view.root.Refresh()
}

// shortcut restores on Ctrl+Enter.
func (p *Page) shortcut(s fyne.Shortcut) bool {
	c, ok := s.(*desktop.CustomShortcut)
	if !ok || c.Modifier != fyne.KeyModifierShortcutDefault || c.KeyName != fyne.KeyReturn && c.KeyName != fyne.KeyEnter {
		return false
	}
	p.Restore()
	return true
}

// drawAll shows the list.
func (p *Page) drawAll() {
	v := &p.view
	v.bar.SetTitle("Revisions of " + p.now.Number)
	if p.list.len() == 0 {
		p.empty("No revisions of " + p.now.Number + " yet. Saving with Ctrl+S, posting and changes made in Xero each make one.")
		return
	}
	if text := p.lockedWords(); text != v.locked {
		v.locked, v.heads.Objects = text, nil
		if text != "" {
			v.heads.Objects = []fyne.CanvasObject{kit.NewBanner(kit.Info, text)}
		}
		v.heads.Refresh()
	}
	v.list.Reload()
	p.put(v.body)
}

// lockedWords says what can be restored where not everything can, or "".
func (p *Page) lockedWords() string {
	noun := p.now.Kind.Noun()
	switch p.scope() {
	case document.RestoreOwn:
		return p.lock.Sentence + " Only what stays in LiteWork is restored: sections, enhanced text, notes and tags."
	case document.RestoreHead:
		return "The lines of this " + noun + " are as Xero has them and stay. Fields, sections, enhanced text, notes and tags are restored."
	}
	return ""
}

// drawComparison shows the current revision beside what it is compared with.
func (p *Page) drawComparison() {
	v, c := &p.view, &p.shown
	if c.message != "" {
		v.message.Set(c.message)
		v.message.Show()
		v.table.Hide()
	} else {
		v.message.Hide()
		v.table.Show()
		v.table.SetHeads([4]string{"Field", p.heading(c.left), p.heading(c.right), "Line"})
		v.table.SetRows(c.rows(p.opened))
	}
	v.told.SetText("")
	if n := c.count(); n > 0 {
		v.told.SetText(page.Plural(n, "difference"))
	}
	p.drawRestore()
	v.body.Refresh()
}

func (p *Page) heading(s state) string {
	if s.now {
		return "Now"
	}
	return whyWords(s.head.Why, s.first) + " · " + lowerFirst(moment(s.head.At, p.d.Now()))
}

// drawRestore shows whether the revision can be restored.
func (p *Page) drawRestore() {
	v := &p.view
	label := "Restore this revision"
	if p.scope() == document.RestoreOwn {
		label = "Restore notes and sections"
	}
	if p.busy {
		label = "Restoring…"
	}
	v.restore.SetLabel(label)
	if why := p.WhyNotRestore(); why != "" {
		v.restore.DisableBecause(why)
		return
	}
	v.restore.SetTooltip("Ctrl+Enter")
	v.restore.Enable()
}

// nothing says why there is nothing to see.
func (p *Page) nothing(err error) {
	p.loaded = true
	p.list.set(nil, false, 0)
	p.empty(sentence(err))
}

func (p *Page) empty(text string) {
	p.put(kit.NewEmptyState(text, p.view.leave))
	if p.wanted.Grant(p.d.Canvas) {
		p.Focus()
	}
}

// body places the parts below each other: the list above, what differs below,
// each as tall as its rows where there is room.
type body struct{ v *view }

const (
	bodyTop   float32 = 16
	bodyGap   float32 = 13
	listShare float32 = 0.42 // of the height, at most
)

// MinSize is the least room the page needs.
func (b *body) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(700, 400) }

// Layout places the parts.
func (b *body) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	heads, list, tools, table, message := objs[0], objs[1], objs[2], objs[3], objs[4]
	x, width := theme.PagePadding, size.Width-2*theme.PagePadding
	y := bodyTop
	put := func(o fyne.CanvasObject, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(width, h))
		y += h + bodyGap
	}
	if h := kit.HeightFor(heads, width); h > 0 {
		put(heads, h)
	}
	all := theme.HeadHeight + 2 + float32(b.v.list.Model.Len())*theme.RowHeight
	put(list, min(all, float32(int(size.Height*listShare))))
	put(tools, theme.ControlHeight)
	room := max(theme.HeadHeight+theme.RowHeight, size.Height-y-theme.PagePadding)
	message.Move(fyne.NewPos(x, y))
	message.Resize(fyne.NewSize(width, room))
	put(table, min(b.v.table.HeightFor(width), room))
}
