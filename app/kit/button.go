package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"litework/app/theme"
)

// ButtonKind says how much a button stands out.
type ButtonKind int

// The kinds of buttons.
const (
	Secondary ButtonKind = iota // with a border
	Primary                     // filled with the accent: the one thing to do
	Quiet                       // text only, until the pointer is over it
	Danger                      // red: what cannot be undone
)

var (
	_ fyne.Focusable    = (*Button)(nil)
	_ fyne.Disableable  = (*Button)(nil)
	_ fyne.Accessible   = (*Button)(nil)
	_ desktop.Mouseable = (*Button)(nil)
	_ desktop.Hoverable = (*Button)(nil)
	_ desktop.Keyable   = (*Button)(nil)
	_ Nameable          = (*Button)(nil)
)

// Button does something when it is pressed: by a click that ends inside, or by
// Enter or Space while it is focused.
type Button struct {
	control
	OnTapped func()

	kind  ButtonKind
	label string
	hint  string
	icon  theme.IconName
	after theme.IconName // an icon behind the label
	only  bool           // icon without label

	freshKey bool // Enter counts only when it was pressed here, not repeated
	armed    bool
}

// NewButton returns a secondary button.
func NewButton(label string, tapped func()) *Button { return newButton(Secondary, label, tapped) }

// NewPrimary returns the button for the main action of a page or dialog.
func NewPrimary(label string, tapped func()) *Button { return newButton(Primary, label, tapped) }

// NewQuiet returns a button without a border.
func NewQuiet(label string, tapped func()) *Button { return newButton(Quiet, label, tapped) }

// NewDanger returns the button for what cannot be undone.
func NewDanger(label string, tapped func()) *Button { return newButton(Danger, label, tapped) }

// NewIconButton returns a square quiet button. The label is its tooltip and
// what a screen reader says.
func NewIconButton(icon theme.IconName, label string, tapped func()) *Button {
	b := newButton(Quiet, label, tapped)
	b.icon, b.only, b.tip = icon, true, label
	return b
}

func newButton(kind ButtonKind, label string, tapped func()) *Button {
	b := &Button{kind: kind, label: label, OnTapped: tapped}
	b.ExtendBaseWidget(b)
	return b
}

// WithHint shows a shortcut in muted letters behind the label, and returns the
// button.
func (b *Button) WithHint(hint string) *Button {
	b.hint = hint
	return b
}

// WithIcon shows an icon before the label, and returns the button.
func (b *Button) WithIcon(icon theme.IconName) *Button {
	b.icon = icon
	return b
}

// WithIconAfter shows an icon behind the label, and returns the button.
func (b *Button) WithIconAfter(icon theme.IconName) *Button {
	b.after = icon
	return b
}

// Label returns the text of the button.
func (b *Button) Label() string { return b.label }

// ControlText returns the label for the UI map.
func (b *Button) ControlText() string { return b.label }

// SetLabel changes the text.
func (b *Button) SetLabel(label string) {
	if b.label == label {
		return
	}
	b.label = label
	b.Refresh()
}

// SetHint changes the shortcut shown behind the label.
func (b *Button) SetHint(hint string) {
	if b.hint == hint {
		return
	}
	b.hint = hint
	b.Refresh()
}

// SetIcon changes the icon before the label.
func (b *Button) SetIcon(icon theme.IconName) {
	if b.icon == icon {
		return
	}
	b.icon = icon
	b.Refresh()
}

// SetKind changes how much the button stands out.
func (b *Button) SetKind(kind ButtonKind) {
	if b.kind == kind {
		return
	}
	b.kind = kind
	b.Refresh()
}

// Enable switches the button on.
func (b *Button) Enable() {
	if !b.disabled {
		return
	}
	b.disabled, b.reason = false, ""
	b.Refresh()
}

// Disable switches the button off.
func (b *Button) Disable() { b.DisableBecause("") }

// DisableBecause switches the button off; the tooltip says why.
func (b *Button) DisableBecause(reason string) {
	if b.disabled && b.reason == reason {
		return
	}
	b.disabled, b.reason, b.pressed = true, reason, false
	b.Refresh()
}

// Tap does what a click does, unless the button is off.
func (b *Button) Tap() {
	if b.disabled || b.OnTapped == nil {
		return
	}
	b.OnTapped()
}

// MouseDown presses the button and gives it the keyboard.
func (b *Button) MouseDown(ev *desktop.MouseEvent) {
	if b.disabled || ev.Button != desktop.MouseButtonPrimary {
		return
	}
	b.pressed, b.byMouse = true, true
	takeFocus(b)
	tipOut(b)
	b.Refresh()
}

// MouseUp releases the button: inside it that is a tap.
func (b *Button) MouseUp(ev *desktop.MouseEvent) {
	if !b.pressed {
		return
	}
	b.pressed = false
	b.Refresh()
	if ev.Button == desktop.MouseButtonPrimary && inside(ev.Position, b.Size()) {
		keepFocus(b, b.Tap)
	}
}

// MouseIn marks the button as under the pointer.
func (b *Button) MouseIn(ev *desktop.MouseEvent) {
	tipIn(b, ev)
	b.hovered = true
	b.Refresh()
}

// MouseMoved does nothing.
func (b *Button) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends what MouseIn began.
func (b *Button) MouseOut() {
	tipOut(b)
	b.hovered, b.pressed = false, false
	b.Refresh()
}

// FocusGained draws the ring.
func (b *Button) FocusGained() {
	b.focused = true
	b.Refresh()
	b.reveal(b)
}

// FocusLost takes the ring away.
func (b *Button) FocusLost() {
	b.focused, b.byMouse, b.shift, b.armed = false, false, false, false
	b.Refresh()
}

// TypedKey taps on Enter and Space.
func (b *Button) TypedKey(k *fyne.KeyEvent) {
	if isEnter(k) || k.Name == fyne.KeySpace {
		if b.freshKey && !b.armed {
			return
		}
		b.armed = false
		b.Tap()
		return
	}
	passKey(b, k)
}

// TypedRune does nothing.
func (b *Button) TypedRune(rune) {}

// TypedShortcut passes shortcuts on.
func (b *Button) TypedShortcut(s fyne.Shortcut) { passShortcut(b, s) }

// KeyDown notes that a key was pressed, as against repeated.
func (b *Button) KeyDown(k *fyne.KeyEvent) {
	b.keyDown(k)
	b.armed = isEnter(k) || k.Name == fyne.KeySpace
}

// KeyUp follows the modifier keys.
func (b *Button) KeyUp(k *fyne.KeyEvent) { b.keyUp(k) }

// AccessibilityLabel returns the label.
func (b *Button) AccessibilityLabel() string { return b.label }

// AccessibilityRole is that of a button.
func (b *Button) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer is called by Fyne.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	r := &buttonRenderer{
		w:     b,
		box:   canvas.NewRectangle(noFill()),
		focus: newRing(),
		label: textObject(theme.TextSize, fyne.TextStyle{}),
		hint:  textObject(theme.TextSize, fyne.TextStyle{}),
		icon:  newIconImage(),
		after: newIconImage(),
	}
	r.box.CornerRadius = theme.Radius
	r.Refresh()
	return r
}

type buttonRenderer struct {
	w           *Button
	box, focus  *canvas.Rectangle
	label, hint *canvas.Text
	icon, after *canvas.Image
}

const (
	buttonPad float32 = 13
	buttonGap float32 = 7
)

func (r *buttonRenderer) Destroy() {}

func (r *buttonRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.box, r.focus, r.icon, r.label, r.hint, r.after}
}

func (r *buttonRenderer) parts() (icon, label, hint, after float32) {
	if r.w.icon != "" {
		icon = theme.IconSize
	}
	if r.w.after != "" {
		after = 10
	}
	if !r.w.only {
		label = r.label.MinSize().Width
		if r.w.label == "" {
			label = 0
		}
		if r.w.hint != "" {
			hint = r.hint.MinSize().Width
		}
	}
	return icon, label, hint, after
}

func sumWithGaps(gap float32, parts ...float32) float32 {
	total := float32(0)
	for _, p := range parts {
		if p == 0 {
			continue
		}
		if total > 0 {
			total += gap
		}
		total += p
	}
	return total
}

func (r *buttonRenderer) MinSize() fyne.Size {
	if r.w.only {
		return fyne.NewSquareSize(theme.ControlHeight)
	}
	icon, label, hint, after := r.parts()
	return fyne.NewSize(sumWithGaps(buttonGap, icon, label, hint, after)+2*buttonPad, theme.ControlHeight)
}

func (r *buttonRenderer) Layout(size fyne.Size) {
	place(r.box, 0, 0, size.Width, size.Height)
	layoutRing(r.focus, size)
	icon, label, hint, after := r.parts()
	x := middle(size.Width, sumWithGaps(buttonGap, icon, label, hint, after))
	step := func(o fyne.CanvasObject, w, h float32) {
		place(o, x, middle(size.Height, h), w, h)
		if w > 0 {
			x += w + buttonGap
		}
	}
	line := lineHeight(theme.TextSize, fyne.TextStyle{})
	step(r.icon, icon, theme.IconSize)
	step(r.label, label, line)
	step(r.hint, hint, line)
	step(r.after, after, 10)
}

// colors returns fill, edge, text and hint.
func (r *buttonRenderer) colors() (fill, edge, text, hint fyne.ThemeColorName) {
	b := r.w
	over, down := b.hovered, b.pressed
	switch {
	case b.disabled && (b.kind == Quiet):
		return "", "", theme.ColorFaint, theme.ColorFaint
	case b.disabled:
		return theme.ColorSurface, theme.ColorBorder, theme.ColorFaint, theme.ColorFaint
	case b.kind == Primary && (over || down):
		return theme.ColorPrimaryOver, theme.ColorPrimaryOver, theme.ColorOnPrimary, theme.ColorOnPrimary
	case b.kind == Primary:
		return theme.ColorPrimary, theme.ColorPrimary, theme.ColorOnPrimary, theme.ColorOnPrimary
	case b.kind == Danger && !over && !down:
		return theme.ColorDanger, theme.ColorDanger, theme.ColorOnDanger, theme.ColorOnDanger
	case b.kind == Danger:
		return theme.ColorSurface, theme.ColorDanger, theme.ColorDanger, theme.ColorDanger
	case b.kind == Quiet && down:
		return theme.ColorPressed, theme.ColorPressed, theme.ColorText, theme.ColorMuted
	case b.kind == Quiet && over:
		return theme.ColorHover, theme.ColorHover, theme.ColorText, theme.ColorMuted
	case b.kind == Quiet:
		return "", "", theme.ColorMuted, theme.ColorMuted
	case down:
		return theme.ColorPressed, theme.ColorBorder, theme.ColorText, theme.ColorMuted
	case over:
		return theme.ColorHover, theme.ColorBorder, theme.ColorText, theme.ColorMuted
	}
	return theme.ColorSurface, theme.ColorBorder, theme.ColorText, theme.ColorMuted
}

func (r *buttonRenderer) Refresh() {
	fill, edge, text, hint := r.colors()
	setBox(r.box, colorOrNone(r.w, fill), colorOrNone(r.w, edge), 1)
	setRing(r.focus, r.w, r.w.ring())
	label := r.w.label
	if r.w.only {
		label = ""
	}
	setText(r.label, label, ColorOf(r.w, text))
	hintColor := ColorOf(r.w, hint)
	if r.w.kind == Primary && !r.w.disabled {
		hintColor = faded(hintColor, 0xB4)
	}
	setText(r.hint, r.w.hint, hintColor)
	setIcon(r.icon, r.w, r.w.icon, text)
	setIcon(r.after, r.w, r.w.after, text)
	r.Layout(r.w.Size())
	canvas.Refresh(r.w)
}

// colorOrNone is ColorOf, and nothing for no name.
func colorOrNone(w themed, name fyne.ThemeColorName) color.Color {
	if name == "" {
		return noFill()
	}
	return ColorOf(w, name)
}

// faded returns c with another opacity.
func faded(c color.Color, alpha uint8) color.Color {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	n.A = alpha
	return n
}
