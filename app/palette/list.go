package palette

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"litework/app/kit"
	"litework/app/theme"
)

const (
	rowHeight float32 = 32
	rowsShown         = 12
	rowInset  float32 = 12
	iconSize  float32 = 16
	iconRoom  float32 = 26
	rowGap    float32 = 12
)

var (
	_ desktop.Mouseable  = (*list)(nil)
	_ desktop.Hoverable  = (*list)(nil)
	_ fyne.Scrollable    = (*list)(nil)
	_ kit.Parted         = (*list)(nil)
	_ desktop.Cursorable = (*list)(nil)
)

// list shows items and marks one. It never has the keyboard.
type list struct {
	widget.BaseWidget
	items []Item
	mark  int
	top   int // the first item shown
	take  func(int)
}

func newList(take func(int)) *list {
	l := &list{take: take}
	l.ExtendBaseWidget(l)
	return l
}

// set shows other items from their top.
func (l *list) set(items []Item) {
	l.items, l.mark, l.top = items, 0, 0
	l.Refresh()
}

// replace shows items of which the first are those shown already: the mark
// stays.
func (l *list) replace(items []Item) {
	l.items = items
	l.mark = max(0, min(l.mark, len(items)-1))
	l.reveal()
}

// step moves the mark, at the ends no further.
func (l *list) step(by int) {
	l.mark = max(0, min(l.mark+by, len(l.items)-1))
	l.reveal()
}

func (l *list) reveal() {
	l.top = min(l.top, max(0, len(l.items)-rowsShown))
	l.top = max(min(l.top, l.mark), l.mark-rowsShown+1)
	l.Refresh()
}

func (l *list) at(p fyne.Position) int {
	i := l.top + int(p.Y/rowHeight)
	if p.Y < 0 || p.Y >= rowsShown*rowHeight || i >= len(l.items) {
		return -1
	}
	return i
}

// MouseDown does nothing until the click is done.
func (l *list) MouseDown(*desktop.MouseEvent) {}

// MouseUp takes what is under the pointer.
func (l *list) MouseUp(ev *desktop.MouseEvent) { l.take(l.at(ev.Position)) }

// MouseIn does nothing: the list may have opened under the pointer.
func (l *list) MouseIn(*desktop.MouseEvent) {}

// MouseMoved marks what is under the pointer.
func (l *list) MouseMoved(ev *desktop.MouseEvent) {
	if i := l.at(ev.Position); i >= 0 && i != l.mark {
		l.mark = i
		l.Refresh()
	}
}

// MouseOut leaves the mark.
func (l *list) MouseOut() {}

// Cursor is the pointing hand.
func (l *list) Cursor() desktop.Cursor { return desktop.PointerCursor }

// Scrolled goes through a long list.
func (l *list) Scrolled(ev *fyne.ScrollEvent) {
	by := 3
	if ev.Scrolled.DY > 0 {
		by = -3
	}
	l.top = max(0, min(l.top+by, len(l.items)-rowsShown))
	l.Refresh()
}

// ControlParts are the items in view: "palette.item:1" is the first of them,
// "palette.marked" the one Enter takes.
func (l *list) ControlParts() []kit.Part {
	var out []kit.Part
	for n := 0; n < rowsShown && l.top+n < len(l.items); n++ {
		i := l.items[l.top+n]
		text := i.Label
		if i.Why != "" {
			text += " – " + i.Why
		}
		part := kit.Part{Name: "palette.item:" + strconv.Itoa(n+1), Text: text,
			Pos: fyne.NewPos(0, float32(n)*rowHeight), Size: fyne.NewSize(l.Size().Width, rowHeight)}
		out = append(out, part)
		if l.top+n == l.mark {
			part.Name = "palette.marked"
			out = append(out, part)
		}
	}
	return out
}

// CreateRenderer is called by Fyne.
func (l *list) CreateRenderer() fyne.WidgetRenderer {
	r := &listRenderer{l: l, none: canvas.NewText("", nil)}
	for i := range r.rows {
		a := &r.rows[i]
		a.back = canvas.NewRectangle(nil)
		a.back.CornerRadius = 5
		a.icon = canvas.NewImageFromResource(nil)
		a.icon.FillMode = canvas.ImageFillContain
		a.label, a.detail, a.hint = &canvas.Text{}, &canvas.Text{}, &canvas.Text{}
	}
	r.Refresh()
	return r
}

type rowArt struct {
	back                *canvas.Rectangle
	icon                *canvas.Image
	label, detail, hint *canvas.Text
}

type listRenderer struct {
	l    *list
	rows [rowsShown]rowArt
	none *canvas.Text
	objs []fyne.CanvasObject
}

func (r *listRenderer) Destroy()                     {}
func (r *listRenderer) Objects() []fyne.CanvasObject { return r.objs }

// MinSize is always that of a full list, so that the dialog does not grow and
// shrink under the pointer.
func (r *listRenderer) MinSize() fyne.Size { return fyne.NewSize(300, rowsShown*rowHeight) }

func (r *listRenderer) Layout(fyne.Size) { r.draw() }

func (r *listRenderer) Refresh() {
	r.draw()
	canvas.Refresh(r.l)
}

func (r *listRenderer) draw() {
	l := r.l
	width := l.Size().Width
	r.objs = r.objs[:0]
	for n := 0; n < rowsShown && l.top+n < len(l.items); n++ {
		r.drawRow(&r.rows[n], &l.items[l.top+n], float32(n)*rowHeight, width, l.top+n == l.mark)
	}
	if len(l.items) == 0 {
		r.text(r.none, "Nothing is called that.", theme.TextSize, theme.ColorMuted, rowInset, 0, width-2*rowInset)
	}
}

// drawRow draws an item: icon, label and detail from the left, its shortcut at
// the right. One that is not possible is grey, with the reason as its detail.
func (r *listRenderer) drawRow(a *rowArt, i *Item, y, width float32, marked bool) {
	if marked {
		a.back.FillColor = kit.ColorOf(r.l, theme.ColorPrimaryTint)
		a.back.Move(fyne.NewPos(0, y))
		a.back.Resize(fyne.NewSize(width, rowHeight))
		a.back.Refresh()
		r.objs = append(r.objs, a.back)
	}
	ink := theme.ColorText
	detail := i.Detail
	if i.Why != "" {
		ink, detail = theme.ColorFaint, i.Why
	}
	x := rowInset
	if i.Icon != "" {
		a.icon.Resource = theme.IconIn(i.Icon, kit.ColorOf(r.l, theme.ColorMuted))
		a.icon.Move(fyne.NewPos(x, y+(rowHeight-iconSize)/2))
		a.icon.Resize(fyne.NewSize(iconSize, iconSize))
		a.icon.Refresh()
		r.objs = append(r.objs, a.icon)
	}
	x += iconRoom
	end := width - rowInset
	if i.Hint != "" {
		w := fyne.MeasureText(i.Hint, theme.SmallSize, fyne.TextStyle{}).Width
		r.text(a.hint, i.Hint, theme.SmallSize, theme.ColorMuted, end-w, y, w)
		end -= w + rowGap
	}
	w := r.text(a.label, i.Label, theme.TextSize, ink, x, y, end-x)
	if room := end - x - w - rowGap; room > 40 && detail != "" {
		r.text(a.detail, detail, theme.SmallSize, theme.ColorMuted, x+w+rowGap, y, room)
	}
}

// text draws one row of text in the room it has, and gives its width.
func (r *listRenderer) text(t *canvas.Text, s string, size float32, ink fyne.ThemeColorName, x, y, room float32) float32 {
	s, _ = kit.Fit(s, room, size, fyne.TextStyle{})
	t.Text, t.TextSize, t.Color = s, size, kit.ColorOf(r.l, ink)
	m := t.MinSize()
	t.Move(fyne.NewPos(x, y+float32(int((rowHeight-m.Height)/2))))
	t.Resize(m)
	t.Refresh()
	r.objs = append(r.objs, t)
	return m.Width
}
