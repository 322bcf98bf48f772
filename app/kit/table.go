package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"litework/app/theme"
)

// Column describes one column of a DataTable.
type Column struct {
	Title string
	Width float32        // smallest width
	Flex  float32        // share of the room that is left; 0 keeps Width
	Align fyne.TextAlign // trailing for numbers
	// Sortable lets a click on the title sort by the column.
	Sortable bool
	// Hide is the order in which columns give way when there is not enough
	// room: the highest goes first, 0 never.
	Hide int
}

// CellLink is a word in a cell that can be clicked; one without an ID stands
// between two others.
type CellLink struct{ ID, Label string }

// Cell is what one cell of a row shows: a text, or chips, then links.
type Cell struct {
	Text  string
	Bold  bool
	Muted bool
	Small bool
	Color fyne.ThemeColorName // over Muted; "" for none
	// Opens makes a click on the text open the row, as its number or name does.
	Opens bool
	Chips []ChipSpec
	Links []CellLink
	Icon  theme.IconName // before the text
	Tip   string         // else the whole text, where it is cut
}

// RowView is one row ready to be drawn. It is not changed after it is handed
// out.
type RowView struct {
	ID    string
	Cells []Cell
	// Note is a muted line below the cells, from the column NoteFrom on: where
	// a search found the row, say.
	Note     []NotePart
	NoteFrom int
}

// NotePart is a piece of a row's note; a strong one stands out.
type NotePart struct {
	Text   string
	Strong bool
}

// CheckState is the state of a box.
type CheckState int

// The states; Mixed is a head box above rows of which only some are selected.
const (
	Unchecked CheckState = iota
	Checked
	Mixed
)

// TableModel is where a DataTable takes its rows from and what it tells of the
// user's doing. Rows are counted from 0. Len and Row are required; they and
// IsSelected are called while scrolling and must be quick.
type TableModel struct {
	Len     func() int
	Row     func(i int) RowView
	IndexOf func(id string) int // -1 when the row is gone; required to hold the view

	// Selection lies with the caller. Without IsSelected there are no boxes.
	IsSelected  func(i int) bool
	HeadState   func() CheckState
	OnToggle    func(i int)        // the box, Space, Ctrl+click
	OnExtend    func(from, to int) // from the last toggled row to this one, both in
	OnSelectAll func(on bool)      // Ctrl+A and the box of the head
	OnClear     func() bool        // Esc; reports whether there was a selection

	OnCurrent func(i int)                   // the current row changed
	OnOpen    func(i int)                   // Enter, double click, click on a cell that Opens
	OnContext func(i int, at fyne.Position) // right click, Menu, Shift+F10; at is in the window
	OnSort    func(column int, descending bool)
	OnSearch  func() // the / key
	OnChip    func(i int, chip ChipSpec, at fyne.Position)
	OnLink    func(i int, link CellLink)
	OnTop     func() // ↑ on the first row
}

// DataTable is a head, and below it rows that scroll. One row is current; Enter
// opens it. It draws only the rows that are seen, so that a hundred thousand
// scroll as easily as ten.
type DataTable struct {
	control
	Model TableModel

	// Hug makes the table end after its last row where there is more room.
	Hug bool
	// Backdrop is the colour around the table, for its rounded corners; ""
	// is the ground.
	Backdrop fyne.ThemeColorName
	// OnKey is offered keys that the table does not use.
	OnKey func(*fyne.KeyEvent) bool
	// OnShortcut is offered shortcuts first.
	OnShortcut func(fyne.Shortcut) bool

	columns []Column
	sort    int // column, -1 for none
	desc    bool
	current int // -1 for none
	id      string
	anchor  int // where Shift extends from
	loading bool
	scroll  *container.Scroll
	body    *tableBody
	head    *tableHead
	lastTap clickCounter
}

// NewDataTable returns a table with the given columns.
func NewDataTable(columns []Column, model TableModel) *DataTable {
	t := &DataTable{columns: columns, Model: model, sort: -1, current: -1, anchor: -1}
	t.body = newTableBody(t)
	t.head = newTableHead(t)
	t.scroll = container.NewVScroll(t.body)
	t.scroll.OnScrolled = func(fyne.Position) { t.body.update() }
	t.ExtendBaseWidget(t)
	return t
}

// SetColumns replaces the columns.
func (t *DataTable) SetColumns(columns []Column) {
	t.columns = columns
	t.Refresh()
}

// SetSort marks the column the rows are sorted by; -1 for none. The rows are
// sorted by the caller.
func (t *DataTable) SetSort(column int, descending bool) {
	if t.sort == column && t.desc == descending {
		return
	}
	t.sort, t.desc = column, descending
	t.head.Refresh()
}

// SetLoading shows grey rows while there are none yet.
func (t *DataTable) SetLoading(on bool) {
	if t.loading == on {
		return
	}
	t.loading = on
	t.Refresh()
}

// Reload draws the rows anew after they changed. The current row is found again
// by its id and stays where it is on the screen; is it gone, the row that took
// its place becomes current.
func (t *DataTable) Reload() {
	hold, index := t.heldRow()
	n := t.len()
	if t.current >= 0 {
		at := -1
		if t.Model.IndexOf != nil && t.id != "" {
			at = t.Model.IndexOf(t.id)
		}
		if at < 0 {
			at = min(t.current, n-1)
		}
		t.setCurrent(at)
	}
	t.anchor = min(t.anchor, n-1)
	if hold != "" && t.Model.IndexOf != nil {
		if now := t.Model.IndexOf(hold); now >= 0 && now != index {
			t.scroll.Offset.Y = max(0, t.scroll.Offset.Y+float32(now-index)*theme.RowHeight)
		}
	}
	t.Refresh()
}

// heldRow returns the row that keeps its place when rows change: the current
// one while it is seen, else the first that is.
func (t *DataTable) heldRow() (id string, index int) {
	first, last := t.body.shownRange()
	if t.current >= first && t.current < last {
		return t.id, t.current
	}
	if first < last && t.scroll.Offset.Y > 0 {
		return t.body.idAt(first), first
	}
	return "", -1
}

// RefreshRows draws the visible rows anew, for a change that neither adds nor
// removes rows, such as the selection.
func (t *DataTable) RefreshRows() {
	t.body.redraw()
	t.head.Refresh()
}

// Shown reports whether a column has room.
func (t *DataTable) Shown(column int) bool {
	spans := t.spans(t.scroll.Size().Width)
	return column < len(spans) && spans[column].w > 0
}

// ShownRows are the rows in view: from first up to, but without, last.
func (t *DataTable) ShownRows() (first, last int) { return t.body.shownRange() }

// Current returns the current row, or -1.
func (t *DataTable) Current() int { return t.current }

// CurrentID returns the id of the current row, or "".
func (t *DataTable) CurrentID() string { return t.id }

// SetCurrent makes a row current and brings it into view; -1 for none.
func (t *DataTable) SetCurrent(i int) {
	i = min(i, t.len()-1)
	if i < -1 {
		i = -1
	}
	t.setCurrent(i)
	t.reveal(i)
	t.body.redraw()
}

// SetCurrentID is SetCurrent for the row of the given id.
func (t *DataTable) SetCurrentID(id string) {
	if t.Model.IndexOf != nil {
		t.SetCurrent(t.Model.IndexOf(id))
	}
}

func (t *DataTable) setCurrent(i int) {
	old := t.current
	t.current, t.id = i, ""
	if i >= 0 {
		t.id = t.Model.Row(i).ID
	}
	if old != i && t.Model.OnCurrent != nil {
		t.Model.OnCurrent(i)
	}
}

// Offset returns how far the rows are scrolled, to be given back to
// SetOffset when the page returns.
func (t *DataTable) Offset() float32 { return t.scroll.Offset.Y }

// SetOffset scrolls the rows.
func (t *DataTable) SetOffset(y float32) {
	t.scroll.ScrollToOffset(fyne.NewPos(0, y))
	t.body.update()
}

// reveal scrolls as little as is needed to show a row.
func (t *DataTable) reveal(i int) {
	if i < 0 {
		return
	}
	top := float32(i) * theme.RowHeight
	view := t.scroll.Size().Height
	switch off := t.scroll.Offset.Y; {
	case top < off:
		t.SetOffset(top)
	case top+theme.RowHeight > off+view:
		t.SetOffset(top + theme.RowHeight - view)
	}
}

func (t *DataTable) len() int {
	if t.Model.Len == nil {
		return 0
	}
	return t.Model.Len()
}

// ControlChildren returns the head and the scroll; rows are listed by
// ControlParts.
func (t *DataTable) ControlChildren() []fyne.CanvasObject {
	return []fyne.CanvasObject{t.head, t.scroll}
}

// ControlParts lists the rows and boxes on screen for the UI map.
func (t *DataTable) ControlParts() []Part {
	if t.Name == "" {
		return nil
	}
	parts := t.head.parts()
	return append(parts, t.body.parts()...)
}

// AccessibilityLabel returns the name of the table.
func (t *DataTable) AccessibilityLabel() string { return t.Name }

// AccessibilityRole is that of a container.
func (t *DataTable) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }
