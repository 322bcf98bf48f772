package kit

import (
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"litework/app/theme"
)

// The sides of a SideTable. NoSide is a row that is not decided.
const (
	NoSide    = -1
	LeftSide  = 0
	RightSide = 1
)

// SideRow is one row of a SideTable: the same thing as it is on either side.
type SideRow struct {
	ID    string
	Label string
	Sides [2]SideCell
	// Note stands in the last column.
	Note string
	// Chosen is LeftSide, RightSide or NoSide.
	Chosen int
	// Across makes the row one text from side to side, Label: a heading, or what
	// stands for rows that are folded.
	Across bool
	// Bold is for the label of such a row.
	Bold bool
}

// SideCell is what a side holds.
type SideCell struct {
	Text string
	// None draws the text as the absence of something.
	None bool
	// Off says why the side cannot be chosen; "" where it can.
	Off string
	// Told leaves the reason to the tooltip: it stands beside the table already.
	Told bool
	// Ground is the colour behind the text; "" for that of the row.
	Ground fyne.ThemeColorName
}

// SideTable is a table in which one of two sides is chosen for every row. One
// row is current: ↑ and ↓ move it, ← and → choose its side, Enter goes to the
// next row that is not decided. Rows are as tall as their texts need, and only
// those in view are drawn.
type SideTable struct {
	control
	// Heads are the titles of the four columns: what it is about, the two
	// sides, the note.
	Heads [4]string
	// SideNames name the sides in the UI map.
	SideNames [2]string

	OnChoose  func(row SideRow, side int)
	OnRefused func(why string) // a key asked for a side that is off
	OnEnd     func()           // Enter where nothing is left to decide
	// OnShortcut is offered shortcuts first.
	OnShortcut func(fyne.Shortcut) bool

	// Compares makes it a table to look at: no side can be chosen. Enter, or a
	// click on a row that is Across, calls OnOpen.
	Compares bool
	OnOpen   func(row SideRow)

	rows    []SideRow
	current int // -1 for none
	tops    []float32
	width   float32 // that tops were measured at

	scroll *container.Scroll
	body   *sideBody
	head   *sideHead
}

// NewSideTable returns a table without rows.
func NewSideTable(heads [4]string, sideNames [2]string) *SideTable {
	t := &SideTable{Heads: heads, SideNames: sideNames, current: -1}
	t.body = newSideBody(t)
	t.head = newSideHead(t)
	t.scroll = container.NewVScroll(t.body)
	t.scroll.OnScrolled = func(fyne.Position) { t.body.update() }
	t.ExtendBaseWidget(t)
	return t
}

// SetHeads changes the titles of the columns.
func (t *SideTable) SetHeads(heads [4]string) {
	if t.Heads != heads {
		t.Heads = heads
		t.head.Refresh()
	}
}

// SetRows shows rows. The current one is found again by its id.
func (t *SideTable) SetRows(rows []SideRow) {
	id := ""
	if t.current >= 0 {
		id = t.rows[t.current].ID
	}
	t.current = min(t.current, len(rows)-1)
	for i := range rows {
		if rows[i].ID == id {
			t.current = i
		}
	}
	t.rows, t.width = rows, 0
	t.Refresh()
}

// Rows are those shown. They are not to be changed.
func (t *SideTable) Rows() []SideRow { return t.rows }

// Choose shows another side as chosen in a row, without calling OnChoose.
func (t *SideTable) Choose(id string, side int) {
	for i := range t.rows {
		if t.rows[i].ID == id && t.rows[i].Chosen != side {
			t.rows[i].Chosen = side
			t.body.redrawRow(i)
		}
	}
}

// Current is the current row, -1 for none.
func (t *SideTable) Current() int { return t.current }

// SetCurrent makes a row current and brings it into view.
func (t *SideTable) SetCurrent(i int) {
	i = max(-1, min(i, len(t.rows)-1))
	old := t.current
	t.current = i
	t.reveal(i)
	if old != i {
		t.body.redrawRow(old)
		t.body.redrawRow(i)
	}
}

// NextOpen makes the next row that is not decided current, from the one below
// the current on and round; false where all are decided.
func (t *SideTable) NextOpen() bool {
	for n := range t.rows {
		i := (max(0, t.current) + n) % len(t.rows)
		if t.current >= 0 {
			i = (t.current + 1 + n) % len(t.rows)
		}
		if t.rows[i].Chosen == NoSide {
			t.SetCurrent(i)
			return true
		}
	}
	return false
}

// choose is the user's choice of a side.
func (t *SideTable) choose(i, side int) {
	if i < 0 || i >= len(t.rows) {
		return
	}
	if why := t.rows[i].Sides[side].Off; why != "" {
		if t.OnRefused != nil {
			t.OnRefused(why)
		}
		return
	}
	if t.rows[i].Chosen == side {
		return
	}
	t.rows[i].Chosen = side
	t.body.redrawRow(i)
	if t.OnChoose != nil {
		t.OnChoose(t.rows[i], side)
	}
}

// HeightFor is the height that shows every row at a width.
func (t *SideTable) HeightFor(width float32) float32 {
	t.measure(width - 2)
	return 2 + theme.HeadHeight + t.tops[len(t.tops)-1]
}

const (
	sideLabelWidth float32 = 150
	sideNoteWidth  float32 = 232
	// compareLabelWidth is for longer labels: "Line 12, enhanced text".
	compareLabelWidth float32 = 172
)

// columns are where the four columns lie at a width.
func (t *SideTable) columns(width float32) [4]span {
	label := sideLabelWidth
	note := min(sideNoteWidth, float32(int(width/4)))
	if t.Compares {
		label, note = compareLabelWidth, min(sideNoteWidth, float32(int(width/5)))
	}
	side := float32(int((width - label - note) / 2))
	return [4]span{{0, label}, {label, side}, {label + side, side}, {label + 2*side, width - label - 2*side}}
}

// textX is where the text of a side begins within it: behind its radio.
func (t *SideTable) textX() float32 {
	if t.Compares {
		return cellPad
	}
	return sideTextX
}

// measure finds where every row begins; the last of tops is the end.
func (t *SideTable) measure(width float32) {
	if t.width == width && len(t.tops) == len(t.rows)+1 {
		return
	}
	t.width = width
	t.tops = append(t.tops[:0], 0)
	y := float32(0)
	spans := t.columns(width)
	for i := range t.rows {
		y += layOutSides(&t.rows[i], spans, t.textX()).height
		t.tops = append(t.tops, y)
	}
}

// rowAt is the row at a height in the body, -1 for none.
func (t *SideTable) rowAt(y float32) int {
	if y < 0 || len(t.tops) == 0 || y >= t.tops[len(t.tops)-1] {
		return -1
	}
	return sort.Search(len(t.rows), func(i int) bool { return t.tops[i+1] > y })
}

// inView are the rows that are seen: from first up to, but without, last.
func (t *SideTable) inView() (first, last int) {
	view := t.scroll.Size().Height
	if view <= 0 || len(t.rows) == 0 {
		return 0, 0
	}
	first = max(0, t.rowAt(t.scroll.Offset.Y))
	for last = first; last < len(t.rows) && t.tops[last] < t.scroll.Offset.Y+view; last++ {
	}
	return first, last
}

// reveal scrolls as little as is needed to show a row.
func (t *SideTable) reveal(i int) {
	if i < 0 || i+1 >= len(t.tops) {
		return
	}
	view, at := t.scroll.Size().Height, t.scroll.Offset.Y
	switch {
	case t.tops[i] < at:
		at = t.tops[i]
	case t.tops[i+1] > at+view:
		at = min(t.tops[i], t.tops[i+1]-view)
	default:
		return
	}
	t.scroll.ScrollToOffset(fyne.NewPos(0, at))
	t.body.update()
}

// ControlChildren returns the scroll; rows are listed by ControlParts.
func (t *SideTable) ControlChildren() []fyne.CanvasObject {
	return []fyne.CanvasObject{t.head, t.scroll}
}

// ControlParts lists the rows on screen and their sides for the UI map.
func (t *SideTable) ControlParts() []Part {
	if t.Name == "" {
		return nil
	}
	var parts []Part
	first, last := t.inView()
	spans := t.columns(t.scroll.Size().Width)
	top := t.scroll.Position().Y - t.scroll.Offset.Y
	for i := first; i < last; i++ {
		r := &t.rows[i]
		name, y, h := t.Name+"/"+r.ID, top+t.tops[i], t.tops[i+1]-t.tops[i]
		text := r.Label + "|" + r.Sides[0].Text + "|" + r.Sides[1].Text + "|" + r.Note
		parts = append(parts, Part{Name: name, Text: text, Pos: fyne.NewPos(1, y), Size: fyne.NewSize(spans[0].w, h)})
		for side, n := range t.SideNames {
			s := spans[1+side]
			text := r.Sides[side].Text
			if r.Chosen == side {
				text += " (chosen)"
			}
			parts = append(parts, Part{Name: name + "/" + n, Text: text, Pos: fyne.NewPos(1+s.x, y), Size: fyne.NewSize(s.w, h)})
		}
	}
	return parts
}

// ControlText is what is compared, for the UI map.
func (t *SideTable) ControlText() string {
	if !t.Compares {
		return ""
	}
	return t.Heads[1] + "|" + t.Heads[2]
}

// AccessibilityLabel tells the current row and what is chosen in it.
func (t *SideTable) AccessibilityLabel() string {
	if t.current < 0 || t.current >= len(t.rows) {
		return t.Name
	}
	r := t.rows[t.current]
	if r.Across {
		return r.Label
	}
	if t.Compares {
		return r.Label + ", " + t.Heads[1] + ": " + r.Sides[0].Text + ", " + t.Heads[2] + ": " + r.Sides[1].Text
	}
	if r.Chosen == NoSide {
		return r.Label + ", not decided"
	}
	return r.Label + ", " + t.Heads[1+r.Chosen] + ": " + r.Sides[r.Chosen].Text
}

// AccessibilityRole is that of a container.
func (t *SideTable) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }
