package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"litework/app/kit"
)

// Scroll is content that scrolls up and down, as tall as its paragraphs need
// at the width they are given, and no wider than a limit.
type Scroll struct {
	widget.BaseWidget
	content fyne.CanvasObject
	limit   float32 // 0 for none
	scroll  *container.Scroll
	column  *column
}

// NewScroll returns scrolling content; a limit of 0 lets it be as wide as
// there is room.
func NewScroll(content fyne.CanvasObject, limit float32) *Scroll {
	s := &Scroll{content: content, limit: limit, column: &column{}}
	s.scroll = container.NewVScroll(container.New(s.column, content))
	s.ExtendBaseWidget(s)
	return s
}

// Relayout makes room for what became taller or shorter.
func (s *Scroll) Relayout() { s.layout(s.Size()) }

// ToTop scrolls to the top.
func (s *Scroll) ToTop() { s.scroll.ScrollToTop() }

// HeightFor is the height that shows all of the content at a width.
func (s *Scroll) HeightFor(width float32) float32 {
	if s.limit > 0 {
		width = min(width, s.limit)
	}
	return kit.HeightFor(s.content, width)
}

// ControlChildren is the scroll itself.
func (s *Scroll) ControlChildren() []fyne.CanvasObject { return []fyne.CanvasObject{s.scroll} }

func (s *Scroll) layout(size fyne.Size) {
	if size.Width == 0 {
		return
	}
	width := size.Width
	if s.limit > 0 {
		width = min(width, s.limit)
	}
	s.column.size = fyne.NewSize(width, kit.HeightFor(s.content, width))
	s.scroll.Resize(size)
	s.scroll.Refresh()
	s.content.Resize(s.column.size)
}

// CreateRenderer is called by Fyne.
func (s *Scroll) CreateRenderer() fyne.WidgetRenderer { return &scrollRenderer{s} }

type scrollRenderer struct{ s *Scroll }

func (r *scrollRenderer) Destroy()                     {}
func (r *scrollRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.s.scroll} }
func (r *scrollRenderer) MinSize() fyne.Size {
	return fyne.NewSize(min(r.s.content.MinSize().Width, 240), 60)
}
func (r *scrollRenderer) Layout(size fyne.Size) { r.s.layout(size) }
func (r *scrollRenderer) Refresh()              { r.s.layout(r.s.Size()) }

// column holds the content at the size it was measured for.
type column struct{ size fyne.Size }

func (c *column) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, c.size.Height) }

func (c *column) Layout(objs []fyne.CanvasObject, _ fyne.Size) {
	for _, o := range objs {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(c.size)
	}
}
