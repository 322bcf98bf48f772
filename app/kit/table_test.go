package kit_test

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"litework/app/kit"
	"litework/app/kit/kittest"
)

// rows is a model for tests: ids, and a selection by id.
type rows struct {
	ids      []string
	selected map[string]bool
	opened   []string
	context  []string
	sorted   []string
	drawn    int
}

func newRows(n int) *rows {
	r := &rows{selected: map[string]bool{}}
	for i := range n {
		r.ids = append(r.ids, fmt.Sprintf("r%d", i))
	}
	return r
}

func (r *rows) model() kit.TableModel {
	return kit.TableModel{
		Len:     func() int { return len(r.ids) },
		IndexOf: func(id string) int { return slices.Index(r.ids, id) },
		Row: func(i int) kit.RowView {
			r.drawn++
			return kit.RowView{ID: r.ids[i], Cells: []kit.Cell{{Text: "INV-" + r.ids[i], Bold: true, Opens: true}, {Text: "Kauri Point Films Ltd"}, {Text: "4,025.00"}, {Chips: []kit.ChipSpec{{Label: "Paid", Tint: kit.Green, ID: "paid"}}}}}
		},
		IsSelected: func(i int) bool { return r.selected[r.ids[i]] },
		HeadState: func() kit.CheckState {
			switch n := r.count(); {
			case n == 0:
				return kit.Unchecked
			case n == len(r.ids):
				return kit.Checked
			}
			return kit.Mixed
		},
		OnToggle: func(i int) { r.selected[r.ids[i]] = !r.selected[r.ids[i]] },
		OnExtend: func(from, to int) {
			clear(r.selected)
			for i := min(from, to); i <= max(from, to); i++ {
				r.selected[r.ids[i]] = true
			}
		},
		OnSelectAll: func(on bool) {
			for _, id := range r.ids {
				r.selected[id] = on
			}
		},
		OnClear: func() bool {
			had := r.count() > 0
			clear(r.selected)
			return had
		},
		OnOpen:    func(i int) { r.opened = append(r.opened, r.ids[i]) },
		OnContext: func(i int, _ fyne.Position) { r.context = append(r.context, r.ids[i]) },
		OnSort:    func(c int, desc bool) { r.sorted = append(r.sorted, fmt.Sprint(c, desc)) },
	}
}

func (r *rows) count() int {
	n := 0
	for _, on := range r.selected {
		if on {
			n++
		}
	}
	return n
}

func newTable(r *rows) *kit.DataTable {
	return kit.Named("t", kit.NewDataTable([]kit.Column{
		{Title: "Number", Width: 100, Sortable: true},
		{Title: "Client", Width: 120, Flex: 1},
		{Title: "Total", Width: 90, Align: fyne.TextAlignTrailing},
		{Title: "Status", Width: 100, Hide: 1},
	}, r.model()))
}

func TestTableByKeyboard(t *testing.T) {
	r := newRows(100)
	table := newTable(r)
	w := kittest.NewWindow(t, table, 600, 35+2+38*10)
	w.Focus(table)
	if table.CurrentID() != "r0" {
		t.Fatalf("current is %q after Tab into it", table.CurrentID())
	}
	for _, step := range []struct {
		key  fyne.KeyName
		want string
	}{
		{fyne.KeyUp, "r0"}, {fyne.KeyDown, "r1"}, {fyne.KeyPageDown, "r10"}, {fyne.KeyPageUp, "r1"},
		{fyne.KeyEnd, "r99"}, {fyne.KeyDown, "r99"}, {fyne.KeyHome, "r0"},
	} {
		w.Key(step.key)
		if table.CurrentID() != step.want {
			t.Errorf("%s goes to %q, want %q", step.key, table.CurrentID(), step.want)
		}
		if _, ok := w.Map().Find("t/" + step.want); !ok {
			t.Errorf("%s: the current row is not seen", step.key)
		}
	}
	w.Key(fyne.KeySpace, fyne.KeyReturn)
	if !r.selected["r0"] || !slices.Equal(r.opened, []string{"r0"}) {
		t.Errorf("selected %v, opened %v", r.selected, r.opened)
	}
	w.ShiftKey(fyne.KeyDown, fyne.KeyDown, fyne.KeyUp)
	if r.count() != 2 || !r.selected["r1"] {
		t.Errorf("Shift+arrows select %v", r.selected)
	}
	w.Shortcut(&fyne.ShortcutSelectAll{})
	if r.count() != 100 {
		t.Errorf("Ctrl+A selects %d", r.count())
	}
	w.Key(fyne.KeyEscape)
	if r.count() != 0 {
		t.Error("Esc leaves the selection")
	}
	w.Key(desktop.KeyMenu)
	w.ShiftKey(fyne.KeyF10)
	if len(r.context) != 2 {
		t.Errorf("the menu opened for %v", r.context)
	}
	searched := 0
	table.Model.OnSearch = func() { searched++ }
	w.Type("/")
	if searched != 1 {
		t.Error("/ does not search")
	}
}

func TestTableByPointer(t *testing.T) {
	r := newRows(20)
	table := newTable(r)
	w := kittest.NewWindow(t, table, 600, 500)
	w.ClickName("t/r3/box")
	if !r.selected["r3"] || table.CurrentID() != "r3" || len(r.opened) != 0 {
		t.Errorf("the box: selected %v, current %q, opened %v", r.selected, table.CurrentID(), r.opened)
	}
	w.ClickName("t/r6", fyne.KeyModifierShift)
	if r.count() != 4 {
		t.Errorf("Shift+click selects %v", r.selected)
	}
	w.ClickName("t/r8", fyne.KeyModifierControl)
	if r.count() != 5 || !r.selected["r8"] {
		t.Errorf("Ctrl+click selects %v", r.selected)
	}
	w.ClickName("t/r9/open")
	if !slices.Equal(r.opened, []string{"r9"}) {
		t.Errorf("a click on the number opened %v", r.opened)
	}
	w.ClickName("t/r2")
	if len(r.opened) != 1 {
		t.Error("a single click opened")
	}
	w.ClickName("t/r2")
	if !slices.Equal(r.opened, []string{"r9", "r2"}) {
		t.Errorf("a double click opened %v", r.opened)
	}
	w.RightClickName("t/r5")
	if !slices.Equal(r.context, []string{"r5"}) || table.CurrentID() != "r5" {
		t.Errorf("right click: %v, current %q", r.context, table.CurrentID())
	}
	w.ClickName("t/head/box")
	if r.count() != 20 {
		t.Errorf("the head's box above some selects %d", r.count())
	}
	w.ClickName("t/head/box")
	if r.count() != 0 {
		t.Errorf("and again %d", r.count())
	}
	w.ClickName("t/head/Number")
	w.ClickName("t/head/Number")
	w.ClickName("t/head/Client")
	if !slices.Equal(r.sorted, []string{"0 false", "0 true"}) {
		t.Errorf("sorted %v", r.sorted)
	}
}

func TestNewRowsDoNotMoveWhatIsLookedAt(t *testing.T) {
	r := newRows(200)
	table := newTable(r)
	w := kittest.NewWindow(t, table, 600, 400)
	table.SetCurrentID("r100")
	before := w.At("t/r100")
	r.ids = append([]string{"new1", "new2", "new3"}, r.ids...)
	table.Reload()
	if after := w.At("t/r100"); after.Y != before.Y || table.CurrentID() != "r100" {
		t.Errorf("the current row moved from %v to %v", before.Y, after.Y)
	}
	// Without a current row in view, the first row in view stays.
	table.SetOffset(0)
	table.SetOffset(50 * 38)
	before = w.At("t/r49")
	r.ids = r.ids[2:]
	table.Reload()
	if after := w.At("t/r49"); after.Y != before.Y {
		t.Errorf("the view moved from %v to %v", before.Y, after.Y)
	}
}

func TestAfterADeleteTheNextRowIsCurrent(t *testing.T) {
	r := newRows(5)
	table := newTable(r)
	kittest.NewWindow(t, table, 600, 400)
	table.SetCurrent(2)
	r.ids = slices.Delete(r.ids, 2, 3)
	table.Reload()
	if table.CurrentID() != "r3" {
		t.Errorf("current is %q", table.CurrentID())
	}
	r.ids = nil
	table.Reload()
	if table.Current() != -1 || table.CurrentID() != "" {
		t.Errorf("current is %d %q in an empty table", table.Current(), table.CurrentID())
	}
}

func TestColumnsGiveWayAndNumbersDoNot(t *testing.T) {
	r := newRows(3)
	table := newTable(r)
	w := kittest.NewWindow(t, table, 600, 300)
	w.At("t/head/Status")
	table.Resize(fyne.NewSize(400, 300))
	if _, ok := w.Map().Find("t/head/Status"); ok {
		t.Error("the column with a Hide order stays although there is no room")
	}
	if total := w.At("t/head/Total"); total.W != 90 {
		t.Errorf("Total is %d wide", total.W)
	}
}

func TestScrollingDrawsOnlyWhatComesIntoView(t *testing.T) {
	r := newRows(100_000)
	table := newTable(r)
	kittest.NewWindow(t, table, 600, 35+2+38*10)
	r.drawn = 0
	table.SetOffset(38)
	if r.drawn > 2 {
		t.Errorf("one row of scrolling drew %d rows", r.drawn)
	}
	r.drawn = 0
	table.SetOffset(50_000 * 38)
	if r.drawn == 0 || r.drawn > 13 {
		t.Errorf("a jump drew %d rows", r.drawn)
	}
}

func TestGreyRowsStandOnlyWhileThereAreNone(t *testing.T) {
	r := newRows(0)
	table := newTable(r)
	w := kittest.NewWindow(t, table, 600, 400)
	table.SetLoading(true)
	w.Key(fyne.KeyDown)
	w.Click(under(w), fyne.NewPos(100, 60))
	if table.Current() != -1 {
		t.Error("a grey row became current")
	}
	r.ids = []string{"a"}
	table.SetLoading(false)
	table.Reload()
	if w.At("t/a").Text == "" {
		t.Error("the row does not appear")
	}
}

// under is what lies below the pointer in the rows.
func under(w *kittest.Window) desktop.Mouseable {
	m, _ := kit.PointerTarget(w.Canvas(), fyne.NewPos(100, 60))
	return m
}

func BenchmarkTableScroll(b *testing.B) {
	r := newRows(100_000)
	table := newTable(r)
	kittest.NewWindow(b, table, 1000, 700)
	b.ResetTimer()
	for i := range b.N {
		table.SetOffset(float32(i%90_000) * 38)
	}
}

func BenchmarkTableReload(b *testing.B) {
	r := newRows(100_000)
	table := newTable(r)
	kittest.NewWindow(b, table, 1000, 700)
	table.SetCurrent(50)
	for b.Loop() {
		table.Reload()
	}
}
