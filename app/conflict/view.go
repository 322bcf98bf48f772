package conflict

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"litework/app/kit"
	"litework/app/theme"
	"litework/store"
	"litework/xerosync"
)

// view is what the page is drawn with.
type view struct {
	root *fyne.Container
	bar  *kit.TopBar
	body fyne.CanvasObject // all below the bar

	segments *kit.Segmented
	counted  *kit.Text
	heads    *fyne.Container // lines on top: what is refused, what happened
	table    *kit.SideTable

	result      *kit.Panel
	total, was  *kit.Text
	later, save *kit.Button
	leave       *kit.Button // where there is nothing to decide
}

// The segments.
const (
	keepHere  = "here"
	keepThere = "there"
	keepRows  = "rows"
)

// sideOf is the side that a segment keeps.
func sideOf(segment string) xerosync.Side {
	switch segment {
	case keepHere:
		return xerosync.Here
	case keepThere:
		return xerosync.There
	}
	return xerosync.Undecided
}

func (p *Page) build() {
	v := &p.view
	v.bar = kit.NewTopBar("")
	v.bar.SetBack(p.d.BackLabel, p.d.Back)
	v.bar.SetBackTip(p.d.Tip("Back to "+p.d.BackLabel, "go.back"))
	v.bar.SetRight(kit.Named("conflict.view", p.d.Tipped(kit.NewButton("View in Xero", p.ViewInXero), "xero.view")))
	v.segments = kit.Named("conflict.keep", kit.NewSegmented(nil, keepRows, func(id string) { p.keep(sideOf(id)) }))
	v.counted = kit.Muted("").Shrinks()
	v.heads = kit.VBox(8)
	v.table = kit.Named("conflict.rows", kit.NewSideTable([4]string{}, [2]string{keepHere, keepThere}))
	v.table.OnChoose = func(r kit.SideRow, side int) {
		p.choose(r.ID, [2]xerosync.Side{xerosync.Here, xerosync.There}[side])
	}
	v.table.OnRefused = p.d.Say
	v.table.OnEnd = func() {
		if p.WhyNotSave() == "" {
			p.d.Canvas.Focus(v.save)
		}
	}
	v.table.OnShortcut = p.shortcut
	v.total, v.was = kit.Bold(""), kit.Muted("")
	v.result = kit.NewCardPadded(10, 16, 11, 16, kit.HBox(0, kit.NewText("Result: total ", kit.Look{}), v.total, v.was))
	v.later = kit.Named("conflict.later", kit.NewButton("Decide later", p.d.Back))
	v.save = kit.Named("conflict.save", kit.NewPrimary("Save and update Xero", p.Save))
	v.save.SetTooltip("Ctrl+Enter")
	v.leave = kit.Named("conflict.leave", kit.NewButton("Back", p.d.Back))
	foot := []fyne.CanvasObject{v.result, kit.Spacer(), v.later, v.save}
	if p.kind == store.RecordContact {
		foot = foot[1:] // there is nothing to add up
	}
	v.body = container.New(&body{v}, kit.HBox(8, v.segments, kit.Flex(v.counted)), v.heads, v.table, kit.HBox(8, foot...))
	v.root = container.NewStack()
	p.put(kit.Blank(0, 0))
}

// put shows content below the bar.
func (p *Page) put(content fyne.CanvasObject) {
	p.view.root.Objects = []fyne.CanvasObject{kit.NewPage(p.view.bar, kit.NewGround(theme.ColorGround, content))}
	p.view.root.Refresh()
}

// shortcut saves on Ctrl+Enter.
func (p *Page) shortcut(s fyne.Shortcut) bool {
	c, ok := s.(*desktop.CustomShortcut)
	if !ok || c.Modifier != fyne.KeyModifierShortcutDefault || c.KeyName != fyne.KeyReturn && c.KeyName != fyne.KeyEnter {
		return false
	}
	p.Save()
	return true
}

// body places the parts below each other. The table is as tall as its rows,
// and scrolls where there is not room for all of them.
type body struct{ v *view }

const (
	bodyTop float32 = 16
	bodyGap float32 = 15
	footH   float32 = 40
	keepH           = theme.ControlHeight
)

// MinSize is the least room the page needs.
func (b *body) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(700, 320) }

// Layout places the parts.
func (b *body) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	keep, heads, table, foot := objs[0], objs[1], objs[2], objs[3]
	x, width := theme.PagePadding, size.Width-2*theme.PagePadding
	y := bodyTop
	put := func(o fyne.CanvasObject, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(width, h))
		y += h + bodyGap
	}
	put(keep, keepH)
	if h := kit.HeightFor(heads, width); h > 0 {
		put(heads, h)
	}
	room := size.Height - y - bodyGap - footH - theme.PagePadding
	put(table, max(theme.HeadHeight+theme.RowHeight, min(b.v.table.HeightFor(width), room)))
	y++ // the frame of the table
	put(foot, footH)
}
