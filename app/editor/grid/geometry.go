package grid

import (
	"sort"
	"strconv"

	"litework/app/editor/lines"
	"litework/app/theme"
	"litework/document"
)

// Sizes of the grid.
const (
	headH    = theme.HeadHeight
	rowH     = theme.RowHeight
	textRow  = 19 // a row of a description
	smallRow = 17 // a row of enhanced text, or of a reason
	rowPad   = 8  // above and below the text of a tall row
	barH     = 32 // the bar of enhanced text
	boxPad   = 7  // inside the box of enhanced text

	handleW   = 27
	cellInset = 10
	amountW   = 124
	leastDesc = 180
)

// columnWidth is how wide a stop is; the description takes what is left.
func columnWidth(c lines.Column) float32 {
	switch c {
	case lines.Quantity:
		return 78
	case lines.Duration:
		return 112
	case lines.Price:
		return 116
	case lines.Discount:
		return 72
	case lines.Tax:
		return 132
	case lines.Account:
		return 84
	}
	return 0
}

// span is a stretch of the width.
type span struct{ x, w float32 }

// spans are where the columns stand at a width.
func spans(columns []lines.Column, width float32) map[lines.Column]span {
	out := make(map[lines.Column]span, len(columns)+3)
	fixed := float32(handleW + amountW)
	for _, c := range columns {
		fixed += columnWidth(c)
	}
	desc := max(leastDesc, width-fixed)
	x := float32(handleW)
	for _, c := range columns {
		w := columnWidth(c)
		if c == lines.Description {
			w = desc
		}
		out[c] = span{x, w}
		x += w
	}
	out[lines.Enhanced] = span{handleW, max(desc, width*0.62)}
	out[lines.Name] = span{handleW - 13, desc + 13}
	return out
}

// geometry is where every visible row stands. Heights of all rows are known;
// only those in view are drawn.
type geometry struct {
	rows  []lines.Row
	tops  []float32 // one more than rows: the last is where the foot begins
	total float32

	doc     *document.Document
	width   float32
	open    string
	openH   float32
	bads    int
	columns int
}

// measure places the rows; it costs little while nothing changed.
func (g *Grid) measure() {
	m := g.model
	doc := m.Doc()
	w := g.Size().Width
	openH := float32(0)
	if m.EnhancedOpen() != "" {
		openH = g.panelHeight()
	}
	k := &g.geo
	if k.width != w || k.columns != len(m.Columns()) {
		g.descRows, g.richCache = map[string][]int{}, map[string][][]piece{}
		g.spans = spans(m.Columns(), w)
	}
	rows := m.Rows()
	bads := m.BadCount()
	if k.doc == doc && k.width == w && k.open == m.EnhancedOpen() && k.openH == openH && k.bads == bads &&
		k.columns == len(m.Columns()) && len(k.rows) == len(rows) && !g.dirty {
		k.rows = rows
		return
	}
	g.dirty = false
	k.doc, k.width, k.open, k.openH, k.bads, k.columns = doc, w, m.EnhancedOpen(), openH, bads, len(m.Columns())
	k.rows = rows
	k.tops = k.tops[:0]
	y := float32(headH)
	for _, r := range rows {
		k.tops = append(k.tops, y)
		y += g.heightOf(r)
	}
	k.tops = append(k.tops, y)
	k.total = y + rowH
}

// heightOf is the height of a row with everything below its cells.
func (g *Grid) heightOf(r lines.Row) float32 {
	if r.Heading {
		return rowH
	}
	h := g.mainHeight(r)
	if len(g.model.BadInRow(r.ID)) > 0 {
		h += smallRow
	}
	if g.geo.open == r.ID {
		h += g.geo.openH
	}
	return h
}

// mainHeight is the height of the part of a line that its cells stand in.
func (g *Grid) mainHeight(r lines.Row) float32 {
	if r.Heading {
		return rowH
	}
	l := g.line(r)
	n := len(g.startsOf(l.Description))
	h := float32(2*rowPad + n*textRow + g.smallRows(l)*smallRow)
	return max(rowH, h)
}

// smallRows counts the rows below a description.
func (g *Grid) smallRows(l *document.Line) int {
	n := 0
	if l.Enhanced != "" && g.geo.open != l.ID {
		n = len(g.richOf(l.Enhanced))
	}
	if l.Optional {
		n++
	}
	return n
}

// line is the line of a row; nil for a heading, whose section may have none.
func (g *Grid) line(r lines.Row) *document.Line {
	if r.Heading {
		return nil
	}
	return &g.model.Doc().Sections[r.Section].Lines[r.Place]
}

// startsOf are the starts of the visual rows of a description.
func (g *Grid) startsOf(s string) []int {
	if starts, ok := g.descRows[s]; ok {
		return starts
	}
	if len(g.descRows) > 5000 {
		clear(g.descRows) // what was typed on the way need not be remembered
	}
	starts := rowStarts([]rune(s), g.spans[lines.Description].w-2*cellInset, theme.TextSize, plain)
	g.descRows[s] = starts
	return starts
}

func (g *Grid) richOf(source string) [][]piece {
	if rows, ok := g.richCache[source]; ok {
		return rows
	}
	rows := richRows(source, g.spans[lines.Description].w-2*cellInset, theme.SmallSize)
	g.richCache[source] = rows
	return rows
}

// panelHeight is the height of the open enhanced text: its bar and its box.
func (g *Grid) panelHeight() float32 {
	n := 1
	if b := g.model.Buffer(); b != nil {
		n = len(g.boxStarts(b.Runes()))
	}
	return barH + float32(n)*smallRow + 2*boxPad + rowPad
}

func (g *Grid) boxStarts(text []rune) []int {
	return rowStarts(text, g.spans[lines.Enhanced].w-2*cellInset, theme.SmallSize, plain)
}

// rowAt finds the row at a height: its index, or -1 for the head and len for
// the foot.
func (g *Grid) rowAt(y float32) int {
	k := &g.geo
	if y < k.tops[0] {
		return -1
	}
	return sort.Search(len(k.rows), func(i int) bool { return k.tops[i+1] > y })
}

// top and height of the row with an id.
func (g *Grid) rowPlace(id string) (i int, top, height float32) {
	i = g.model.RowIndex(id)
	if i < 0 || i+1 >= len(g.geo.tops) {
		return -1, 0, 0
	}
	return i, g.geo.tops[i], g.geo.tops[i+1] - g.geo.tops[i]
}

// Top is where a row was drawn last; false where it was not.
func (g *Grid) Top(id string) (float32, bool) {
	for i, r := range g.geo.rows {
		if r.ID == id && i < len(g.geo.tops) {
			return g.geo.tops[i], true
		}
	}
	return 0, false
}

func itemNumber(n int) string { return strconv.Itoa(n) + ". " }
