package grid

import (
	"fyne.io/fyne/v2"

	"litework/app/editor/lines"
	"litework/app/theme"
)

// textBox is where the text of the current cell stands, edited or not.
type textBox struct {
	x, y, w, row float32 // of the text; row is the height of one row of it
	size         float32
	style        fyne.TextStyle
	starts       []int
	right        bool

	ring  struct{ x, y, w, h float32 }
	under bool // other text of the cell stands below, within the ring
}

const ringInset = 3

// textBox finds it; ok is false when the current row is not shown.
func (g *Grid) textBox() (b textBox, ok bool) {
	c := g.model.Cell()
	i, top, _ := g.rowPlace(c.Row)
	if i < 0 {
		return b, false
	}
	r := g.geo.rows[i]
	text := []rune(g.model.Text(c))
	if buf := g.model.Buffer(); buf != nil {
		text = buf.Runes()
	} else if l := g.line(r); l != nil && c.Col == lines.Tax {
		text = []rune(shown(l, c.Col))
	}
	s := g.spans[c.Col]
	main := g.mainHeight(r)
	b = textBox{x: s.x + cellInset, w: s.w - 2*cellInset, row: textRow, size: theme.TextSize, starts: []int{0}, right: c.Col.Number()}
	switch c.Col {
	case lines.Name:
		b.x, b.style.Bold = handleW-3, true
		b.y = top + middle(rowH, textRow)
	case lines.Description:
		b.starts = g.startsOf(string(text))
		b.y = top + g.textTop(r)
	case lines.Enhanced:
		b.row, b.size = smallRow, theme.SmallSize
		b.starts = g.boxStarts(text)
		b.y = top + main + barH + boxPad
	default:
		b.y = top + middle(main, textRow)
	}
	h := float32(len(b.starts)) * b.row
	if c.Col == lines.Description {
		if n := g.smallRows(g.line(r)); n > 0 {
			// The ring holds what stands below the description too, rather
			// than to strike through its first row.
			h += float32(n * smallRow)
			b.under = true
		}
	}
	b.ring.x, b.ring.w = s.x+1, s.w-2
	if c.Col == lines.Name {
		b.ring.x, b.ring.w = b.x-5, s.w-cellInset
	}
	b.ring.y, b.ring.h = b.y+h/2-max(rowH-2*ringInset, h+2*boxPad)/2, max(rowH-2*ringInset, h+2*boxPad)
	// A long text in a narrow cell: the ring grows over its neighbour.
	if c.Col != lines.Description && c.Col != lines.Enhanced {
		if more := width(string(text), b.size, b.style) - b.w; more > 0 {
			b.ring.w += more
			if b.right {
				b.ring.x -= more
			}
		}
	}
	return b, true
}

// textTop is where the first row of a description stands within its row.
func (g *Grid) textTop(r lines.Row) float32 {
	l := g.line(r)
	n := float32(len(g.startsOf(l.Description))*textRow + g.smallRows(l)*smallRow)
	return middle(g.mainHeight(r), n)
}

// caret is where the caret stands.
func (g *Grid) caret(b textBox) (x, y float32) {
	buf := g.model.Buffer()
	text := buf.Runes()
	row := 0
	for i, s := range b.starts {
		if s <= buf.Caret() {
			row = i
		}
	}
	in := rowText(text, b.starts, row)
	at := min(buf.Caret()-b.starts[row], len(in))
	return b.left(in) + width(string(in[:at]), b.size, b.style), b.y + float32(row)*b.row
}

// left is where a row of the text begins.
func (b textBox) left(row []rune) float32 {
	if b.right {
		return b.x + b.w - width(string(row), b.size, b.style)
	}
	return b.x
}

// middle is where something h tall stands in the middle of total, on a whole
// pixel.
func middle(total, h float32) float32 { return float32(int((total - h) / 2)) }
