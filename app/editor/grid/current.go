package grid

import (
	"strconv"

	"fyne.io/fyne/v2"
	ft "fyne.io/fyne/v2/theme"

	"litework/app/editor/lines"
	"litework/app/theme"
)

func count(n int) string {
	if n == 1 {
		return "1 line"
	}
	return strconv.Itoa(n) + " lines"
}

const (
	caretWidth = 1.5
	barButton  = 26
)

// current draws the ring of the current cell and, while it is edited, its text
// with selection and caret, at the very place where it stands unedited.
func (r *renderer) current() {
	g, b := r.g, &r.brush
	box, ok := g.textBox()
	if !ok {
		return
	}
	fill := fyne.ThemeColorName("")
	if g.model.Editing() && !box.under {
		fill = theme.ColorSurface
	}
	b.layer = layerBox
	b.box(box.ring.x, box.ring.y, box.ring.w, box.ring.h, fill, theme.ColorPrimary, 2, theme.Radius)
	g.anchor.Move(fyne.NewPos(box.ring.x, box.ring.y))
	g.anchor.Resize(fyne.NewSize(box.ring.w, box.ring.h))
	if !g.model.Editing() {
		return
	}
	buf := g.model.Buffer()
	text := buf.Runes()
	from, to := buf.Selection()
	color := theme.ColorText
	for i := range box.starts {
		row := rowText(text, box.starts, i)
		y := box.y + float32(i)*box.row
		x := box.left(row)
		a, z := max(from, box.starts[i])-box.starts[i], min(to-box.starts[i], len(row))
		if a < z {
			left := x + width(string(row[:a]), box.size, box.style)
			b.layer = layerBox
			b.rect(left, y, x+width(string(row[:z]), box.size, box.style)-left, box.row, ft.ColorNameSelection)
		}
		b.layer = layerEdit
		b.text(string(row), x, y, width(string(row), box.size, box.style)+2, box.row, ink{color, box.size, box.style, fyne.TextAlignLeading})
	}
	b.layer = layerEdit
	x, y := g.caret(box)
	b.rect(x-caretWidth/2, y+1, caretWidth, box.row-2, theme.ColorPrimary)
}

// panel draws the bar and the box of open enhanced text.
func (r *renderer) panel(row lines.Row, y float32) {
	g, b := r.g, &r.brush
	s := g.spans[lines.Enhanced]
	b.layer = layerText
	for i, icon := range []theme.IconName{theme.IconBold, theme.IconItalic, theme.IconBullets, theme.IconNumbers} {
		x := g.barX(i)
		if at := g.placeAt(g.hover); at.bar == i {
			b.layer = layerGround
			b.box(x, y+2, barButton, barButton, theme.ColorHover, "", 0, 5)
			b.layer = layerText
		}
		b.icon(icon, theme.ColorMuted, x+5, y+7, 16)
	}
	hint := "Ctrl+B bold · Ctrl+I italic · - list · 1. numbers · Esc closes"
	x := g.barX(4) + 8
	b.text(hint, x, y+2, s.x+s.w-x, barButton, ink{theme.ColorMuted, theme.CaptionSize, plain, fyne.TextAlignLeading})
}

func (g *Grid) barX(i int) float32 { return handleW + 4 + float32(i)*(barButton+2) }

// barButton finds the button of the bar at a place, -1 for none.
func (g *Grid) barButton(x, below float32) int {
	for i := range 4 {
		if below < barH && x >= g.barX(i) && x < g.barX(i)+barButton {
			return i
		}
	}
	return -1
}
