package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"litework/app/theme"
)

// Severity says how a banner is coloured; the words carry the meaning.
type Severity int

// The severities.
const (
	Info Severity = iota
	Good
	Warn
	Problem
)

func (s Severity) look() (icon theme.IconName, text, tint fyne.ThemeColorName) {
	switch s {
	case Good:
		return theme.IconCheck, theme.ColorGreen, theme.ColorGreenTint
	case Warn:
		return theme.IconWarning, theme.ColorAmber, theme.ColorAmberTint
	case Problem:
		return theme.IconWarning, theme.ColorRed, theme.ColorRedTint
	default:
		return theme.IconInfo, theme.ColorBlue, theme.ColorBlueTint
	}
}

// Banner is a line on top of a page that lasts while something is true.
type Banner struct {
	widget.BaseWidget
	severity Severity
	icon     *Icon
	text     *Paragraph
	actions  []fyne.CanvasObject
}

// NewBanner returns a banner with links or buttons at its right.
func NewBanner(severity Severity, text string, actions ...fyne.CanvasObject) *Banner {
	b := &Banner{severity: severity, actions: actions}
	icon, color, _ := severity.look()
	b.icon = NewIcon(icon, color)
	b.text = NewParagraph(text, Look{Color: color})
	b.ExtendBaseWidget(b)
	return b
}

// Set changes what the banner says.
func (b *Banner) Set(severity Severity, text string, actions ...fyne.CanvasObject) {
	b.severity, b.actions = severity, actions
	icon, color, _ := severity.look()
	b.icon.Set(icon, color)
	b.text.SetText(text)
	b.text.SetColor(color)
	b.Refresh()
}

// ControlName lists the banner in the UI map.
func (b *Banner) ControlName() string { return "banner" }

// ControlText returns what it says.
func (b *Banner) ControlText() string { return b.text.Text() }

// ControlChildren returns the actions.
func (b *Banner) ControlChildren() []fyne.CanvasObject { return b.actions }

const (
	bannerPad float32 = 12
	bannerGap float32 = 16
)

func (b *Banner) textWidth(width float32) float32 {
	width -= 2*bannerPad + theme.IconSize + 8
	for _, a := range b.actions {
		width -= a.MinSize().Width + bannerGap
	}
	return width
}

// HeightFor returns the height at a width.
func (b *Banner) HeightFor(width float32) float32 {
	return max(38, b.text.HeightFor(b.textWidth(width))+20)
}

// CreateRenderer is called by Fyne.
func (b *Banner) CreateRenderer() fyne.WidgetRenderer {
	r := &bannerRenderer{b: b, box: canvas.NewRectangle(noFill())}
	r.box.CornerRadius = theme.RadiusCard
	r.Refresh()
	return r
}

type bannerRenderer struct {
	b   *Banner
	box *canvas.Rectangle
}

func (r *bannerRenderer) Destroy() {}
func (r *bannerRenderer) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.box, r.b.icon, r.b.text}, r.b.actions...)
}

func (r *bannerRenderer) MinSize() fyne.Size {
	if w := r.b.Size().Width; w > 0 {
		return fyne.NewSize(200, r.b.HeightFor(w))
	}
	return fyne.NewSize(200, 38)
}

func (r *bannerRenderer) Layout(size fyne.Size) {
	place(r.box, 0, 0, size.Width, size.Height)
	place(r.b.icon, bannerPad, middle(size.Height, theme.IconSize), theme.IconSize, theme.IconSize)
	w := r.b.textWidth(size.Width)
	h := r.b.text.HeightFor(w)
	place(r.b.text, bannerPad+theme.IconSize+8, middle(size.Height, h), w, h)
	x := size.Width - bannerPad
	for i := len(r.b.actions) - 1; i >= 0; i-- {
		m := r.b.actions[i].MinSize()
		x -= m.Width
		place(r.b.actions[i], x, middle(size.Height, m.Height), m.Width, m.Height)
		x -= bannerGap
	}
}

func (r *bannerRenderer) Refresh() {
	_, _, tint := r.b.severity.look()
	setBox(r.box, ColorOf(r.b, tint), nil, 0)
	for _, o := range r.Objects()[1:] {
		o.Refresh()
	}
	r.Layout(r.b.Size())
	canvas.Refresh(r.b)
}
