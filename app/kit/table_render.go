package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"litework/app/theme"
)

// CreateRenderer is called by Fyne.
func (t *DataTable) CreateRenderer() fyne.WidgetRenderer {
	r := &tableRenderer{t: t, card: canvas.NewRectangle(noFill()), frame: newFrame()}
	r.Refresh()
	return r
}

type tableRenderer struct {
	t     *DataTable
	card  *canvas.Rectangle
	frame *frame
}

func (r *tableRenderer) Destroy() {}

func (r *tableRenderer) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.card, r.t.scroll, r.t.head}, r.frame.objects()...)
}

func (r *tableRenderer) MinSize() fyne.Size {
	hidden := make([]bool, len(r.t.columns))
	for i, c := range r.t.columns {
		hidden[i] = c.Hide > 0
	}
	w := r.t.needed(hidden) + 2
	if r.t.Model.IsSelected != nil {
		w += boxWidth
	}
	h := theme.HeadHeight + 2*theme.RowHeight
	if r.t.Hug {
		h = max(theme.HeadHeight+theme.RowHeight, min(r.t.contentHeight(), 400))
	}
	return fyne.NewSize(w, h)
}

func (r *tableRenderer) Layout(size fyne.Size) {
	if r.t.Hug {
		size.Height = min(size.Height, max(theme.HeadHeight+2, r.t.contentHeight()))
	}
	place(r.card, 0, 0, size.Width, size.Height)
	r.frame.layout(size)
	place(r.t.head, 1, 1, size.Width-2, theme.HeadHeight)
	place(r.t.scroll, 1, 1+theme.HeadHeight, size.Width-2, max(0, size.Height-theme.HeadHeight-2))
	r.t.body.redraw()
}

func (r *tableRenderer) Refresh() {
	t := r.t
	backdrop := t.Backdrop
	if backdrop == "" {
		backdrop = theme.ColorGround
	}
	setBox(r.card, ColorOf(t, theme.ColorSurface), nil, 0)
	edge, width := theme.ColorBorder, float32(1)
	if t.ring() {
		edge, width = theme.ColorPrimary, 2
	}
	r.frame.set(ColorOf(t, edge), ColorOf(t, backdrop), width)
	r.Layout(t.Size())
	t.head.Refresh()
	t.scroll.Refresh()
	canvas.Refresh(t)
}
