package kit

import (
	"encoding/json"
	"fmt"
	"io"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
)

// Nameable is a widget with a name in the UI map. All interactive widgets of
// kit are.
type Nameable interface {
	fyne.CanvasObject
	ControlName() string
	setControlName(string)
}

// Named gives a widget its name in the UI map and returns it.
func Named[T Nameable](name string, w T) T {
	w.setControlName(name)
	return w
}

// Listed is implemented by what appears in the UI map.
type Listed interface {
	fyne.CanvasObject
	ControlName() string
}

// Texted is implemented by widgets that can say what they show or hold.
type Texted interface{ ControlText() string }

// Parent is implemented by widgets that have widgets inside, so that WalkNamed
// and the search for a scroll reach them. Containers, scrolls and splits are
// known without it.
type Parent interface{ ControlChildren() []fyne.CanvasObject }

// Part is a piece of a widget with a name of its own: a row, a cell.
type Part struct {
	Name, Text string
	Pos        fyne.Position // relative to the widget
	Size       fyne.Size
}

// Parted is implemented by widgets that draw several named pieces themselves.
// Only what is on screen should be returned.
type Parted interface{ ControlParts() []Part }

// NamedRect is one line of the UI map: a control and where it is, in pixels of
// the window.
type NamedRect struct {
	Name     string `json:"name"`
	X        int    `json:"x"`
	Y        int    `json:"y"`
	W        int    `json:"w"`
	H        int    `json:"h"`
	Text     string `json:"text,omitempty"`
	Focused  bool   `json:"focused,omitempty"`
	Disabled bool   `json:"disabled,omitempty"`
}

// UIMap is every named control that can be seen, in tree order.
type UIMap []NamedRect

// Find returns the control of the given name.
func (m UIMap) Find(name string) (NamedRect, bool) {
	for _, r := range m {
		if r.Name == name {
			return r, true
		}
	}
	return NamedRect{}, false
}

// Write writes the map as JSON, one control per line.
func (m UIMap) Write(w io.Writer) error {
	for _, r := range m {
		line, err := json.Marshal(r)
		if err != nil {
			return fmt.Errorf("ui map: %w", err)
		}
		if _, err := w.Write(append(line, '\n')); err != nil {
			return fmt.Errorf("ui map: %w", err)
		}
	}
	return nil
}

// WalkNamed lists the named controls on a canvas. While an overlay is open,
// what lies below it is left out: it cannot be reached.
func WalkNamed(c fyne.Canvas) UIMap {
	w := &walker{canvas: c}
	root := c.Content()
	if top := c.Overlays().Top(); top != nil {
		root = top
	}
	if root != nil {
		pos := fyne.CurrentApp().Driver().AbsolutePositionForObject(root)
		w.visit(root, pos, rect{fyne.NewPos(0, 0), c.Size()})
	}
	return w.found
}

// PointerTarget returns the topmost widget that answers to a click at a place
// in the window, and the place relative to it; nil when there is none.
func PointerTarget(c fyne.Canvas, at fyne.Position) (desktop.Mouseable, fyne.Position) {
	root := c.Content()
	if top := c.Overlays().Top(); top != nil {
		root = top
	}
	if root == nil {
		return nil, at
	}
	pos := fyne.CurrentApp().Driver().AbsolutePositionForObject(root)
	return pointerTarget(root, at.Subtract(pos))
}

// pointerTarget searches o; p is relative to it.
func pointerTarget(o fyne.CanvasObject, p fyne.Position) (desktop.Mouseable, fyne.Position) {
	if o == nil || !o.Visible() {
		return nil, p
	}
	if _, scrolls := o.(*container.Scroll); scrolls && !inside(p, o.Size()) {
		return nil, p
	}
	inner := children(o)
	for i := len(inner) - 1; i >= 0; i-- {
		if inner[i] == nil {
			continue
		}
		if m, at := pointerTarget(inner[i], p.Subtract(inner[i].Position())); m != nil {
			return m, at
		}
	}
	if m, ok := o.(desktop.Mouseable); ok && inside(p, o.Size()) {
		return m, p
	}
	return nil, p
}

// children returns what lies directly inside an object.
func children(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects
	case *container.Scroll:
		return []fyne.CanvasObject{o.Content}
	case *container.Split:
		return []fyne.CanvasObject{o.Leading, o.Trailing}
	case *container.ThemeOverride:
		return []fyne.CanvasObject{o.Content}
	case Parent:
		return o.ControlChildren()
	}
	return nil
}

// rect is a piece of the window.
type rect struct {
	pos  fyne.Position
	size fyne.Size
}

func (r rect) clip(to rect) rect {
	x1, y1 := max(r.pos.X, to.pos.X), max(r.pos.Y, to.pos.Y)
	x2 := min(r.pos.X+r.size.Width, to.pos.X+to.size.Width)
	y2 := min(r.pos.Y+r.size.Height, to.pos.Y+to.size.Height)
	return rect{fyne.NewPos(x1, y1), fyne.NewSize(max(0, x2-x1), max(0, y2-y1))}
}

type walker struct {
	canvas fyne.Canvas
	found  UIMap
}

func (w *walker) visit(o fyne.CanvasObject, pos fyne.Position, clip rect) {
	if o == nil || !o.Visible() {
		return
	}
	own := rect{pos, o.Size()}.clip(clip)
	if named, ok := o.(Listed); ok && named.ControlName() != "" {
		w.add(named.ControlName(), textOf(o), own, o)
	}
	if parted, ok := o.(Parted); ok {
		for _, p := range parted.ControlParts() {
			w.add(p.Name, p.Text, rect{pos.Add(p.Pos), p.Size}.clip(own), nil)
		}
	}
	if _, scrolls := o.(*container.Scroll); scrolls {
		clip = own
	}
	for _, child := range children(o) {
		if child != nil {
			w.visit(child, pos.Add(child.Position()), clip)
		}
	}
}

func textOf(o fyne.CanvasObject) string {
	if t, ok := o.(Texted); ok {
		return t.ControlText()
	}
	return ""
}

func (w *walker) add(name, text string, r rect, o fyne.CanvasObject) {
	if r.size.Width <= 0 || r.size.Height <= 0 {
		return
	}
	px := func(v float32) int { return int(math.Round(float64(v * w.canvas.Scale()))) }
	n := NamedRect{Name: name, Text: text, X: px(r.pos.X), Y: px(r.pos.Y), W: px(r.size.Width), H: px(r.size.Height)}
	if f, ok := o.(fyne.Focusable); ok && o != nil {
		n.Focused = w.canvas.Focused() == f
	}
	if d, ok := o.(interface{ Disabled() bool }); ok && o != nil {
		n.Disabled = d.Disabled()
	}
	w.found = append(w.found, n)
}
