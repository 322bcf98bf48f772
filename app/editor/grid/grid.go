// Package grid draws the line grid: cells as text, and one entry that stands
// in the edited cell, drawn with the same text at the same place, so that
// nothing moves by a pixel. It is the only thing that has the keyboard; what a
// key does is decided by package lines.
//
// Rows out of view are not drawn. The grid is as tall as its lines and scrolls
// with the page, which tells it what is in view; its head sticks to the top.
package grid

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"litework/app/editor/lines"
	"litework/app/editor/text"
	"litework/app/kit"
)

// Hooks are what the grid needs of the page around it. All are set.
type Hooks struct {
	// Leave takes the focus up to the fields or down to the notes.
	Leave func(lines.Leave)
	// Left is called when the keyboard went elsewhere in the window.
	Left func()
	// Refused says why a key did nothing.
	Refused func(string)
	// Reveal scrolls the page so that a stretch of the grid is in view.
	Reveal func(top, bottom float32)
	// Changed is called when the grid may look different: the page lays out
	// anew when its height changed.
	Changed func()
	// Undo and Redo are those of the whole document.
	Undo, Redo func()
	// Menu opens the commands of the current line or section.
	Menu func(at fyne.Position)
	// Key is offered what the grid has no use for.
	Key func(*fyne.KeyEvent)
	// Shortcut is the same for shortcuts.
	Shortcut func(fyne.Shortcut)
}

// Grid is the widget.
type Grid struct {
	widget.BaseWidget
	model *lines.Model
	hooks Hooks
	env   kit.Env

	focused bool
	shift   bool
	buf     *text.Buffer // the one known to break at our width

	viewTop, viewH float32

	geo       geometry
	dirty     bool
	spans     map[lines.Column]span
	descRows  map[string][]int
	richCache map[string][][]piece

	hover   fyne.Position // of the pointer; negative when outside
	presses int           // clicks at one place
	pressed press
	drag    *dragging
	options *optionList
	anchor  *canvas.Rectangle // the current cell, below which options open
}

// New returns the grid of a model.
func New(m *lines.Model, env kit.Env, hooks Hooks) *Grid {
	g := &Grid{model: m, env: env, hooks: hooks, hover: fyne.NewPos(-1, -1), viewH: 1e6,
		descRows: map[string][]int{}, richCache: map[string][][]piece{}}
	g.spans = spans(m.Columns(), 1000)
	g.options = newOptionList(g)
	g.anchor = canvas.NewRectangle(color.Transparent)
	g.ExtendBaseWidget(g)
	return g
}

// Model is the state of the grid.
func (g *Grid) Model() *lines.Model { return g.model }

// Focused reports whether the grid has the keyboard.
func (g *Grid) Focused() bool { return g.focused }

// Height is how tall the grid is at its width.
func (g *Grid) Height() float32 {
	g.measure()
	return g.geo.total
}

// SetView tells which stretch of the grid is in view.
func (g *Grid) SetView(top, height float32) {
	if g.viewTop == top && g.viewH == height {
		return
	}
	g.viewTop, g.viewH = top, height
	g.Refresh()
}

// Update draws the grid as the model is by now and brings the current cell
// into view. It is called after everything that may have changed it.
func (g *Grid) Update() {
	g.sync()
	g.Refresh()
	g.hooks.Changed()
	if g.focused {
		g.reveal()
	}
	g.options.update()
}

// sync lets the edited text break where it is drawn to.
func (g *Grid) sync() {
	b := g.model.Buffer()
	if b == nil || b == g.buf {
		g.buf = b
		return
	}
	g.buf = b
	switch g.model.Cell().Col {
	case lines.Description:
		b.Starts = func(r []rune) []int { return g.startsOf(string(r)) }
	case lines.Enhanced:
		b.Starts = g.boxStarts
	}
}

// reveal brings the current cell into view.
func (g *Grid) reveal() {
	i, top, h := g.rowPlace(g.model.Cell().Row)
	if i < 0 {
		return
	}
	bottom := top + h
	if h > g.viewH-headH {
		bottom = top + rowH
	}
	g.hooks.Reveal(top-headH, bottom)
}

// RowNear is the row one view above or below another, for PgUp and PgDn.
func (g *Grid) RowNear(row string, by int) string {
	g.measure()
	i, top, _ := g.rowPlace(row)
	if i < 0 {
		return row
	}
	to := top + float32(by)*max(rowH, g.viewH-headH-rowH)
	at := g.rowAt(max(headH, to))
	return g.geo.rows[max(0, min(at, len(g.geo.rows)-1))].ID
}

// act runs a command on the model and shows what came of it.
func (g *Grid) act(e lines.Effect) {
	g.Update()
	if e.Refused != "" {
		g.hooks.Refused(e.Refused)
	}
	if e.Leave != lines.Stay {
		g.hooks.Leave(e.Leave)
	}
}

// Do runs a command of the model, as a menu or a button does.
func (g *Grid) Do(command func() lines.Effect) { g.act(command()) }

// EndEdit ends the edit and reports whether every cell can be read.
func (g *Grid) EndEdit() bool {
	ok := g.model.EndEdit()
	g.Update()
	return ok
}
