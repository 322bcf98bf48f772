package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"litework/app/theme"
)

var (
	_ desktop.Mouseable = (*tableHead)(nil)
	_ desktop.Hoverable = (*tableHead)(nil)
)

// tableHead is the row of titles. A click on one sorts, a click on the box
// selects all.
type tableHead struct {
	widget.BaseWidget
	t     *DataTable
	hover int
}

func newTableHead(t *DataTable) *tableHead {
	h := &tableHead{t: t, hover: -1}
	h.ExtendBaseWidget(h)
	return h
}

func (h *tableHead) columnAt(x float32) int {
	for i, s := range h.t.spans(h.Size().Width) {
		if s.w > 0 && x >= s.x && x < s.x+s.w {
			return i
		}
	}
	return -1
}

// MouseDown sorts or selects all.
func (h *tableHead) MouseDown(ev *desktop.MouseEvent) {
	if ev.Button != desktop.MouseButtonPrimary {
		return
	}
	t := h.t
	t.byMouse = true
	takeFocus(t)
	if t.Model.IsSelected != nil && ev.Position.X < boxWidth {
		t.selectAll(t.headState() != Checked)
		return
	}
	if i := h.columnAt(ev.Position.X); i >= 0 && t.columns[i].Sortable {
		t.sortBy(i)
	}
}

// MouseUp does nothing.
func (h *tableHead) MouseUp(*desktop.MouseEvent) {}

// MouseIn marks the title under the pointer.
func (h *tableHead) MouseIn(ev *desktop.MouseEvent) { h.MouseMoved(ev) }

// MouseMoved marks the title under the pointer.
func (h *tableHead) MouseMoved(ev *desktop.MouseEvent) { h.setHover(h.columnAt(ev.Position.X)) }

// MouseOut ends what MouseMoved began.
func (h *tableHead) MouseOut() { h.setHover(-1) }

func (h *tableHead) setHover(i int) {
	if h.hover == i {
		return
	}
	h.hover = i
	h.Refresh()
}

func (h *tableHead) parts() []Part {
	var parts []Part
	t := h.t
	if t.Model.IsSelected != nil {
		parts = append(parts, Part{Name: t.Name + "/head/box", Pos: fyne.NewPos(1+cellPad, 1+middle(theme.HeadHeight, boxSize)), Size: fyne.NewSquareSize(boxSize)})
	}
	for i, s := range t.spans(h.Size().Width) {
		if s.w > 0 && t.columns[i].Title != "" {
			parts = append(parts, Part{Name: t.Name + "/head/" + t.columns[i].Title, Text: t.columns[i].Title, Pos: fyne.NewPos(1+s.x, 1), Size: fyne.NewSize(s.w, theme.HeadHeight)})
		}
	}
	return parts
}

func (h *tableHead) CreateRenderer() fyne.WidgetRenderer {
	r := &tableHeadRenderer{h: h, back: canvas.NewRectangle(noFill()), line: canvas.NewRectangle(noFill()), check: newCheckArt()}
	r.Refresh()
	return r
}

type tableHeadRenderer struct {
	h          *tableHead
	back, line *canvas.Rectangle
	check      *checkArt
	titles     []*canvas.Text
	arrow      *canvas.Image
	objs       []fyne.CanvasObject
}

func (r *tableHeadRenderer) Destroy()                     {}
func (r *tableHeadRenderer) Objects() []fyne.CanvasObject { return r.objs }
func (r *tableHeadRenderer) MinSize() fyne.Size           { return fyne.NewSize(100, theme.HeadHeight) }

func (r *tableHeadRenderer) Layout(size fyne.Size) {
	place(r.back, 0, 0, size.Width, size.Height)
	place(r.line, 0, size.Height-1, size.Width, 1)
	r.check.layout(cellPad, middle(size.Height, boxSize))
	t := r.h.t
	h := lineHeight(theme.CaptionSize, fyne.TextStyle{})
	spans := t.spans(size.Width)
	sorted := false
	for i, text := range r.titles {
		s := spans[i]
		text.Hidden = s.w <= 0
		if text.Hidden {
			continue
		}
		room := s.w - 2*cellPad
		shown, _ := Fit(t.columns[i].Title, room, theme.CaptionSize, fyne.TextStyle{})
		setText(text, shown, text.Color)
		w := text.MinSize().Width
		x := alignX(s, w, t.columns[i].Align)
		place(text, x, middle(size.Height, h), w, h)
		if i == t.sort {
			sorted = true
			at := x + w + 3
			if t.columns[i].Align == fyne.TextAlignTrailing {
				at = x - 12
			}
			place(r.arrow, at, middle(size.Height, 8)+1, 8, 8)
		}
	}
	r.arrow.Hidden = !sorted
}

func (r *tableHeadRenderer) Refresh() {
	t := r.h.t
	setBox(r.back, ColorOf(t, theme.ColorRaised), nil, 0)
	setBox(r.line, ColorOf(t, theme.ColorBorder), nil, 0)
	if len(r.titles) != len(t.columns) || r.arrow == nil {
		r.arrow = newIconImage()
		r.objs = []fyne.CanvasObject{r.back, r.line, r.arrow}
		r.objs = append(r.objs, r.check.objects()...)
		r.titles = nil
		for range t.columns {
			text := textObject(theme.CaptionSize, fyne.TextStyle{})
			r.titles = append(r.titles, text)
			r.objs = append(r.objs, text)
		}
	}
	for i, c := range t.columns {
		color := theme.ColorMuted
		if c.Sortable && i == r.h.hover {
			color = theme.ColorText
		}
		setText(r.titles[i], c.Title, ColorOf(t, color))
	}
	icon := theme.IconTriangleUp
	if t.desc {
		icon = theme.IconTriangleDown
	}
	setIcon(r.arrow, t, icon, theme.ColorMuted)
	r.check.set(t, t.headState(), false)
	for _, o := range r.check.objects() {
		if t.Model.IsSelected == nil {
			o.Hide()
		}
	}
	r.check.box.Hidden = t.Model.IsSelected == nil
	r.Layout(r.h.Size())
	canvas.Refresh(r.h)
}
