package preview

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"litework/app/kit"
	"litework/app/theme"
	"litework/pdf"
)

var (
	_ fyne.Focusable     = (*pages)(nil)
	_ desktop.Mouseable  = (*pages)(nil)
	_ desktop.Hoverable  = (*pages)(nil)
	_ desktop.Cursorable = (*pages)(nil)
	_ fyne.Accessible    = (*pages)(nil)
	_ kit.Parted         = (*pages)(nil)
)

// pages are the sheets below each other, inside the scroll.
type pages struct {
	widget.BaseWidget
	p       *Pane
	width   float32 // of a page
	focused bool
	byMouse bool
	over    string // the line below the pointer
	drawn   *pagesRenderer
}

func newPages(p *Pane) *pages {
	g := &pages{p: p}
	g.ExtendBaseWidget(g)
	return g
}

// relayout fits the pages into the pane, each on whole pixels.
func (g *pages) relayout() {
	room := g.p.Size().Width - 1 - 2*margin
	scale := g.scale()
	width := float32(math.Floor(float64(min(room, widest)*scale))) / scale
	if width <= 0 || width == g.width {
		return
	}
	g.width = width
	g.Refresh()
}

// scale is how many pixels a unit of the window has.
func (g *pages) scale() float32 {
	const far = 1000
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil {
		if px, _ := c.PixelCoordinateForPosition(fyne.NewPos(far, 0)); px > 0 {
			return float32(px) / far
		}
	}
	return 1
}

// pixels is how wide a page is painted; 0 where there is no room.
func (g *pages) pixels() int { return int(math.Round(float64(g.width * g.scale()))) }

// height is that of a page on the screen.
func (g *pages) height(page *pdf.Page) float32 {
	if page.Width <= 0 {
		return 0
	}
	return float32(Height(page, g.pixels())) / g.scale()
}

// top is where a page begins.
func (g *pages) top(i int) float32 {
	y := margin
	for _, s := range g.p.sheets[:i] {
		y += g.height(s.page) + margin
	}
	return y
}

// left is where all pages begin.
func (g *pages) left() float32 {
	return float32(math.Floor(float64(max(margin, (g.Size().Width-g.width)/2))))
}

// inView are the pages from one to before another that can be seen.
func (g *pages) inView() (from, to int) {
	at, h := g.p.scroll.Offset.Y, g.p.scroll.Size().Height
	y := margin
	for i, s := range g.p.sheets {
		bottom := y + g.height(s.page)
		if bottom < at {
			from = i + 1
		}
		if y < at+h {
			to = i + 1
		}
		y = bottom + margin
	}
	return from, max(to, from+1)
}

// current is the page in the middle of the view.
func (g *pages) current() int {
	middle := g.p.scroll.Offset.Y + g.p.scroll.Size().Height/2
	for i := range g.p.sheets {
		if g.top(i)+g.height(g.p.sheets[i].page)+margin/2 > middle {
			return i
		}
	}
	return max(0, len(g.p.sheets)-1)
}

// taken shows new sheets, and draws anew what looks different.
func (g *pages) taken(before []sheet) {
	if g.drawn == nil {
		return
	}
	if len(before) != len(g.p.sheets) {
		g.Refresh()
		return
	}
	for i := range before {
		if before[i].image != g.p.sheets[i].image {
			canvas.Refresh(g.drawn.rasters[i])
		}
	}
}

// lineAt is the line whose text lies at a place, or the line beside it.
func (g *pages) lineAt(at fyne.Position) string {
	for i, s := range g.p.sheets {
		top := g.top(i)
		if at.Y < top || at.Y >= top+g.height(s.page) || at.X < g.left() || at.X >= g.left()+g.width {
			continue
		}
		k := s.page.Width / float64(g.width)
		return lineOn(s.page, float64(at.X-g.left())*k, float64(at.Y-top)*k)
	}
	return ""
}

// lineOn is the line at a place of a page, in points. Between two columns of a
// line is that line too.
func lineOn(page *pdf.Page, x, y float64) string {
	beside := ""
	for i := range page.Texts {
		t := &page.Texts[i]
		if y < t.Y-1.1*t.Size || y > t.Y+0.4*t.Size {
			continue
		}
		if x >= t.X-2 && x <= t.X+t.Width+2 {
			return t.Line
		}
		if t.Line != "" {
			beside = t.Line
		}
	}
	return beside
}

// placeOf is where the texts of a line lie.
func (g *pages) placeOf(line string) (top, bottom float32, ok bool) {
	for i, s := range g.p.sheets {
		k := g.width / float32(s.page.Width)
		for j := range s.page.Texts {
			if t := &s.page.Texts[j]; t.Line == line {
				return g.top(i) + float32(t.Y-t.Size)*k, g.top(i) + float32(t.Y+t.Size/2)*k, true
			}
		}
	}
	return 0, 0, false
}

// generator gives what a page shows, whatever its size.
func (g *pages) generator(i int) func(w, h int) image.Image {
	return func(int, int) image.Image {
		if i < len(g.p.sheets) && g.p.sheets[i].image != nil {
			return g.p.sheets[i].image
		}
		blank := image.NewRGBA(image.Rect(0, 0, 1, 1)) // not painted yet
		blank.Set(0, 0, white())
		return blank
	}
}

func white() color.Color { return color.NRGBA{R: 255, G: 255, B: 255, A: 255} }

// ControlName lists the pages in the UI map.
func (g *pages) ControlName() string { return "preview" }

// ControlText says which page is in view.
func (g *pages) ControlText() string { return g.p.where.Text() }

// AccessibilityLabel says what is shown.
func (g *pages) AccessibilityLabel() string { return "Preview, " + g.p.where.Text() }

// AccessibilityRole is that of a container.
func (g *pages) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// ControlParts are the texts of lines, by the ids of the lines.
func (g *pages) ControlParts() []kit.Part {
	var parts []kit.Part
	from, to := g.inView()
	for i := from; i < to && i < len(g.p.sheets); i++ {
		page := g.p.sheets[i].page
		k := g.width / float32(page.Width)
		for j := range page.Texts {
			t := &page.Texts[j]
			if t.Line == "" {
				continue
			}
			parts = append(parts, kit.Part{Name: "preview/" + t.Line, Text: t.Text,
				Pos:  fyne.NewPos(g.left()+float32(t.X)*k, g.top(i)+float32(t.Y-t.Size)*k),
				Size: fyne.NewSize(float32(t.Width)*k, float32(t.Size)*k)})
		}
	}
	return parts
}

// MouseDown goes to the line below the pointer, else takes the keyboard.
func (g *pages) MouseDown(ev *desktop.MouseEvent) {
	if ev.Button != desktop.MouseButtonPrimary {
		return
	}
	line := g.lineAt(ev.Position)
	g.byMouse = true
	g.p.env.Do(func() { // the press takes the keyboard away first
		if line != "" && g.p.OnLine != nil {
			g.p.OnLine(line)
		} else if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil {
			c.Focus(g)
		}
	})
}

// MouseUp gives the keyboard back to where the press put it.
func (g *pages) MouseUp(*desktop.MouseEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(g)
	if c == nil {
		return
	}
	if wanted := c.Focused(); wanted != nil {
		g.p.env.Do(func() {
			if c.Focused() == nil {
				c.Focus(wanted)
			}
		})
	}
}

// MouseIn follows the pointer.
func (g *pages) MouseIn(ev *desktop.MouseEvent) { g.MouseMoved(ev) }

// MouseMoved follows the pointer.
func (g *pages) MouseMoved(ev *desktop.MouseEvent) { g.over = g.lineAt(ev.Position) }

// MouseOut forgets it.
func (g *pages) MouseOut() { g.over = "" }

// Cursor is a hand over what leads to a line.
func (g *pages) Cursor() desktop.Cursor {
	if g.over != "" && g.p.OnLine != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// FocusGained draws the ring.
func (g *pages) FocusGained() {
	g.focused = true
	g.Refresh()
}

// FocusLost takes the ring away.
func (g *pages) FocusLost() {
	g.focused, g.byMouse = false, false
	g.Refresh()
}

// TypedKey scrolls; Esc closes the preview.
func (g *pages) TypedKey(k *fyne.KeyEvent) {
	at, view := g.p.scroll.Offset.Y, g.p.scroll.Size().Height
	switch k.Name {
	case fyne.KeyUp:
		g.p.scrollTo(at - 40)
	case fyne.KeyDown:
		g.p.scrollTo(at + 40)
	case fyne.KeyPageUp:
		g.p.scrollTo(at - view + 40)
	case fyne.KeyPageDown, fyne.KeySpace:
		g.p.scrollTo(at + view - 40)
	case fyne.KeyHome:
		g.p.scrollTo(0)
	case fyne.KeyEnd:
		g.p.scrollTo(g.MinSize().Height)
	case fyne.KeyEscape:
		if g.p.OnClose != nil {
			g.p.OnClose()
		}
	default:
		kit.PassKey(g, k)
	}
}

// TypedRune does nothing.
func (g *pages) TypedRune(rune) {}

// CreateRenderer is called by Fyne.
func (g *pages) CreateRenderer() fyne.WidgetRenderer {
	g.drawn = &pagesRenderer{g: g}
	g.drawn.Refresh()
	return g.drawn
}

// pagesRenderer draws each page as a raster on a rectangle with a shadow.
type pagesRenderer struct {
	g       *pages
	backs   []*canvas.Rectangle
	rasters []*canvas.Raster
	objs    []fyne.CanvasObject
}

// Destroy is called by Fyne.
func (r *pagesRenderer) Destroy() { r.g.drawn = nil }

// Objects are the sheets.
func (r *pagesRenderer) Objects() []fyne.CanvasObject { return r.objs }

// MinSize is the height of all pages; as wide as the pane is.
func (r *pagesRenderer) MinSize() fyne.Size {
	g := r.g
	if len(g.p.sheets) == 0 {
		return fyne.NewSize(1, 1)
	}
	return fyne.NewSize(1, g.top(len(g.p.sheets)))
}

// Layout puts the pages below each other.
func (r *pagesRenderer) Layout(fyne.Size) {
	g := r.g
	y := margin
	for i := range r.rasters {
		if i >= len(g.p.sheets) {
			break
		}
		size := fyne.NewSize(g.width, g.height(g.p.sheets[i].page))
		at := fyne.NewPos(g.left(), y)
		r.backs[i].Move(at)
		r.backs[i].Resize(size)
		r.rasters[i].Move(at)
		r.rasters[i].Resize(size)
		y += size.Height + margin
	}
}

// Refresh makes as many sheets as there are pages.
func (r *pagesRenderer) Refresh() {
	g := r.g
	for len(r.rasters) < len(g.p.sheets) {
		i := len(r.rasters)
		r.backs = append(r.backs, canvas.NewRectangle(nil))
		r.rasters = append(r.rasters, canvas.NewRaster(g.generator(i)))
	}
	n := len(g.p.sheets)
	r.backs, r.rasters = r.backs[:n], r.rasters[:n]
	r.objs = r.objs[:0]
	for i := range r.rasters {
		back := r.backs[i]
		back.FillColor = white()
		back.Shadow = canvas.Shadow{Color: kit.ColorOf(g, theme.ColorShadow), BlurRadius: 8, Offset: fyne.NewPos(0, 2)}
		back.StrokeWidth = 0
		if g.focused && !g.byMouse {
			back.StrokeColor, back.StrokeWidth = kit.ColorOf(g, theme.ColorPrimary), 4 // half of it is below the page
		}
		r.objs = append(r.objs, back, r.rasters[i])
	}
	r.Layout(g.Size())
	canvas.Refresh(g)
}
