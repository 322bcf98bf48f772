package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"litework/app/theme"
)

// Float is something that is drawn above the page, beside its anchor.
type Float struct {
	Content fyne.CanvasObject
	Anchor  fyne.CanvasObject // the widget it belongs to

	// MatchWidth makes the float at least as wide as its anchor.
	MatchWidth bool
	// MaxHeight limits the height; 0 is as much as there is room for.
	MaxHeight float32

	panel *floatPanel
}

// FloatLayer is a page with room above it for what floats: lists of
// suggestions, calendars, the tooltip and the toast of a window. One lies at
// the root of the window, one inside each Modal. It takes no keys and no
// clicks but those on what floats.
type FloatLayer struct {
	widget.BaseWidget

	// OnKey is offered the keys that the focused widget does not use; it
	// reports whether it used the key.
	OnKey func(*fyne.KeyEvent) bool
	// OnShortcut is the same for shortcuts.
	OnShortcut func(fyne.Shortcut) bool

	content fyne.CanvasObject
	env     Env
	floats  []*Float
	tip     *tooltip
	toasts  *toaster
}

// NewFloatLayer returns a layer above content.
func NewFloatLayer(content fyne.CanvasObject, env Env) *FloatLayer {
	l := &FloatLayer{content: content, env: env}
	l.tip = newTooltip(l)
	l.toasts = newToaster(l)
	l.ExtendBaseWidget(l)
	return l
}

// FloatsFor returns the layer that obj is drawn below: that of the topmost
// dialog, else that of its window, else nil.
func FloatsFor(obj fyne.CanvasObject) *FloatLayer {
	c := canvasOf(obj)
	if c == nil {
		return nil
	}
	overlays := c.Overlays().List()
	for i := len(overlays) - 1; i >= 0; i-- {
		if l, ok := overlays[i].(*FloatLayer); ok {
			return l
		}
	}
	return findLayer(c.Content())
}

func findLayer(o fyne.CanvasObject) *FloatLayer {
	switch o := o.(type) {
	case *FloatLayer:
		return o
	case *fyne.Container:
		for _, child := range o.Objects {
			if l := findLayer(child); l != nil {
				return l
			}
		}
	}
	return nil
}

// dispatcherFor returns the way to run something a turn later.
func dispatcherFor(obj fyne.CanvasObject) Dispatcher {
	if l := FloatsFor(obj); l != nil && l.env.Do != nil {
		return l.env.Do
	}
	return fyne.Do
}

// Env returns what the layer was made with.
func (l *FloatLayer) Env() Env { return l.env }

// SetContent replaces what lies below.
func (l *FloatLayer) SetContent(content fyne.CanvasObject) {
	if l.content == content {
		return
	}
	l.content = content
	l.CloseAll()
	l.Refresh()
}

// Open draws a float, or places it anew after its content has changed.
func (l *FloatLayer) Open(f *Float) {
	if f.panel == nil {
		f.panel = newFloatPanel(f.Content)
	}
	if !l.IsOpen(f) {
		l.floats = append(l.floats, f)
		f.panel.Show()
	}
	l.tip.hide()
	l.Refresh()
}

// Close takes a float away.
func (l *FloatLayer) Close(f *Float) {
	for i, g := range l.floats {
		if g == f {
			l.floats = append(l.floats[:i:i], l.floats[i+1:]...)
			l.Refresh()
			return
		}
	}
}

// CloseAll takes away everything that floats but the toast.
func (l *FloatLayer) CloseAll() {
	l.floats = nil
	l.tip.hide()
	l.Refresh()
}

// IsOpen reports whether a float is drawn.
func (l *FloatLayer) IsOpen(f *Float) bool {
	for _, g := range l.floats {
		if g == f {
			return true
		}
	}
	return false
}

// ControlChildren returns the page and what floats.
func (l *FloatLayer) ControlChildren() []fyne.CanvasObject {
	objs := []fyne.CanvasObject{l.content}
	for _, f := range l.floats {
		objs = append(objs, f.panel)
	}
	return append(objs, l.toasts.panel, l.tip.panel)
}

// CreateRenderer is called by Fyne.
func (l *FloatLayer) CreateRenderer() fyne.WidgetRenderer {
	r := &floatRenderer{l: l}
	r.collect()
	return r
}

type floatRenderer struct {
	l    *FloatLayer
	objs []fyne.CanvasObject
}

func (r *floatRenderer) Destroy()                     {}
func (r *floatRenderer) Objects() []fyne.CanvasObject { return r.objs }
func (r *floatRenderer) MinSize() fyne.Size           { return r.l.content.MinSize() }

func (r *floatRenderer) collect() { r.objs = r.l.ControlChildren() }

func (r *floatRenderer) Layout(size fyne.Size) {
	r.l.content.Resize(size)
	r.l.content.Move(fyne.NewPos(0, 0))
	for _, f := range r.l.floats {
		r.placeFloat(f, size)
	}
	r.l.toasts.layout(size)
	r.l.tip.layout(size)
}

const (
	floatGap  float32 = 4
	floatEdge float32 = 8
)

// placeFloat puts a float below its anchor, or above where there is more room.
func (r *floatRenderer) placeFloat(f *Float, size fyne.Size) {
	driver := fyne.CurrentApp().Driver()
	at := driver.AbsolutePositionForObject(f.Anchor).Subtract(driver.AbsolutePositionForObject(r.l))
	anchor := f.Anchor.Size()
	want := f.panel.MinSize()
	if f.MatchWidth {
		want.Width = max(want.Width, anchor.Width)
	}
	if f.MaxHeight > 0 {
		want.Height = min(want.Height, f.MaxHeight)
	}
	below := size.Height - (at.Y + anchor.Height + floatGap) - floatEdge
	above := at.Y - floatGap - floatEdge
	y := at.Y + anchor.Height + floatGap
	room := below
	if want.Height > below && above > below {
		room = above
		y = at.Y - floatGap - min(want.Height, above)
	}
	want.Height = max(0, min(want.Height, room))
	x := max(floatEdge, min(at.X, size.Width-want.Width-floatEdge))
	place(f.panel, x, y, want.Width, want.Height)
}

func (r *floatRenderer) Refresh() {
	r.collect()
	r.Layout(r.l.Size())
	for _, o := range r.objs {
		o.Refresh()
	}
	canvas.Refresh(r.l)
}

var (
	_ desktop.Mouseable = (*floatPanel)(nil)
	_ desktop.Hoverable = (*floatPanel)(nil)
)

// floatPanel is the surface with border and shadow that floats lie on. It
// keeps the pointer from reaching the page below.
type floatPanel struct {
	widget.BaseWidget
	content fyne.CanvasObject
}

func newFloatPanel(content fyne.CanvasObject) *floatPanel {
	p := &floatPanel{content: content}
	p.ExtendBaseWidget(p)
	return p
}

// ControlChildren returns what lies on the panel.
func (p *floatPanel) ControlChildren() []fyne.CanvasObject { return []fyne.CanvasObject{p.content} }

func (p *floatPanel) MouseDown(*desktop.MouseEvent)  {}
func (p *floatPanel) MouseUp(*desktop.MouseEvent)    {}
func (p *floatPanel) MouseIn(*desktop.MouseEvent)    {}
func (p *floatPanel) MouseMoved(*desktop.MouseEvent) {}
func (p *floatPanel) MouseOut()                      {}

func (p *floatPanel) CreateRenderer() fyne.WidgetRenderer {
	r := &floatPanelRenderer{p: p, box: canvas.NewRectangle(noFill())}
	r.box.CornerRadius = theme.RadiusCard
	r.Refresh()
	return r
}

type floatPanelRenderer struct {
	p   *floatPanel
	box *canvas.Rectangle
}

const floatPad float32 = 5

func (r *floatPanelRenderer) Destroy() {}
func (r *floatPanelRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.box, r.p.content}
}

func (r *floatPanelRenderer) MinSize() fyne.Size {
	return r.p.content.MinSize().AddWidthHeight(2*floatPad, 2*floatPad)
}

func (r *floatPanelRenderer) Layout(size fyne.Size) {
	place(r.box, 0, 0, size.Width, size.Height)
	place(r.p.content, floatPad, floatPad, size.Width-2*floatPad, size.Height-2*floatPad)
}

func (r *floatPanelRenderer) Refresh() {
	r.box.Shadow = canvas.Shadow{Color: ColorOf(r.p, theme.ColorShadow), BlurRadius: 12, Offset: fyne.NewPos(0, 4)}
	setBox(r.box, ColorOf(r.p, theme.ColorSurface), ColorOf(r.p, theme.ColorBorder), 1)
	r.p.content.Refresh()
	canvas.Refresh(r.p)
}
