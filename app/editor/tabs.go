package editor

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"litework/app/kit"
	"litework/app/theme"
)

var (
	_ fyne.Focusable     = (*tabs)(nil)
	_ desktop.Mouseable  = (*tabs)(nil)
	_ desktop.Hoverable  = (*tabs)(nil)
	_ desktop.Cursorable = (*tabs)(nil)
	_ fyne.Accessible    = (*tabs)(nil)
	_ kit.Parted         = (*tabs)(nil)
)

// tab is one word of a row; brief stands in for it where there is no room.
type tab struct{ id, label, brief string }

// tabs is a row of words, one of them chosen. A dot behind a word says that
// there is something under it.
type tabs struct {
	widget.BaseWidget
	all     []tab
	chosen  string
	marked  map[string]bool
	opened  func(id string)
	later   kit.Dispatcher
	focused bool
	hover   int
	narrow  bool
}

const (
	tabsH   = 38
	tabPad  = 14
	tabGap  = 16
	tabRing = 5
)

func newTabs(all []tab, later kit.Dispatcher, opened func(string)) *tabs {
	t := &tabs{all: all, chosen: all[0].id, opened: opened, later: later, hover: -1, marked: map[string]bool{}}
	t.ExtendBaseWidget(t)
	return t
}

func (t *tabs) choose(id string) {
	t.chosen = id
	t.Refresh()
}

func (t *tabs) mark(m map[string]bool) {
	for id, on := range m {
		if t.marked[id] != on {
			t.marked = m
			t.Refresh()
			return
		}
	}
}

// label is what a tab is called in the room there is.
func (t *tabs) label(i int) string {
	if t.narrow && t.all[i].brief != "" {
		return t.all[i].brief
	}
	return t.all[i].label
}

// fit calls the tabs by their brief names where they would not fit otherwise.
func (t *tabs) fit(width float32) {
	t.narrow = false
	x, w := t.place(len(t.all) - 1)
	t.narrow = x+w+tabPad > width
}

// place is where a tab stands.
func (t *tabs) place(i int) (x, w float32) {
	x = tabPad
	for j := range t.all {
		w = fyne.MeasureText(t.label(j), theme.TextSize, fyne.TextStyle{}).Width
		if j == i {
			return x, w
		}
		x += w + tabGap
	}
	return x, 0
}

func (t *tabs) at(x float32) int {
	for i := range t.all {
		if from, w := t.place(i); x >= from-tabGap/2 && x < from+w+tabGap/2 {
			return i
		}
	}
	return -1
}

// MouseDown opens the tab under the pointer.
func (t *tabs) MouseDown(ev *desktop.MouseEvent) {
	if i := t.at(ev.Position.X); i >= 0 && ev.Button == desktop.MouseButtonPrimary {
		t.chosen = t.all[i].id
		t.Refresh()
	}
}

// MouseUp gives the keyboard to what the tab shows, a turn later: Fyne takes it
// away from everything after the release too.
func (t *tabs) MouseUp(ev *desktop.MouseEvent) {
	if i := t.at(ev.Position.X); i >= 0 && ev.Button == desktop.MouseButtonPrimary {
		t.later(func() { t.opened(t.all[i].id) })
	}
}

// MouseIn follows the pointer.
func (t *tabs) MouseIn(ev *desktop.MouseEvent) { t.MouseMoved(ev) }

// MouseMoved follows the pointer.
func (t *tabs) MouseMoved(ev *desktop.MouseEvent) {
	if i := t.at(ev.Position.X); i != t.hover {
		t.hover = i
		t.Refresh()
	}
}

// MouseOut forgets the pointer.
func (t *tabs) MouseOut() {
	t.hover = -1
	t.Refresh()
}

// Cursor is the pointing hand.
func (t *tabs) Cursor() desktop.Cursor { return desktop.PointerCursor }

// FocusGained draws the ring.
func (t *tabs) FocusGained() {
	t.focused = true
	t.Refresh()
}

// FocusLost takes it away.
func (t *tabs) FocusLost() {
	t.focused = false
	t.Refresh()
}

// TypedRune does nothing.
func (t *tabs) TypedRune(rune) {}

// TypedKey chooses with ← and →; Enter and ↓ go into the text.
func (t *tabs) TypedKey(k *fyne.KeyEvent) {
	i := 0
	for j := range t.all {
		if t.all[j].id == t.chosen {
			i = j
		}
	}
	switch k.Name {
	case fyne.KeyLeft:
		i--
	case fyne.KeyRight:
		i++
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyDown, fyne.KeySpace:
		t.opened(t.chosen)
		return
	default:
		kit.PassKey(t, k)
		return
	}
	if i >= 0 && i < len(t.all) {
		c := fyne.CurrentApp().Driver().CanvasForObject(t)
		t.opened(t.all[i].id)
		if c != nil {
			c.Focus(t)
		}
	}
}

// AccessibilityLabel names the chosen tab.
func (t *tabs) AccessibilityLabel() string { return t.chosen }

// AccessibilityRole is that of a text, the nearest there is.
func (t *tabs) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// ControlParts lists the tabs in the UI map.
func (t *tabs) ControlParts() []kit.Part {
	var out []kit.Part
	for i, a := range t.all {
		x, w := t.place(i)
		out = append(out, kit.Part{Name: "tab." + a.id, Text: a.label, Pos: fyne.NewPos(x, 0), Size: fyne.NewSize(w, tabsH)})
	}
	return out
}

func (t *tabs) CreateRenderer() fyne.WidgetRenderer {
	r := &tabsRenderer{t: t, ring: canvas.NewRectangle(nil)}
	for _, a := range t.all {
		x := canvas.NewText(a.label, nil)
		x.TextSize = theme.TextSize
		r.texts = append(r.texts, x)
		dot := canvas.NewCircle(nil)
		r.dots = append(r.dots, dot)
	}
	r.Refresh()
	return r
}

type tabsRenderer struct {
	t     *tabs
	texts []*canvas.Text
	dots  []*canvas.Circle
	ring  *canvas.Rectangle
}

func (r *tabsRenderer) Destroy()           {}
func (r *tabsRenderer) MinSize() fyne.Size { return fyne.NewSize(300, tabsH) }

func (r *tabsRenderer) Objects() []fyne.CanvasObject {
	out := []fyne.CanvasObject{r.ring}
	for i := range r.texts {
		out = append(out, r.texts[i], r.dots[i])
	}
	return out
}

func (r *tabsRenderer) Layout(size fyne.Size) {
	r.t.fit(size.Width)
	for i, x := range r.texts {
		at, w := r.t.place(i)
		if x.Text != r.t.label(i) {
			x.Text = r.t.label(i)
			x.Refresh()
		}
		h := x.MinSize().Height
		x.Move(fyne.NewPos(at, float32(int((tabsH-h)/2))))
		x.Resize(fyne.NewSize(w, h))
		r.dots[i].Move(fyne.NewPos(at+w+4, 13))
		r.dots[i].Resize(fyne.NewSquareSize(4))
		if r.t.all[i].id == r.t.chosen {
			r.ring.Move(fyne.NewPos(at-tabRing-3, tabRing))
			r.ring.Resize(fyne.NewSize(w+2*tabRing+6, tabsH-2*tabRing))
		}
	}
}

func (r *tabsRenderer) Refresh() {
	t := r.t
	for i, x := range r.texts {
		name := theme.ColorMuted
		switch {
		case t.all[i].id == t.chosen:
			name = theme.ColorPrimary
		case i == t.hover:
			name = theme.ColorText
		}
		x.Color = kit.ColorOf(t, name)
		x.Refresh()
		r.dots[i].FillColor = kit.ColorOf(t, theme.ColorPrimary)
		r.dots[i].Hidden = !t.marked[t.all[i].id] || t.all[i].id == t.chosen
		r.dots[i].Refresh()
	}
	r.ring.StrokeColor, r.ring.StrokeWidth, r.ring.CornerRadius = kit.ColorOf(t, theme.ColorPrimary), 2, theme.Radius
	r.ring.Hidden = !t.focused
	r.ring.Refresh()
	r.Layout(t.Size())
	canvas.Refresh(t)
}
