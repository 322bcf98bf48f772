package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	ft "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"litework/app/theme"
)

// entryInset is how far text stands from the left edge of a field.
const entryInset float32 = 11

// mouseAt is a click of the left button.
func mouseAt(p fyne.Position) *desktop.MouseEvent {
	return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p}, Button: desktop.MouseButtonPrimary}
}

// TextInset returns where the first letter stands, relative to the field: what
// is drawn as idle text at the same place does not move when it becomes a
// field.
func (e *Entry) TextInset() fyne.Position {
	pad := e.Theme().Size(ft.SizeNameInnerPadding)
	return e.textShift().AddXY(pad, pad)
}

// textShift is how far the parts of widget.Entry are moved inside ours.
func (e *Entry) textShift() fyne.Position {
	if e.borderless {
		pad := e.Theme().Size(ft.SizeNameInnerPadding)
		if e.MultiLine {
			return fyne.NewPos(-pad, -pad)
		}
		return fyne.NewPos(-pad, e.middleShift())
	}
	left := entryInset - e.Theme().Size(ft.SizeNameInnerPadding)
	if e.icon != "" {
		left += theme.IconSize + 4
	}
	if e.MultiLine {
		return fyne.NewPos(left, 2)
	}
	return fyne.NewPos(left, e.middleShift())
}

// middleShift moves the one line of text to the middle of the height.
func (e *Entry) middleShift() float32 {
	pad := e.Theme().Size(ft.SizeNameInnerPadding)
	return middle(e.Size().Height, lineHeight(theme.TextSize, e.TextStyle)) - pad
}

// CreateRenderer is called by Fyne.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	base := e.Entry.CreateRenderer()
	r := &entryRenderer{
		e:     e,
		base:  base,
		box:   canvas.NewRectangle(noFill()),
		hint:  textObject(theme.TextSize, fyne.TextStyle{}),
		arrow: newIconImage(),
		icon:  newIconImage(),
		lock:  newIconImage(),
	}
	for _, o := range base.Objects() {
		if s, ok := o.(*container.Scroll); ok {
			e.inner = s
		}
	}
	r.box.CornerRadius = theme.Radius
	if e.MultiLine {
		r.wheel = newWheelCatcher(e)
	}
	r.Refresh()
	return r
}

type entryRenderer struct {
	e           *Entry
	base        fyne.WidgetRenderer
	box         *canvas.Rectangle
	hint        *canvas.Text
	arrow       *canvas.Image
	icon, lock  *canvas.Image
	wheel       *wheelCatcher
	lastObjects []fyne.CanvasObject
}

func (r *entryRenderer) Destroy() { r.base.Destroy() }

// text returns the parts of widget.Entry without its own box and border.
func (r *entryRenderer) text() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, o := range r.base.Objects() {
		if _, box := o.(*canvas.Rectangle); !box {
			out = append(out, o)
		}
	}
	return out
}

func (r *entryRenderer) Objects() []fyne.CanvasObject {
	objs := append(r.lastObjects[:0], r.box)
	objs = append(objs, r.text()...)
	objs = append(objs, r.arrow, r.hint, r.icon, r.lock)
	if r.wheel != nil {
		objs = append(objs, r.wheel)
	}
	if r.e.trailing != nil {
		objs = append(objs, r.e.trailing)
	}
	r.lastObjects = objs
	return objs
}

func (r *entryRenderer) MinSize() fyne.Size {
	m := r.base.MinSize()
	switch {
	case r.e.borderless && r.e.MultiLine:
		return fyne.NewSize(20, r.e.ContentHeight())
	case r.e.borderless:
		return fyne.NewSize(20, lineHeight(theme.TextSize, r.e.TextStyle))
	case r.e.MultiLine:
		return fyne.NewSize(60, m.Height+4)
	}
	return fyne.NewSize(60, theme.ControlHeight)
}

// ContentHeight returns the height of all rows of text, without padding, at
// the width the field has.
func (e *Entry) ContentHeight() float32 {
	pad := e.Theme().Size(ft.SizeNameInnerPadding)
	h := lineHeight(theme.TextSize, e.TextStyle)
	if e.inner != nil && e.inner.Content != nil {
		h = max(h, e.inner.Content.MinSize().Height-2*pad)
	}
	return h
}

func (r *entryRenderer) rightInset() float32 {
	switch {
	case r.e.ReadOnly && !r.e.borderless:
		return 24
	case r.e.trailing != nil && r.e.hint == "":
		return r.e.trailing.MinSize().Width + 8
	case r.e.borderless:
		return -r.e.Theme().Size(ft.SizeNameInnerPadding)
	}
	return 3
}

func (r *entryRenderer) Layout(size fyne.Size) {
	place(r.box, 0, 0, size.Width, size.Height)
	shift := r.e.textShift()
	width := size.Width - shift.X - r.rightInset()
	height := size.Height
	if r.e.MultiLine {
		height -= 2 * shift.Y
	} else {
		height = max(height, theme.ControlHeight)
	}
	r.base.Layout(fyne.NewSize(width, height))
	for _, o := range r.text() {
		o.Move(o.Position().Add(shift))
	}
	if r.wheel != nil {
		place(r.wheel, 0, 0, size.Width, size.Height)
	}
	place(r.icon, entryInset-1, middle(size.Height, theme.IconSize), theme.IconSize, theme.IconSize)
	place(r.lock, size.Width-8-14, middle(size.Height, 14), 14, 14)
	if t := r.e.trailing; t != nil {
		m := t.MinSize()
		place(t, size.Width-m.Width-8, middle(size.Height, m.Height), m.Width, m.Height)
	}
	r.layoutHint(size)
}

func (r *entryRenderer) layoutHint(size fyne.Size) {
	h := lineHeight(theme.TextSize, fyne.TextStyle{})
	inset := r.e.TextInset()
	x := inset.X + fyne.MeasureText(r.e.Text, theme.TextSize, r.e.TextStyle).Width + 10
	y := inset.Y
	room := size.Width - x - 17 - 6
	shown, _ := Fit(r.e.hint, room, theme.TextSize, fyne.TextStyle{})
	setText(r.hint, shown, r.hint.Color)
	place(r.arrow, x, y+middle(h, 12)+1, 12, 12)
	place(r.hint, x+17, y, max(0, room), h)
}

func (r *entryRenderer) Refresh() {
	e := r.e
	r.base.Refresh()
	edge, width := theme.ColorControl, float32(1)
	if e.insideNow {
		edge, width = theme.ColorPrimary, 2
	}
	if e.wrong {
		edge = theme.ColorDanger
	}
	fill := theme.ColorSurface
	if e.ReadOnly {
		fill = theme.ColorRaised
		if !e.insideNow {
			edge = theme.ColorBorder
		}
	}
	if e.borderless {
		setBox(r.box, noFill(), noFill(), 0)
	} else {
		setBox(r.box, ColorOf(e, fill), ColorOf(e, edge), width)
	}
	setText(r.hint, e.hint, ColorOf(e, theme.ColorMuted))
	hintIcon, lockIcon := theme.IconName(""), theme.IconName("")
	if e.hint != "" {
		hintIcon = theme.IconArrowRight
	}
	if e.ReadOnly && !e.borderless {
		lockIcon = theme.IconLock
	}
	setIcon(r.arrow, e, hintIcon, theme.ColorMuted)
	setIcon(r.icon, e, e.icon, theme.ColorMuted)
	setIcon(r.lock, e, lockIcon, theme.ColorMuted)
	r.Layout(e.Size())
	if e.trailing != nil {
		// The hint needs the room, and a lock stands in its place.
		if e.hint != "" || e.ReadOnly && !e.borderless {
			e.trailing.Hide()
		} else {
			e.trailing.Show()
		}
		e.trailing.Refresh()
	}
	canvas.Refresh(e)
}

// wheelCatcher lies over a field of several lines and takes nothing but the
// wheel: widget.Entry would swallow it even with nothing to scroll.
type wheelCatcher struct {
	widget.BaseWidget
	e *Entry
}

func newWheelCatcher(e *Entry) *wheelCatcher {
	w := &wheelCatcher{e: e}
	w.ExtendBaseWidget(w)
	return w
}

// Scrolled scrolls the text, or the page.
func (w *wheelCatcher) Scrolled(ev *fyne.ScrollEvent) { w.e.scrollWheel(ev) }

func (w *wheelCatcher) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout())
}
