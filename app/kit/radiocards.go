package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"litework/app/theme"
)

// RadioOption is one card of RadioCards.
type RadioOption struct{ ID, Title, Detail string }

var (
	_ fyne.Focusable    = (*RadioCards)(nil)
	_ fyne.Accessible   = (*RadioCards)(nil)
	_ desktop.Mouseable = (*RadioCards)(nil)
	_ Nameable          = (*RadioCards)(nil)
)

// RadioCards puts a few options with an explanation side by side, or one below
// the other. The arrow keys choose while it has the keyboard.
type RadioCards struct {
	control
	OnChanged func(id string)
	// Vertical puts the cards one below the other.
	Vertical bool
	options  []RadioOption
	selected string
}

// NewRadioCards returns cards side by side.
func NewRadioCards(options []RadioOption, selected string, changed func(id string)) *RadioCards {
	c := &RadioCards{options: options, selected: selected, OnChanged: changed}
	c.ExtendBaseWidget(c)
	return c
}

// Selected returns the id of the chosen card, "" while none is.
func (c *RadioCards) Selected() string { return c.selected }

// SetSelected chooses a card without calling OnChanged.
func (c *RadioCards) SetSelected(id string) {
	if c.selected == id {
		return
	}
	c.selected = id
	c.Refresh()
}

func (c *RadioCards) choose(i int) {
	if i < 0 || i >= len(c.options) || c.options[i].ID == c.selected {
		return
	}
	c.SetSelected(c.options[i].ID)
	if c.OnChanged != nil {
		c.OnChanged(c.selected)
	}
}

func (c *RadioCards) index() int {
	for i, o := range c.options {
		if o.ID == c.selected {
			return i
		}
	}
	return -1
}

const (
	radioGap    float32 = 10
	radioHeight float32 = 66
	radioDot    float32 = 15
)

// card returns where a card lies.
func (c *RadioCards) card(i int, size fyne.Size) rect {
	n := float32(len(c.options))
	if c.Vertical {
		return rect{fyne.NewPos(0, float32(i)*(radioHeight+radioGap)), fyne.NewSize(size.Width, radioHeight)}
	}
	w := (size.Width - radioGap*(n-1)) / n
	return rect{fyne.NewPos(float32(int(float32(i)*(w+radioGap))), 0), fyne.NewSize(w, radioHeight)}
}

// MouseDown chooses the card below the pointer.
func (c *RadioCards) MouseDown(ev *desktop.MouseEvent) {
	if ev.Button != desktop.MouseButtonPrimary {
		return
	}
	c.byMouse = true
	takeFocus(c)
	for i := range c.options {
		k := c.card(i, c.Size())
		if inside(ev.Position.Subtract(k.pos), k.size) {
			c.choose(i)
		}
	}
}

// MouseUp does nothing.
func (c *RadioCards) MouseUp(*desktop.MouseEvent) {}

// FocusGained draws the ring.
func (c *RadioCards) FocusGained() {
	c.focused = true
	c.Refresh()
	c.reveal(c)
}

// FocusLost takes the ring away.
func (c *RadioCards) FocusLost() {
	c.focused, c.byMouse = false, false
	c.Refresh()
}

// TypedKey chooses the neighbour by the arrows; Space the first.
func (c *RadioCards) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyLeft, fyne.KeyUp:
		c.choose(c.index() - 1)
	case fyne.KeyRight, fyne.KeyDown:
		c.choose(c.index() + 1)
	case fyne.KeySpace:
		if c.index() < 0 {
			c.choose(0)
		}
	default:
		passKey(c, k)
	}
}

// TypedRune does nothing.
func (c *RadioCards) TypedRune(rune) {}

// TypedShortcut hands shortcuts on.
func (c *RadioCards) TypedShortcut(s fyne.Shortcut) { passShortcut(c, s) }

// ControlText returns the chosen title for the UI map.
func (c *RadioCards) ControlText() string {
	if i := c.index(); i >= 0 {
		return c.options[i].Title
	}
	return ""
}

// ControlParts lists the cards for the UI map.
func (c *RadioCards) ControlParts() []Part {
	var parts []Part
	for i, o := range c.options {
		if k := c.card(i, c.Size()); c.Name != "" {
			parts = append(parts, Part{Name: c.Name + "/" + o.ID, Text: o.Title, Pos: k.pos, Size: k.size})
		}
	}
	return parts
}

// AccessibilityLabel returns the chosen title.
func (c *RadioCards) AccessibilityLabel() string { return c.ControlText() }

// AccessibilityRole is that of a button, the nearest there is.
func (c *RadioCards) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer is called by Fyne.
func (c *RadioCards) CreateRenderer() fyne.WidgetRenderer {
	r := &radioRenderer{c: c, focus: newRing()}
	r.objs = []fyne.CanvasObject{r.focus}
	for range c.options {
		a := &radioArt{
			box: canvas.NewRectangle(noFill()), ring: canvas.NewRectangle(noFill()), dot: canvas.NewRectangle(noFill()),
			title: textObject(theme.TextSize, fyne.TextStyle{Bold: true}), detail: textObject(theme.TextSize, fyne.TextStyle{}),
		}
		a.box.CornerRadius, a.ring.CornerRadius, a.dot.CornerRadius = theme.RadiusCard, radioDot/2, 2.5
		r.cards = append(r.cards, a)
		r.objs = append(r.objs, a.box, a.ring, a.dot, a.title, a.detail)
	}
	r.Refresh()
	return r
}

type radioArt struct {
	box, ring, dot *canvas.Rectangle
	title, detail  *canvas.Text
}

type radioRenderer struct {
	c     *RadioCards
	focus *canvas.Rectangle
	cards []*radioArt
	objs  []fyne.CanvasObject
}

func (r *radioRenderer) Destroy()                     {}
func (r *radioRenderer) Objects() []fyne.CanvasObject { return r.objs }

func (r *radioRenderer) MinSize() fyne.Size {
	n := float32(len(r.c.options))
	if r.c.Vertical {
		return fyne.NewSize(160, n*radioHeight+(n-1)*radioGap)
	}
	return fyne.NewSize(n*160, radioHeight)
}

func (r *radioRenderer) Layout(size fyne.Size) {
	h := lineHeight(theme.TextSize, fyne.TextStyle{})
	for i, a := range r.cards {
		k := r.c.card(i, size)
		x, y := k.pos.X, k.pos.Y
		place(a.box, x, y, k.size.Width, k.size.Height)
		place(a.ring, x+15, y+14, radioDot, radioDot)
		place(a.dot, x+20, y+19, 5, 5)
		place(a.title, x+37, y+13, k.size.Width-47, h)
		place(a.detail, x+39, y+36, k.size.Width-49, h)
		detail, _ := Fit(r.c.options[i].Detail, k.size.Width-49, theme.TextSize, fyne.TextStyle{})
		setText(a.detail, detail, ColorOf(r.c, theme.ColorMuted))
	}
	if i := max(0, r.c.index()); len(r.cards) > 0 {
		k := r.c.card(i, size)
		place(r.focus, k.pos.X-ringOut, k.pos.Y-ringOut, k.size.Width+2*ringOut, k.size.Height+2*ringOut)
	}
}

func (r *radioRenderer) Refresh() {
	for i, a := range r.cards {
		edge, ringFill, ringEdge, dot := theme.ColorBorder, theme.ColorSurface, theme.ColorControl, noFill()
		if r.c.options[i].ID == r.c.selected {
			edge, ringFill, ringEdge, dot = theme.ColorPrimary, theme.ColorPrimary, theme.ColorPrimary, ColorOf(r.c, theme.ColorOnPrimary)
		}
		setBox(a.box, ColorOf(r.c, theme.ColorSurface), ColorOf(r.c, edge), 1)
		setBox(a.ring, ColorOf(r.c, ringFill), ColorOf(r.c, ringEdge), 1)
		setBox(a.dot, dot, nil, 0)
		setText(a.title, r.c.options[i].Title, ColorOf(r.c, theme.ColorText))
		setText(a.detail, r.c.options[i].Detail, ColorOf(r.c, theme.ColorMuted))
	}
	setRing(r.focus, r.c, r.c.ring())
	r.Layout(r.c.Size())
	canvas.Refresh(r.c)
}
