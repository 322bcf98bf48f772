package settings

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"litework/app/kit"
	"litework/app/theme"
)

var (
	_ fyne.Focusable    = (*nav)(nil)
	_ desktop.Mouseable = (*nav)(nil)
	_ desktop.Hoverable = (*nav)(nil)
	_ kit.Parted        = (*nav)(nil)
)

// nav is the list of tabs at the left. A click or the arrow keys choose one.
type nav struct {
	widget.BaseWidget
	tabs     []kit.Option
	selected string
	changed  func(id string)
	over     int
	focused  bool
	byMouse  bool
}

func newNav(tabs []kit.Option, changed func(id string)) *nav {
	n := &nav{tabs: tabs, changed: changed, over: -1}
	n.ExtendBaseWidget(n)
	return n
}

// set marks a tab.
func (n *nav) set(id string) {
	n.selected = id
	n.Refresh()
}

func (n *nav) index() int {
	for i, t := range n.tabs {
		if t.ID == n.selected {
			return i
		}
	}
	return 0
}

func (n *nav) choose(i int) {
	if i >= 0 && i < len(n.tabs) && n.tabs[i].ID != n.selected {
		n.changed(n.tabs[i].ID)
	}
}

const (
	navItem float32 = 32
	navStep float32 = 34
)

func (n *nav) at(p fyne.Position) int {
	i := int(p.Y / navStep)
	if p.Y < 0 || i >= len(n.tabs) || p.Y-float32(i)*navStep > navItem {
		return -1
	}
	return i
}

// ControlName lists the tabs in the UI map.
func (n *nav) ControlName() string { return "settings.tabs" }

// ControlText is the tab shown.
func (n *nav) ControlText() string { return n.tabs[n.index()].Label }

// ControlParts are the tabs.
func (n *nav) ControlParts() []kit.Part {
	var parts []kit.Part
	for i, t := range n.tabs {
		parts = append(parts, kit.Part{Name: "settings.tab." + t.ID, Text: t.Label,
			Pos: fyne.NewPos(0, float32(i)*navStep), Size: fyne.NewSize(n.Size().Width, navItem)})
	}
	return parts
}

// MouseDown shows the tab below the pointer.
func (n *nav) MouseDown(ev *desktop.MouseEvent) {
	if ev.Button != desktop.MouseButtonPrimary {
		return
	}
	n.byMouse = true
	if c := fyne.CurrentApp().Driver().CanvasForObject(n); c != nil {
		c.Focus(n)
	}
	n.choose(n.at(ev.Position))
}

// MouseUp does nothing.
func (n *nav) MouseUp(*desktop.MouseEvent) {}

// MouseIn marks what is below the pointer.
func (n *nav) MouseIn(ev *desktop.MouseEvent) { n.MouseMoved(ev) }

// MouseMoved marks what is below the pointer.
func (n *nav) MouseMoved(ev *desktop.MouseEvent) {
	if i := n.at(ev.Position); i != n.over {
		n.over = i
		n.Refresh()
	}
}

// MouseOut ends what MouseIn began.
func (n *nav) MouseOut() {
	n.over = -1
	n.Refresh()
}

// FocusGained draws the ring.
func (n *nav) FocusGained() {
	n.focused = true
	n.Refresh()
}

// FocusLost takes the ring away.
func (n *nav) FocusLost() {
	n.focused, n.byMouse = false, false
	n.Refresh()
}

// TypedKey goes up and down.
func (n *nav) TypedKey(k *fyne.KeyEvent) {
	n.byMouse = false
	switch k.Name {
	case fyne.KeyUp:
		n.choose(n.index() - 1)
	case fyne.KeyDown:
		n.choose(n.index() + 1)
	case fyne.KeyHome:
		n.choose(0)
	case fyne.KeyEnd:
		n.choose(len(n.tabs) - 1)
	default:
		kit.PassKey(n, k)
	}
	n.Refresh()
}

// TypedRune does nothing.
func (n *nav) TypedRune(rune) {}

// CreateRenderer is called by Fyne.
func (n *nav) CreateRenderer() fyne.WidgetRenderer {
	r := &navRenderer{n: n}
	for range n.tabs {
		box := canvas.NewRectangle(nil)
		box.CornerRadius = theme.Radius
		text := canvas.NewText("", nil)
		text.TextSize = theme.TextSize
		r.boxes, r.texts = append(r.boxes, box), append(r.texts, text)
		r.objs = append(r.objs, box, text)
	}
	r.Refresh()
	return r
}

type navRenderer struct {
	n     *nav
	boxes []*canvas.Rectangle
	texts []*canvas.Text
	objs  []fyne.CanvasObject
}

func (r *navRenderer) Destroy()                     {}
func (r *navRenderer) Objects() []fyne.CanvasObject { return r.objs }
func (r *navRenderer) MinSize() fyne.Size {
	return fyne.NewSize(120, float32(len(r.n.tabs))*navStep)
}

func (r *navRenderer) Layout(size fyne.Size) {
	for i := range r.boxes {
		y := float32(i) * navStep
		r.boxes[i].Move(fyne.NewPos(0, y))
		r.boxes[i].Resize(fyne.NewSize(size.Width, navItem))
		m := r.texts[i].MinSize()
		r.texts[i].Move(fyne.NewPos(12, y+float32(int((navItem-m.Height)/2))))
		r.texts[i].Resize(m)
	}
}

func (r *navRenderer) Refresh() {
	for i, t := range r.n.tabs {
		var fill color.Color = color.Transparent
		text := kit.ColorOf(r.n, theme.ColorMuted)
		if i == r.n.over {
			fill = kit.ColorOf(r.n, theme.ColorHover)
		}
		chosen := t.ID == r.n.selected
		if chosen {
			fill, text = kit.ColorOf(r.n, theme.ColorPrimaryTint), kit.ColorOf(r.n, theme.ColorPrimary)
		}
		r.boxes[i].FillColor, r.boxes[i].StrokeWidth = fill, 0
		if chosen && r.n.focused && !r.n.byMouse {
			r.boxes[i].StrokeColor, r.boxes[i].StrokeWidth = kit.ColorOf(r.n, theme.ColorPrimary), 2
		}
		r.texts[i].Text, r.texts[i].Color = t.Label, text
	}
	r.Layout(r.n.Size())
	canvas.Refresh(r.n)
}
