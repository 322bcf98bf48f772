package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"litework/app/theme"
)

var (
	_ fyne.Focusable     = (*Link)(nil)
	_ fyne.Accessible    = (*Link)(nil)
	_ desktop.Mouseable  = (*Link)(nil)
	_ desktop.Hoverable  = (*Link)(nil)
	_ desktop.Cursorable = (*Link)(nil)
)

// Link is a word of primary colour that does something when it is clicked.
type Link struct {
	control
	OnTapped func()
	label    string
	bold     bool
}

// NewLink returns a link.
func NewLink(label string, tapped func()) *Link {
	l := &Link{label: label, OnTapped: tapped}
	l.ExtendBaseWidget(l)
	return l
}

// NewBoldLink returns a link in bold letters.
func NewBoldLink(label string, tapped func()) *Link {
	l := NewLink(label, tapped)
	l.bold = true
	return l
}

// SetLabel changes the word.
func (l *Link) SetLabel(label string) {
	if l.label == label {
		return
	}
	l.label = label
	l.Refresh()
}

// ControlText returns the word for the UI map.
func (l *Link) ControlText() string { return l.label }

// Tap does what a click does.
func (l *Link) Tap() {
	if l.OnTapped != nil {
		l.OnTapped()
	}
}

// Cursor is the pointing hand.
func (l *Link) Cursor() desktop.Cursor { return desktop.PointerCursor }

// MouseDown gives the link the keyboard.
func (l *Link) MouseDown(ev *desktop.MouseEvent) {
	if ev.Button == desktop.MouseButtonPrimary {
		l.pressed, l.byMouse = true, true
		takeFocus(l)
	}
}

// MouseUp taps when it happens inside.
func (l *Link) MouseUp(ev *desktop.MouseEvent) {
	if l.pressed && inside(ev.Position, l.Size()) {
		l.pressed = false
		keepFocus(l, l.Tap)
	}
	l.pressed = false
}

// MouseIn underlines the link.
func (l *Link) MouseIn(ev *desktop.MouseEvent) {
	tipIn(l, ev)
	l.hovered = true
	l.Refresh()
}

// MouseMoved does nothing.
func (l *Link) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends what MouseIn began.
func (l *Link) MouseOut() {
	tipOut(l)
	l.hovered, l.pressed = false, false
	l.Refresh()
}

// FocusGained draws the ring.
func (l *Link) FocusGained() {
	l.focused = true
	l.Refresh()
	l.reveal(l)
}

// FocusLost takes the ring away.
func (l *Link) FocusLost() {
	l.focused, l.byMouse = false, false
	l.Refresh()
}

// TypedKey taps on Enter and Space.
func (l *Link) TypedKey(k *fyne.KeyEvent) {
	if isEnter(k) || k.Name == fyne.KeySpace {
		l.Tap()
		return
	}
	passKey(l, k)
}

// TypedRune does nothing.
func (l *Link) TypedRune(rune) {}

// TypedShortcut passes shortcuts on.
func (l *Link) TypedShortcut(s fyne.Shortcut) { passShortcut(l, s) }

// AccessibilityLabel returns the word.
func (l *Link) AccessibilityLabel() string { return l.label }

// AccessibilityRole is that of a link.
func (l *Link) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleLink }

// CreateRenderer is called by Fyne.
func (l *Link) CreateRenderer() fyne.WidgetRenderer {
	r := &linkRenderer{
		w:     l,
		text:  textObject(theme.TextSize, fyne.TextStyle{Bold: l.bold}),
		under: canvas.NewRectangle(noFill()),
		focus: newRing(),
	}
	r.Refresh()
	return r
}

type linkRenderer struct {
	w            *Link
	text         *canvas.Text
	under, focus *canvas.Rectangle
}

func (r *linkRenderer) Destroy() {}
func (r *linkRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.focus, r.under, r.text}
}
func (r *linkRenderer) MinSize() fyne.Size { return r.text.MinSize() }

func (r *linkRenderer) Layout(size fyne.Size) {
	m := r.text.MinSize()
	y := middle(size.Height, m.Height)
	place(r.text, 0, y, m.Width, m.Height)
	place(r.under, 0, y+m.Height-3, m.Width, 1)
	layoutRing(r.focus, size)
}

func (r *linkRenderer) Refresh() {
	setText(r.text, r.w.label, ColorOf(r.w, theme.ColorPrimary))
	line := noFill()
	if r.w.hovered {
		line = ColorOf(r.w, theme.ColorPrimary)
	}
	setBox(r.under, line, nil, 0)
	setRing(r.focus, r.w, r.w.ring())
	r.Layout(r.w.Size())
	canvas.Refresh(r.w)
}
