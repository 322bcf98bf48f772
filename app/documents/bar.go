package documents

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
)

// buildBar makes the bar at the foot that tells of the selection. Where there
// is little room its actions give way; all of them are in the menu behind the
// dots.
func (p *Page) buildBar() {
	v := &p.view
	v.barText = kit.Named(p.prefix()+".selected", kit.Bold(""))
	v.barSum = kit.Named(p.prefix()+".sum", kit.Muted(""))
	v.copying = kit.Named(p.prefix()+".duplicate", p.d.Tipped(kit.NewQuiet("Duplicate", p.Duplicate), "document.duplicate"))
	v.writing = kit.Named(p.prefix()+".export", p.d.Tipped(kit.NewQuiet("Export…", p.exportMenu), "document.export"))
	v.tagging = kit.Named(p.prefix()+".tag", kit.NewQuiet("Tags…", p.Tag))
	v.archiving = kit.Named(p.prefix()+".archive", kit.NewQuiet("Archive", p.Archive))
	v.deleting = kit.Named(p.prefix()+".delete", p.d.Tipped(kit.NewQuiet("Delete", p.Delete), "document.delete"))
	v.others = kit.Named(p.prefix()+".more", kit.NewIconButton(theme.IconMore, "More", p.barMenu))
	v.post = kit.Named(p.prefix()+".post", p.d.Tipped(kit.NewPrimary("Post to Xero…", p.Post), "xero.post"))
	v.bar = kit.NewCardPadded(8, 12, 8, 12, container.New(barLayout{},
		v.barText, v.barSum, v.others, v.post, v.copying, v.writing, v.tagging, v.archiving, v.deleting))
	v.bar.Hide()
}

// barMenu opens all commands above the dots.
func (p *Page) barMenu() {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(p.view.others)
	p.d.Menu(at, p.commands())
}

// exportMenu offers what the selected documents can be written as.
func (p *Page) exportMenu() {
	items := []page.MenuItem{{ID: "csv", Label: "Rows as CSV", Why: p.WhyNotExportRows(), Do: p.ExportRows}}
	if p.d.Paper != nil {
		items = append([]page.MenuItem{{ID: "export", Label: "PDF…", Why: p.WhyNotExport(), Do: p.ExportPDF}}, items...)
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(p.view.writing)
	p.d.Menu(at.AddXY(0, -40*float32(len(items))), items)
}

// barLayout puts the words at the left, and at the right the dots and the
// button that always stand. Of the actions between, the last give way first.
type barLayout struct{}

const barGap float32 = 10

// barFixed is how many always stand: words, sum, dots and button.
const barFixed = 4

func (barLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(objs[0].MinSize().Width+objs[2].MinSize().Width+objs[3].MinSize().Width+3*barGap, theme.ControlHeight)
}

func (barLayout) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	width := func(o fyne.CanvasObject) float32 { return o.MinSize().Width }
	put := func(o fyne.CanvasObject, x, w float32) {
		h := o.MinSize().Height
		o.Move(fyne.NewPos(x, (size.Height-h)/2))
		o.Resize(fyne.NewSize(w, h))
	}
	post := size.Width - width(objs[3])
	dots := post - barGap - width(objs[2])
	put(objs[0], 0, width(objs[0]))
	put(objs[2], dots, width(objs[2]))
	put(objs[3], post, width(objs[3]))
	x := width(objs[0]) + barGap
	sum := min(width(objs[1]), max(0, dots-barGap-x))
	put(objs[1], x, sum)
	actions := objs[barFixed:]
	n, room := 0, dots-barGap-x-sum
	for n < len(actions) && room >= width(actions[n])+barGap {
		room -= width(actions[n]) + barGap
		n++
	}
	at := dots
	for i, o := range slices.Backward(actions) {
		if i < n {
			at -= barGap + width(o)
			put(o, at, width(o))
		}
		if (i < n) != o.Visible() {
			if i < n {
				o.Show()
			} else {
				o.Hide()
			}
		}
	}
}
