package grid

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"litework/app/editor/lines"
	"litework/app/kit"
	"litework/app/theme"
	"litework/document"
)

// CreateRenderer is called by Fyne.
func (g *Grid) CreateRenderer() fyne.WidgetRenderer {
	r := &renderer{g: g, brush: brush{w: g}}
	r.Refresh()
	return r
}

type renderer struct {
	g     *Grid
	brush brush
	objs  []fyne.CanvasObject
}

func (r *renderer) Destroy()                     {}
func (r *renderer) Objects() []fyne.CanvasObject { return r.objs }
func (r *renderer) MinSize() fyne.Size {
	return fyne.NewSize(500, r.g.geo.total)
}

func (r *renderer) Layout(fyne.Size) { r.draw() }

func (r *renderer) Refresh() {
	r.draw()
	canvas.Refresh(r.g)
}

// draw draws what is in view.
func (r *renderer) draw() {
	g := r.g
	if g.Size().Width <= 0 {
		return
	}
	g.measure()
	b := &r.brush
	b.begin()
	w := g.Size().Width
	top, bottom := g.viewTop-rowH, g.viewTop+g.viewH+rowH
	b.layer = layerGround
	b.box(0, 0, w, g.geo.total, theme.ColorSurface, theme.ColorBorder, 1, theme.RadiusCard)
	first := max(0, g.rowAt(max(headH, top)))
	for i := first; i < len(g.geo.rows) && g.geo.tops[i] < bottom; i++ {
		r.row(i)
	}
	if y := g.geo.tops[len(g.geo.rows)]; y < bottom {
		r.foot(y)
	}
	if g.focused && g.drag == nil {
		r.current()
	}
	if y, ok := g.landing(); ok {
		b.layer = layerEdit
		b.rect(handleW-4, y-1, w-handleW-8, 2, theme.ColorPrimary)
	}
	r.head(w)
	r.objs = append(b.end(), g.anchor)
}

// row draws a heading or a line.
func (r *renderer) row(i int) {
	g, b := r.g, &r.brush
	row, y := g.geo.rows[i], g.geo.tops[i]
	h, w := g.geo.tops[i+1]-y, g.Size().Width
	b.layer = layerGround
	switch {
	case row.Heading:
		b.rect(1, y, w-2, h, theme.ColorRaised)
	case g.model.Selected(row.ID):
		b.rect(1, y, w-2, h, theme.ColorSelection)
	}
	b.rect(1, y+h-1, w-2, 1, theme.ColorBorder)
	if row.Heading {
		r.heading(row, y)
		return
	}
	r.line(row, y)
}

func (r *renderer) heading(row lines.Row, y float32) {
	g, b := r.g, &r.brush
	s := &g.model.Doc().Sections[row.Section]
	b.layer = layerText
	fold, folded := theme.IconTriangleDown, g.model.Folded(row.Section)
	if folded {
		fold = theme.IconTriangleRight
	}
	b.icon(fold, theme.ColorText, 6, y+middle(rowH, 12), 12)
	name, k := s.Name, ink{theme.ColorText, theme.TextSize, fyne.TextStyle{Bold: true}, fyne.TextAlignLeading}
	if name == "" {
		name, k.color, k.style = "Section name", theme.ColorMuted, plain
	}
	w := g.Size().Width
	if !g.edits(lines.Cell{Row: row.ID, Col: lines.Name}) {
		room := w - handleW - amountW - 90
		name, _ = kit.Fit(name, room, k.size, k.style)
		b.text(name, handleW-3, y, room, rowH, k)
		x := handleW - 3 + width(name, k.size, k.style) + 12
		if note := sectionNote(s, folded); note != "" {
			b.text(note, x, y, 300, rowH, ink{theme.ColorMuted, theme.CaptionSize, plain, fyne.TextAlignLeading})
		}
	}
	sum := document.FormatMoney(g.model.Totals().Sections[row.Section])
	b.text(sum, w-amountW, y, amountW-cellInset-1, rowH, ink{theme.ColorMuted, theme.TextSize, plain, fyne.TextAlignTrailing})
}

// sectionNote says what cannot be seen of a section: folded lines, and how it
// appears on paper.
func sectionNote(s *document.Section, folded bool) string {
	note := ""
	if folded {
		note = count(len(s.Lines))
	}
	paper := map[document.SectionPrint]string{document.PrintNoPrices: "on paper without prices", document.PrintOneLine: "on paper as one line"}[s.Print]
	if note != "" && paper != "" {
		return note + " · " + paper
	}
	return note + paper
}

// edits reports whether a cell is drawn by the entry instead of as text.
func (g *Grid) edits(c lines.Cell) bool { return g.model.Editing() && g.model.Cell() == c }

func (r *renderer) line(row lines.Row, y float32) {
	g, b := r.g, &r.brush
	l := g.line(row)
	main := g.mainHeight(row)
	b.layer = layerText
	grip := theme.ColorFaint
	if at := g.placeAt(g.hover); at.row >= 0 && at.row < len(g.geo.rows) && g.geo.rows[at.row].ID == row.ID {
		grip = theme.ColorMuted
	}
	b.icon(theme.IconGrip, grip, 8, y+middle(main, 14), 14)
	r.description(row, l, y)
	for _, c := range g.model.Columns() {
		cell := lines.Cell{Row: row.ID, Col: c}
		if c == lines.Description || g.edits(cell) {
			continue
		}
		s := g.spans[c]
		k := ink{theme.ColorText, theme.TextSize, plain, fyne.TextAlignLeading}
		if c.Number() {
			k.align = fyne.TextAlignTrailing
		}
		text := shown(l, c)
		if bad, ok := g.model.Bad(cell); ok {
			text, k.color = bad.Text, theme.ColorDanger
		}
		if !c.Number() {
			text, _ = kit.Fit(text, s.w-2*cellInset+4, k.size, k.style)
		}
		b.text(text, s.x+cellInset, y+middle(main, textRow), s.w-2*cellInset, textRow, k)
	}
	r.amount(l, y, main)
	r.reason(row, y+main)
	if g.geo.open == row.ID {
		r.panel(row, g.geo.tops[g.model.RowIndex(row.ID)+1]-g.geo.openH)
	}
}

// shown is a cell's text where it is not edited: a tax setting in few letters.
func shown(l *document.Line, c lines.Column) string {
	if c == lines.Tax {
		return l.Tax.Brief()
	}
	return l.Text(c.Field())
}

func (r *renderer) amount(l *document.Line, y, main float32) {
	if l.IsText() {
		return
	}
	g := r.g
	k := ink{theme.ColorText, theme.TextSize, plain, fyne.TextAlignTrailing}
	text := document.FormatMoney(l.Amounts(g.model.Doc().TaxMode).Amount)
	if l.Optional {
		k.color, text = theme.ColorMuted, "("+text+")"
	}
	r.brush.text(text, g.Size().Width-amountW, y+middle(main, textRow), amountW-cellInset-1, textRow, k)
}

func (r *renderer) description(row lines.Row, l *document.Line, y float32) {
	g, b := r.g, &r.brush
	s := g.spans[lines.Description]
	x, w := s.x+cellInset, s.w-2*cellInset
	at := y + g.textTop(row)
	starts := g.startsOf(l.Description)
	if !g.edits(lines.Cell{Row: row.ID, Col: lines.Description}) {
		runes := []rune(l.Description)
		for i := range starts {
			b.text(string(rowText(runes, starts, i)), x, at+float32(i*textRow), w, textRow, ink{theme.ColorText, theme.TextSize, plain, fyne.TextAlignLeading})
		}
	}
	at += float32(len(starts) * textRow)
	if l.Enhanced != "" && g.geo.open != row.ID {
		for _, pieces := range g.richOf(l.Enhanced) {
			for _, p := range pieces {
				b.text(p.text, x+p.x, at, w, smallRow, ink{theme.ColorMuted, theme.SmallSize, p.style, fyne.TextAlignLeading})
			}
			at += smallRow
		}
	}
	if l.Optional {
		b.text("Optional, not in the total", x, at, w, smallRow, ink{theme.ColorMuted, theme.SmallSize, fyne.TextStyle{Italic: true}, fyne.TextAlignLeading})
	}
}

// reason says below a line what could not be read in it: in the current cell,
// else in the first such one.
func (r *renderer) reason(row lines.Row, y float32) {
	g := r.g
	columns := g.model.BadInRow(row.ID)
	if len(columns) == 0 {
		return
	}
	cell := lines.Cell{Row: row.ID, Col: columns[0]}
	if slices.Contains(columns, g.model.Cell().Col) && g.model.Cell().Row == row.ID {
		cell = g.model.Cell()
	}
	bad, _ := g.model.Bad(cell)
	s := g.spans[cell.Col]
	k := ink{theme.ColorDanger, theme.SmallSize, plain, fyne.TextAlignLeading}
	need := width(bad.Reason, k.size, plain)
	x := s.x + cellInset
	if cell.Col.Number() {
		x = s.x + s.w - cellInset - need
	}
	x = max(handleW+cellInset, min(x, g.Size().Width-need-cellInset))
	r.brush.text(bad.Reason, x, y-4, need, smallRow, k)
}

// head draws the names of the columns, at the top of the view.
func (r *renderer) head(w float32) {
	g, b := r.g, &r.brush
	y := max(0, min(g.viewTop, g.geo.total-headH-rowH))
	b.layer = layerHead
	back := b.box(0, y, w, headH, theme.ColorRaised, theme.ColorBorder, 1, 0)
	if y == 0 {
		back.TopLeftCornerRadius, back.TopRightCornerRadius = theme.RadiusCard, theme.RadiusCard
	}
	b.layer = layerHeadText
	k := ink{theme.ColorMuted, theme.CaptionSize, plain, fyne.TextAlignLeading}
	for _, c := range g.model.Columns() {
		s := g.spans[c]
		k.align = fyne.TextAlignLeading
		if c.Number() {
			k.align = fyne.TextAlignTrailing
		}
		b.text(columnName(c), s.x+cellInset, y, s.w-2*cellInset, headH, k)
	}
	k.align = fyne.TextAlignTrailing
	b.text("Amount", w-amountW, y, amountW-cellInset-1, headH, k)
}

func columnName(c lines.Column) string {
	return map[lines.Column]string{lines.Description: "Description", lines.Quantity: "Qty", lines.Duration: "Duration",
		lines.Price: "Price", lines.Discount: "Disc", lines.Tax: "Tax", lines.Account: "Account"}[c]
}
