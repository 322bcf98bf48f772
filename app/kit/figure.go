package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"litework/app/theme"
)

var (
	_ fyne.Focusable    = (*Figure)(nil)
	_ fyne.Accessible   = (*Figure)(nil)
	_ desktop.Mouseable = (*Figure)(nil)
	_ desktop.Hoverable = (*Figure)(nil)
	_ Nameable          = (*Figure)(nil)
)

// Figure is a card with a number and what it counts. A click, Enter or Space
// chooses it, such as to filter a list by what it counts.
type Figure struct {
	control
	OnTapped func()
	label    string
	value    string
	color    fyne.ThemeColorName
	chosen   bool
}

// NewFigure returns a figure without a value. color is that of the value.
func NewFigure(label string, color fyne.ThemeColorName, tapped func()) *Figure {
	f := &Figure{label: label, color: color, OnTapped: tapped}
	f.ExtendBaseWidget(f)
	return f
}

// SetValue changes the number.
func (f *Figure) SetValue(value string) {
	if f.value == value {
		return
	}
	f.value = value
	f.Refresh()
}

// SetChosen draws the figure as the one chosen, or no longer.
func (f *Figure) SetChosen(on bool) {
	if f.chosen == on {
		return
	}
	f.chosen = on
	f.Refresh()
}

// Chosen reports whether the figure is the one chosen.
func (f *Figure) Chosen() bool { return f.chosen }

// ControlText returns the number for the UI map.
func (f *Figure) ControlText() string { return f.value }

// Tap does what a click does.
func (f *Figure) Tap() {
	if f.OnTapped != nil {
		f.OnTapped()
	}
}

// MouseDown chooses the figure.
func (f *Figure) MouseDown(ev *desktop.MouseEvent) {
	if ev.Button == desktop.MouseButtonPrimary {
		tipOut(f)
		f.byMouse = true
		takeFocus(f)
		f.Tap()
	}
}

// MouseUp does nothing.
func (f *Figure) MouseUp(*desktop.MouseEvent) {}

// MouseIn marks the figure as under the pointer.
func (f *Figure) MouseIn(ev *desktop.MouseEvent) {
	tipIn(f, ev)
	f.hovered = true
	f.Refresh()
}

// MouseMoved does nothing.
func (f *Figure) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends what MouseIn began.
func (f *Figure) MouseOut() {
	tipOut(f)
	f.hovered = false
	f.Refresh()
}

// FocusGained draws the ring.
func (f *Figure) FocusGained() {
	f.focused = true
	f.Refresh()
	f.reveal(f)
}

// FocusLost takes the ring away.
func (f *Figure) FocusLost() {
	f.focused, f.byMouse = false, false
	f.Refresh()
}

// TypedKey chooses the figure on Enter and Space.
func (f *Figure) TypedKey(k *fyne.KeyEvent) {
	if isEnter(k) || k.Name == fyne.KeySpace {
		f.Tap()
		return
	}
	passKey(f, k)
}

// TypedRune does nothing.
func (f *Figure) TypedRune(rune) {}

// TypedShortcut hands shortcuts on.
func (f *Figure) TypedShortcut(s fyne.Shortcut) { passShortcut(f, s) }

// AccessibilityLabel returns what is counted and the number.
func (f *Figure) AccessibilityLabel() string { return f.label + " " + f.value }

// AccessibilityRole is that of a button.
func (f *Figure) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

const (
	figureHeight float32 = 76
	figurePad    float32 = 17
)

// CreateRenderer is called by Fyne.
func (f *Figure) CreateRenderer() fyne.WidgetRenderer {
	r := &figureRenderer{
		f: f, box: canvas.NewRectangle(noFill()), focus: newRing(),
		label: textObject(theme.CaptionSize, fyne.TextStyle{}),
		value: textObject(theme.LargeSize, fyne.TextStyle{Bold: true}),
	}
	r.box.CornerRadius = theme.RadiusCard
	r.Refresh()
	return r
}

type figureRenderer struct {
	f            *Figure
	box, focus   *canvas.Rectangle
	label, value *canvas.Text
}

func (r *figureRenderer) Destroy() {}
func (r *figureRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.focus, r.box, r.label, r.value}
}

func (r *figureRenderer) MinSize() fyne.Size {
	return fyne.NewSize(2*figurePad+max(r.label.MinSize().Width, r.value.MinSize().Width), figureHeight)
}

func (r *figureRenderer) Layout(size fyne.Size) {
	layoutRing(r.focus, size)
	place(r.box, 0, 0, size.Width, size.Height)
	label, value := r.label.MinSize(), r.value.MinSize()
	place(r.label, figurePad, 14, label.Width, label.Height)
	place(r.value, figurePad, 35, value.Width, value.Height)
}

func (r *figureRenderer) Refresh() {
	f := r.f
	fill, edge := theme.ColorSurface, theme.ColorBorder
	switch {
	case f.chosen:
		edge = theme.ColorPrimary
	case f.hovered:
		fill = theme.ColorRaised
	}
	setBox(r.box, ColorOf(f, fill), ColorOf(f, edge), 1)
	setRing(r.focus, f, f.ring())
	label := theme.ColorMuted
	if f.chosen {
		label = theme.ColorPrimary
	}
	setText(r.label, f.label, ColorOf(f, label))
	setText(r.value, f.value, ColorOf(f, f.color))
	r.Layout(f.Size())
	canvas.Refresh(f)
}
