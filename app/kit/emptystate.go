package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"litework/app/theme"
)

// EmptyState stands where a list would: a sentence that says what belongs
// here, and buttons for the first step and the other way.
type EmptyState struct {
	widget.BaseWidget
	text    *Paragraph
	buttons *fyne.Container
}

// NewEmptyState returns an empty state.
func NewEmptyState(sentence string, buttons ...fyne.CanvasObject) *EmptyState {
	e := &EmptyState{
		text:    NewParagraph(sentence, Look{Color: theme.ColorMuted, Align: fyne.TextAlignCenter}),
		buttons: HBox(8, buttons...),
	}
	e.ExtendBaseWidget(e)
	return e
}

// Set changes the sentence and the buttons.
func (e *EmptyState) Set(sentence string, buttons ...fyne.CanvasObject) {
	e.text.SetText(sentence)
	e.buttons.Objects = buttons
	e.buttons.Refresh()
	e.Refresh()
}

// ControlName lists the empty state in the UI map.
func (e *EmptyState) ControlName() string { return "empty" }

// ControlText returns the sentence.
func (e *EmptyState) ControlText() string { return e.text.Text() }

// ControlChildren returns the buttons.
func (e *EmptyState) ControlChildren() []fyne.CanvasObject { return []fyne.CanvasObject{e.buttons} }

// CreateRenderer is called by Fyne.
func (e *EmptyState) CreateRenderer() fyne.WidgetRenderer { return &emptyRenderer{e: e} }

type emptyRenderer struct{ e *EmptyState }

func (r *emptyRenderer) Destroy() {}
func (r *emptyRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.e.text, r.e.buttons}
}

func (r *emptyRenderer) MinSize() fyne.Size {
	m := r.e.buttons.MinSize()
	return fyne.NewSize(max(m.Width, 240), m.Height+90)
}

func (r *emptyRenderer) Layout(size fyne.Size) {
	w := min(size.Width-40, 460)
	h := r.e.text.HeightFor(w)
	m := r.e.buttons.MinSize()
	y := max(16, middle(size.Height, h+18+m.Height)*0.8)
	place(r.e.text, middle(size.Width, w), float32(int(y)), w, h)
	place(r.e.buttons, middle(size.Width, m.Width), float32(int(y+h+18)), m.Width, m.Height)
}

func (r *emptyRenderer) Refresh() {
	r.e.text.Refresh()
	r.e.buttons.Refresh()
	r.Layout(r.e.Size())
}
