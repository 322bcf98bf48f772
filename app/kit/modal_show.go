package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"litework/app/theme"
)

// Show opens the dialog on a canvas.
func (m *Modal) Show(c fyne.Canvas, env Env) {
	if m.layer != nil {
		return
	}
	m.canvas, m.restore, m.keys = c, c.Focused(), c.OnTypedKey()
	m.panel = newModalPanel(m)
	m.layer = NewFloatLayer(m.panel, env)
	m.layer.OnKey, m.layer.OnShortcut = m.key, m.shortcut
	// What had the keyboard below loses it in earnest: there is one ring.
	c.Unfocus()
	if m.IrreversibleDefault && m.Default != nil {
		m.Default.freshKey = true
	}
	c.Overlays().Add(m.layer)
	m.layer.Resize(c.Size())
	// With nothing focused, keys go to the window: now they are ours.
	c.SetOnTypedKey(func(k *fyne.KeyEvent) { m.key(k) })
	if first := m.first(); first != nil {
		c.Focus(first)
	}
}

// Close takes the dialog away and gives the keyboard back.
func (m *Modal) Close() {
	if m.layer == nil {
		return
	}
	m.canvas.Overlays().Remove(m.layer)
	m.layer, m.panel = nil, nil
	m.canvas.SetOnTypedKey(m.keys)
	if m.restore != nil && m.canvas.Focused() != m.restore {
		m.canvas.Focus(m.restore)
	}
	if m.OnClosed != nil {
		m.OnClosed()
	}
}

// Cancel does what Esc does.
func (m *Modal) Cancel() {
	if m.OnCancel != nil {
		m.OnCancel()
		return
	}
	m.Close()
}

func (m *Modal) key(k *fyne.KeyEvent) bool {
	switch {
	case k.Name == fyne.KeyEscape:
		m.Cancel()
	case isEnter(k) && !m.IrreversibleDefault:
		m.press()
	}
	return true // nothing reaches the page below
}

func (m *Modal) shortcut(s fyne.Shortcut) bool {
	if isCtrlEnter(s) {
		m.press()
	}
	return true
}

func (m *Modal) press() {
	if m.Default != nil {
		m.Default.Tap()
	}
}

// first returns what gets the keyboard: First, else the first field of the
// body, else the first button.
func (m *Modal) first() fyne.Focusable {
	if m.First != nil {
		return m.First
	}
	if f := firstFocusable(m.body); f != nil {
		return f
	}
	for _, o := range append(append([]fyne.CanvasObject{}, m.left...), m.right...) {
		if f := firstFocusable(o); f != nil {
			return f
		}
	}
	return nil
}

func firstFocusable(o fyne.CanvasObject) fyne.Focusable {
	if o == nil || !o.Visible() {
		return nil
	}
	if f, ok := o.(fyne.Focusable); ok {
		if d, ok := o.(fyne.Disableable); !ok || !d.Disabled() {
			return f
		}
	}
	for _, child := range children(o) {
		if f := firstFocusable(child); f != nil {
			return f
		}
	}
	return nil
}

func (m *Modal) refresh() {
	if m.panel != nil {
		m.panel.rebuild()
	}
}

var (
	_ desktop.Mouseable = (*modalPanel)(nil)
	_ desktop.Hoverable = (*modalPanel)(nil)
)

// modalPanel is the scrim and the dialog on it. It keeps the pointer from the
// page.
type modalPanel struct {
	widget.BaseWidget
	m      *Modal
	head   *fyne.Container
	foot   *fyne.Container
	body   fyne.CanvasObject
	scroll *container.Scroll
}

func newModalPanel(m *Modal) *modalPanel {
	p := &modalPanel{m: m}
	p.build()
	p.ExtendBaseWidget(p)
	return p
}

func (p *modalPanel) build() {
	var head []fyne.CanvasObject
	if p.m.title != "" {
		head = append(head, Heading(p.m.title).Shrinks())
	}
	if p.m.subtitle != "" {
		head = append(head, NewParagraph(p.m.subtitle, Look{Color: theme.ColorMuted}))
	}
	p.head = VBox(2, head...)
	if p.body != p.m.body || p.scroll == nil {
		p.body = p.m.body
		if p.body == nil {
			p.body = Blank(0, 0)
		}
		if p.scroll == nil {
			p.scroll = container.NewVScroll(nil)
		}
		// Room for focus rings at the edges of the scroll.
		p.scroll.Content = Inset(modalRing, modalRing, modalRing, modalRing, p.body)
		p.scroll.Offset = fyne.Position{}
	}
	foot := append([]fyne.CanvasObject{}, p.m.left...)
	foot = append(foot, Spacer())
	foot = append(foot, p.m.right...)
	p.foot = HBox(8, foot...)
	p.foot.Hidden = len(p.m.left)+len(p.m.right) == 0
}

func (p *modalPanel) rebuild() {
	p.build()
	p.Refresh()
}

// ControlName lists the dialog in the UI map.
func (p *modalPanel) ControlName() string { return "dialog" }

// ControlText returns the title.
func (p *modalPanel) ControlText() string { return p.m.title }

// ControlChildren returns the three parts of the dialog.
func (p *modalPanel) ControlChildren() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.head, p.scroll, p.foot}
}

func (p *modalPanel) MouseDown(*desktop.MouseEvent)  {}
func (p *modalPanel) MouseUp(*desktop.MouseEvent)    {}
func (p *modalPanel) MouseIn(*desktop.MouseEvent)    {}
func (p *modalPanel) MouseMoved(*desktop.MouseEvent) {}
func (p *modalPanel) MouseOut()                      {}

func (p *modalPanel) CreateRenderer() fyne.WidgetRenderer {
	r := &modalRenderer{p: p, scrim: canvas.NewRectangle(noFill()), box: canvas.NewRectangle(noFill())}
	r.box.CornerRadius = theme.RadiusCard + 1
	r.Refresh()
	return r
}

type modalRenderer struct {
	p          *modalPanel
	scrim, box *canvas.Rectangle
}

const (
	modalPad   float32 = 22
	modalTop   float32 = 18
	modalEdge  float32 = 24 // between dialog and window
	modalWidth float32 = 560
	modalRing  float32 = 4
	modalGap   float32 = 14 - modalRing // between head and body
	modalFoot  float32 = 20 - modalRing // between body and buttons
)

func (r *modalRenderer) Destroy() {}

func (r *modalRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.scrim, r.box, r.p.head, r.p.scroll, r.p.foot}
}

func (r *modalRenderer) MinSize() fyne.Size { return fyne.NewSize(200, 100) }

func (r *modalRenderer) Layout(size fyne.Size) {
	if size.Width == 0 {
		return
	}
	place(r.scrim, 0, 0, size.Width, size.Height)
	width := r.p.m.Width
	if width == 0 {
		width = modalWidth
	}
	width = min(width, size.Width-2*modalEdge)
	in := width - 2*modalPad
	headH := HeightFor(r.p.head, in)
	footH := float32(0)
	if !r.p.foot.Hidden {
		footH = theme.ControlHeight + modalFoot
	}
	bodyH := HeightFor(r.p.scroll.Content, in+2*modalRing)
	gap := modalGap
	if len(r.p.head.Objects) == 0 {
		gap = 0
	}
	frame := modalTop + headH + gap + footH + modalTop
	bodyH = min(bodyH, size.Height-2*modalEdge-frame)
	height := frame + bodyH
	x, y := middle(size.Width, width), middle(size.Height, height)
	place(r.box, x, y, width, height)
	place(r.p.head, x+modalPad, y+modalTop, in, headH)

	place(r.p.scroll, x+modalPad-modalRing, y+modalTop+headH+gap, in+2*modalRing, bodyH)
	place(r.p.foot, x+modalPad, y+height-modalTop-theme.ControlHeight, in, theme.ControlHeight)
}

func (r *modalRenderer) Refresh() {
	setBox(r.scrim, ColorOf(r.p, theme.ColorScrim), nil, 0)
	r.box.Shadow = canvas.Shadow{Color: ColorOf(r.p, theme.ColorShadow), BlurRadius: 24, Offset: fyne.NewPos(0, 8)}
	setBox(r.box, ColorOf(r.p, theme.ColorSurface), ColorOf(r.p, theme.ColorBorder), 1)
	r.p.head.Refresh()
	r.p.scroll.Refresh()
	r.p.foot.Refresh()
	r.Layout(r.p.Size())
	canvas.Refresh(r.p)
}
