package kit

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"litework/app/theme"
)

// placeholderRows is how many grey rows stand for rows that are loading.
const placeholderRows = 8

var (
	_ desktop.Mouseable = (*tableBody)(nil)
	_ desktop.Hoverable = (*tableBody)(nil)
)

// tableBody is what scrolls: as tall as all rows, drawing those that are seen.
type tableBody struct {
	widget.BaseWidget
	t     *DataTable
	hover int

	rows  map[int]*rowArt
	free  []*rowArt
	objs  []fyne.CanvasObject
	shape string // what the pooled rows were made for
}

func newTableBody(t *DataTable) *tableBody {
	b := &tableBody{t: t, hover: -1, rows: map[int]*rowArt{}}
	b.ExtendBaseWidget(b)
	return b
}

func (b *tableBody) count() int {
	n := b.t.len()
	if n == 0 && b.t.loading {
		return placeholderRows
	}
	return n
}

// shownRange returns the rows that are seen: from first up to, but without,
// last.
func (b *tableBody) shownRange() (first, last int) {
	view := b.t.scroll.Size().Height
	if view <= 0 {
		return 0, 0
	}
	first = max(0, int(b.t.scroll.Offset.Y/theme.RowHeight))
	last = min(b.count(), int((b.t.scroll.Offset.Y+view)/theme.RowHeight)+1)
	return first, max(first, last)
}

func (b *tableBody) idAt(i int) string {
	if r, ok := b.rows[i]; ok {
		return r.view.ID
	}
	if i >= 0 && i < b.t.len() {
		return b.t.Model.Row(i).ID
	}
	return ""
}

// update draws the rows that came into view and keeps the others.
func (b *tableBody) update() { b.fill(false) }

// redraw draws all rows in view anew.
func (b *tableBody) redraw() { b.fill(true) }

func (b *tableBody) fill(all bool) {
	b.reshape()
	first, last := b.shownRange()
	for i, r := range b.rows {
		if i < first || i >= last {
			delete(b.rows, i)
			b.free = append(b.free, r)
		}
	}
	width := b.t.scroll.Size().Width
	var spans []span
	b.objs = b.objs[:0]
	for i := first; i < last; i++ {
		r, kept := b.rows[i]
		if !kept {
			r = b.take()
			b.rows[i] = r
			r.index = i
			r.box.Move(fyne.NewPos(0, float32(i)*theme.RowHeight))
			r.box.Resize(fyne.NewSize(width, theme.RowHeight))
		}
		if !kept || all {
			if spans == nil {
				spans = b.t.spans(width)
			}
			b.drawRow(r, spans, width)
		}
		b.objs = append(b.objs, r.box)
	}
	canvas.Refresh(b)
}

// reshape drops the pool when the columns changed.
func (b *tableBody) reshape() {
	shape := strconv.Itoa(len(b.t.columns)) + strconv.FormatBool(b.t.Model.IsSelected != nil)
	if shape != b.shape {
		b.rows, b.free, b.shape = map[int]*rowArt{}, nil, shape
	}
}

func (b *tableBody) take() *rowArt {
	if n := len(b.free); n > 0 {
		r := b.free[n-1]
		b.free = b.free[:n-1]
		return r
	}
	return newRowArt(b.t.Model.IsSelected != nil, len(b.t.columns))
}

func (b *tableBody) drawRow(r *rowArt, spans []span, width float32) {
	t := b.t
	r.box.Resize(fyne.NewSize(width, theme.RowHeight))
	if r.index >= t.len() {
		r.placeholder(t, spans, width)
		return
	}
	look := rowLook{
		current:  r.index == t.current,
		hovered:  r.index == b.hover,
		last:     t.Hug && r.index == t.len()-1,
		selected: t.Model.IsSelected != nil && t.Model.IsSelected(r.index),
	}
	r.draw(t, t.Model.Row(r.index), look, spans, width)
}

// rowAt returns the row at a height in the body, or -1.
func (b *tableBody) rowAt(y float32) int {
	i := int(y / theme.RowHeight)
	if y < 0 || i >= b.t.len() {
		return -1
	}
	return i
}

// hitAt returns what lies at p, if it is more than the row.
func (b *tableBody) hitAt(p fyne.Position) *hit {
	r, ok := b.rows[b.rowAt(p.Y)]
	if !ok {
		return nil
	}
	for i := range r.hits {
		if h := &r.hits[i]; p.X >= h.x-3 && p.X < h.x+h.w+3 {
			return h
		}
	}
	return nil
}

// MouseDown answers to a click at once: it makes the row current, and opens or
// selects it.
func (b *tableBody) MouseDown(ev *desktop.MouseEvent) {
	t := b.t
	tipOut(b)
	t.byMouse = true
	takeFocus(t)
	i := b.rowAt(ev.Position.Y)
	if i < 0 {
		return
	}
	if ev.Button == desktop.MouseButtonSecondary {
		t.SetCurrent(i)
		t.context(ev.AbsolutePosition)
		return
	}
	if ev.Button != desktop.MouseButtonPrimary {
		return
	}
	clicks := t.lastTap.click(ev.AbsolutePosition)
	shift, ctrl := ev.Modifier&fyne.KeyModifierShift != 0, ev.Modifier&fyne.KeyModifierShortcutDefault != 0
	onBox := t.Model.IsSelected != nil && ev.Position.X < boxWidth
	from := t.anchorRow()
	h := b.hitAt(ev.Position)
	t.SetCurrent(i)
	switch {
	case shift && t.Model.OnExtend != nil:
		t.Model.OnExtend(from, i)
	case (ctrl || onBox) && t.Model.OnToggle != nil:
		t.anchor = i
		t.Model.OnToggle(i)
	case h != nil && h.chip != nil && t.Model.OnChip != nil:
		t.anchor = i
		t.Model.OnChip(i, *h.chip, ev.AbsolutePosition)
	case h != nil && h.link != nil && t.Model.OnLink != nil:
		t.anchor = i
		t.Model.OnLink(i, *h.link)
	case clicks == 2 || h != nil && h.open:
		t.anchor = i
		t.open()
	default:
		t.anchor = i
	}
	t.RefreshRows()
}

// MouseUp does nothing.
func (b *tableBody) MouseUp(*desktop.MouseEvent) {}

// MouseIn marks the row under the pointer.
func (b *tableBody) MouseIn(ev *desktop.MouseEvent) { b.MouseMoved(ev) }

// MouseMoved marks the row under the pointer and shows what it explains.
func (b *tableBody) MouseMoved(ev *desktop.MouseEvent) {
	b.setHover(b.rowAt(ev.Position.Y))
	tip := ""
	if h := b.hitAt(ev.Position); h != nil {
		tip = h.tip
	}
	tipAt(b, tip, ev.AbsolutePosition)
}

// MouseOut ends what MouseMoved began.
func (b *tableBody) MouseOut() {
	b.setHover(-1)
	tipOut(b)
}

func (b *tableBody) setHover(i int) {
	if b.hover == i {
		return
	}
	old := b.hover
	b.hover = i
	width := b.t.scroll.Size().Width
	spans := b.t.spans(width)
	for _, at := range []int{old, i} {
		if r, ok := b.rows[at]; ok {
			b.drawRow(r, spans, width)
		}
	}
	canvas.Refresh(b)
}

// parts lists the rows in view for the UI map.
func (b *tableBody) parts() []Part {
	var parts []Part
	first, last := b.shownRange()
	top := b.t.scroll.Position().Y - b.t.scroll.Offset.Y
	for i := first; i < last; i++ {
		r, ok := b.rows[i]
		if !ok || r.view.ID == "" {
			continue
		}
		text := ""
		for _, c := range r.view.Cells {
			text += c.Text
			for _, chip := range c.Chips {
				text += "[" + chip.Label + "]"
			}
			text += "|"
		}
		for _, part := range r.view.Note {
			text += part.Text
		}
		name := b.t.Name + "/" + r.view.ID
		y := top + float32(i)*theme.RowHeight
		parts = append(parts, Part{Name: name, Text: text, Pos: fyne.NewPos(1, y), Size: fyne.NewSize(b.t.scroll.Size().Width, theme.RowHeight)})
		if b.t.Model.IsSelected != nil {
			parts = append(parts, Part{Name: name + "/box", Pos: fyne.NewPos(1+cellPad, y+middle(theme.RowHeight, boxSize)), Size: fyne.NewSquareSize(boxSize)})
		}
		for _, h := range r.hits {
			at, size := fyne.NewPos(1+h.x, y), fyne.NewSize(h.w, theme.RowHeight)
			switch {
			case h.link != nil:
				parts = append(parts, Part{Name: name + "/" + h.link.ID, Text: h.link.Label, Pos: at, Size: size})
			case h.open:
				parts = append(parts, Part{Name: name + "/open", Pos: at, Size: size})
			case h.chip != nil && h.chip.ID != "":
				parts = append(parts, Part{Name: name + "/chip:" + h.chip.ID, Text: h.chip.Label, Pos: at, Size: size})
			}
		}
	}
	return parts
}

func (b *tableBody) CreateRenderer() fyne.WidgetRenderer { return &tableBodyRenderer{b: b} }

type tableBodyRenderer struct{ b *tableBody }

func (r *tableBodyRenderer) Destroy()                     {}
func (r *tableBodyRenderer) Objects() []fyne.CanvasObject { return r.b.objs }
func (r *tableBodyRenderer) MinSize() fyne.Size {
	return fyne.NewSize(0, float32(r.b.count())*theme.RowHeight)
}
func (r *tableBodyRenderer) Layout(fyne.Size) { r.b.redraw() }
func (r *tableBodyRenderer) Refresh()         { r.b.redraw() }
