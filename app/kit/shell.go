package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"litework/app/theme"
)

// NarrowBelow is the width of a window under which the sidebar shows icons
// only.
const NarrowBelow float32 = 1180

// NewShell puts a sidebar beside a page. Below NarrowBelow, and while fold
// returns true, the sidebar is narrow; fold may be nil.
func NewShell(sidebar *Sidebar, page fyne.CanvasObject, fold func() bool) *fyne.Container {
	return container.New(&shellLayout{sidebar: sidebar, fold: fold}, sidebar, page)
}

type shellLayout struct {
	sidebar *Sidebar
	fold    func() bool
}

func (l *shellLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	side, page := objs[0].MinSize(), objs[1].MinSize()
	return fyne.NewSize(theme.SidebarNarrow+page.Width, max(side.Height, page.Height))
}

func (l *shellLayout) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	l.sidebar.SetNarrow(size.Width < NarrowBelow || l.fold != nil && l.fold())
	w := l.sidebar.MinSize().Width
	place(objs[0], 0, 0, w, size.Height)
	place(objs[1], w, 0, size.Width-w, size.Height)
}

// TopBar is the bar above a page: a way back, a title with chips behind it, and
// buttons at the right.
type TopBar struct {
	widget.BaseWidget
	back  *Button
	title *Text
	left  []fyne.CanvasObject
	right []fyne.CanvasObject
	row   *fyne.Container
	panel *Panel
}

// NewTopBar returns a bar with a title.
func NewTopBar(title string) *TopBar {
	b := &TopBar{title: Heading(title)}
	b.row = HBox(0)
	b.panel = NewSheet(theme.ColorSurface, false, false, true, false, Inset(0, theme.PagePadding, 1, theme.PagePadding, b.row))
	b.build()
	b.ExtendBaseWidget(b)
	return b
}

// SetTitle changes the title.
func (b *TopBar) SetTitle(title string) {
	if b.title.Text() == title {
		return
	}
	b.title.SetText(title)
	b.row.Refresh()
}

// SetTitleColor changes the colour of the title: muted for what does not exist
// yet.
func (b *TopBar) SetTitleColor(name fyne.ThemeColorName) { b.title.SetColor(name) }

// SetBack puts "‹ label" at the left; an empty label takes it away.
func (b *TopBar) SetBack(label string, tapped func()) {
	b.back = nil
	if label != "" {
		b.back = Named("back", NewQuiet(label, tapped).WithIcon(theme.IconChevronLeft))
	}
	b.build()
}

// SetBackTip sets the tooltip of the way back.
func (b *TopBar) SetBackTip(tip string) {
	if b.back != nil {
		b.back.SetTooltip(tip)
	}
}

// SetLeft puts objects behind the title.
func (b *TopBar) SetLeft(objs ...fyne.CanvasObject) {
	b.left = objs
	b.build()
}

// SetRight puts objects at the right end.
func (b *TopBar) SetRight(objs ...fyne.CanvasObject) {
	b.right = objs
	b.build()
}

func (b *TopBar) build() {
	var objs []fyne.CanvasObject
	if b.back != nil {
		objs = append(objs, Inset(0, 0, 0, -buttonPad+2, b.back), Blank(2, 0))
	}
	objs = append(objs, b.title)
	for _, o := range b.left {
		objs = append(objs, Blank(8, 0), o)
	}
	objs = append(objs, Spacer())
	for i, o := range b.right {
		if i > 0 {
			objs = append(objs, Blank(8, 0))
		}
		objs = append(objs, o)
	}
	b.row.Objects = objs
	b.row.Refresh()
}

// ControlChildren returns the bar's parts.
func (b *TopBar) ControlChildren() []fyne.CanvasObject { return []fyne.CanvasObject{b.panel} }

// CreateRenderer is called by Fyne.
func (b *TopBar) CreateRenderer() fyne.WidgetRenderer { return &topBarRenderer{b: b} }

type topBarRenderer struct{ b *TopBar }

func (r *topBarRenderer) Destroy()                     {}
func (r *topBarRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.b.panel} }
func (r *topBarRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.b.panel.MinSize().Width, theme.TopBarHeight)
}
func (r *topBarRenderer) Layout(size fyne.Size) { place(r.b.panel, 0, 0, size.Width, size.Height) }
func (r *topBarRenderer) Refresh() {
	r.b.panel.Refresh()
	canvas.Refresh(r.b)
}

// NewPage puts a top bar above a body.
func NewPage(bar *TopBar, body fyne.CanvasObject) *fyne.Container {
	return container.NewBorder(bar, nil, nil, nil, body)
}

// PageStack holds pages and shows one of them. The others are hidden, so that
// they cost nothing.
type PageStack struct {
	widget.BaseWidget
	pages map[string]fyne.CanvasObject
	order []string
	shown string
}

// NewPageStack returns a stack without pages.
func NewPageStack() *PageStack {
	p := &PageStack{pages: map[string]fyne.CanvasObject{}}
	p.ExtendBaseWidget(p)
	return p
}

// Set adds a page, or puts another in its place.
func (p *PageStack) Set(id string, page fyne.CanvasObject) {
	if _, known := p.pages[id]; !known {
		p.order = append(p.order, id)
	}
	p.pages[id] = page
	if id == p.shown {
		page.Show()
	} else {
		page.Hide()
	}
	p.Refresh()
}

// Remove takes a page out.
func (p *PageStack) Remove(id string) {
	if _, known := p.pages[id]; !known {
		return
	}
	delete(p.pages, id)
	for i, o := range p.order {
		if o == id {
			p.order = append(p.order[:i:i], p.order[i+1:]...)
			break
		}
	}
	p.Refresh()
}

// Open shows a page; an unknown id changes nothing.
func (p *PageStack) Open(id string) {
	page, known := p.pages[id]
	if !known || p.shown == id {
		return
	}
	if old, ok := p.pages[p.shown]; ok {
		old.Hide()
	}
	p.shown = id
	page.Resize(p.Size())
	page.Show()
	p.Refresh()
}

// Opened returns the id of the page shown.
func (p *PageStack) Opened() string { return p.shown }

// ControlChildren returns the pages.
func (p *PageStack) ControlChildren() []fyne.CanvasObject {
	objs := make([]fyne.CanvasObject, 0, len(p.order))
	for _, id := range p.order {
		objs = append(objs, p.pages[id])
	}
	return objs
}

// CreateRenderer is called by Fyne.
func (p *PageStack) CreateRenderer() fyne.WidgetRenderer { return &pageStackRenderer{p: p} }

type pageStackRenderer struct{ p *PageStack }

func (r *pageStackRenderer) Destroy()                     {}
func (r *pageStackRenderer) Objects() []fyne.CanvasObject { return r.p.ControlChildren() }

func (r *pageStackRenderer) MinSize() fyne.Size {
	if page, ok := r.p.pages[r.p.shown]; ok {
		return page.MinSize()
	}
	return fyne.Size{}
}

func (r *pageStackRenderer) Layout(size fyne.Size) {
	if page, ok := r.p.pages[r.p.shown]; ok {
		place(page, 0, 0, size.Width, size.Height)
	}
}

func (r *pageStackRenderer) Refresh() {
	r.Layout(r.p.Size())
	if page, ok := r.p.pages[r.p.shown]; ok {
		page.Refresh()
	}
	canvas.Refresh(r.p)
}
