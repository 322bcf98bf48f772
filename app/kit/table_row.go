package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"litework/app/theme"
)

// hit is a place in a row that answers to a click.
type hit struct {
	x, w float32
	col  int
	chip *ChipSpec
	link *CellLink
	open bool
	tip  string
}

// rowArt draws one row. It is used for one row after another while scrolling.
type rowArt struct {
	box   *fyne.Container
	back  *canvas.Rectangle
	bar   *canvas.Rectangle
	line  *canvas.Rectangle
	check *checkArt
	cells []*cellArt
	notes []*canvas.Text
	index int
	view  RowView
	hits  []hit
}

func newRowArt(boxes bool, columns int) *rowArt {
	r := &rowArt{
		back: canvas.NewRectangle(noFill()),
		bar:  canvas.NewRectangle(noFill()),
		line: canvas.NewRectangle(noFill()),
	}
	objs := []fyne.CanvasObject{r.back, r.line, r.bar}
	if boxes {
		r.check = newCheckArt()
		objs = append(objs, r.check.objects()...)
	}
	r.box = &fyne.Container{Objects: objs}
	for range columns {
		c := &cellArt{row: r, text: textObject(theme.TextSize, fyne.TextStyle{}), icon: newIconImage()}
		r.box.Objects = append(r.box.Objects, c.icon, c.text)
		r.cells = append(r.cells, c)
	}
	return r
}

// rowLook is everything but the data that a row's picture depends on.
type rowLook struct {
	current, selected, hovered bool
	last                       bool // of a table that ends with it
}

// draw shows a row.
func (r *rowArt) draw(t *DataTable, view RowView, look rowLook, spans []span, width float32) {
	r.view = view
	r.hits = r.hits[:0]
	fill := theme.ColorSurface
	switch {
	case look.selected:
		fill = theme.ColorSelection
	case look.current:
		fill = theme.ColorRaised
	case look.hovered:
		fill = theme.ColorRaised
	}
	setBox(r.back, ColorOf(t, fill), nil, 0)
	line := ColorOf(t, theme.ColorBorder)
	if look.last {
		line = ColorOf(t, fill) // the edge of the table is enough
	}
	setBox(r.line, line, nil, 0)
	barFill := noFill()
	if look.current {
		barFill = ColorOf(t, theme.ColorPrimary)
	}
	setBox(r.bar, barFill, nil, 0)
	place(r.back, 0, 0, width, theme.RowHeight-1)
	place(r.line, 0, theme.RowHeight-1, width, 1)
	place(r.bar, 0, 0, 2, theme.RowHeight-1)
	if r.check != nil {
		state := Unchecked
		if look.selected {
			state = Checked
		}
		r.check.set(t, state, false)
		r.check.layout(cellPad, middle(theme.RowHeight-1, boxSize))
	}
	for i, c := range r.cells {
		cell := Cell{}
		if i < len(view.Cells) {
			cell = view.Cells[i]
		}
		c.draw(t, i, cell, spans[i], look.selected)
	}
	r.drawNote(t, spans, width)
}

// noteTop is where the note of a row begins; the cells stand above it.
const noteTop float32 = 21

// middle is where something of a height stands in the middle of the cells.
func (r *rowArt) middle(height float32) float32 {
	if len(r.view.Note) > 0 {
		return middle(noteTop+2, height)
	}
	return middle(theme.RowHeight-1, height)
}

// drawNote writes the note part by part; the last that has room is cut.
func (r *rowArt) drawNote(t *DataTable, spans []span, width float32) {
	x, parts := float32(0), r.view.Note
	if len(parts) > 0 {
		x = spans[r.view.NoteFrom].x + cellPad
	}
	for i := range max(len(parts), len(r.notes)) {
		if i >= len(r.notes) {
			text := textObject(theme.CaptionSize, fyne.TextStyle{})
			r.notes = append(r.notes, text)
			r.box.Objects = append(r.box.Objects, text)
		}
		text := r.notes[i]
		if i >= len(parts) || width-cellPad-x < 12 {
			text.Hidden = true
			continue
		}
		style, color := fyne.TextStyle{Bold: parts[i].Strong}, theme.ColorMuted
		if parts[i].Strong {
			color = theme.ColorText
		}
		shown, _ := Fit(parts[i].Text, width-cellPad-x, theme.CaptionSize, style)
		if text.TextStyle != style {
			text.TextStyle, text.Text = style, ""
		}
		setText(text, shown, ColorOf(t, color))
		text.Hidden = shown == ""
		w := fyne.MeasureText(shown, theme.CaptionSize, style).Width
		place(text, x, noteTop, w, lineHeight(theme.CaptionSize, style))
		x += w
	}
}

// placeholder shows a grey row.
func (r *rowArt) placeholder(t *DataTable, spans []span, width float32) {
	r.draw(t, RowView{}, rowLook{}, spans, width)
	for i, c := range r.cells {
		if spans[i].w > 0 {
			c.bar(t, spans[i], t.columns[i].Align)
		}
	}
}

// linkGap is the room between two links of a cell.
const linkGap float32 = 4

// cellArt draws one cell. Chips, links and the grey bar are made when first
// needed.
type cellArt struct {
	row   *rowArt
	text  *canvas.Text
	icon  *canvas.Image
	chips []*chipArt
	links []*canvas.Text
	grey  *canvas.Rectangle
}

func (c *cellArt) add(objs ...fyne.CanvasObject) {
	c.row.box.Objects = append(c.row.box.Objects, objs...)
}

func (c *cellArt) draw(t *DataTable, col int, cell Cell, s span, selected bool) {
	if c.grey != nil {
		c.grey.Hidden = true
	}
	if s.w <= 0 {
		cell = Cell{}
	}
	column := t.columns[col]
	room := s.w - 2*cellPad
	x := s.x + cellPad
	setIcon(c.icon, t, cell.Icon, cellColor(cell))
	if cell.Icon != "" {
		place(c.icon, x, c.row.middle(14), 14, 14)
		x, room = x+18, room-18
	}
	x = c.drawText(t, column, col, cell, s, x, room)
	x = c.drawChips(t, column, col, cell, s, x, selected)
	c.drawLinks(t, col, cell, x)
}

func cellColor(cell Cell) fyne.ThemeColorName {
	switch {
	case cell.Color != "":
		return cell.Color
	case cell.Muted:
		return theme.ColorMuted
	}
	return theme.ColorText
}

func (c *cellArt) drawText(t *DataTable, column Column, col int, cell Cell, s span, x, room float32) float32 {
	size := theme.TextSize
	if cell.Small {
		size = theme.SmallSize
	}
	style := fyne.TextStyle{Bold: cell.Bold}
	for _, l := range cell.Links {
		room -= fyne.MeasureText(l.Label, theme.TextSize, fyne.TextStyle{}).Width + linkGap
	}
	shown, cut := Fit(cell.Text, room, size, style)
	if c.text.TextSize != size || c.text.TextStyle != style {
		c.text.TextSize, c.text.TextStyle = size, style
		c.text.Text = "" // so that setText redraws
	}
	setText(c.text, shown, ColorOf(t, cellColor(cell)))
	c.text.Hidden = shown == ""
	if shown == "" {
		return x
	}
	w := fyne.MeasureText(shown, size, style).Width
	if column.Align != fyne.TextAlignLeading && len(cell.Links) == 0 {
		x = alignX(s, w, column.Align)
	}
	h := lineHeight(size, style)
	place(c.text, x, c.row.middle(h), w, h)
	tip := cell.Tip
	if tip == "" && cut {
		tip = cell.Text
	}
	c.row.hits = append(c.row.hits, hit{x: x, w: w, col: col, open: cell.Opens, tip: tip})
	return x + w + 8
}

func (c *cellArt) drawChips(t *DataTable, column Column, col int, cell Cell, s span, x float32, selected bool) float32 {
	if column.Align == fyne.TextAlignTrailing && len(cell.Chips) > 0 {
		total := float32(0)
		for _, spec := range cell.Chips {
			total += chipWidth(spec) + chipGap
		}
		x = s.x + s.w - cellPad - total + chipGap
	}
	for i := range max(len(cell.Chips), len(c.chips)) {
		if i >= len(cell.Chips) {
			c.chips[i].show(false)
			continue
		}
		if i >= len(c.chips) {
			a := newChipArt()
			c.chips = append(c.chips, a)
			c.add(a.objects()...)
		}
		spec := cell.Chips[i]
		w := chipWidth(spec)
		if x+w > s.x+s.w && i > 0 {
			c.chips[i].show(false)
			continue
		}
		c.chips[i].set(t, spec, selected)
		c.chips[i].layout(spec, x, c.row.middle(chipHeight))
		c.row.hits = append(c.row.hits, hit{x: x, w: w, col: col, chip: &cell.Chips[i], tip: spec.Tip})
		x += w + chipGap
	}
	return x
}

func (c *cellArt) drawLinks(t *DataTable, col int, cell Cell, x float32) {
	h := lineHeight(theme.TextSize, fyne.TextStyle{})
	for i := range max(len(cell.Links), len(c.links)) {
		if i >= len(cell.Links) {
			c.links[i].Hidden = true
			continue
		}
		if i >= len(c.links) {
			text := textObject(theme.TextSize, fyne.TextStyle{})
			c.links = append(c.links, text)
			c.add(text)
		}
		w := fyne.MeasureText(cell.Links[i].Label, theme.TextSize, fyne.TextStyle{}).Width
		c.links[i].Hidden = false
		color := theme.ColorPrimary
		if cell.Links[i].ID == "" {
			color = theme.ColorMuted
		} else {
			c.row.hits = append(c.row.hits, hit{x: x, w: w, col: col, link: &cell.Links[i]})
		}
		setText(c.links[i], cell.Links[i].Label, ColorOf(t, color))
		place(c.links[i], x, c.row.middle(h), w, h)
		x += w + linkGap
	}
}

// bar draws the grey bar of a row that is still to come.
func (c *cellArt) bar(t *DataTable, s span, align fyne.TextAlign) {
	if c.grey == nil {
		c.grey = canvas.NewRectangle(noFill())
		c.grey.CornerRadius = 4
		c.add(c.grey)
	}
	c.grey.Hidden = false
	setBox(c.grey, ColorOf(t, theme.ColorGreyTint), nil, 0)
	w := min(s.w-2*cellPad, 110)
	place(c.grey, alignX(s, w, align), middle(theme.RowHeight-1, 9), max(0, w), 9)
}
