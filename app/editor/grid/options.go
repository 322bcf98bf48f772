package grid

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"litework/app/editor/lines"
	"litework/app/kit"
	"litework/app/theme"
)

const (
	optionH     = 30
	mostOptions = 8
)

// optionList floats below an edited choice, or below a description that began
// with a slash. It never takes the keyboard: the
// grid moves the mark.
type optionList struct {
	widget.BaseWidget
	g       *Grid
	options []lines.Option
	mark    int
	top     int // first option shown
	pressed bool
	float   *kit.Float
}

func newOptionList(g *Grid) *optionList {
	l := &optionList{g: g, mark: -1}
	l.ExtendBaseWidget(l)
	return l
}

// update opens the list for what is being chosen, or closes it.
func (l *optionList) update() {
	layer := kit.FloatsFor(l.g)
	if layer == nil {
		return
	}
	options, mark := l.g.model.Options()
	if len(options) == 0 || !l.g.focused {
		if l.float != nil && layer.IsOpen(l.float) {
			layer.Close(l.float)
		}
		return
	}
	if l.float == nil {
		l.float = &kit.Float{Content: l, Anchor: l.g.anchor, MatchWidth: true}
	}
	l.options, l.mark = options, mark
	shown := min(len(options), mostOptions)
	l.top = max(0, min(l.top, len(options)-shown))
	if mark >= 0 {
		l.top = max(min(l.top, mark), mark-shown+1)
	}
	l.Refresh()
	layer.Open(l.float)
}

// MouseDown keeps the edit open until the click is done.
func (l *optionList) MouseDown(*desktop.MouseEvent) { l.pressed = true }

// MouseUp chooses what is under the pointer.
func (l *optionList) MouseUp(ev *desktop.MouseEvent) {
	l.pressed = false
	i := l.top + int(ev.Position.Y/optionH)
	var e lines.Effect
	if i < len(l.options) && ev.Position.Y >= 0 {
		e = l.g.model.Take(i)
	}
	l.g.env.Do(func() {
		l.g.focus()
		l.g.act(e)
	})
}

// MouseIn marks what is under the pointer.
func (l *optionList) MouseIn(ev *desktop.MouseEvent) { l.MouseMoved(ev) }

// MouseMoved marks what is under the pointer.
func (l *optionList) MouseMoved(ev *desktop.MouseEvent) {
	if i := l.top + int(ev.Position.Y/optionH); i < len(l.options) && i != l.mark {
		l.mark = i
		l.Refresh()
	}
}

// MouseOut does nothing.
func (l *optionList) MouseOut() {}

// Scrolled goes through a long list.
func (l *optionList) Scrolled(ev *fyne.ScrollEvent) {
	by := 1
	if ev.Scrolled.DY > 0 {
		by = -1
	}
	l.top = max(0, min(l.top+by, len(l.options)-min(len(l.options), mostOptions)))
	l.Refresh()
}

func (l *optionList) CreateRenderer() fyne.WidgetRenderer {
	r := &optionRenderer{l: l}
	r.Refresh()
	return r
}

type optionRenderer struct {
	l    *optionList
	objs []fyne.CanvasObject
}

func (r *optionRenderer) Destroy()                     {}
func (r *optionRenderer) Objects() []fyne.CanvasObject { return r.objs }

func (r *optionRenderer) MinSize() fyne.Size {
	w := float32(140)
	for _, o := range r.l.options {
		w = max(w, width(o.Label, theme.TextSize, plain)+width(o.Detail, theme.SmallSize, plain)+44)
	}
	return fyne.NewSize(min(w, 380), float32(min(len(r.l.options), mostOptions))*optionH)
}

func (r *optionRenderer) Layout(fyne.Size) { r.Refresh() }

func (r *optionRenderer) Refresh() {
	l := r.l
	w := max(l.Size().Width, 1)
	r.objs = r.objs[:0]
	add := func(s string, x, room, y, size float32, name fyne.ThemeColorName) {
		s, _ = kit.Fit(s, room, size, plain)
		t := canvas.NewText(s, kit.ColorOf(l, name))
		t.TextSize = size
		h := lineHeight(size)
		t.Move(fyne.NewPos(x, y+middle(optionH, h)))
		t.Resize(fyne.NewSize(room, h))
		r.objs = append(r.objs, t)
	}
	for i := 0; i < mostOptions && l.top+i < len(l.options); i++ {
		o, y := l.options[l.top+i], float32(i)*optionH
		if l.top+i == l.mark {
			back := canvas.NewRectangle(kit.ColorOf(l, theme.ColorPrimaryTint))
			back.CornerRadius = 5
			back.Move(fyne.NewPos(0, y))
			back.Resize(fyne.NewSize(w, optionH))
			r.objs = append(r.objs, back)
		}
		label := width(o.Label, theme.TextSize, plain)
		add(o.Label, 10, w-20, y, theme.TextSize, theme.ColorText)
		if room := w - 32 - label; room > 20 && o.Detail != "" {
			add(o.Detail, 22+label, room, y, theme.SmallSize, theme.ColorMuted)
		}
	}
	canvas.Refresh(l)
}
