package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"litework/app/theme"
)

// Tint is the colour of a chip.
type Tint int

// The tints. Outline is a chip with a border and no colour, for tags.
const (
	Grey Tint = iota
	Green
	Blue
	Amber
	Red
	Outline
)

// colors returns text and ground.
func (t Tint) colors() (text, ground fyne.ThemeColorName) {
	switch t {
	case Green:
		return theme.ColorGreen, theme.ColorGreenTint
	case Blue:
		return theme.ColorBlue, theme.ColorBlueTint
	case Amber:
		return theme.ColorAmber, theme.ColorAmberTint
	case Red:
		return theme.ColorRed, theme.ColorRedTint
	case Outline:
		return theme.ColorMuted, ""
	default:
		return theme.ColorGrey, theme.ColorGreyTint
	}
}

// ChipSpec is what a chip shows. It is a plain value, so that rows of a table
// can hold it.
type ChipSpec struct {
	Label string
	Tint  Tint
	Check bool   // a check mark before the label
	Tip   string // explains the state
	ID    string // for callbacks
}

const (
	chipHeight float32 = 20
	chipPad    float32 = 9
	chipIcon   float32 = 10
	chipGap    float32 = 6 // between chips
)

// chipArt draws one chip.
type chipArt struct {
	box  *canvas.Rectangle
	icon *canvas.Image
	text *canvas.Text
}

func newChipArt() *chipArt {
	a := &chipArt{
		box:  canvas.NewRectangle(noFill()),
		icon: newIconImage(),
		text: textObject(theme.CaptionSize, fyne.TextStyle{}),
	}
	a.box.CornerRadius = chipHeight / 2
	return a
}

func (a *chipArt) objects() []fyne.CanvasObject { return []fyne.CanvasObject{a.box, a.icon, a.text} }

func (a *chipArt) show(on bool) {
	a.box.Hidden, a.text.Hidden = !on, !on
	if !on {
		a.icon.Hidden = true
	}
}

// set draws the chip; onSelection is for a chip on a selected row.
func (a *chipArt) set(w themed, c ChipSpec, onSelection bool) {
	text, ground := c.Tint.colors()
	fill, edge, width := colorOrNone(w, ground), noFill(), float32(0)
	if onSelection {
		fill = ColorOf(w, theme.ColorSurface)
	}
	if c.Tint == Outline {
		edge, width = ColorOf(w, theme.ColorBorder), 1
	}
	a.show(true)
	setBox(a.box, fill, edge, width)
	setText(a.text, c.Label, ColorOf(w, text))
	icon := theme.IconName("")
	if c.Check {
		icon = theme.IconCheck
	}
	setIcon(a.icon, w, icon, text)
}

// chipWidth returns how wide a chip is.
func chipWidth(c ChipSpec) float32 {
	w := fyne.MeasureText(c.Label, theme.CaptionSize, fyne.TextStyle{}).Width + 2*chipPad
	if c.Check {
		w += chipIcon + 3
	}
	return float32(int(w + 0.99))
}

// layout places the chip with its top left corner at x, y.
func (a *chipArt) layout(c ChipSpec, x, y float32) {
	place(a.box, x, y, chipWidth(c), chipHeight)
	h := lineHeight(theme.CaptionSize, fyne.TextStyle{})
	at := x + chipPad
	if c.Check {
		place(a.icon, at-1, y+middle(chipHeight, chipIcon), chipIcon, chipIcon)
		at += chipIcon + 3
	}
	place(a.text, at, y+middle(chipHeight, h), chipWidth(c), h)
}

var (
	_ desktop.Mouseable = (*Chip)(nil)
	_ desktop.Hoverable = (*Chip)(nil)
	_ fyne.Accessible   = (*Chip)(nil)
)

// Chip shows a state on a tinted ground. It never shortens.
type Chip struct {
	control
	// OnTapped, when set, makes the chip answer to a click: it explains itself.
	OnTapped func()
	spec     ChipSpec
}

// NewChip returns a chip.
func NewChip(spec ChipSpec) *Chip {
	c := &Chip{spec: spec}
	c.ExtendBaseWidget(c)
	return c
}

// Set changes what the chip shows.
func (c *Chip) Set(spec ChipSpec) {
	if c.spec == spec {
		return
	}
	c.spec = spec
	c.Refresh()
}

// ControlText returns the label for the UI map.
func (c *Chip) ControlText() string { return c.spec.Label }

// Tooltip explains the state.
func (c *Chip) Tooltip() string { return c.spec.Tip }

// MouseDown calls OnTapped.
func (c *Chip) MouseDown(ev *desktop.MouseEvent) {
	tipOut(c) // the page may be another one then
	if ev.Button == desktop.MouseButtonPrimary && c.OnTapped != nil {
		c.OnTapped()
	}
}

// MouseUp does nothing.
func (c *Chip) MouseUp(*desktop.MouseEvent) {}

// MouseIn starts the tooltip.
func (c *Chip) MouseIn(ev *desktop.MouseEvent) { tipIn(c, ev) }

// MouseMoved does nothing.
func (c *Chip) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends the tooltip.
func (c *Chip) MouseOut() { tipOut(c) }

// AccessibilityLabel returns the label.
func (c *Chip) AccessibilityLabel() string { return c.spec.Label }

// AccessibilityRole is that of a text.
func (c *Chip) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer is called by Fyne.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer {
	r := &chipRenderer{w: c, art: newChipArt()}
	r.Refresh()
	return r
}

type chipRenderer struct {
	w   *Chip
	art *chipArt
}

func (r *chipRenderer) Destroy()                     {}
func (r *chipRenderer) Objects() []fyne.CanvasObject { return r.art.objects() }
func (r *chipRenderer) MinSize() fyne.Size {
	return fyne.NewSize(chipWidth(r.w.spec), chipHeight)
}
func (r *chipRenderer) Layout(size fyne.Size) {
	r.art.layout(r.w.spec, 0, middle(size.Height, chipHeight))
}
func (r *chipRenderer) Refresh() {
	r.art.set(r.w, r.w.spec, false)
	r.Layout(r.w.Size())
	canvas.Refresh(r.w)
}

// NewBadge returns the small round count beside an item; it is a chip in red.
func NewBadge(count string) *Chip { return NewChip(ChipSpec{Label: count, Tint: Red}) }
