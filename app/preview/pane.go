package preview

import (
	"context"
	"image"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/pdf"
)

// Width is how wide the pane is beside a form.
const Width float32 = 420

// Memory is whether the preview is open, for as long as the program runs.
type Memory struct{ Open bool }

// Lay makes the pages. It is called away from Fyne's goroutine and gives nil
// where there are none, and the pages shown last stay.
type Lay func(context.Context) *pdf.Paper

// Pane shows pages below each other. It belongs to Fyne's goroutine, but for
// Close.
type Pane struct {
	widget.BaseWidget
	// OnLine is called with the id of a line whose text was clicked, OnClose
	// when the pane is to be closed.
	OnLine  func(line string)
	OnClose func()

	env     kit.Env
	reader  *page.Reader
	painter *Painter // used by the work alone, and there is one at a time
	work    work

	paper  *pdf.Paper
	sheets []sheet
	where  *kit.Text
	scroll *container.Scroll
	pages  *pages
	root   fyne.CanvasObject
}

// sheet is one page as it was painted last.
type sheet struct {
	page  *pdf.Page
	image *image.RGBA
	of    *pdf.Page // what the image shows
}

// New returns a pane without pages.
func New(env kit.Env, run page.Runner) *Pane {
	p := &Pane{env: env, reader: page.NewReader(env, run), painter: NewPainter()}
	p.pages = newPages(p)
	p.scroll = container.NewVScroll(p.pages)
	p.scroll.OnScrolled = func(fyne.Position) { p.scrolled() }
	p.where = kit.Muted("")
	closing := kit.Named("preview.close", kit.NewIconButton(theme.IconClose, "Close the preview", func() {
		if p.OnClose != nil {
			p.OnClose()
		}
	}))
	head := kit.Sized(0, headHeight, kit.Inset(0, 6, 0, margin, kit.HBox(8, kit.Bold("Preview"), p.where, kit.Spacer(), closing)))
	p.root = kit.NewSheet(theme.ColorGround, false, false, false, true, kit.VBox(0,
		kit.NewSheet(theme.ColorGround, false, false, true, false, head), kit.Flex(kit.Inset(0, 0, 0, 1, p.scroll))))
	p.ExtendBaseWidget(p)
	return p
}

const (
	headHeight float32 = 40
	margin     float32 = 18  // around a page
	widest     float32 = 794 // a page in its real size
)

// Follow lays a document out and shows its pages. While the work before is under
// way it waits, and only the newest waits. Where line is the id of a line, its
// place on the page is brought into view.
func (p *Pane) Follow(lay Lay, line string) {
	p.work.lay, p.work.line = lay, line
	p.begin()
}

// Paper is what is shown, nil before the first pages.
func (p *Pane) Paper() *pdf.Paper { return p.paper }

// Focus gives the keyboard to the pages.
func (p *Pane) Focus(c fyne.Canvas) { c.Focus(p.pages) }

// HasFocus reports whether the keyboard is in the pane.
func (p *Pane) HasFocus(c fyne.Canvas) bool { return c.Focused() == fyne.Focusable(p.pages) }

// Close ends the work and waits for it.
func (p *Pane) Close() { p.reader.Close() }

// ControlChildren returns what the pane is made of.
func (p *Pane) ControlChildren() []fyne.CanvasObject { return []fyne.CanvasObject{p.root} }

// CreateRenderer is called by Fyne.
func (p *Pane) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.root) }

// MinSize is the least room for the pane.
func (p *Pane) MinSize() fyne.Size { return fyne.NewSize(200, 160) }

// Resize makes room for the pages, which are painted again for it.
func (p *Pane) Resize(size fyne.Size) {
	if size == p.Size() {
		return
	}
	p.BaseWidget.Resize(size)
	p.pages.relayout()
	p.scrolled()
}

// Show goes on painting.
func (p *Pane) Show() {
	p.BaseWidget.Show()
	p.begin()
}

// Hide stops the painting.
func (p *Pane) Hide() {
	p.BaseWidget.Hide()
	for i := range p.sheets {
		p.sheets[i].image, p.sheets[i].of = nil, nil
	}
}

// scrolled says where the view is, and paints what came into it.
func (p *Pane) scrolled() {
	words := ""
	if n := len(p.sheets); n > 0 {
		words = "Page " + strconv.Itoa(p.pages.current()+1) + " of " + strconv.Itoa(n)
	}
	p.where.SetText(words)
	p.begin()
}

// reveal scrolls to a line where nothing of it is in view.
func (p *Pane) reveal(line string) {
	top, bottom, ok := p.pages.placeOf(line)
	at, h := p.scroll.Offset.Y, p.scroll.Size().Height
	if !ok || h <= 0 || bottom > at && top < at+h {
		return
	}
	p.scrollTo(top - h/3)
}

func (p *Pane) scrollTo(y float32) {
	y = max(0, min(y, p.pages.MinSize().Height-p.scroll.Size().Height))
	if y != p.scroll.Offset.Y {
		p.scroll.ScrollToOffset(fyne.NewPos(0, float32(int(y))))
		p.scrolled()
	}
}
