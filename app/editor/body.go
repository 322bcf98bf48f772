package editor

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"litework/app/editor/grid"
	"litework/app/kit"
	"litework/app/preview"
	"litework/app/theme"
)

const (
	gap       float32 = 14 // between the parts of the page
	sideWidth float32 = 262
	stripH    float32 = 38
)

// body is everything below the top bar: the lines on top, which stay in view;
// fields, grid, notes and totals that scroll together; and the strip that stands
// in for totals out of view.
type body struct {
	e      *Editor
	root   *fyne.Container
	heads  *container.Scroll
	scroll *container.Scroll
	form   *fyne.Container
	strip  *strip
	width  float32 // the form was laid out at
	height float32
	within bool // laying out: changes on the way do not start another
}

func newBody(e *Editor) *body {
	b := &body{e: e}
	b.heads = container.NewVScroll(e.heads)
	b.form = container.New(formLayout{b}, e.fields.root, e.grid, e.notes.root, e.totals.root)
	b.scroll = container.NewVScroll(b.form)
	b.scroll.OnScrolled = func(fyne.Position) { b.scrolled() }
	b.strip = newStrip(e.light.open)
	b.root = container.New(b, b.heads, b.scroll, b.strip.root)
	return b
}

// MinSize is the least room the page needs.
func (b *body) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(640, 200) }

// Layout gives the form all the room that the lines on top leave; the strip
// lies over its foot.
func (b *body) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	b.divide(size)
	b.strip.root.Move(fyne.NewPos(0, size.Height-stripH))
	b.strip.root.Resize(fyne.NewSize(size.Width, stripH))
	b.e.columns()
	b.relayout()
}

const (
	topGap   float32 = 17 // above the first part of the page
	headsGap float32 = 6  // between the lines on top and what scrolls
	// most of the height that lines on top may take; more of them scroll.
	mostHeads = 0.4
)

// divide shares the height out between the lines on top and the form.
func (b *body) divide(size fyne.Size) {
	width := size.Width - 2*theme.PagePadding
	h := float32(0)
	if len(b.e.heads.Objects) > 0 {
		h = min(kit.HeightFor(b.e.heads, width), size.Height*mostHeads)
	}
	if h == 0 {
		b.heads.Hide()
	} else {
		b.heads.Show()
	}
	b.heads.Move(fyne.NewPos(theme.PagePadding, topGap))
	b.heads.Resize(fyne.NewSize(width, h))
	b.e.heads.Resize(fyne.NewSize(width, kit.HeightFor(b.e.heads, width)))
	if h > 0 {
		h += topGap + headsGap
	}
	b.scroll.Move(fyne.NewPos(0, h))
	b.scroll.Resize(fyne.NewSize(size.Width, size.Height-h))
}

// windowWidth is the width of the window as far as it is known, without the
// preview.
func (b *body) windowWidth() float32 {
	if b == nil {
		return kit.NarrowBelow
	}
	if width := b.wholeWidth(); !b.e.paper.shown() || b.e.paper.instead() {
		return width
	}
	return b.wholeWidth() - preview.Width
}

// wholeWidth is the width of the window.
func (b *body) wholeWidth() float32 {
	if b.e.d.Canvas == nil {
		return kit.NarrowBelow
	}
	return b.e.d.Canvas.Size().Width
}

// relayout lays the form out where its height may have changed.
func (b *body) relayout() {
	if b.within || b.scroll.Size().Width <= 0 {
		return
	}
	b.within = true
	b.divide(b.root.Size())
	formLayout{b}.place()
	b.within = false
	if b.form.Size().Height != max(b.height, b.scroll.Size().Height) || b.form.Size().Width != b.scroll.Size().Width {
		b.scroll.Refresh()
	}
	b.scrolled()
}

// scrolled tells the grid what is in view, and shows the strip when the totals
// are not.
func (b *body) scrolled() {
	at, h := b.scroll.Offset.Y, b.scroll.Size().Height
	y := b.e.grid.Position().Y
	top := max(0, at-y)
	b.e.grid.SetView(top, max(0, at+h-y-top))
	t := b.e.totals.root
	b.strip.show(b.e, t.Position().Y+t.Size().Height > at+h+1 || t.Position().Y+t.Size().Height < at)
}

// reveal scrolls so that a stretch of an object is in view.
func (b *body) reveal(o fyne.CanvasObject, top, bottom float32) {
	top, bottom = top+o.Position().Y, bottom+o.Position().Y
	at, h := b.scroll.Offset.Y, b.scroll.Size().Height
	if b.strip.shown {
		h -= stripH
	}
	switch {
	case top < at:
		at = top
	case bottom > at+h:
		at = bottom - h
	default:
		return
	}
	if _, isGrid := o.(*grid.Grid); isGrid && top <= o.Position().Y+1 {
		at = min(at, max(0, o.Position().Y-gap)) // its first row: the space above too
	}
	b.scroll.ScrollToOffset(fyne.NewPos(0, max(0, at)))
	b.scrolled()
}

// scrollTo scrolls the form so that it begins at y, as far as it reaches.
func (b *body) scrollTo(y float32) {
	y = max(0, min(y, b.form.Size().Height-b.scroll.Size().Height))
	if y != b.scroll.Offset.Y {
		b.scroll.ScrollToOffset(fyne.NewPos(0, y))
		b.scrolled()
	}
}

// formLayout places the parts of the page below each other.
type formLayout struct{ b *body }

func (l formLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(600, l.b.height)
}

func (l formLayout) Layout([]fyne.CanvasObject, fyne.Size) { l.place() }

func (l formLayout) place() {
	b, e := l.b, l.b.e
	width := b.scroll.Size().Width - 2*theme.PagePadding
	if width <= 0 {
		return
	}
	x, y := theme.PagePadding, topGap
	if b.heads.Visible() {
		y = gap - headsGap
	}
	put := func(o fyne.CanvasObject, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(width, h))
		y += h + gap
	}
	put(e.fields.root, kit.HeightFor(e.fields.root, width))
	e.grid.Move(fyne.NewPos(x, y))
	e.grid.Resize(fyne.NewSize(width, e.grid.Size().Height))
	if h := e.grid.Height(); h != e.grid.Size().Height {
		e.grid.Resize(fyne.NewSize(width, h))
	}
	y += e.grid.Height() + gap
	side := sideWidth
	h := max(145, kit.HeightFor(e.totals.root, side), e.notes.height(width-side-gap))
	e.notes.root.Move(fyne.NewPos(x, y))
	e.notes.root.Resize(fyne.NewSize(width-side-gap, h))
	e.totals.root.Move(fyne.NewPos(x+width-side, y))
	e.totals.root.Resize(fyne.NewSize(side, h))
	b.height = y + h + theme.PagePadding
	b.width = width
}

// strip stands at the foot while the totals are out of view.
type strip struct {
	root        *fyne.Container
	lines, sum  *kit.Text
	light       *kit.Text
	missing     *kit.Link
	shown       bool
	totalsShown string
}

func newStrip(missing func()) *strip {
	s := &strip{lines: kit.Muted(""), sum: kit.Bold(""), light: kit.NewText("", kit.Look{Size: theme.SmallSize})}
	s.missing = kit.Named("strip.missing", kit.NewLink("What is missing", missing))
	s.root = container.NewStack(kit.NewSheet(theme.ColorSurface, true, false, false, false,
		kit.Inset(0, theme.PagePadding+11, 0, theme.PagePadding, kit.HBox(16, s.lines, s.light, s.missing, kit.Spacer(), s.sum))))
	s.root.Hide()
	return s
}

func (s *strip) show(e *Editor, on bool) {
	if on {
		n := 0
		for _, l := range e.session.Doc().Lines() {
			if !l.IsEmpty() {
				n++
			}
		}
		s.lines.SetText(plural(n, "line"))
		s.sum.SetText(e.totals.line())
		words, color := e.light.brief()
		s.light.SetText(words)
		s.light.SetColor(color)
		s.missing.Hidden = color != theme.ColorAmber
	}
	said := e.totals.line() + s.light.Text()
	if on == s.shown {
		if on && s.totalsShown != said {
			s.root.Refresh()
		}
		s.totalsShown = said
		return
	}
	s.totalsShown = said
	s.shown = on
	if on {
		s.root.Show()
	} else {
		s.root.Hide()
	}
	canvas.Refresh(s.root)
}
