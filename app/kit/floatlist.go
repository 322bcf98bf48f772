package kit

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"litework/app/theme"
)

// Option is one line of a list that floats.
type Option struct {
	ID     string
	Label  string
	Detail string // muted, behind the label
	// Action marks a line that does something other than filling in its label;
	// it is drawn in the accent, the first one below a line.
	Action bool
	Check  bool // a check mark: the value now
}

const (
	listRow    float32 = 30
	listIndent float32 = 10
)

var (
	_ desktop.Mouseable = (*floatList)(nil)
	_ desktop.Hoverable = (*floatList)(nil)
)

// floatList shows options and marks one. It never has the keyboard: its owner
// moves the mark.
type floatList struct {
	widget.BaseWidget
	name    string
	options []Option
	marked  int
	// choose is called when a line is clicked, on release: until then the list
	// stays, because Fyne takes the keyboard from a field both on press and on
	// release of a click outside it.
	choose func(Option)
	// press is called on every press and release, so that the owner can ask
	// for the keyboard again.
	press func()

	scroll *container.Scroll
	float  *Float
}

func newFloatList(anchor fyne.CanvasObject) *floatList {
	l := &floatList{marked: -1}
	l.ExtendBaseWidget(l)
	l.scroll = container.NewVScroll(l)
	l.float = &Float{Content: &fyne.Container{Layout: listLayout{l}, Objects: []fyne.CanvasObject{l.scroll}}, Anchor: anchor, MatchWidth: true}
	return l
}

// listLayout makes the float as tall as its options, up to ten and a half.
type listLayout struct{ l *floatList }

func (f listLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	m := f.l.MinSize()
	return fyne.NewSize(m.Width, min(m.Height, 10.5*listRow))
}

func (f listLayout) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	place(objs[0], 0, 0, size.Width, size.Height)
}

func (l *floatList) open(options []Option, marked int) {
	layer := FloatsFor(l.float.Anchor)
	if layer == nil {
		return
	}
	l.options, l.marked = options, marked
	if len(options) == 0 {
		layer.Close(l.float)
		return
	}
	l.scroll.Offset = fyne.Position{}
	layer.Open(l.float)
	l.reveal()
}

func (l *floatList) close() {
	if layer := FloatsFor(l.float.Anchor); layer != nil {
		layer.Close(l.float)
	}
}

func (l *floatList) isOpen() bool {
	layer := FloatsFor(l.float.Anchor)
	return layer != nil && layer.IsOpen(l.float)
}

// step moves the mark by d, round the ends.
func (l *floatList) step(d int) {
	n := len(l.options)
	if n == 0 {
		return
	}
	if l.marked < 0 && d < 0 {
		l.marked = 0
	}
	l.mark(((l.marked+d)%n + n) % n)
}

func (l *floatList) mark(i int) {
	if l.marked == i {
		return
	}
	l.marked = i
	l.Refresh()
	l.reveal()
}

func (l *floatList) reveal() {
	if l.marked < 0 {
		return
	}
	top, view := float32(l.marked)*listRow, l.scroll.Size().Height
	switch off := l.scroll.Offset.Y; {
	case view <= 0:
	case top < off:
		l.scroll.ScrollToOffset(fyne.NewPos(0, top))
	case top+listRow > off+view:
		l.scroll.ScrollToOffset(fyne.NewPos(0, top+listRow-view))
	}
}

// current returns the marked option.
func (l *floatList) current() (Option, bool) {
	if l.marked < 0 || l.marked >= len(l.options) {
		return Option{}, false
	}
	return l.options[l.marked], true
}

// MouseDown marks the line below the pointer.
func (l *floatList) MouseDown(ev *desktop.MouseEvent) {
	l.hoverAt(ev.Position)
	if l.press != nil {
		l.press()
	}
}

// MouseUp chooses it.
func (l *floatList) MouseUp(ev *desktop.MouseEvent) {
	i := int(ev.Position.Y / listRow)
	if inside(ev.Position, l.Size()) && i < len(l.options) && l.choose != nil {
		l.choose(l.options[i])
	}
	if l.press != nil {
		l.press()
	}
}

// MouseIn marks the line below the pointer.
func (l *floatList) MouseIn(ev *desktop.MouseEvent) { l.hoverAt(ev.Position) }

// MouseMoved marks the line below the pointer.
func (l *floatList) MouseMoved(ev *desktop.MouseEvent) { l.hoverAt(ev.Position) }

// MouseOut does nothing: the mark stays for the keyboard.
func (l *floatList) MouseOut() {}

func (l *floatList) hoverAt(p fyne.Position) {
	if i := int(p.Y / listRow); p.Y >= 0 && i < len(l.options) {
		l.mark(i)
	}
}

// ControlParts lists the options for the UI map.
func (l *floatList) ControlParts() []Part {
	var parts []Part
	for i, o := range l.options {
		id := o.ID
		if id == "" {
			id = strconv.Itoa(i)
		}
		parts = append(parts, Part{Name: l.name + "/option:" + id, Text: o.Label, Pos: fyne.NewPos(0, float32(i)*listRow), Size: fyne.NewSize(l.Size().Width, listRow)})
	}
	return parts
}

func (l *floatList) CreateRenderer() fyne.WidgetRenderer {
	r := &floatListRenderer{l: l}
	r.Refresh()
	return r
}

type optionArt struct {
	back, line    *canvas.Rectangle
	label, detail *canvas.Text
	check         *canvas.Image
}

type floatListRenderer struct {
	l    *floatList
	rows []*optionArt
	objs []fyne.CanvasObject
}

func (r *floatListRenderer) Destroy()                     {}
func (r *floatListRenderer) Objects() []fyne.CanvasObject { return r.objs }

func (r *floatListRenderer) MinSize() fyne.Size {
	w := float32(120)
	for _, o := range r.l.options {
		n := fyne.MeasureText(o.Label, theme.TextSize, fyne.TextStyle{}).Width + 2*listIndent
		if o.Detail != "" {
			n += fyne.MeasureText(o.Detail, theme.SmallSize, fyne.TextStyle{}).Width + 12
		}
		if o.Check {
			n += 24
		}
		w = max(w, min(n, 460))
	}
	return fyne.NewSize(w, float32(len(r.l.options))*listRow)
}

func (r *floatListRenderer) Layout(size fyne.Size) {
	for i, a := range r.rows {
		if i >= len(r.l.options) {
			break
		}
		r.draw(i, a, r.l.options[i], size.Width)
	}
}

func (r *floatListRenderer) draw(i int, a *optionArt, o Option, width float32) {
	y := float32(i) * listRow
	fill := noFill()
	if i == r.l.marked {
		fill = ColorOf(r.l, theme.ColorPrimaryTint)
	}
	setBox(a.back, fill, nil, 0)
	place(a.back, 0, y, width, listRow)
	line := noFill()
	if o.Action && i > 0 && !r.l.options[i-1].Action {
		line = ColorOf(r.l, theme.ColorBorder)
	}
	setBox(a.line, line, nil, 0)
	place(a.line, 0, y, width, 1)
	color := theme.ColorText
	if o.Action {
		color = theme.ColorPrimary
	}
	room := width - 2*listIndent
	check := theme.IconName("")
	if o.Check {
		check = theme.IconCheck
		room -= 22
	}
	setIcon(a.check, r.l, check, theme.ColorPrimary)
	place(a.check, width-listIndent-12, y+middle(listRow, 12), 12, 12)
	label, _ := Fit(o.Label, room, theme.TextSize, fyne.TextStyle{})
	setText(a.label, label, ColorOf(r.l, color))
	m := a.label.MinSize()
	place(a.label, listIndent, y+middle(listRow, m.Height), m.Width, m.Height)
	detail := ""
	if left := room - m.Width - 12; left > 30 {
		detail, _ = Fit(o.Detail, left, theme.SmallSize, fyne.TextStyle{})
	}
	setText(a.detail, detail, ColorOf(r.l, theme.ColorMuted))
	d := a.detail.MinSize()
	place(a.detail, listIndent+m.Width+12, y+middle(listRow, d.Height), d.Width, d.Height)
}

func (r *floatListRenderer) Refresh() {
	for len(r.rows) < len(r.l.options) {
		a := &optionArt{
			back:   canvas.NewRectangle(noFill()),
			line:   canvas.NewRectangle(noFill()),
			label:  textObject(theme.TextSize, fyne.TextStyle{}),
			detail: textObject(theme.SmallSize, fyne.TextStyle{}),
			check:  newIconImage(),
		}
		a.back.CornerRadius = 5
		r.rows = append(r.rows, a)
	}
	r.objs = r.objs[:0]
	for _, a := range r.rows[:len(r.l.options)] {
		r.objs = append(r.objs, a.back, a.line, a.label, a.detail, a.check)
	}
	r.Layout(r.l.Size())
	canvas.Refresh(r.l)
}
