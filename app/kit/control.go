package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// control is what the interactive widgets share: a name for the UI map, a
// tooltip, and whether they are off, under the pointer, pressed or focused.
type control struct {
	widget.BaseWidget
	// Name names the widget in the UI map; without one it is not listed.
	Name string

	tip      string
	reason   string
	disabled bool
	hovered  bool
	pressed  bool
	focused  bool
	byMouse  bool // the focus came by a click: no ring
	shift    bool
}

// ControlName returns the name in the UI map.
func (c *control) ControlName() string { return c.Name }

func (c *control) setControlName(name string) { c.Name = name }

// Disabled reports whether the widget is off.
func (c *control) Disabled() bool { return c.disabled }

// Tooltip returns what the pointer resting on the widget shows: the reason
// while it is off, if there is one.
func (c *control) Tooltip() string {
	if c.disabled && c.reason != "" {
		return c.reason
	}
	return c.tip
}

// SetTooltip sets the text shown when the pointer rests on the widget.
func (c *control) SetTooltip(text string) { c.tip = text }

func (c *control) ring() bool { return c.focused && !c.byMouse }

// keyDown and keyUp follow the Shift key, which Fyne does not pass with keys.
func (c *control) keyDown(k *fyne.KeyEvent) {
	if k.Name == desktop.KeyShiftLeft || k.Name == desktop.KeyShiftRight {
		c.shift = true
	}
}

func (c *control) keyUp(k *fyne.KeyEvent) {
	if k.Name == desktop.KeyShiftLeft || k.Name == desktop.KeyShiftRight {
		c.shift = false
	}
}

// shifted reports whether Shift is down, also when it went down before the
// widget had the focus.
func (c *control) shifted() bool { return c.shift || modifiers()&fyne.KeyModifierShift != 0 }

// modifiers returns the modifier keys that are down, none where the driver
// cannot tell.
func modifiers() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

// themed is any widget: it knows the theme it is drawn in.
type themed interface{ Theme() fyne.Theme }

// ColorOf returns a colour of the theme w is drawn in. A theme that does not
// know our names, such as the one of a test's app before ours is set, gives
// black.
func ColorOf(w themed, name fyne.ThemeColorName) color.Color {
	c := w.Theme().Color(name, fyne.CurrentApp().Settings().ThemeVariant())
	if c == nil {
		return color.Black
	}
	return c
}

// canvasOf returns the canvas an object is shown on, or nil.
func canvasOf(obj fyne.CanvasObject) fyne.Canvas {
	return fyne.CurrentApp().Driver().CanvasForObject(obj)
}

// takeFocus gives the keyboard to obj.
func takeFocus(obj fyne.Focusable) {
	if c := canvasOf(obj.(fyne.CanvasObject)); c != nil {
		c.Focus(obj)
	}
}

// tabOn moves the keyboard as Tab does, for a widget that took the key.
func tabOn(obj fyne.CanvasObject, back bool) {
	c := canvasOf(obj)
	switch {
	case c == nil:
	case back:
		c.FocusPrevious()
	default:
		c.FocusNext()
	}
}

// PassKey hands a key that a widget of another package has no use for to the
// dialog or window it is in: F1 and F6 work wherever the keyboard is.
func PassKey(obj fyne.CanvasObject, k *fyne.KeyEvent) { passKey(obj, k) }

// passKey hands a key the widget has no use for to the dialog or window it is
// in.
func passKey(obj fyne.CanvasObject, k *fyne.KeyEvent) {
	if l := FloatsFor(obj); l != nil && l.OnKey != nil && l.OnKey(k) {
		return
	}
	if c := canvasOf(obj); c != nil && c.Overlays().Top() == nil {
		if f := c.OnTypedKey(); f != nil {
			f(k)
		}
	}
}

// passShortcut does the same for a shortcut.
func passShortcut(obj fyne.CanvasObject, s fyne.Shortcut) {
	if l := FloatsFor(obj); l != nil && l.OnShortcut != nil && l.OnShortcut(s) {
		return
	}
	c := canvasOf(obj)
	if c == nil || c.Overlays().Top() != nil {
		return
	}
	if sc, ok := c.(fyne.Shortcutable); ok {
		sc.TypedShortcut(s)
	}
}

// isEnter reports whether k is one of the two Enter keys.
func isEnter(k *fyne.KeyEvent) bool { return k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter }

// isCtrlEnter reports whether s is Ctrl+Enter (Cmd+Enter on macOS).
func isCtrlEnter(s fyne.Shortcut) bool {
	c, ok := s.(*desktop.CustomShortcut)
	return ok && c.Modifier == fyne.KeyModifierShortcutDefault && (c.KeyName == fyne.KeyReturn || c.KeyName == fyne.KeyEnter)
}

// textObject returns a canvas text without content.
func textObject(size float32, style fyne.TextStyle) *canvas.Text {
	return &canvas.Text{TextSize: size, TextStyle: style}
}

// setText changes a canvas text and redraws it only when something differs.
func setText(t *canvas.Text, text string, c color.Color) {
	if t.Text == text && t.Color == c {
		return
	}
	t.Text, t.Color = text, c
	t.Refresh()
}

// setBox changes a rectangle and redraws it only when something differs.
func setBox(r *canvas.Rectangle, fill, stroke color.Color, width float32) {
	if width > 0 && fill == noFill() && stroke != noFill() {
		// The GL painter blends the edge with the fill: black without an
		// opacity would darken it.
		fill = faded(stroke, 1)
	}
	if r.FillColor == fill && r.StrokeColor == stroke && r.StrokeWidth == width {
		return
	}
	r.FillColor, r.StrokeColor, r.StrokeWidth = fill, stroke, width
	r.Refresh()
}

// place moves and resizes in one step.
func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

// middle returns where something h tall stands in the middle of total, on a
// whole pixel.
func middle(total, h float32) float32 { return float32(int((total - h) / 2)) }

// inside reports whether p lies within size.
func inside(p fyne.Position, size fyne.Size) bool {
	return p.X >= 0 && p.Y >= 0 && p.X < size.Width && p.Y < size.Height
}

// noFill returns the fill that is not drawn.
func noFill() color.Color { return color.NRGBA{} }
