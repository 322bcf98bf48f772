package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"litework/app/theme"
)

// TooltipDelay is how long the pointer rests before a tooltip appears.
const TooltipDelay = 500 * time.Millisecond

// tipped is a widget with a tooltip.
type tipped interface {
	fyne.CanvasObject
	Tooltip() string
}

// tipIn starts the wait for the tooltip of w.
func tipIn(w tipped, ev *desktop.MouseEvent) {
	if ev == nil || w.Tooltip() == "" {
		return
	}
	if l := FloatsFor(w); l != nil {
		l.tip.enter(w, w.Tooltip(), ev.AbsolutePosition)
	}
}

// tipAt is tipIn for a widget that has several tooltips.
func tipAt(w fyne.CanvasObject, text string, at fyne.Position) {
	l := FloatsFor(w)
	if l == nil {
		return
	}
	if text == "" {
		l.tip.leave(w)
		return
	}
	l.tip.enter(w, text, at)
}

// tipOut ends the wait for the tooltip of w, or takes it away.
func tipOut(w fyne.CanvasObject) {
	if l := FloatsFor(w); l != nil {
		l.tip.leave(w)
	}
}

// tooltip is the one tooltip of a layer.
type tooltip struct {
	layer *FloatLayer
	panel *tipPanel
	owner fyne.CanvasObject
	at    fyne.Position
	stop  func()
}

func newTooltip(l *FloatLayer) *tooltip {
	t := &tooltip{layer: l, panel: newTipPanel()}
	t.panel.Hidden = true
	return t
}

func (t *tooltip) enter(owner fyne.CanvasObject, text string, at fyne.Position) {
	if t.owner == owner && t.panel.text == text {
		return
	}
	t.hide()
	t.owner, t.at, t.panel.text = owner, at, text
	if t.layer.env.After == nil {
		return
	}
	t.stop = t.layer.env.After(TooltipDelay, t.show)
}

func (t *tooltip) show() {
	if t.owner == nil {
		return
	}
	t.panel.Hidden = false
	t.panel.Refresh()
	t.layout(t.layer.Size())
	canvas.Refresh(t.layer)
}

func (t *tooltip) leave(owner fyne.CanvasObject) {
	if t.owner == owner {
		t.hide()
	}
}

func (t *tooltip) hide() {
	if t.stop != nil {
		t.stop()
		t.stop = nil
	}
	t.owner = nil
	if t.panel.Hidden {
		return
	}
	t.panel.Hide()
}

func (t *tooltip) layout(size fyne.Size) {
	if t.panel.Hidden {
		return
	}
	m := t.panel.MinSize()
	origin := fyne.CurrentApp().Driver().AbsolutePositionForObject(t.layer)
	p := t.at.Subtract(origin)
	x := max(floatEdge, min(p.X+2, size.Width-m.Width-floatEdge))
	y := p.Y + 20
	if y+m.Height > size.Height-floatEdge {
		y = p.Y - m.Height - 8
	}
	place(t.panel, x, y, m.Width, m.Height)
}

// tipWidth is where a tooltip breaks its text.
const tipWidth float32 = 340

// tipPanel draws the tooltip. It is no target for the pointer.
type tipPanel struct {
	widget.BaseWidget
	text string
}

func newTipPanel() *tipPanel {
	p := &tipPanel{}
	p.ExtendBaseWidget(p)
	return p
}

// ControlName lists the tooltip in the UI map.
func (p *tipPanel) ControlName() string { return "tooltip" }

// ControlText returns what it says.
func (p *tipPanel) ControlText() string { return p.text }

func (p *tipPanel) CreateRenderer() fyne.WidgetRenderer {
	r := &tipRenderer{p: p, box: canvas.NewRectangle(noFill())}
	r.box.CornerRadius = 6
	r.Refresh()
	return r
}

type tipRenderer struct {
	p     *tipPanel
	box   *canvas.Rectangle
	lines []*canvas.Text
	objs  []fyne.CanvasObject
}

func (r *tipRenderer) Destroy()                     {}
func (r *tipRenderer) Objects() []fyne.CanvasObject { return r.objs }

func (r *tipRenderer) MinSize() fyne.Size {
	var s fyne.Size
	for _, t := range r.lines {
		m := t.MinSize()
		s.Width = max(s.Width, m.Width)
		s.Height += m.Height
	}
	return s.AddWidthHeight(18, 10)
}

func (r *tipRenderer) Layout(size fyne.Size) {
	place(r.box, 0, 0, size.Width, size.Height)
	y := float32(5)
	for _, t := range r.lines {
		m := t.MinSize()
		place(t, 9, y, m.Width, m.Height)
		y += m.Height
	}
}

func (r *tipRenderer) Refresh() {
	setBox(r.box, ColorOf(r.p, theme.ColorTip), nil, 0)
	r.lines, r.objs = nil, []fyne.CanvasObject{r.box}
	for _, line := range Wrap(r.p.text, tipWidth, theme.SmallSize, fyne.TextStyle{}) {
		t := textObject(theme.SmallSize, fyne.TextStyle{})
		t.Text, t.Color = line, ColorOf(r.p, theme.ColorOnTip)
		r.lines = append(r.lines, t)
		r.objs = append(r.objs, t)
	}
	r.Layout(r.p.Size())
	canvas.Refresh(r.p)
}
