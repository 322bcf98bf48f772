package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"litework/app/theme"
)

// Panel is a ground with something on it: a card, a bar, a strip.
type Panel struct {
	widget.BaseWidget
	Content fyne.CanvasObject

	fill   fyne.ThemeColorName
	edge   fyne.ThemeColorName // "" for none
	radius float32
	pad    [4]float32 // top, right, bottom, left
	lines  [4]bool    // a line of border colour at that side
}

// NewCard returns a surface with a border and rounded corners around content.
func NewCard(content fyne.CanvasObject) *Panel { return NewCardPadded(17, 18, 17, 18, content) }

// NewCardPadded is NewCard with its own empty edges.
func NewCardPadded(top, right, bottom, left float32, content fyne.CanvasObject) *Panel {
	p := &Panel{Content: content, fill: theme.ColorSurface, edge: theme.ColorBorder, radius: theme.RadiusCard, pad: [4]float32{top, right, bottom, left}}
	p.ExtendBaseWidget(p)
	return p
}

// NewGround returns content on a plain colour.
func NewGround(fill fyne.ThemeColorName, content fyne.CanvasObject) *Panel {
	p := &Panel{Content: content, fill: fill}
	p.ExtendBaseWidget(p)
	return p
}

// NewSheet returns content on a plain colour with a line at some of its sides.
func NewSheet(fill fyne.ThemeColorName, top, right, bottom, left bool, content fyne.CanvasObject) *Panel {
	p := &Panel{Content: content, fill: fill, lines: [4]bool{top, right, bottom, left}}
	p.ExtendBaseWidget(p)
	return p
}

// Rule is a line of border colour, one pixel high.
func Rule() fyne.CanvasObject {
	return Sized(0, 1, NewGround(theme.ColorBorder, Blank(0, 1)))
}

// SetContent replaces the content.
func (p *Panel) SetContent(content fyne.CanvasObject) {
	if p.Content == content {
		return
	}
	p.Content = content
	p.Refresh()
}

// HeightFor returns the height at a width.
func (p *Panel) HeightFor(width float32) float32 {
	return HeightFor(p.Content, width-p.pad[1]-p.pad[3]) + p.pad[0] + p.pad[2]
}

// ControlChildren returns the content.
func (p *Panel) ControlChildren() []fyne.CanvasObject { return []fyne.CanvasObject{p.Content} }

// CreateRenderer is called by Fyne.
func (p *Panel) CreateRenderer() fyne.WidgetRenderer {
	r := &panelRenderer{p: p, box: canvas.NewRectangle(noFill())}
	r.box.CornerRadius = p.radius
	for i := range r.lines {
		r.lines[i] = canvas.NewRectangle(noFill())
		r.lines[i].Hidden = !p.lines[i]
	}
	r.Refresh()
	return r
}

type panelRenderer struct {
	p     *Panel
	box   *canvas.Rectangle
	lines [4]*canvas.Rectangle
}

func (r *panelRenderer) Destroy() {}
func (r *panelRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.box, r.p.Content, r.lines[0], r.lines[1], r.lines[2], r.lines[3]}
}

func (r *panelRenderer) MinSize() fyne.Size {
	return r.p.Content.MinSize().AddWidthHeight(r.p.pad[1]+r.p.pad[3], r.p.pad[0]+r.p.pad[2])
}

func (r *panelRenderer) Layout(size fyne.Size) {
	pad := r.p.pad
	place(r.box, 0, 0, size.Width, size.Height)
	place(r.p.Content, pad[3], pad[0], size.Width-pad[1]-pad[3], size.Height-pad[0]-pad[2])
	place(r.lines[0], 0, 0, size.Width, 1)
	place(r.lines[1], size.Width-1, 0, 1, size.Height)
	place(r.lines[2], 0, size.Height-1, size.Width, 1)
	place(r.lines[3], 0, 0, 1, size.Height)
}

func (r *panelRenderer) Refresh() {
	width := float32(0)
	if r.p.edge != "" {
		width = 1
	}
	setBox(r.box, ColorOf(r.p, r.p.fill), colorOrNone(r.p, r.p.edge), width)
	for _, l := range r.lines {
		setBox(l, ColorOf(r.p, theme.ColorBorder), nil, 0)
	}
	r.p.Content.Refresh()
	r.Layout(r.p.Size())
	canvas.Refresh(r.p)
}
