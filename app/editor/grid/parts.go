package grid

import (
	"strconv"

	"fyne.io/fyne/v2"

	"litework/app/editor/lines"
	"litework/app/kit"
)

var _ kit.Parted = (*Grid)(nil)

// ControlParts lists the cells in view for the UI map: "line:3/price" is the
// price of the third line of the document, "section:1" the first heading drawn,
// "line:3/handle" its handle, "line:add" and "section:add" the commands of the
// foot, and "line:quick" its quick items.
func (g *Grid) ControlParts() []kit.Part {
	g.measure()
	var out []kit.Part
	add := func(name, text string, x, y, w, h float32) {
		out = append(out, kit.Part{Name: name, Text: text, Pos: fyne.NewPos(x, y), Size: fyne.NewSize(w, h)})
	}
	line, section := 0, 0
	for i, r := range g.geo.rows {
		y := g.geo.tops[i]
		seen := y+rowH > g.viewTop+headH && y < g.viewTop+g.viewH
		if r.Heading {
			section++
			if seen {
				cell := lines.Cell{Row: r.ID, Col: lines.Name}
				s := g.spans[lines.Name]
				add("section:"+strconv.Itoa(section), g.shownText(cell), s.x, y, s.w, rowH)
				add("section:"+strconv.Itoa(section)+"/fold", "", 0, y, handleW, rowH)
			}
			continue
		}
		line++
		if !seen {
			continue
		}
		name := "line:" + strconv.Itoa(line) + "/"
		h := g.mainHeight(r)
		add(name+"handle", "", 0, y, handleW, h)
		for _, c := range g.model.Columns() {
			s := g.spans[c]
			add(name+string(c.Field()), g.shownText(lines.Cell{Row: r.ID, Col: c}), s.x, y, s.w, h)
		}
	}
	if y := g.geo.tops[len(g.geo.rows)]; y < g.viewTop+g.viewH {
		for _, p := range g.foot() {
			add(p.control, p.word, p.at.x, y, p.at.w, rowH)
		}
	}
	return out
}

// shownText is what a cell shows, edited or not.
func (g *Grid) shownText(c lines.Cell) string {
	if g.edits(c) {
		return g.model.Buffer().String()
	}
	return g.model.Text(c)
}
