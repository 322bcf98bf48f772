package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"litework/app/theme"
)

// How long a toast stays.
const (
	ToastTime       = 5 * time.Second
	ToastActionTime = 10 * time.Second
)

// Toast tells of something done, at the foot of the page.
type Toast struct {
	Text   string
	Action string // a verb that can be clicked, such as Undo; "" for none
	Do     func()

	// Kind groups toasts that may be counted together. While one of the same
	// kind is shown, Merge returns the text for n of them.
	Kind  string
	Merge func(n int) string
}

// Toast shows a toast in place of the one shown now.
func (l *FloatLayer) Toast(t Toast) { l.toasts.show(t) }

// DismissToast takes the toast away.
func (l *FloatLayer) DismissToast() { l.toasts.dismiss() }

// ToastAction gives the verb of the toast that is shown and what it does, which
// also takes the toast away; "" and nil without one.
func (l *FloatLayer) ToastAction() (label string, do func()) {
	p := l.toasts.panel
	if p.Hidden || p.toast.Action == "" {
		return "", nil
	}
	return p.toast.Action, p.link.tapped
}

type toaster struct {
	layer *FloatLayer
	panel *toastPanel
	count int
	stop  func()
}

func newToaster(l *FloatLayer) *toaster {
	t := &toaster{layer: l}
	t.panel = newToastPanel(t)
	t.panel.Hidden = true
	return t
}

func (t *toaster) show(toast Toast) {
	t.count++
	if t.panel.Hidden || toast.Kind == "" || toast.Kind != t.panel.toast.Kind {
		t.count = 1
	}
	if t.count > 1 && toast.Merge != nil {
		toast.Text = toast.Merge(t.count)
	}
	t.panel.toast = toast
	t.panel.link.SetLabel(toast.Action)
	t.panel.link.Hidden = toast.Action == ""
	t.panel.Hidden = false
	t.panel.Refresh()
	t.layout(t.layer.Size())
	canvas.Refresh(t.layer)

	if t.stop != nil {
		t.stop()
	}
	wait := ToastTime
	if toast.Action != "" {
		wait = ToastActionTime
	}
	if t.layer.env.After != nil {
		t.stop = t.layer.env.After(wait, t.dismiss)
	}
}

func (t *toaster) dismiss() {
	if t.stop != nil {
		t.stop()
		t.stop = nil
	}
	if t.panel.Hidden {
		return
	}
	t.panel.Hide()
}

func (t *toaster) layout(size fyne.Size) {
	if t.panel.Hidden {
		return
	}
	m := t.panel.MinSize()
	m.Width = min(m.Width, size.Width-40)
	place(t.panel, middle(size.Width, m.Width), size.Height-m.Height-24, m.Width, m.Height)
}

var (
	_ desktop.Mouseable = (*toastPanel)(nil)
	_ desktop.Hoverable = (*toastPanel)(nil)
)

type toastPanel struct {
	widget.BaseWidget
	toaster *toaster
	toast   Toast
	link    *toastLink
}

func newToastPanel(t *toaster) *toastPanel {
	p := &toastPanel{toaster: t}
	p.link = newToastLink(func() {
		do := p.toast.Do
		t.dismiss()
		if do != nil {
			do()
		}
	})
	p.ExtendBaseWidget(p)
	return p
}

// ControlName lists the toast in the UI map.
func (p *toastPanel) ControlName() string { return "toast" }

// ControlText returns what it says.
func (p *toastPanel) ControlText() string { return p.toast.Text }

// ControlChildren returns the action.
func (p *toastPanel) ControlChildren() []fyne.CanvasObject { return []fyne.CanvasObject{p.link} }

func (p *toastPanel) MouseDown(*desktop.MouseEvent)  {}
func (p *toastPanel) MouseUp(*desktop.MouseEvent)    {}
func (p *toastPanel) MouseIn(*desktop.MouseEvent)    {}
func (p *toastPanel) MouseMoved(*desktop.MouseEvent) {}
func (p *toastPanel) MouseOut()                      {}

func (p *toastPanel) CreateRenderer() fyne.WidgetRenderer {
	r := &toastRenderer{p: p, box: canvas.NewRectangle(noFill()), text: textObject(theme.TextSize, fyne.TextStyle{})}
	r.box.CornerRadius = theme.RadiusCard
	r.Refresh()
	return r
}

type toastRenderer struct {
	p    *toastPanel
	box  *canvas.Rectangle
	text *canvas.Text
}

const toastPad float32 = 16

func (r *toastRenderer) Destroy() {}
func (r *toastRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.box, r.text, r.p.link}
}

func (r *toastRenderer) MinSize() fyne.Size {
	w := fyne.MeasureText(r.p.toast.Text, theme.TextSize, fyne.TextStyle{}).Width + 2*toastPad
	if r.p.toast.Action != "" {
		w += r.p.link.MinSize().Width + 20
	}
	return fyne.NewSize(w, 40)
}

func (r *toastRenderer) Layout(size fyne.Size) {
	place(r.box, 0, 0, size.Width, size.Height)
	h := lineHeight(theme.TextSize, fyne.TextStyle{})
	room := size.Width - 2*toastPad
	if r.p.toast.Action != "" {
		m := r.p.link.MinSize()
		place(r.p.link, size.Width-toastPad-m.Width, middle(size.Height, m.Height), m.Width, m.Height)
		room -= m.Width + 20
	}
	shown, _ := Fit(r.p.toast.Text, room, theme.TextSize, fyne.TextStyle{})
	setText(r.text, shown, ColorOf(r.p, theme.ColorOnTip))
	place(r.text, toastPad, middle(size.Height, h), room, h)
}

func (r *toastRenderer) Refresh() {
	r.box.Shadow = canvas.Shadow{Color: ColorOf(r.p, theme.ColorShadow), BlurRadius: 12, Offset: fyne.NewPos(0, 4)}
	setBox(r.box, ColorOf(r.p, theme.ColorTip), nil, 0)
	r.p.link.Refresh()
	r.Layout(r.p.Size())
	canvas.Refresh(r.p)
}

// toastLink is the action of a toast. It does not take the keyboard: what is
// being typed goes on.
type toastLink struct {
	widget.BaseWidget
	label  string
	tapped func()
}

func newToastLink(tapped func()) *toastLink {
	l := &toastLink{tapped: tapped}
	l.ExtendBaseWidget(l)
	return l
}

// SetLabel changes the verb.
func (l *toastLink) SetLabel(label string) { l.label = label }

// ControlName lists the action in the UI map.
func (l *toastLink) ControlName() string { return "toast.action" }

// ControlText returns the verb.
func (l *toastLink) ControlText() string { return l.label }

// Cursor is the pointing hand.
func (l *toastLink) Cursor() desktop.Cursor { return desktop.PointerCursor }

// MouseDown does nothing: the action follows on release.
func (l *toastLink) MouseDown(*desktop.MouseEvent) {}

// MouseUp does what the toast offers.
func (l *toastLink) MouseUp(ev *desktop.MouseEvent) {
	if ev.Button == desktop.MouseButtonPrimary && inside(ev.Position, l.Size()) {
		l.tapped()
	}
}

func (l *toastLink) CreateRenderer() fyne.WidgetRenderer {
	r := &toastLinkRenderer{l: l, text: textObject(theme.TextSize, fyne.TextStyle{Bold: true})}
	r.Refresh()
	return r
}

type toastLinkRenderer struct {
	l    *toastLink
	text *canvas.Text
}

func (r *toastLinkRenderer) Destroy()                     {}
func (r *toastLinkRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.text} }
func (r *toastLinkRenderer) Layout(size fyne.Size)        { place(r.text, 0, 0, size.Width, size.Height) }
func (r *toastLinkRenderer) MinSize() fyne.Size {
	return fyne.MeasureText(r.l.label, theme.TextSize, fyne.TextStyle{Bold: true})
}
func (r *toastLinkRenderer) Refresh() {
	setText(r.text, r.l.label, ColorOf(r.l, theme.ColorTipAction))
	canvas.Refresh(r.l)
}
