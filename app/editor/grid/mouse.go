package grid

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"litework/app/editor/lines"
	"litework/app/theme"
)

var (
	_ desktop.Mouseable  = (*Grid)(nil)
	_ desktop.Hoverable  = (*Grid)(nil)
	_ desktop.Cursorable = (*Grid)(nil)
	_ fyne.Draggable     = (*Grid)(nil)
)

// press is the last press of the mouse: what it was on, and what dragging from
// there does.
type press struct {
	at     fyne.Position
	when   time.Time
	handle string // the line whose handle it was
	text   bool   // in the text being edited
	plain  bool   // a handle pressed without Ctrl or Shift
}

const doubleClick = 400 * time.Millisecond

// place is what lies at a position.
type place struct {
	row    int // index; -1 the head, len(rows) the foot
	handle bool
	fold   bool
	cell   lines.Cell
	onCell bool
	bar    int // button of the enhanced bar, -1 for none
	box    bool
	foot   footWord
}

// placeAt finds what lies at a position of the grid.
func (g *Grid) placeAt(p fyne.Position) place {
	g.measure()
	out := place{bar: -1}
	if p.Y < g.viewTop+headH && p.Y >= g.viewTop && g.viewTop > 0 {
		out.row = -1 // below the head that sticks
		return out
	}
	out.row = g.rowAt(p.Y)
	rows := g.geo.rows
	switch {
	case out.row < 0:
		return out
	case out.row >= len(rows):
		out.foot = g.footAt(p.X)
		return out
	}
	r := rows[out.row]
	if r.Heading {
		out.fold = p.X < handleW
		out.cell, out.onCell = lines.Cell{Row: r.ID, Col: lines.Name}, !out.fold
		return out
	}
	below := p.Y - g.geo.tops[out.row] - g.mainHeight(r)
	if g.geo.open == r.ID && below >= 0 && below < g.geo.openH {
		out.bar = g.barButton(p.X, below)
		out.box = below >= barH
		out.cell = lines.Cell{Row: r.ID, Col: lines.Enhanced}
		return out
	}
	if p.X < handleW {
		out.handle = true
		return out
	}
	for c, s := range g.spans {
		if c != lines.Name && c != lines.Enhanced && p.X >= s.x && p.X < s.x+s.w {
			out.cell, out.onCell = lines.Cell{Row: r.ID, Col: c}, true
		}
	}
	return out
}

// MouseDown chooses and edits the cell under the pointer.
func (g *Grid) MouseDown(ev *desktop.MouseEvent) {
	g.focus()
	at := g.placeAt(ev.Position)
	if ev.Button == desktop.MouseButtonSecondary {
		if at.row >= 0 && at.row < len(g.geo.rows) && !g.model.Selected(g.geo.rows[at.row].ID) {
			g.model.Choose(g.chooseable(at))
			g.Update()
		}
		g.env.Do(func() { g.hooks.Menu(ev.AbsolutePosition) }) // a turn later: the click takes the keyboard yet
		return
	}
	again := time.Since(g.pressed.when) < doubleClick && near(g.pressed.at, ev.Position)
	g.pressed = press{at: ev.Position, when: time.Now()}
	if again {
		g.presses++
	} else {
		g.presses = 1
	}
	switch {
	case at.foot != noWord:
		g.Do(map[footWord]func() lines.Effect{wordLine: g.model.AppendLine, wordSection: g.model.AppendSection, wordQuick: g.model.AppendQuick}[at.foot])
	case at.bar >= 0:
		g.Do([]func() lines.Effect{g.model.Bold, g.model.Italic, g.model.Bullets, g.model.Numbers}[at.bar])
	case at.box:
		g.pressText(ev, at.cell)
	case at.fold:
		r := g.geo.rows[at.row]
		g.model.SetFolded(r.ID, !g.model.Folded(r.Section))
		g.Update()
	case at.handle:
		g.pressHandle(g.geo.rows[at.row].ID, ev.Modifier)
	case at.onCell:
		g.pressCell(at.cell, ev)
	}
}

// chooseable is the cell a secondary click chooses.
func (g *Grid) chooseable(at place) lines.Cell {
	if at.onCell {
		return at.cell
	}
	r := g.geo.rows[at.row]
	if r.Heading {
		return lines.Cell{Row: r.ID, Col: lines.Name}
	}
	return lines.Cell{Row: r.ID, Col: lines.Description}
}

func (g *Grid) pressHandle(id string, mods fyne.KeyModifier) {
	g.pressed.handle = id
	switch {
	case mods&fyne.KeyModifierShortcutDefault != 0:
		g.model.SelectToggle(id)
	case mods&fyne.KeyModifierShift != 0:
		g.model.SelectTo(id)
	case !g.model.Selected(id):
		g.model.SelectOnly(id)
	default:
		g.pressed.plain = true // may be a drag of the selection: decide on release
	}
	g.Update()
}

func (g *Grid) pressCell(c lines.Cell, ev *desktop.MouseEvent) {
	switch {
	case ev.Modifier&fyne.KeyModifierShortcutDefault != 0:
		g.model.SelectToggle(c.Row)
		g.Update()
		return
	case ev.Modifier&fyne.KeyModifierShift != 0 && !(g.model.Editing() && g.model.Cell() == c):
		g.model.SelectTo(c.Row)
		g.Update()
		return
	}
	if g.model.Editing() && g.model.Cell() == c {
		g.pressText(ev, c)
		return
	}
	// Leaving an empty line removes it: what was under the pointer is looked
	// up by id, and the caret by where the row stands then.
	_, before, _ := g.rowPlace(c.Row)
	refused := g.model.Click(c)
	g.Update()
	if refused != "" {
		g.hooks.Refused(refused)
		return
	}
	if !c.Col.Number() && g.model.Editing() {
		_, after, _ := g.rowPlace(c.Row)
		g.caretAt(ev.Position.AddXY(0, after-before), false)
		g.pressed.text = true
		g.Update()
	}
}

func (g *Grid) pressText(ev *desktop.MouseEvent, c lines.Cell) {
	if g.model.Cell() != c || !g.model.Editing() {
		return
	}
	g.pressed.text = true
	b := g.model.Buffer()
	switch g.presses {
	case 1:
		g.caretAt(ev.Position, ev.Modifier&fyne.KeyModifierShift != 0)
	case 2:
		g.caretAt(ev.Position, false)
		b.SelectWord(b.Caret())
	default:
		b.SelectAll()
	}
	g.Update()
}

// caretAt puts the caret where the pointer is.
func (g *Grid) caretAt(p fyne.Position, extend bool) {
	b := g.model.Buffer()
	box, ok := g.textBox()
	if b == nil || !ok {
		return
	}
	row := max(0, min(int((p.Y-box.y)/box.row), len(box.starts)-1))
	text := rowText(b.Runes(), box.starts, row)
	x := p.X - box.x
	if box.right {
		x = p.X - (box.x + box.w - width(string(text), box.size, box.style))
	}
	b.SetCaret(box.starts[row]+indexAt(text, x, box.size, box.style), extend)
}

// MouseUp ends a click on a handle of the selection.
func (g *Grid) MouseUp(*desktop.MouseEvent) {
	if g.pressed.plain && g.drag == nil {
		g.model.SelectOnly(g.pressed.handle)
		g.Update()
	}
	g.pressed.plain = false
}

// MouseIn shows what the pointer is on.
func (g *Grid) MouseIn(ev *desktop.MouseEvent) { g.MouseMoved(ev) }

// MouseMoved shows what the pointer is on.
func (g *Grid) MouseMoved(ev *desktop.MouseEvent) {
	before, after := g.placeAt(g.hover), g.placeAt(ev.Position)
	g.hover = ev.Position
	if before != after {
		g.Refresh()
	}
}

// MouseOut forgets the pointer.
func (g *Grid) MouseOut() {
	g.hover = fyne.NewPos(-1, -1)
	g.Refresh()
}

// Cursor is the text cursor over cells, the hand over what is pressed.
func (g *Grid) Cursor() desktop.Cursor {
	at := g.placeAt(g.hover)
	switch {
	case at.foot != noWord, at.fold, at.handle, at.bar >= 0:
		return desktop.PointerCursor
	case at.box, at.onCell:
		return desktop.TextCursor
	}
	return desktop.DefaultCursor
}

func (g *Grid) focus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil && c.Focused() != fyne.Focusable(g) {
		c.Focus(g)
	}
}

// openMenu opens the commands of the current row beside it, at once: the keys
// that follow are the menu's.
func (g *Grid) openMenu() {
	_, top, _ := g.rowPlace(g.model.Cell().Row)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(g)
	g.hooks.Menu(at.AddXY(handleW+cellInset, top+theme.RowHeight))
}

func near(a, b fyne.Position) bool {
	d := a.Subtract(b)
	return d.X < 5 && d.X > -5 && d.Y < 5 && d.Y > -5
}
