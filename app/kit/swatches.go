package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"litework/app/theme"
)

// Swatch is a colour to choose.
type Swatch struct {
	ID    string
	Label string // what a screen reader and the tooltip say
	Color color.Color
}

var (
	_ fyne.Focusable    = (*Swatches)(nil)
	_ fyne.Accessible   = (*Swatches)(nil)
	_ desktop.Mouseable = (*Swatches)(nil)
	_ Nameable          = (*Swatches)(nil)
	_ Parted            = (*Swatches)(nil)
)

// Swatches is a row of colours, one of them chosen or none. ← and → choose
// while it has the keyboard.
type Swatches struct {
	control
	OnChanged func(id string)
	colors    []Swatch
	selected  string
}

// NewSwatches returns a row of colours.
func NewSwatches(colors []Swatch, changed func(id string)) *Swatches {
	s := &Swatches{colors: colors, OnChanged: changed}
	s.ExtendBaseWidget(s)
	return s
}

// SetSelected marks a colour without calling OnChanged; one that is not in the
// row marks none.
func (s *Swatches) SetSelected(id string) {
	if s.selected != id {
		s.selected = id
		s.Refresh()
	}
}

func (s *Swatches) index() int {
	for i, c := range s.colors {
		if c.ID == s.selected {
			return i
		}
	}
	return -1
}

func (s *Swatches) choose(i int) {
	if i < 0 || i >= len(s.colors) || s.colors[i].ID == s.selected {
		return
	}
	s.SetSelected(s.colors[i].ID)
	if s.OnChanged != nil {
		s.OnChanged(s.selected)
	}
}

const (
	swatchSize float32 = 26
	swatchStep float32 = 34
)

// MouseDown chooses the colour below the pointer.
func (s *Swatches) MouseDown(ev *desktop.MouseEvent) {
	if ev.Button != desktop.MouseButtonPrimary {
		return
	}
	s.byMouse = true
	takeFocus(s)
	s.choose(int(ev.Position.X / swatchStep))
}

// MouseUp does nothing.
func (s *Swatches) MouseUp(*desktop.MouseEvent) {}

// FocusGained draws the ring.
func (s *Swatches) FocusGained() {
	s.focused = true
	s.Refresh()
	s.reveal(s)
}

// FocusLost takes the ring away.
func (s *Swatches) FocusLost() {
	s.focused, s.byMouse = false, false
	s.Refresh()
}

// TypedKey goes to the neighbours.
func (s *Swatches) TypedKey(k *fyne.KeyEvent) {
	s.byMouse = false
	switch k.Name {
	case fyne.KeyLeft:
		s.choose(s.index() - 1)
	case fyne.KeyRight:
		s.choose(s.index() + 1)
	default:
		passKey(s, k)
	}
	s.Refresh()
}

// TypedRune does nothing.
func (s *Swatches) TypedRune(rune) {}

// TypedShortcut hands shortcuts on.
func (s *Swatches) TypedShortcut(sc fyne.Shortcut) { passShortcut(s, sc) }

// ControlText is the colour chosen.
func (s *Swatches) ControlText() string { return s.selected }

// ControlParts are the colours.
func (s *Swatches) ControlParts() []Part {
	var parts []Part
	for i, c := range s.colors {
		parts = append(parts, Part{Name: s.Name + "/" + c.ID, Text: c.Label,
			Pos: fyne.NewPos(float32(i)*swatchStep, 0), Size: fyne.NewSquareSize(swatchSize)})
	}
	return parts
}

// AccessibilityLabel names the colour chosen.
func (s *Swatches) AccessibilityLabel() string {
	if i := s.index(); i >= 0 {
		return s.colors[i].Label
	}
	return "another colour"
}

// AccessibilityRole is that of a container.
func (s *Swatches) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// CreateRenderer is called by Fyne.
func (s *Swatches) CreateRenderer() fyne.WidgetRenderer {
	r := &swatchesRenderer{s: s}
	for _, c := range s.colors {
		ring, box := newRing(), canvas.NewRectangle(c.Color)
		ring.CornerRadius, box.CornerRadius = theme.Radius+3, theme.Radius
		r.rings, r.boxes = append(r.rings, ring), append(r.boxes, box)
		r.objs = append(r.objs, ring, box)
	}
	r.Refresh()
	return r
}

type swatchesRenderer struct {
	s            *Swatches
	rings, boxes []*canvas.Rectangle
	objs         []fyne.CanvasObject
}

func (r *swatchesRenderer) Destroy()                     {}
func (r *swatchesRenderer) Objects() []fyne.CanvasObject { return r.objs }
func (r *swatchesRenderer) MinSize() fyne.Size {
	return fyne.NewSize(float32(len(r.boxes))*swatchStep-swatchStep+swatchSize, swatchSize+2)
}

func (r *swatchesRenderer) Layout(fyne.Size) {
	for i := range r.boxes {
		x := float32(i) * swatchStep
		place(r.boxes[i], x, 0, swatchSize, swatchSize)
		place(r.rings[i], x-3, -3, swatchSize+6, swatchSize+6)
	}
}

// Refresh draws a ring round the colour chosen: in the accent while the row has
// the keyboard.
func (r *swatchesRenderer) Refresh() {
	chosen := r.s.index()
	for i := range r.boxes {
		edge, width := theme.ColorControl, float32(0)
		if i == chosen {
			width = 1.5
			if r.s.ring() {
				edge, width = theme.ColorPrimary, 2
			}
		}
		setBox(r.boxes[i], r.s.colors[i].Color, ColorOf(r.s, theme.ColorControl), 1)
		setBox(r.rings[i], noFill(), ColorOf(r.s, edge), width)
		r.rings[i].Hidden = width == 0
	}
	if chosen < 0 && r.s.ring() && len(r.rings) > 0 {
		r.rings[0].Hidden = false
		setBox(r.rings[0], noFill(), ColorOf(r.s, theme.ColorPrimary), 2)
	}
	r.Layout(r.s.Size())
	canvas.Refresh(r.s)
}
