package grid

import (
	"time"

	"fyne.io/fyne/v2"

	"litework/app/editor/lines"
)

// dragging is lines on their way: which, where they would land, and the timer
// that scrolls while the pointer is at an edge.
type dragging struct {
	ids   []string
	after string // line or section they would land behind; empty for nowhere
	y     float32
	stop  func()
}

const (
	dragEdge  = 40 // from the edge of the view, where it scrolls
	dragSpeed = 14 // per step
	dragStep  = 30 * time.Millisecond
)

// Dragged selects text in the edited cell, or moves the lines whose handle was
// pressed.
func (g *Grid) Dragged(ev *fyne.DragEvent) {
	switch {
	case g.pressed.text && g.model.Editing():
		g.caretAt(ev.Position, true)
		g.Update()
	case g.pressed.handle != "":
		if g.drag == nil {
			ids := g.model.Selection()
			if len(ids) == 0 {
				ids = []string{g.pressed.handle}
			}
			g.drag = &dragging{ids: ids}
		}
		g.drag.y = ev.Position.Y
		g.aim()
		g.scrollAtEdge()
	}
}

// aim finds where the lines would land and draws the line there.
func (g *Grid) aim() {
	g.measure()
	k := &g.geo
	d := g.drag
	i := max(0, min(g.rowAt(d.y), len(k.rows)-1))
	if len(k.rows) == 0 {
		return
	}
	// Above the middle of a row: behind the row before it.
	if d.y < (k.tops[i]+k.tops[i+1])/2 {
		i--
	}
	if i < 0 {
		d.after = g.model.Doc().Sections[0].ID
	} else {
		d.after = k.rows[i].ID
	}
	g.Refresh()
}

// landing is the height of the line that shows where dragged lines land.
func (g *Grid) landing() (y float32, ok bool) {
	if g.drag == nil || g.drag.after == "" {
		return 0, false
	}
	if i := g.model.RowIndex(g.drag.after); i >= 0 {
		return g.geo.tops[i+1], true
	}
	return g.geo.tops[0], true
}

// scrollAtEdge scrolls on while the pointer stays at an edge of the view.
func (g *Grid) scrollAtEdge() {
	d := g.drag
	if d.stop != nil {
		d.stop()
		d.stop = nil
	}
	by := float32(0)
	switch {
	case d.y < g.viewTop+headH+dragEdge && g.viewTop > 0:
		by = -dragSpeed
	case d.y > g.viewTop+g.viewH-dragEdge && g.viewTop+g.viewH < g.geo.total:
		by = dragSpeed
	}
	if by == 0 {
		return
	}
	d.stop = g.env.After(dragStep, func() {
		if g.drag != d {
			return
		}
		top := g.viewTop
		if by < 0 {
			g.hooks.Reveal(top+by, top)
		} else {
			g.hooks.Reveal(top+g.viewH, top+g.viewH+by)
		}
		d.y += g.viewTop - top
		g.aim()
		g.scrollAtEdge()
	})
}

// DragEnd lets the lines go where the line is.
func (g *Grid) DragEnd() {
	d := g.drag
	g.endDrag()
	if d != nil && d.after != "" {
		g.Do(func() lines.Effect { return g.model.MoveAfter(d.ids, d.after) })
	}
}

// cancelDrag puts the lines back.
func (g *Grid) cancelDrag() {
	g.endDrag()
	g.pressed = press{}
	g.Refresh()
}

func (g *Grid) endDrag() {
	if g.drag != nil && g.drag.stop != nil {
		g.drag.stop()
	}
	g.drag = nil
	g.pressed.handle, g.pressed.plain = "", false
}
