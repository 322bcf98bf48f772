package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"litework/app/theme"
)

// Look says how a text is drawn.
type Look struct {
	Size  float32             // 0 is theme.TextSize
	Color fyne.ThemeColorName // "" is theme.ColorText
	Style fyne.TextStyle
	Align fyne.TextAlign
}

func (l Look) size() float32 {
	if l.Size == 0 {
		return theme.TextSize
	}
	return l.Size
}

func (l Look) color() fyne.ThemeColorName {
	if l.Color == "" {
		return theme.ColorText
	}
	return l.Color
}

var (
	_ fyne.Accessible   = (*Text)(nil)
	_ desktop.Hoverable = (*Text)(nil)
)

// Text is one line of text. Where it is given less width than it needs it ends
// in … and the whole stands in its tooltip.
type Text struct {
	control
	text   string
	look   Look
	shrink bool
	cut    bool
}

// NewText returns a line of text in the given look.
func NewText(text string, look Look) *Text {
	t := &Text{text: text, look: look}
	t.ExtendBaseWidget(t)
	return t
}

// Plain is normal text.
func Plain(text string) *Text { return NewText(text, Look{}) }

// Muted is secondary text.
func Muted(text string) *Text { return NewText(text, Look{Color: theme.ColorMuted}) }

// Bold is text that leads.
func Bold(text string) *Text { return NewText(text, Look{Style: fyne.TextStyle{Bold: true}}) }

// Caption is the small muted text of labels and heads.
func Caption(text string) *Text {
	return NewText(text, Look{Size: theme.CaptionSize, Color: theme.ColorMuted})
}

// Small is the muted text of explanations.
func Small(text string) *Text {
	return NewText(text, Look{Size: theme.SmallSize, Color: theme.ColorMuted})
}

// Heading is the title of a page or dialog.
func Heading(text string) *Text {
	return NewText(text, Look{Size: theme.HeadingSize, Style: fyne.TextStyle{Bold: true}})
}

// Shrinks lets the text become narrower than it is, and returns it.
func (t *Text) Shrinks() *Text {
	t.shrink = true
	return t
}

// Text returns the whole text.
func (t *Text) Text() string { return t.text }

// ControlText returns the whole text for the UI map.
func (t *Text) ControlText() string { return t.text }

// SetText changes the text.
func (t *Text) SetText(text string) {
	if t.text == text {
		return
	}
	t.text = text
	t.Refresh()
}

// SetColor changes the colour.
func (t *Text) SetColor(name fyne.ThemeColorName) {
	if t.look.Color == name {
		return
	}
	t.look.Color = name
	t.Refresh()
}

// SetLook changes the look.
func (t *Text) SetLook(look Look) {
	if t.look == look {
		return
	}
	t.look = look
	t.Refresh()
}

// AccessibilityLabel returns the text.
func (t *Text) AccessibilityLabel() string { return t.text }

// AccessibilityRole is that of a text.
func (t *Text) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// Tooltip returns the whole text where it is cut, else the tooltip set.
func (t *Text) Tooltip() string {
	if t.tip == "" && t.cut {
		return t.text
	}
	return t.tip
}

// MouseIn shows the tooltip after a moment.
func (t *Text) MouseIn(ev *desktop.MouseEvent) { tipIn(t, ev) }

// MouseMoved does nothing.
func (t *Text) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes the tooltip away.
func (t *Text) MouseOut() { tipOut(t) }

// CreateRenderer is called by Fyne.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	r := &textRenderer{w: t, text: textObject(0, fyne.TextStyle{})}
	r.Refresh()
	return r
}

type textRenderer struct {
	w    *Text
	text *canvas.Text
}

func (r *textRenderer) Destroy()                     {}
func (r *textRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.text} }

func (r *textRenderer) MinSize() fyne.Size {
	l := r.w.look
	s := fyne.MeasureText(r.w.text, l.size(), l.Style)
	if r.w.text == "" {
		s = fyne.NewSize(0, lineHeight(l.size(), l.Style))
	}
	if r.w.shrink {
		s.Width = min(s.Width, 24)
	}
	return s
}

func (r *textRenderer) Layout(size fyne.Size) {
	h := lineHeight(r.text.TextSize, r.text.TextStyle)
	place(r.text, 0, middle(size.Height, h), size.Width, h)
	r.fit()
}

func (r *textRenderer) fit() {
	l := r.w.look
	shown := r.w.text
	r.w.cut = false
	if w := r.w.Size().Width; w > 0 {
		shown, r.w.cut = Fit(shown, w, l.size(), l.Style)
	}
	setText(r.text, shown, ColorOf(r.w, l.color()))
}

func (r *textRenderer) Refresh() {
	l := r.w.look
	r.text.TextSize, r.text.TextStyle, r.text.Alignment = l.size(), l.Style, l.Align
	r.fit()
	r.Layout(r.w.Size())
	canvas.Refresh(r.w)
}

// Paragraph is text that is broken into lines at the width it is given.
type Paragraph struct {
	widget.BaseWidget
	text string
	look Look
}

// NewParagraph returns a paragraph in the given look.
func NewParagraph(text string, look Look) *Paragraph {
	p := &Paragraph{text: text, look: look}
	p.ExtendBaseWidget(p)
	return p
}

// SetText changes the text. The container has to be refreshed when the number
// of lines changed.
func (p *Paragraph) SetText(text string) {
	if p.text == text {
		return
	}
	p.text = text
	p.Refresh()
}

// SetColor changes the colour.
func (p *Paragraph) SetColor(name fyne.ThemeColorName) {
	if p.look.Color == name {
		return
	}
	p.look.Color = name
	p.Refresh()
}

// Text returns the text.
func (p *Paragraph) Text() string { return p.text }

// ControlText returns the text for the UI map.
func (p *Paragraph) ControlText() string { return p.text }

// HeightFor returns the height at a width.
func (p *Paragraph) HeightFor(width float32) float32 {
	n := len(Wrap(p.text, width, p.look.size(), p.look.Style))
	return float32(n) * p.line()
}

func (p *Paragraph) line() float32 { return lineHeight(p.look.size(), p.look.Style) }

// AccessibilityLabel returns the text.
func (p *Paragraph) AccessibilityLabel() string { return p.text }

// AccessibilityRole is that of a text.
func (p *Paragraph) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer is called by Fyne.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer {
	r := &paragraphRenderer{w: p}
	r.Refresh()
	return r
}

type paragraphRenderer struct {
	w     *Paragraph
	lines []fyne.CanvasObject
}

func (r *paragraphRenderer) Destroy()                     {}
func (r *paragraphRenderer) Objects() []fyne.CanvasObject { return r.lines }

func (r *paragraphRenderer) MinSize() fyne.Size {
	return fyne.NewSize(40, float32(max(1, len(r.lines)))*r.w.line())
}

func (r *paragraphRenderer) Layout(size fyne.Size) {
	l := r.w.look
	width := size.Width
	if width == 0 {
		width = 10000
	}
	r.lines = r.lines[:0]
	for i, line := range Wrap(r.w.text, width, l.size(), l.Style) {
		t := textObject(l.size(), l.Style)
		t.Alignment = l.Align
		t.Text, t.Color = line, ColorOf(r.w, l.color())
		place(t, 0, float32(i)*r.w.line(), size.Width, r.w.line())
		r.lines = append(r.lines, t)
	}
}

func (r *paragraphRenderer) Refresh() {
	r.Layout(r.w.Size())
	canvas.Refresh(r.w)
}
