package kit

import (
	"fyne.io/fyne/v2"
)

// Modal is a dialog in the window. It takes the keyboard until it is closed,
// and gives it back to where it was.
//
// Enter presses the default button except in a field of several lines,
// Ctrl+Enter always, Esc cancels.
type Modal struct {
	// Width is the width of the dialog; 0 is 560. It shrinks with the window.
	Width float32
	// Default is pressed by Enter.
	Default *Button
	// IrreversibleDefault keeps Enter from pressing Default unless Default
	// itself is focused and the key was pressed anew; Ctrl+Enter still does.
	IrreversibleDefault bool
	// First gets the keyboard; without it the first field or button does.
	First fyne.Focusable
	// OnCancel is called by Esc in place of Close.
	OnCancel func()
	// OnClosed is called once when the dialog is gone.
	OnClosed func()

	title    string
	subtitle string
	body     fyne.CanvasObject
	left     []fyne.CanvasObject
	right    []fyne.CanvasObject

	canvas  fyne.Canvas
	layer   *FloatLayer
	panel   *modalPanel
	restore fyne.Focusable
	keys    func(*fyne.KeyEvent)
}

// NewModal returns a dialog that is not shown yet. One without a title has its
// body alone.
func NewModal(title string, body fyne.CanvasObject) *Modal {
	return &Modal{title: title, body: body}
}

// SetTitle changes the title.
func (m *Modal) SetTitle(title string) {
	m.title = title
	m.refresh()
}

// SetSubtitle puts a muted line below the title.
func (m *Modal) SetSubtitle(text string) {
	m.subtitle = text
	m.refresh()
}

// SetBody replaces the body, such as when a step follows.
func (m *Modal) SetBody(body fyne.CanvasObject) {
	m.body = body
	m.refresh()
}

// SetButtons puts buttons at the foot: left for what is beside the matter,
// right for the decision, the default last.
func (m *Modal) SetButtons(left, right []fyne.CanvasObject) {
	m.left, m.right = left, right
	m.refresh()
}

// SetStep shows a step of a dialog of several: its body and buttons, the default
// last. The keyboard goes to first, or to the default where that is nil.
func (m *Modal) SetStep(body fyne.CanvasObject, first fyne.Focusable, left []fyne.CanvasObject, right ...*Button) {
	objs := make([]fyne.CanvasObject, len(right))
	for i, b := range right {
		objs[i] = b
		m.Default = b
	}
	m.First = first
	if first == nil {
		m.First = m.Default
	}
	m.body = body
	m.SetButtons(left, objs)
	if m.IsOpen() {
		m.canvas.Focus(m.First)
	}
}

// Refresh lays the dialog out anew after its body changed its height.
func (m *Modal) Refresh() { m.refresh() }

// IsOpen reports whether the dialog is shown.
func (m *Modal) IsOpen() bool { return m.layer != nil }

// Layer returns the float layer inside the dialog, nil while it is closed.
func (m *Modal) Layer() *FloatLayer { return m.layer }

// ModalOpen reports whether a dialog is open on a canvas. The shortcuts of the
// main menu fire even then, so commands ask this first.
func ModalOpen(c fyne.Canvas) bool {
	for _, o := range c.Overlays().List() {
		if _, ok := o.(*FloatLayer); ok {
			return true
		}
	}
	return false
}
