package kit

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"litework/app/theme"
)

var (
	_ desktop.Mouseable = (*calendar)(nil)
	_ desktop.Hoverable = (*calendar)(nil)
)

// calendar is a month that floats below a date field. The keyboard stays in
// the field, which hands the arrows on.
type calendar struct {
	widget.BaseWidget
	name   string
	anchor fyne.CanvasObject
	pick   func(Day)
	marked Day
	today  Day
	over   int // cell under the pointer, -1 for none
	float  *Float
}

func newCalendar(anchor fyne.CanvasObject, pick func(Day)) *calendar {
	c := &calendar{anchor: anchor, pick: pick, over: -1}
	c.ExtendBaseWidget(c)
	c.float = &Float{Content: c, Anchor: anchor}
	return c
}

const (
	calCell float32 = 32
	calHead float32 = 32
	calDays float32 = 22
	calRows         = 6
)

func (c *calendar) open(name string, marked, today Day) {
	c.name, c.marked, c.today, c.over = name, marked, today, -1
	if l := FloatsFor(c.anchor); l != nil {
		l.Open(c.float)
	}
}

func (c *calendar) close() {
	if l := FloatsFor(c.anchor); l != nil {
		l.Close(c.float)
	}
}

func (c *calendar) isOpen() bool {
	l := FloatsFor(c.anchor)
	return l != nil && l.IsOpen(c.float)
}

// key moves the marked day; Enter takes it, Esc closes.
func (c *calendar) key(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyLeft:
		c.mark(c.marked.AddDays(-1))
	case fyne.KeyRight:
		c.mark(c.marked.AddDays(1))
	case fyne.KeyUp:
		c.mark(c.marked.AddDays(-7))
	case fyne.KeyDown:
		c.mark(c.marked.AddDays(7))
	case fyne.KeyPageUp:
		c.mark(c.month(-1))
	case fyne.KeyPageDown:
		c.mark(c.month(1))
	case fyne.KeyReturn, fyne.KeyEnter:
		c.close()
		c.pick(c.marked)
	case fyne.KeyEscape:
		c.close()
	default:
		return false
	}
	return true
}

func (c *calendar) mark(d Day) {
	c.marked = d
	c.Refresh()
}

// month returns the marked day n months later, or the last of that month.
func (c *calendar) month(n int) Day {
	first := time.Date(c.marked.Year, c.marked.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Day{first.Year(), first.Month(), min(c.marked.Day, last)}
}

// firstCell is the Monday that the six rows begin with.
func (c *calendar) firstCell() Day {
	first := Day{c.marked.Year, c.marked.Month, 1}
	return first.AddDays(-((int(first.Weekday()) + 6) % 7))
}

func (c *calendar) cellAt(p fyne.Position) int {
	x, y := int(p.X/calCell), int((p.Y-calHead-calDays)/calCell)
	if p.X < 0 || p.Y < calHead+calDays || x > 6 || y >= calRows {
		return -1
	}
	return y*7 + x
}

// MouseDown keeps the keyboard in the field.
func (c *calendar) MouseDown(*desktop.MouseEvent) { c.refocus() }

// MouseUp takes a day or turns the month.
func (c *calendar) MouseUp(ev *desktop.MouseEvent) {
	c.refocus()
	if i := c.cellAt(ev.Position); i >= 0 {
		c.close()
		c.pick(c.firstCell().AddDays(i))
		return
	}
	if ev.Position.Y < calHead && ev.Position.Y >= 0 {
		switch {
		case ev.Position.X < calCell:
			c.mark(c.month(-1))
		case ev.Position.X >= 6*calCell:
			c.mark(c.month(1))
		}
	}
}

func (c *calendar) refocus() {
	if f, ok := c.anchor.(fyne.Focusable); ok {
		dispatcherFor(c.anchor)(func() { takeFocus(f) })
	}
}

// MouseIn marks the day under the pointer.
func (c *calendar) MouseIn(ev *desktop.MouseEvent) { c.MouseMoved(ev) }

// MouseMoved marks the day under the pointer.
func (c *calendar) MouseMoved(ev *desktop.MouseEvent) {
	if i := c.cellAt(ev.Position); i != c.over {
		c.over = i
		c.Refresh()
	}
}

// MouseOut ends what MouseMoved began.
func (c *calendar) MouseOut() {
	c.over = -1
	c.Refresh()
}

// ControlParts lists the days of the month for the UI map.
func (c *calendar) ControlParts() []Part {
	var parts []Part
	first := c.firstCell()
	for i := range 7 * calRows {
		d := first.AddDays(i)
		if d.Month != c.marked.Month {
			continue
		}
		parts = append(parts, Part{
			Name: c.name + "/day:" + strconv.Itoa(d.Day), Text: d.Long(),
			Pos: calPos(i), Size: fyne.NewSquareSize(calCell),
		})
	}
	return parts
}

func calPos(i int) fyne.Position {
	return fyne.NewPos(float32(i%7)*calCell, calHead+calDays+float32(i/7)*calCell)
}

func (c *calendar) CreateRenderer() fyne.WidgetRenderer {
	r := &calendarRenderer{c: c, title: textObject(theme.TextSize, fyne.TextStyle{Bold: true}), prev: newIconImage(), next: newIconImage()}
	r.objs = []fyne.CanvasObject{r.title, r.prev, r.next}
	for range 7 {
		t := textObject(theme.CaptionSize, fyne.TextStyle{})
		r.names = append(r.names, t)
		r.objs = append(r.objs, t)
	}
	for range 7 * calRows {
		box := canvas.NewRectangle(noFill())
		box.CornerRadius = theme.Radius
		t := textObject(theme.TextSize, fyne.TextStyle{})
		r.boxes, r.days = append(r.boxes, box), append(r.days, t)
		r.objs = append(r.objs, box, t)
	}
	r.Refresh()
	return r
}

type calendarRenderer struct {
	c          *calendar
	title      *canvas.Text
	prev, next *canvas.Image
	names      []*canvas.Text
	boxes      []*canvas.Rectangle
	days       []*canvas.Text
	objs       []fyne.CanvasObject
}

func (r *calendarRenderer) Destroy()                     {}
func (r *calendarRenderer) Objects() []fyne.CanvasObject { return r.objs }
func (r *calendarRenderer) MinSize() fyne.Size {
	return fyne.NewSize(7*calCell, calHead+calDays+calRows*calCell)
}

func centre(t *canvas.Text, x, y, w, h float32) {
	m := t.MinSize()
	place(t, x+(w-m.Width)/2, y+middle(h, m.Height), m.Width, m.Height)
}

func (r *calendarRenderer) Layout(size fyne.Size) {
	centre(r.title, 0, 0, size.Width, calHead)
	place(r.prev, middle(calCell, 14), middle(calHead, 14), 14, 14)
	place(r.next, 6*calCell+middle(calCell, 14), middle(calHead, 14), 14, 14)
	for i, t := range r.names {
		centre(t, float32(i)*calCell, calHead, calCell, calDays)
	}
	for i, t := range r.days {
		p := calPos(i)
		place(r.boxes[i], p.X+1, p.Y+1, calCell-2, calCell-2)
		centre(t, p.X, p.Y, calCell, calCell)
	}
}

func (r *calendarRenderer) Refresh() {
	c := r.c
	month := time.Date(c.marked.Year, c.marked.Month, 1, 0, 0, 0, 0, time.UTC)
	setText(r.title, month.Format("January 2006"), ColorOf(c, theme.ColorText))
	setIcon(r.prev, c, theme.IconChevronLeft, theme.ColorMuted)
	setIcon(r.next, c, theme.IconChevronRight, theme.ColorMuted)
	for i, t := range r.names {
		setText(t, []string{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"}[i], ColorOf(c, theme.ColorMuted))
	}
	first := c.firstCell()
	for i, t := range r.days {
		d := first.AddDays(i)
		color, fill, edge := theme.ColorText, noFill(), noFill()
		if d.Month != c.marked.Month {
			color = theme.ColorFaint
		}
		if i == c.over {
			fill = ColorOf(c, theme.ColorHover)
		}
		if d == c.today {
			edge = ColorOf(c, theme.ColorControl)
		}
		if d == c.marked {
			color, fill = theme.ColorOnPrimary, ColorOf(c, theme.ColorPrimary)
		}
		setBox(r.boxes[i], fill, edge, 1)
		setText(t, strconv.Itoa(d.Day), ColorOf(c, color))
	}
	r.Layout(c.Size())
	canvas.Refresh(c)
}

// clickIcon is a small icon inside a field that does not take the keyboard.
type clickIcon struct {
	widget.BaseWidget
	icon   theme.IconName
	tapped func()
}

func newClickIcon(icon theme.IconName, tapped func()) *clickIcon {
	i := &clickIcon{icon: icon, tapped: tapped}
	i.ExtendBaseWidget(i)
	return i
}

// Cursor is the arrow, not that of the field.
func (i *clickIcon) Cursor() desktop.Cursor { return desktop.DefaultCursor }

// MouseDown does nothing: the action follows on release.
func (i *clickIcon) MouseDown(*desktop.MouseEvent) {}

// MouseUp does the action.
func (i *clickIcon) MouseUp(ev *desktop.MouseEvent) {
	if inside(ev.Position, i.Size()) {
		i.tapped()
	}
}

func (i *clickIcon) CreateRenderer() fyne.WidgetRenderer {
	r := &clickIconRenderer{i: i, img: newIconImage()}
	r.Refresh()
	return r
}

type clickIconRenderer struct {
	i   *clickIcon
	img *canvas.Image
}

func (r *clickIconRenderer) Destroy()                     {}
func (r *clickIconRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.img} }
func (r *clickIconRenderer) MinSize() fyne.Size           { return fyne.NewSquareSize(20) }
func (r *clickIconRenderer) Layout(size fyne.Size) {
	place(r.img, middle(size.Width, 14), middle(size.Height, 14), 14, 14)
}
func (r *clickIconRenderer) Refresh() {
	setIcon(r.img, r.i, r.i.icon, theme.ColorMuted)
	r.Layout(r.i.Size())
}
