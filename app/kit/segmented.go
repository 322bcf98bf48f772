package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"litework/app/theme"
)

// Segment is one part of a Segmented.
type Segment struct {
	ID    string
	Label string
	Count string // behind the label; "" for none
	// Why says why it cannot be chosen; "" where it can.
	Why string
}

func (s Segment) text() string {
	if s.Count == "" {
		return s.Label
	}
	return s.Label + " " + s.Count
}

var (
	_ fyne.Focusable    = (*Segmented)(nil)
	_ fyne.Accessible   = (*Segmented)(nil)
	_ desktop.Mouseable = (*Segmented)(nil)
	_ desktop.Hoverable = (*Segmented)(nil)
	_ Nameable          = (*Segmented)(nil)
)

// Segmented shows a few options side by side, one of them chosen. ← and →
// choose while it has the keyboard.
type Segmented struct {
	control
	OnChanged func(id string)
	segments  []Segment
	selected  string
	over      int
}

// NewSegmented returns a row of segments.
func NewSegmented(segments []Segment, selected string, changed func(id string)) *Segmented {
	s := &Segmented{segments: segments, selected: selected, OnChanged: changed, over: -1}
	s.ExtendBaseWidget(s)
	return s
}

// SetSegments replaces the segments, such as when counts change.
func (s *Segmented) SetSegments(segments []Segment) {
	if len(segments) == len(s.segments) {
		same := true
		for i := range segments {
			same = same && segments[i] == s.segments[i]
		}
		if same {
			return
		}
	}
	s.segments = segments
	s.Refresh()
}

// Selected returns the id of the chosen segment.
func (s *Segmented) Selected() string { return s.selected }

// SetSelected chooses a segment without calling OnChanged.
func (s *Segmented) SetSelected(id string) {
	if s.selected == id {
		return
	}
	s.selected = id
	s.Refresh()
}

// SetDisabled switches the whole row on or off.
func (s *Segmented) SetDisabled(off bool) {
	if s.disabled == off {
		return
	}
	s.disabled = off
	s.Refresh()
}

func (s *Segmented) choose(id string) {
	if s.selected == id || s.disabled || s.why(id) != "" {
		return
	}
	s.SetSelected(id)
	if s.OnChanged != nil {
		s.OnChanged(id)
	}
}

// why is the reason a segment cannot be chosen, or "".
func (s *Segmented) why(id string) string {
	for _, g := range s.segments {
		if g.ID == id {
			return g.Why
		}
	}
	return ""
}

func (s *Segmented) index() int {
	for i, g := range s.segments {
		if g.ID == s.selected {
			return i
		}
	}
	return -1
}

const segmentPad float32 = 12

// widths returns how wide each segment is, lines between them included.
func (s *Segmented) widths() []float32 {
	out := make([]float32, len(s.segments))
	for i, g := range s.segments {
		out[i] = float32(int(fyne.MeasureText(g.text(), theme.TextSize, fyne.TextStyle{}).Width+0.99)) + 2*segmentPad + 1
	}
	return out
}

func (s *Segmented) at(x float32) int {
	for i, w := range s.widths() {
		if x < w {
			return i
		}
		x -= w
	}
	return -1
}

// MouseDown chooses the segment below the pointer.
func (s *Segmented) MouseDown(ev *desktop.MouseEvent) {
	if s.disabled || ev.Button != desktop.MouseButtonPrimary {
		return
	}
	s.byMouse = true
	takeFocus(s)
	if i := s.at(ev.Position.X); i >= 0 {
		s.choose(s.segments[i].ID)
	}
}

// MouseUp does nothing.
func (s *Segmented) MouseUp(*desktop.MouseEvent) {}

// MouseIn marks the segment below the pointer.
func (s *Segmented) MouseIn(ev *desktop.MouseEvent) { s.MouseMoved(ev) }

// MouseMoved marks the segment below the pointer, and shows why it is off.
func (s *Segmented) MouseMoved(ev *desktop.MouseEvent) {
	i := s.at(ev.Position.X)
	tip := s.Tooltip()
	if i >= 0 && s.segments[i].Why != "" {
		tip = s.segments[i].Why
	}
	tipAt(s, tip, ev.AbsolutePosition)
	if i != s.over {
		s.over = i
		s.Refresh()
	}
}

// MouseOut ends what MouseIn began.
func (s *Segmented) MouseOut() {
	tipOut(s)
	s.over = -1
	s.Refresh()
}

// FocusGained draws the ring.
func (s *Segmented) FocusGained() {
	s.focused = true
	s.Refresh()
	s.reveal(s)
}

// FocusLost takes the ring away.
func (s *Segmented) FocusLost() {
	s.focused, s.byMouse = false, false
	s.Refresh()
}

// TypedKey chooses the neighbour on ← and →.
func (s *Segmented) TypedKey(k *fyne.KeyEvent) {
	step := 0
	switch k.Name {
	case fyne.KeyLeft:
		step = -1
	case fyne.KeyRight:
		step = 1
	default:
		passKey(s, k)
		return
	}
	for i := s.index() + step; i >= 0 && i < len(s.segments); i += step {
		if s.segments[i].Why == "" {
			s.choose(s.segments[i].ID)
			return
		}
	}
}

// TypedRune does nothing.
func (s *Segmented) TypedRune(rune) {}

// TypedShortcut hands shortcuts on.
func (s *Segmented) TypedShortcut(sc fyne.Shortcut) { passShortcut(s, sc) }

// ControlText returns the chosen label for the UI map.
func (s *Segmented) ControlText() string {
	if i := s.index(); i >= 0 {
		return s.segments[i].Label
	}
	return ""
}

// ControlParts lists the segments for the UI map.
func (s *Segmented) ControlParts() []Part {
	var parts []Part
	x := float32(0)
	for i, w := range s.widths() {
		if s.Name != "" {
			parts = append(parts, Part{Name: s.Name + "/" + s.segments[i].ID, Text: s.segments[i].text(), Pos: fyne.NewPos(x, 0), Size: fyne.NewSize(w, s.Size().Height)})
		}
		x += w
	}
	return parts
}

// AccessibilityLabel returns the chosen label.
func (s *Segmented) AccessibilityLabel() string { return s.ControlText() }

// AccessibilityRole is that of a button, the nearest there is.
func (s *Segmented) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer is called by Fyne.
func (s *Segmented) CreateRenderer() fyne.WidgetRenderer {
	r := &segmentedRenderer{s: s, box: canvas.NewRectangle(noFill()), edge: canvas.NewRectangle(noFill()), focus: newRing()}
	r.box.CornerRadius, r.edge.CornerRadius = theme.Radius, theme.Radius
	r.Refresh()
	return r
}

type segmentedRenderer struct {
	s                *Segmented
	box, edge, focus *canvas.Rectangle
	fills, lines     []*canvas.Rectangle
	labels           []*canvas.Text
	objs             []fyne.CanvasObject
}

func (r *segmentedRenderer) Destroy()                     {}
func (r *segmentedRenderer) Objects() []fyne.CanvasObject { return r.objs }

func (r *segmentedRenderer) MinSize() fyne.Size {
	total := float32(1)
	for _, w := range r.s.widths() {
		total += w
	}
	return fyne.NewSize(total, theme.ControlHeight)
}

func (r *segmentedRenderer) Layout(size fyne.Size) {
	size.Width = min(size.Width, r.MinSize().Width)
	place(r.box, 0, 0, size.Width, size.Height)
	place(r.edge, 0, 0, size.Width, size.Height)
	layoutRing(r.focus, size)
	h := lineHeight(theme.TextSize, fyne.TextStyle{})
	x := float32(0)
	for i, w := range r.s.widths() {
		place(r.fills[i], x+1, 1, w-1, size.Height-2)
		place(r.lines[i], x+w, 1, 1, size.Height-2)
		place(r.labels[i], x+1+segmentPad, middle(size.Height, h), w-2*segmentPad, h)
		x += w
	}
}

func (r *segmentedRenderer) Refresh() {
	s := r.s
	if len(r.labels) != len(s.segments) {
		r.fills, r.lines, r.labels = nil, nil, nil
		r.objs = []fyne.CanvasObject{r.focus, r.box}
		for i := range s.segments {
			fill, line, label := canvas.NewRectangle(noFill()), canvas.NewRectangle(noFill()), textObject(theme.TextSize, fyne.TextStyle{})
			if i == 0 {
				fill.TopLeftCornerRadius, fill.BottomLeftCornerRadius = theme.Radius-1, theme.Radius-1
			}
			if i == len(s.segments)-1 {
				fill.TopRightCornerRadius, fill.BottomRightCornerRadius = theme.Radius-1, theme.Radius-1
			}
			r.fills, r.lines, r.labels = append(r.fills, fill), append(r.lines, line), append(r.labels, label)
			r.objs = append(r.objs, fill, label)
		}
		for _, line := range r.lines {
			r.objs = append(r.objs, line)
		}
		r.objs = append(r.objs, r.edge)
	}
	setBox(r.box, ColorOf(s, theme.ColorSurface), nil, 0)
	setBox(r.edge, noFill(), ColorOf(s, theme.ColorBorder), 1)
	setRing(r.focus, s, s.ring())
	for i, g := range s.segments {
		fill, text := noFill(), theme.ColorMuted
		switch {
		case s.disabled, g.Why != "":
			text = theme.ColorFaint
			if g.ID == s.selected {
				fill = ColorOf(s, theme.ColorGreyTint)
			}
		case g.ID == s.selected:
			fill, text = ColorOf(s, theme.ColorPrimaryTint), theme.ColorPrimary
		case i == s.over:
			fill, text = ColorOf(s, theme.ColorHover), theme.ColorText
		}
		line := ColorOf(s, theme.ColorBorder)
		if i == len(s.segments)-1 {
			line = noFill()
		}
		setBox(r.fills[i], fill, nil, 0)
		setBox(r.lines[i], line, nil, 0)
		setText(r.labels[i], g.text(), ColorOf(s, text))
	}
	r.Layout(s.Size())
	canvas.Refresh(s)
}
