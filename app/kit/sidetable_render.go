package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"litework/app/theme"
)

// sideTextX is where a side's text begins, behind its radio.
const sideTextX float32 = 32

// sideMaxLines is how much of one text is shown; the rest is in the tooltip.
const sideMaxLines = 12

// sideLayout is a row broken into lines.
type sideLayout struct {
	lines  [4][]string // label, sides, note
	why    [2][]string // of the sides that are off
	cut    [4]bool
	height float32
}

func sideFont(column int) float32 {
	if column == 3 {
		return theme.SmallSize
	}
	return theme.TextSize
}

// acrossHeight is that of a row that is one text.
const acrossHeight float32 = 31

// layOutSides breaks the texts of a row at the widths of its columns; those of
// the sides begin at textX.
func layOutSides(r *SideRow, spans [4]span, textX float32) sideLayout {
	var l sideLayout
	text := lineHeight(theme.TextSize, fyne.TextStyle{})
	if r.Across {
		last := spans[3]
		label, cut := Fit(r.Label, last.x+last.w-2*cellPad, theme.TextSize, fyne.TextStyle{Bold: r.Bold})
		l.lines[0], l.cut[0], l.height = []string{label}, cut, acrossHeight
		return l
	}
	small := lineHeight(theme.SmallSize, fyne.TextStyle{})
	tallest := float32(0)
	for i, s := range [4]string{r.Label, r.Sides[0].Text, r.Sides[1].Text, r.Note} {
		room := spans[i].w - 2*cellPad
		if i == 1 || i == 2 {
			room = spans[i].w - textX - cellPad
		}
		l.lines[i], l.cut[i] = wrapShort(s, room, sideFont(i))
		h := float32(len(l.lines[i])) * text
		if i == 1 || i == 2 {
			if c := r.Sides[i-1]; c.Off != "" && !c.Told {
				l.why[i-1], _ = wrapShort(c.Off, room, theme.SmallSize)
				h += float32(len(l.why[i-1])) * small
			}
		}
		tallest = max(tallest, h)
	}
	l.height = max(theme.RowHeight, float32(int(tallest+0.99))+2*middle(theme.RowHeight-1, text)+1)
	return l
}

// wrapShort breaks text into at most sideMaxLines lines and says whether more
// was left.
func wrapShort(text string, width, size float32) ([]string, bool) {
	if !strings.Contains(text, "\n") && fyne.MeasureText(text, size, fyne.TextStyle{}).Width <= width {
		return []string{text}, false
	}
	lines := Wrap(text, width, size, fyne.TextStyle{})
	if len(lines) <= sideMaxLines {
		return lines, false
	}
	lines = lines[:sideMaxLines]
	last := &lines[sideMaxLines-1]
	*last, _ = Fit(*last+" …", width, size, fyne.TextStyle{})
	return lines, true
}

// sideBody is what scrolls: as tall as all rows, drawing those that are seen.
type sideBody struct {
	widget.BaseWidget
	t     *SideTable
	hover int
	over  int // the side under the pointer

	drawn map[int]fyne.CanvasObject
	objs  []fyne.CanvasObject
}

func newSideBody(t *SideTable) *sideBody {
	b := &sideBody{t: t, hover: -1, over: NoSide, drawn: map[int]fyne.CanvasObject{}}
	b.ExtendBaseWidget(b)
	return b
}

// update draws the rows that came into view and drops those that left it.
func (b *sideBody) update() {
	first, last := b.t.inView()
	for i := range b.drawn {
		if i < first || i >= last {
			delete(b.drawn, i)
		}
	}
	b.objs = b.objs[:0]
	for i := first; i < last; i++ {
		if b.drawn[i] == nil {
			b.drawn[i] = b.draw(i)
		}
		b.objs = append(b.objs, b.drawn[i])
	}
	canvas.Refresh(b)
}

func (b *sideBody) redrawRow(i int) {
	if _, ok := b.drawn[i]; ok {
		delete(b.drawn, i)
		b.update()
	}
}

func (b *sideBody) redraw() {
	clear(b.drawn)
	b.update()
}

// draw makes the picture of a row.
func (b *sideBody) draw(i int) fyne.CanvasObject {
	t := b.t
	r := &t.rows[i]
	width := t.scroll.Size().Width
	spans := t.columns(width)
	l := layOutSides(r, spans, t.textX())
	box := &fyne.Container{}
	rect := func(fill fyne.ThemeColorName, x, y, w, h float32) *canvas.Rectangle {
		o := canvas.NewRectangle(ColorOf(t, fill))
		place(o, x, y, w, h)
		box.Objects = append(box.Objects, o)
		return o
	}
	ground := theme.ColorSurface
	if i == t.current {
		ground = theme.ColorRaised
	}
	rect(ground, 0, 0, width, l.height-1)
	for side := range r.Sides {
		s := spans[1+side]
		switch {
		case r.Across:
		case t.Compares:
			if tint := r.Sides[side].Ground; tint != "" {
				rect(tint, s.x, 0, s.w, l.height-1)
			}
		case r.Chosen == side:
			rect(theme.ColorSelection, s.x, 0, s.w, l.height-1)
		case i == b.hover && side == b.over && r.Sides[side].Off == "":
			rect(theme.ColorHover, s.x, 0, s.w, l.height-1)
		}
	}
	line := theme.ColorBorder
	if i == len(t.rows)-1 {
		line = ground // the edge of the table is enough
	}
	rect(line, 0, l.height-1, width, 1)
	if i == t.current {
		rect(theme.ColorPrimary, 0, 0, 2, l.height-1)
	}
	b.drawTexts(box, r, l, spans)
	place(box, 0, t.tops[i], width, l.height)
	return box
}

func (b *sideBody) drawTexts(box *fyne.Container, r *SideRow, l sideLayout, spans [4]span) {
	t := b.t
	text := lineHeight(theme.TextSize, fyne.TextStyle{})
	small := lineHeight(theme.SmallSize, fyne.TextStyle{})
	top := middle(theme.RowHeight-1, text)
	write := func(lines []string, x, y, w, size, step float32, name fyne.ThemeColorName) float32 {
		for _, s := range lines {
			o := textObject(size, fyne.TextStyle{})
			o.Text, o.Color = s, ColorOf(t, name)
			place(o, x, y, w, step)
			box.Objects = append(box.Objects, o)
			y += step
		}
		return y
	}
	if r.Across {
		b.drawAcross(box, r, l)
		return
	}
	write(l.lines[0], spans[0].x+cellPad, top, spans[0].w-2*cellPad, theme.TextSize, text, theme.ColorMuted)
	for side, c := range r.Sides {
		s := spans[1+side]
		x := s.x + t.textX()
		if !t.Compares {
			b.drawRadio(box, s.x+cellPad, middle(theme.RowHeight-1, radioDot), r.Chosen == side, c.Off != "")
		}
		name := theme.ColorText
		switch {
		case c.Off != "" && r.Chosen != side, c.None:
			name = theme.ColorMuted
		}
		y := write(l.lines[1+side], x, top, s.w-t.textX()-cellPad, theme.TextSize, text, name)
		write(l.why[side], x, y, s.w-t.textX()-cellPad, theme.SmallSize, small, theme.ColorMuted)
	}
	note := theme.ColorMuted
	if r.Chosen == NoSide && !t.Compares {
		note = theme.ColorAmber
	}
	write(l.lines[3], spans[3].x+cellPad, top, spans[3].w-2*cellPad, theme.SmallSize, text, note)
}

// drawAcross draws a row that is one text.
func (b *sideBody) drawAcross(box *fyne.Container, r *SideRow, l sideLayout) {
	style := fyne.TextStyle{Bold: r.Bold}
	name := theme.ColorMuted
	if r.Bold {
		name = theme.ColorText
	}
	h := lineHeight(theme.TextSize, style)
	o := textObject(theme.TextSize, style)
	o.Text, o.Color = l.lines[0][0], ColorOf(b.t, name)
	place(o, cellPad, middle(l.height-1, h), b.t.scroll.Size().Width-2*cellPad, h)
	box.Objects = append(box.Objects, o)
}

// drawRadio draws the dot of a choice.
func (b *sideBody) drawRadio(box *fyne.Container, x, y float32, on, off bool) {
	fill, edge := theme.ColorSurface, theme.ColorControl
	switch {
	case on && off:
		fill, edge = theme.ColorFaint, theme.ColorFaint
	case on:
		fill, edge = theme.ColorPrimary, theme.ColorPrimary
	case off:
		fill, edge = theme.ColorGreyTint, theme.ColorBorder
	}
	ring := canvas.NewRectangle(ColorOf(b.t, fill))
	ring.StrokeColor, ring.StrokeWidth, ring.CornerRadius = ColorOf(b.t, edge), 1, radioDot/2
	place(ring, x, y, radioDot, radioDot)
	box.Objects = append(box.Objects, ring)
	if on {
		dot := canvas.NewRectangle(ColorOf(b.t, theme.ColorOnPrimary))
		dot.CornerRadius = 2.5
		place(dot, x+5, y+5, 5, 5)
		box.Objects = append(box.Objects, dot)
	}
}

func (b *sideBody) CreateRenderer() fyne.WidgetRenderer { return &sideBodyRenderer{b: b} }

type sideBodyRenderer struct{ b *sideBody }

func (r *sideBodyRenderer) Destroy()                     {}
func (r *sideBodyRenderer) Objects() []fyne.CanvasObject { return r.b.objs }
func (r *sideBodyRenderer) MinSize() fyne.Size {
	if n := len(r.b.t.tops); n > 0 {
		return fyne.NewSize(0, r.b.t.tops[n-1])
	}
	return fyne.Size{}
}
func (r *sideBodyRenderer) Layout(fyne.Size) { r.b.redraw() }
func (r *sideBodyRenderer) Refresh()         { r.b.redraw() }

// sideHead is the row of titles.
type sideHead struct {
	widget.BaseWidget
	t *SideTable
}

func newSideHead(t *SideTable) *sideHead {
	h := &sideHead{t: t}
	h.ExtendBaseWidget(h)
	return h
}

func (h *sideHead) CreateRenderer() fyne.WidgetRenderer {
	r := &sideHeadRenderer{h: h, back: canvas.NewRectangle(noFill()), line: canvas.NewRectangle(noFill())}
	for i := range r.titles {
		r.titles[i] = textObject(theme.CaptionSize, fyne.TextStyle{})
	}
	r.Refresh()
	return r
}

type sideHeadRenderer struct {
	h          *sideHead
	back, line *canvas.Rectangle
	titles     [4]*canvas.Text
}

func (r *sideHeadRenderer) Destroy() {}
func (r *sideHeadRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.line, r.titles[0], r.titles[1], r.titles[2], r.titles[3]}
}
func (r *sideHeadRenderer) MinSize() fyne.Size { return fyne.NewSize(400, theme.HeadHeight) }

func (r *sideHeadRenderer) Layout(size fyne.Size) {
	place(r.back, 0, 0, size.Width, size.Height-1)
	place(r.line, 0, size.Height-1, size.Width, 1)
	h := lineHeight(theme.CaptionSize, fyne.TextStyle{})
	for i, s := range r.h.t.columns(size.Width) {
		title, _ := Fit(r.h.t.Heads[i], s.w-2*cellPad, theme.CaptionSize, fyne.TextStyle{})
		setText(r.titles[i], title, ColorOf(r.h, theme.ColorMuted))
		place(r.titles[i], s.x+cellPad, middle(size.Height-1, h), s.w-2*cellPad, h)
	}
}

func (r *sideHeadRenderer) Refresh() {
	setBox(r.back, ColorOf(r.h, theme.ColorRaised), nil, 0)
	setBox(r.line, ColorOf(r.h, theme.ColorBorder), nil, 0)
	r.Layout(r.h.Size())
	canvas.Refresh(r.h)
}

// CreateRenderer is called by Fyne.
func (t *SideTable) CreateRenderer() fyne.WidgetRenderer {
	r := &sideTableRenderer{t: t, card: canvas.NewRectangle(noFill()), frame: newFrame()}
	r.Refresh()
	return r
}

type sideTableRenderer struct {
	t     *SideTable
	card  *canvas.Rectangle
	frame *frame
}

func (r *sideTableRenderer) Destroy() {}
func (r *sideTableRenderer) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.card, r.t.scroll, r.t.head}, r.frame.objects()...)
}
func (r *sideTableRenderer) MinSize() fyne.Size {
	return fyne.NewSize(600, theme.HeadHeight+2*theme.RowHeight)
}

func (r *sideTableRenderer) Layout(size fyne.Size) {
	if size.Width <= 2 {
		return
	}
	r.t.measure(size.Width - 2)
	place(r.card, 0, 0, size.Width, size.Height)
	r.frame.layout(size)
	place(r.t.head, 1, 1, size.Width-2, theme.HeadHeight)
	place(r.t.scroll, 1, 1+theme.HeadHeight, size.Width-2, max(0, size.Height-theme.HeadHeight-2))
	r.t.body.redraw()
}

func (r *sideTableRenderer) Refresh() {
	t := r.t
	setBox(r.card, ColorOf(t, theme.ColorSurface), nil, 0)
	edge, width := theme.ColorBorder, float32(1)
	if t.ring() {
		edge, width = theme.ColorPrimary, 2
	}
	r.frame.set(ColorOf(t, edge), ColorOf(t, theme.ColorGround), width)
	r.Layout(t.Size())
	t.head.Refresh()
	t.scroll.Refresh()
	canvas.Refresh(t)
}
