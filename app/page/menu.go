package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"litework/app/kit"
	"litework/app/theme"
)

// MenuItem is one command of a context menu.
type MenuItem struct {
	ID, Label string
	// Why is the reason it is not possible now; "" when it is.
	Why string
	Do  func()
	// Apart draws a line above it.
	Apart bool
}

// Menu opens a context menu with its corner at a place of the window. It takes
// the keyboard until something is chosen, Esc is pressed or the pointer is
// pressed elsewhere; then the keyboard is where it was.
func (h Host) Menu(at fyne.Position, items []MenuItem) {
	m := &menu{host: h, items: items, at: at, marked: -1, restore: h.Canvas.Focused()}
	m.ExtendBaseWidget(m)
	// In a layer of kit's, so that commands see that something is open.
	m.layer = kit.NewFloatLayer(m, h.Env)
	h.Canvas.Overlays().Add(m.layer)
	m.layer.Resize(h.Canvas.Size())
	h.Canvas.Focus(m)
}

var (
	_ fyne.Focusable    = (*menu)(nil)
	_ desktop.Mouseable = (*menu)(nil)
	_ desktop.Hoverable = (*menu)(nil)
	_ kit.Parted        = (*menu)(nil)
)

// menu covers the window; its panel stands where it was asked for.
type menu struct {
	widget.BaseWidget
	host    Host
	items   []MenuItem
	at      fyne.Position
	marked  int
	layer   *kit.FloatLayer
	restore fyne.Focusable
}

const (
	menuRow  float32 = 30
	menuNote float32 = 16 // the reason below a label
	menuPad  float32 = 6
	menuSide float32 = 14
	menuMax  float32 = 380
)

func (m *menu) close() {
	m.host.Canvas.Overlays().Remove(m.layer)
	if m.restore != nil {
		m.host.Canvas.Focus(m.restore)
	}
}

func (m *menu) choose(i int) {
	if i < 0 || i >= len(m.items) || m.items[i].Why != "" {
		return
	}
	m.close()
	m.items[i].Do()
}

func (m *menu) mark(i int) {
	if m.marked != i {
		m.marked = i
		m.Refresh()
	}
}

// size of the panel.
func (m *menu) size() fyne.Size {
	w, h := float32(180), 2*menuPad
	for i, item := range m.items {
		w = max(w, fyne.MeasureText(item.Label, theme.TextSize, fyne.TextStyle{}).Width+2*menuSide)
		w = max(w, min(menuMax, fyne.MeasureText(item.Why, theme.CaptionSize, fyne.TextStyle{}).Width+2*menuSide))
		h += m.height(i)
	}
	return fyne.NewSize(w, h)
}

func (m *menu) height(i int) float32 {
	h := menuRow
	if m.items[i].Why != "" {
		h += menuNote
	}
	if m.items[i].Apart {
		h += 2*menuPad - 3
	}
	return h
}

// corner is where the panel stands, wholly within the window.
func (m *menu) corner() fyne.Position {
	s, c := m.size(), m.host.Canvas.Size()
	return fyne.NewPos(max(4, min(m.at.X, c.Width-s.Width-4)), max(4, min(m.at.Y, c.Height-s.Height-4)))
}

// spot is where an item lies, without the line above it.
func (m *menu) spot(i int) (fyne.Position, fyne.Size) {
	p := m.corner().AddXY(0, menuPad)
	for j := range i {
		p.Y += m.height(j)
	}
	h := m.height(i)
	if m.items[i].Apart {
		p.Y += 2*menuPad - 3
		h -= 2*menuPad - 3
	}
	return p, fyne.NewSize(m.size().Width, h)
}

func (m *menu) itemAt(at fyne.Position) int {
	for i := range m.items {
		p, s := m.spot(i)
		if at.X >= p.X && at.X < p.X+s.Width && at.Y >= p.Y && at.Y < p.Y+s.Height {
			return i
		}
	}
	return -1
}

// ControlName lists the menu in the UI map.
func (m *menu) ControlName() string { return "menu" }

// ControlParts are its items.
func (m *menu) ControlParts() []kit.Part {
	var parts []kit.Part
	for i, item := range m.items {
		p, s := m.spot(i)
		parts = append(parts, kit.Part{Name: "menu." + item.ID, Text: item.Label, Pos: p, Size: s})
	}
	return parts
}

// MouseDown beside the panel closes the menu.
func (m *menu) MouseDown(ev *desktop.MouseEvent) {
	p, s := m.corner(), m.size()
	if ev.Position.X < p.X || ev.Position.X >= p.X+s.Width || ev.Position.Y < p.Y || ev.Position.Y >= p.Y+s.Height {
		m.close()
	}
}

// MouseUp chooses the item below the pointer.
func (m *menu) MouseUp(ev *desktop.MouseEvent) {
	if ev.Button == desktop.MouseButtonPrimary {
		m.choose(m.itemAt(ev.Position))
	}
}

// MouseIn marks the item below the pointer.
func (m *menu) MouseIn(ev *desktop.MouseEvent) { m.mark(m.itemAt(ev.Position)) }

// MouseMoved marks the item below the pointer.
func (m *menu) MouseMoved(ev *desktop.MouseEvent) { m.mark(m.itemAt(ev.Position)) }

// MouseOut marks none.
func (m *menu) MouseOut() { m.mark(-1) }

// FocusGained does nothing; the panel shows that it is open.
func (m *menu) FocusGained() {}

// FocusLost does nothing: the window losing the keyboard closes nothing.
func (m *menu) FocusLost() {}

// TypedRune does nothing.
func (m *menu) TypedRune(rune) {}

// TypedKey goes up and down, chooses and closes.
func (m *menu) TypedKey(k *fyne.KeyEvent) {
	n := len(m.items)
	switch k.Name {
	case fyne.KeyDown:
		m.mark((m.marked + 1) % n)
	case fyne.KeyUp:
		m.mark((max(m.marked, 0) - 1 + n) % n)
	case fyne.KeyHome:
		m.mark(0)
	case fyne.KeyEnd:
		m.mark(n - 1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		m.choose(m.marked)
	case fyne.KeyEscape:
		m.close()
	}
}

// CreateRenderer is called by Fyne.
func (m *menu) CreateRenderer() fyne.WidgetRenderer {
	r := &menuRenderer{m: m, box: canvas.NewRectangle(nil)}
	r.box.CornerRadius = theme.RadiusCard
	r.objs = []fyne.CanvasObject{r.box}
	for range m.items {
		a := menuArt{back: canvas.NewRectangle(nil), line: canvas.NewRectangle(nil), label: canvas.NewText("", nil), why: canvas.NewText("", nil)}
		a.label.TextSize, a.why.TextSize = theme.TextSize, theme.CaptionSize
		r.items = append(r.items, a)
		r.objs = append(r.objs, a.back, a.line, a.label, a.why)
	}
	r.Refresh()
	return r
}

type menuArt struct {
	back, line *canvas.Rectangle
	label, why *canvas.Text
}

type menuRenderer struct {
	m     *menu
	box   *canvas.Rectangle
	items []menuArt
	objs  []fyne.CanvasObject
}

func (r *menuRenderer) Destroy()                     {}
func (r *menuRenderer) Objects() []fyne.CanvasObject { return r.objs }
func (r *menuRenderer) MinSize() fyne.Size           { return fyne.NewSize(1, 1) }

func (r *menuRenderer) Layout(fyne.Size) {
	put := func(o fyne.CanvasObject, p fyne.Position, w, h float32) {
		o.Move(p)
		o.Resize(fyne.NewSize(w, h))
	}
	size := r.m.size()
	put(r.box, r.m.corner(), size.Width, size.Height)
	for i, a := range r.items {
		p, s := r.m.spot(i)
		put(a.back, p.AddXY(1, 0), s.Width-2, s.Height)
		put(a.line, p.AddXY(1, -menuPad+1), s.Width-2, 1)
		put(a.label, p.AddXY(menuSide, 6), s.Width, a.label.MinSize().Height)
		put(a.why, p.AddXY(menuSide, 24), s.Width, a.why.MinSize().Height)
	}
}

func (r *menuRenderer) Refresh() {
	r.box.FillColor = kit.ColorOf(r.m, theme.ColorSurface)
	r.box.StrokeColor, r.box.StrokeWidth = kit.ColorOf(r.m, theme.ColorBorder), 1
	r.box.Shadow = canvas.Shadow{Color: kit.ColorOf(r.m, theme.ColorShadow), BlurRadius: 16, Offset: fyne.NewPos(0, 4)}
	for i, a := range r.items {
		item := r.m.items[i]
		text := theme.ColorText
		if item.Why != "" {
			text = theme.ColorFaint
		}
		a.label.Text, a.label.Color = item.Label, kit.ColorOf(r.m, text)
		a.why.Text, _ = kit.Fit(item.Why, menuMax-2*menuSide, theme.CaptionSize, fyne.TextStyle{})
		a.why.Color = kit.ColorOf(r.m, theme.ColorMuted)
		a.back.Hidden = r.m.marked != i || item.Why != ""
		a.back.FillColor = kit.ColorOf(r.m, theme.ColorPrimaryTint)
		a.line.Hidden = !item.Apart
		a.line.FillColor = kit.ColorOf(r.m, theme.ColorBorder)
	}
	r.Layout(r.m.Size())
	canvas.Refresh(r.m)
}
