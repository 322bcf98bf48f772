package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"litework/app/theme"
)

// Field is a label, below it an entry or another widget, and below that an
// error or a word of help. The line below takes room only while it says
// something.
type Field struct {
	widget.BaseWidget
	Input fyne.CanvasObject
	// Fill lets the input take all the height there is, for long text.
	Fill bool

	label *Text
	note  *Paragraph
	help  string
	warn  string
	err   string
}

// NewField returns a field around an input.
func NewField(label string, input fyne.CanvasObject) *Field {
	f := &Field{Input: input, label: Caption(label)}
	f.note = NewParagraph("", Look{Size: theme.SmallSize, Color: theme.ColorMuted})
	f.note.Hide()
	if e, ok := input.(*Entry); ok && e.Label == "" {
		e.Label = label
	}
	f.ExtendBaseWidget(f)
	return f
}

// SetLabel changes the label.
func (f *Field) SetLabel(label string) { f.label.SetText(label) }

// SetHelp shows a word of help while there is no error.
func (f *Field) SetHelp(help string) {
	if f.help == help {
		return
	}
	f.help = help
	f.update()
}

// WithHelp is SetHelp and returns the field.
func (f *Field) WithHelp(help string) *Field {
	f.SetHelp(help)
	return f
}

// SetError shows what is wrong and marks the input; "" takes it away.
func (f *Field) SetError(err string) {
	if f.err == err {
		return
	}
	f.err = err
	if w, ok := f.Input.(interface{ SetWrong(bool) }); ok {
		w.SetWrong(err != "")
	}
	f.update()
}

// SetWarning shows what is doubtful about the input in place of the help, which
// does not make it wrong; "" takes it away.
func (f *Field) SetWarning(text string) {
	if f.warn == text {
		return
	}
	f.warn = text
	f.update()
}

// Warning returns what is shown as doubtful.
func (f *Field) Warning() string { return f.warn }

// Error returns what is shown as wrong.
func (f *Field) Error() string { return f.err }

func (f *Field) update() {
	text, color := f.help, theme.ColorMuted
	if f.warn != "" {
		text, color = f.warn, theme.ColorAmber
	}
	if f.err != "" {
		text, color = f.err, theme.ColorDanger
	}
	f.note.SetText(text)
	f.note.SetColor(color)
	f.note.Hidden = text == ""
	f.Refresh()
}

// HeightFor returns the height at a width.
func (f *Field) HeightFor(width float32) float32 {
	h := fieldLabel + HeightFor(f.Input, width)
	if !f.note.Hidden {
		h += fieldNote + f.note.HeightFor(width)
	}
	return h
}

// ControlChildren returns the input and the note.
func (f *Field) ControlChildren() []fyne.CanvasObject {
	return []fyne.CanvasObject{f.label, f.Input, f.note}
}

// CreateRenderer is called by Fyne.
func (f *Field) CreateRenderer() fyne.WidgetRenderer { return &fieldRenderer{f: f} }

const (
	fieldLabel float32 = 21 // the label and the gap below it
	fieldNote  float32 = 3  // above the note
)

type fieldRenderer struct{ f *Field }

func (r *fieldRenderer) Destroy()                     {}
func (r *fieldRenderer) Objects() []fyne.CanvasObject { return r.f.ControlChildren() }

func (r *fieldRenderer) MinSize() fyne.Size {
	m := r.f.Input.MinSize()
	h := fieldLabel + m.Height
	if !r.f.note.Hidden {
		h += fieldNote + r.f.note.MinSize().Height
	}
	return fyne.NewSize(max(m.Width, 40), h)
}

func (r *fieldRenderer) Layout(size fyne.Size) {
	place(r.f.label, 0, 0, size.Width, r.f.label.MinSize().Height)
	note, gap := float32(0), float32(0)
	if !r.f.note.Hidden {
		note, gap = r.f.note.HeightFor(size.Width), fieldNote
	}
	h := HeightFor(r.f.Input, size.Width)
	if r.f.Fill {
		h = max(h, size.Height-fieldLabel-gap-note)
	}
	place(r.f.Input, 0, fieldLabel, size.Width, h)
	place(r.f.note, 0, fieldLabel+h+gap, size.Width, note)
}

func (r *fieldRenderer) Refresh() {
	for _, o := range r.Objects() {
		o.Refresh()
	}
	r.Layout(r.f.Size())
	canvas.Refresh(r.f)
}
