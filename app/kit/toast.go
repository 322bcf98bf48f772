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
	// More are further verbs, at most two, behind the first.
	More []ToastAction

	// Kind groups toasts that may be counted together. While one of the same
	// kind is shown, Merge returns the text for n of them.
	Kind  string
	Merge func(n int) string
}

// ToastAction is a verb of a toast and what it does.
type ToastAction struct {
	Label string
	Do    func()
}

// actions are the verbs of a toast.
func (t Toast) actions() []ToastAction {
	if t.Action == "" {
		return nil
	}
	all := append([]ToastAction{{t.Action, t.Do}}, t.More...)
	return all[:min(len(all), mostActions)]
}

// mostActions is how many verbs fit into a toast.
const mostActions = 3

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
	return p.toast.Action, p.links[0].tapped
}

type toaster struct {
	layer *FloatLayer
	panel *toastPanel
	count int
	stop  func()
	// below is how far below its place the toast still is, settling what lets
	// it rise.
	below    float32
	settling func()
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
	for i, l := range t.panel.links {
		l.action = ToastAction{}
		if all := toast.actions(); i < len(all) {
			l.action = all[i]
		}
		l.Hidden = l.action.Label == ""
	}
	if t.panel.Hidden && t.layer.env.moves() {
		t.below = toastRise
		t.rise()
	}
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

// A toast comes up from a little below, in a few steps.
const (
	toastRise float32 = 16
	// untyped: it parts a length and a time
	toastSteps = 8
)

// rise lets the toast come up by a step, until it stands in its place.
func (t *toaster) rise() {
	if t.settling != nil {
		t.settling()
	}
	t.settling = t.layer.env.After(MotionTime/toastSteps, func() {
		t.settling = nil
		t.below -= toastRise / toastSteps
		t.layout(t.layer.Size())
		if t.below > 0 && !t.panel.Hidden {
			t.rise()
		}
	})
}

func (t *toaster) dismiss() {
	if t.stop != nil {
		t.stop()
		t.stop = nil
	}
	if t.panel.Hidden {
		return
	}
	t.below = 0
	t.panel.Hide()
}

func (t *toaster) layout(size fyne.Size) {
	if t.panel.Hidden {
		return
	}
	m := t.panel.MinSize()
	m.Width = min(m.Width, size.Width-40)
	place(t.panel, middle(size.Width, m.Width), size.Height-m.Height-24+max(0, t.below), m.Width, m.Height)
}

var (
	_ desktop.Mouseable = (*toastPanel)(nil)
	_ desktop.Hoverable = (*toastPanel)(nil)
)

type toastPanel struct {
	widget.BaseWidget
	toaster *toaster
	toast   Toast
	links   [mostActions]*toastLink
}

func newToastPanel(t *toaster) *toastPanel {
	p := &toastPanel{toaster: t}
	for i := range p.links {
		p.links[i] = newToastLink(i, t.dismiss)
	}
	p.ExtendBaseWidget(p)
	return p
}

// ControlName lists the toast in the UI map.
func (p *toastPanel) ControlName() string { return "toast" }

// ControlText returns what it says.
func (p *toastPanel) ControlText() string { return p.toast.Text }

// ControlChildren returns the actions.
func (p *toastPanel) ControlChildren() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.links[0], p.links[1], p.links[2]}
}

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

const (
	toastPad float32 = 16
	toastGap float32 = 20 // before an action
)

func (r *toastRenderer) Destroy() {}
func (r *toastRenderer) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.box, r.text}, r.p.ControlChildren()...)
}

func (r *toastRenderer) MinSize() fyne.Size {
	w := fyne.MeasureText(r.p.toast.Text, theme.TextSize, fyne.TextStyle{}).Width + 2*toastPad
	for _, l := range r.p.links {
		if !l.Hidden {
			w += l.MinSize().Width + toastGap
		}
	}
	return fyne.NewSize(w, 40)
}

func (r *toastRenderer) Layout(size fyne.Size) {
	place(r.box, 0, 0, size.Width, size.Height)
	h := lineHeight(theme.TextSize, fyne.TextStyle{})
	room := size.Width - 2*toastPad
	for i := len(r.p.links) - 1; i >= 0; i-- { // the first stands beside the text
		l := r.p.links[i]
		if l.Hidden {
			continue
		}
		m := l.MinSize()
		place(l, toastPad+room-m.Width, middle(size.Height, m.Height), m.Width, m.Height)
		room -= m.Width + toastGap
	}
	shown, _ := Fit(r.p.toast.Text, room, theme.TextSize, fyne.TextStyle{})
	setText(r.text, shown, ColorOf(r.p, theme.ColorOnTip))
	place(r.text, toastPad, middle(size.Height, h), room, h)
}

func (r *toastRenderer) Refresh() {
	r.box.Shadow = canvas.Shadow{Color: ColorOf(r.p, theme.ColorShadow), BlurRadius: 12, Offset: fyne.NewPos(0, 4)}
	setBox(r.box, ColorOf(r.p, theme.ColorTip), nil, 0)
	for _, l := range r.p.links {
		l.Refresh()
	}
	r.Layout(r.p.Size())
	canvas.Refresh(r.p)
}

// toastLink is an action of a toast. It does not take the keyboard: what is
// being typed goes on.
type toastLink struct {
	widget.BaseWidget
	place   int
	action  ToastAction
	dismiss func()
}

func newToastLink(place int, dismiss func()) *toastLink {
	l := &toastLink{place: place, dismiss: dismiss}
	l.ExtendBaseWidget(l)
	return l
}

// tapped does what the action says, and takes the toast away.
func (l *toastLink) tapped() {
	do := l.action.Do
	l.dismiss()
	if do != nil {
		do()
	}
}

// ControlName lists the action in the UI map: "toast.action", then
// "toast.action2" and "toast.action3".
func (l *toastLink) ControlName() string {
	if l.place == 0 {
		return "toast.action"
	}
	return "toast.action" + strconv.Itoa(l.place+1)
}

// ControlText returns the verb.
func (l *toastLink) ControlText() string { return l.action.Label }

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
	return fyne.MeasureText(r.l.action.Label, theme.TextSize, fyne.TextStyle{Bold: true})
}
func (r *toastLinkRenderer) Refresh() {
	setText(r.text, r.l.action.Label, ColorOf(r.l, theme.ColorTipAction))
	canvas.Refresh(r.l)
}
