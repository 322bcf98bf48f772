package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"litework/app/theme"
)

// switchable is what Toggle and Checkbox share: they change on a press, and on
// Space while focused. Enter stays for the dialog they are in.
type switchable struct {
	control
	self   fyne.Widget
	change func()
}

// Enable switches the widget on.
func (s *switchable) Enable() {
	if !s.disabled {
		return
	}
	s.disabled, s.reason = false, ""
	s.self.Refresh()
}

// Disable switches the widget off.
func (s *switchable) Disable() { s.DisableBecause("") }

// DisableBecause switches the widget off; the tooltip says why.
func (s *switchable) DisableBecause(reason string) {
	if s.disabled && s.reason == reason {
		return
	}
	s.disabled, s.reason = true, reason
	s.self.Refresh()
}

// MouseDown changes the state.
func (s *switchable) MouseDown(ev *desktop.MouseEvent) {
	if s.disabled || ev.Button != desktop.MouseButtonPrimary {
		return
	}
	s.byMouse = true
	takeFocus(s.self.(fyne.Focusable))
	s.change()
}

// MouseUp does nothing.
func (s *switchable) MouseUp(*desktop.MouseEvent) {}

// MouseIn marks the widget as under the pointer.
func (s *switchable) MouseIn(ev *desktop.MouseEvent) {
	tipIn(s.self.(tipped), ev)
	s.hovered = true
	s.self.Refresh()
}

// MouseMoved does nothing.
func (s *switchable) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends what MouseIn began.
func (s *switchable) MouseOut() {
	tipOut(s.self)
	s.hovered = false
	s.self.Refresh()
}

// FocusGained draws the ring.
func (s *switchable) FocusGained() {
	s.focused = true
	s.self.Refresh()
	s.reveal(s.self)
}

// FocusLost takes the ring away.
func (s *switchable) FocusLost() {
	s.focused, s.byMouse = false, false
	s.self.Refresh()
}

// TypedKey changes the state on Space.
func (s *switchable) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeySpace && !s.disabled {
		s.change()
		return
	}
	passKey(s.self, k)
}

// TypedRune does nothing.
func (s *switchable) TypedRune(rune) {}

// TypedShortcut hands shortcuts on.
func (s *switchable) TypedShortcut(sc fyne.Shortcut) { passShortcut(s.self, sc) }

// AccessibilityRole is that of a button, the nearest there is.
func (s *switchable) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

var (
	_ fyne.Focusable  = (*Toggle)(nil)
	_ fyne.Accessible = (*Toggle)(nil)
	_ Nameable        = (*Toggle)(nil)
)

// Toggle is a switch that takes effect at once.
type Toggle struct {
	switchable
	OnChanged func(on bool)
	Label     string // what a screen reader says; the words stand beside it
	on        bool
}

// NewToggle returns a switch.
func NewToggle(label string, on bool, changed func(bool)) *Toggle {
	t := &Toggle{Label: label, on: on, OnChanged: changed}
	t.self = t
	t.change = func() {
		t.SetOn(!t.on)
		if t.OnChanged != nil {
			t.OnChanged(t.on)
		}
	}
	t.ExtendBaseWidget(t)
	return t
}

// On reports the state.
func (t *Toggle) On() bool { return t.on }

// SetOn changes the state without calling OnChanged.
func (t *Toggle) SetOn(on bool) {
	if t.on == on {
		return
	}
	t.on = on
	t.Refresh()
}

// ControlText returns "on" or "off" for the UI map.
func (t *Toggle) ControlText() string {
	if t.on {
		return "on"
	}
	return "off"
}

// AccessibilityLabel returns the label and the state.
func (t *Toggle) AccessibilityLabel() string { return t.Label + ", " + t.ControlText() }

// CreateRenderer is called by Fyne.
func (t *Toggle) CreateRenderer() fyne.WidgetRenderer {
	r := &toggleRenderer{t: t, track: canvas.NewRectangle(noFill()), knob: canvas.NewRectangle(noFill()), focus: newRing()}
	r.track.CornerRadius, r.knob.CornerRadius = toggleH/2, (toggleH-4)/2
	r.focus.CornerRadius = toggleH/2 + ringOut
	r.Refresh()
	return r
}

const (
	toggleW float32 = 32
	toggleH float32 = 18
)

type toggleRenderer struct {
	t                  *Toggle
	track, knob, focus *canvas.Rectangle
}

func (r *toggleRenderer) Destroy() {}
func (r *toggleRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.focus, r.track, r.knob}
}
func (r *toggleRenderer) MinSize() fyne.Size { return fyne.NewSize(toggleW, toggleH) }

func (r *toggleRenderer) Layout(size fyne.Size) {
	y := middle(size.Height, toggleH)
	place(r.track, 0, y, toggleW, toggleH)
	x := float32(2)
	if r.t.on {
		x = toggleW - toggleH + 2
	}
	place(r.knob, x, y+2, toggleH-4, toggleH-4)
	place(r.focus, -ringOut, y-ringOut, toggleW+2*ringOut, toggleH+2*ringOut)
}

func (r *toggleRenderer) Refresh() {
	track, knob := theme.ColorControl, theme.ColorSurface
	if r.t.on {
		track = theme.ColorPrimary
	}
	if r.t.disabled {
		track, knob = theme.ColorGreyTint, theme.ColorFaint
	}
	setBox(r.track, ColorOf(r.t, track), nil, 0)
	setBox(r.knob, ColorOf(r.t, knob), nil, 0)
	setRing(r.focus, r.t, r.t.ring())
	r.Layout(r.t.Size())
	canvas.Refresh(r.t)
}

var (
	_ fyne.Focusable  = (*Checkbox)(nil)
	_ fyne.Accessible = (*Checkbox)(nil)
	_ Nameable        = (*Checkbox)(nil)
)

// Checkbox is a box with words behind it.
type Checkbox struct {
	switchable
	OnChanged func(CheckState)
	label     string
	state     CheckState
}

// NewCheckbox returns a box. A press on a Mixed box checks it.
func NewCheckbox(label string, state CheckState, changed func(CheckState)) *Checkbox {
	c := &Checkbox{label: label, state: state, OnChanged: changed}
	c.self = c
	c.change = func() {
		next := Checked
		if c.state == Checked {
			next = Unchecked
		}
		c.SetState(next)
		if c.OnChanged != nil {
			c.OnChanged(next)
		}
	}
	c.ExtendBaseWidget(c)
	return c
}

// State returns the state.
func (c *Checkbox) State() CheckState { return c.state }

// SetState changes the state without calling OnChanged.
func (c *Checkbox) SetState(state CheckState) {
	if c.state == state {
		return
	}
	c.state = state
	c.Refresh()
}

// ControlText returns the state for the UI map.
func (c *Checkbox) ControlText() string { return [...]string{"off", "on", "mixed"}[c.state] }

// AccessibilityLabel returns the label and the state.
func (c *Checkbox) AccessibilityLabel() string { return c.label + ", " + c.ControlText() }

// CreateRenderer is called by Fyne.
func (c *Checkbox) CreateRenderer() fyne.WidgetRenderer {
	r := &checkboxRenderer{c: c, art: newCheckArt(), text: textObject(theme.TextSize, fyne.TextStyle{}), focus: newRing()}
	r.Refresh()
	return r
}

type checkboxRenderer struct {
	c     *Checkbox
	art   *checkArt
	text  *canvas.Text
	focus *canvas.Rectangle
}

func (r *checkboxRenderer) Destroy() {}
func (r *checkboxRenderer) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.focus, r.text}, r.art.objects()...)
}

func (r *checkboxRenderer) MinSize() fyne.Size {
	if r.c.label == "" {
		return fyne.NewSquareSize(boxSize)
	}
	m := fyne.MeasureText(r.c.label, theme.TextSize, fyne.TextStyle{})
	return fyne.NewSize(boxSize+8+m.Width, max(m.Height, boxSize))
}

func (r *checkboxRenderer) Layout(size fyne.Size) {
	y := middle(size.Height, boxSize)
	r.art.layout(0, y)
	h := lineHeight(theme.TextSize, fyne.TextStyle{})
	shown, _ := Fit(r.c.label, size.Width-boxSize-8, theme.TextSize, fyne.TextStyle{})
	setText(r.text, shown, r.text.Color)
	place(r.text, boxSize+8, middle(size.Height, h), size.Width-boxSize-8, h)
	place(r.focus, -ringOut, y-ringOut, boxSize+2*ringOut, boxSize+2*ringOut)
}

func (r *checkboxRenderer) Refresh() {
	r.art.set(r.c, r.c.state, r.c.disabled)
	color := theme.ColorText
	if r.c.disabled {
		color = theme.ColorFaint
	}
	setText(r.text, r.c.label, ColorOf(r.c, color))
	setRing(r.focus, r.c, r.c.ring())
	r.Layout(r.c.Size())
	canvas.Refresh(r.c)
}
