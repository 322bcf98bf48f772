package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/kit/kittest"
	"litework/app/theme"
)

func TestSwitchesChangeOnPressAndSpace(t *testing.T) {
	var on []bool
	toggle := kit.Named("toggle", kit.NewToggle("Auto-sync", false, func(v bool) { on = append(on, v) }))
	var states []kit.CheckState
	box := kit.Named("box", kit.NewCheckbox("Archived", kit.Mixed, func(s kit.CheckState) { states = append(states, s) }))
	w := kittest.NewWindow(t, kit.VBox(8, toggle, box), 300, 100)
	w.Click(toggle, fyne.NewPos(5, 5))
	w.Key(fyne.KeySpace)
	w.ClickName("box")
	w.Key(fyne.KeySpace)
	if len(on) != 2 || !on[0] || on[1] {
		t.Errorf("the switch said %v", on)
	}
	if len(states) != 2 || states[0] != kit.Checked || states[1] != kit.Unchecked {
		t.Errorf("the box said %v", states)
	}
	toggle.DisableBecause("Connect to Xero first.")
	w.Click(toggle, fyne.NewPos(5, 5))
	if len(on) != 2 || toggle.Tooltip() != "Connect to Xero first." {
		t.Error("a switch that is off changed, or does not say why")
	}
}

func TestEnterOnASwitchIsLeftToTheDialog(t *testing.T) {
	pressed, changed := 0, 0
	m := kit.NewModal("Import", kit.VBox(8, kit.NewCheckbox("Archived", kit.Unchecked, func(kit.CheckState) { changed++ })))
	m.Default = kit.NewPrimary("Import", func() { pressed++ })
	m.SetButtons(nil, []fyne.CanvasObject{m.Default})
	w := kittest.NewWindow(t, kit.NewEntry(""), 600, 400)
	m.Show(w.Canvas(), w.Env())
	w.Key(fyne.KeyReturn)
	if pressed != 1 || changed != 0 {
		t.Errorf("pressed %d, changed %d", pressed, changed)
	}
}

func TestSegmentsByPointerAndArrows(t *testing.T) {
	var got []string
	s := kit.Named("s", kit.NewSegmented([]kit.Segment{{ID: "all", Label: "All", Count: "148"}, {ID: "draft", Label: "Draft"}, {ID: "paid", Label: "Paid"}}, "all", func(id string) { got = append(got, id) }))
	w := kittest.NewWindow(t, kit.HBox(0, s), 500, 60)
	w.ClickName("s/paid")
	w.Key(fyne.KeyRight, fyne.KeyLeft)
	w.ClickName("s/draft")
	if len(got) != 2 || got[0] != "paid" || got[1] != "draft" {
		t.Errorf("chose %v", got)
	}
	before := s.MinSize().Width
	s.SetSegments([]kit.Segment{{ID: "all", Label: "All", Count: "1,480"}, {ID: "draft", Label: "Draft"}})
	if s.MinSize().Width == before || w.At("s/all").Text != "All 1,480" {
		t.Error("new counts are not shown")
	}
}

func TestRadioCards(t *testing.T) {
	got := ""
	c := kit.Named("as", kit.NewRadioCards([]kit.RadioOption{{ID: "d", Title: "Draft"}, {ID: "a", Title: "Approved"}}, "", func(id string) { got = id }))
	w := kittest.NewWindow(t, kit.VBox(0, c), 500, 100)
	w.Focus(c)
	w.Key(fyne.KeySpace)
	if got != "d" {
		t.Errorf("Space on none chose %q", got)
	}
	w.ClickName("as/a")
	w.Key(fyne.KeyLeft)
	if got != "d" || c.Selected() != "d" {
		t.Errorf("left of the second is %q", got)
	}
}

func TestSidebarGoesPlacesAndFolds(t *testing.T) {
	var went []string
	side := kit.Named("side", kit.NewSidebar("LiteWork", []kit.SidebarItem{
		{ID: "invoices", Label: "Invoices", Icon: theme.IconDocument}, {ID: "sync", Label: "Sync", Icon: theme.IconSync, Badge: "2"},
	}, func(id string) { went = append(went, id) }))
	side.OnIndicator = func() { went = append(went, "indicator") }
	side.SetIndicator(kit.IndicatorView{Icon: theme.IconDot, Color: theme.ColorDotGreen, Text: "Synced 3 min ago"})
	w := kittest.NewWindow(t, kit.NewShell(side, kit.NewEntry(""), nil), 1280, 700)
	w.ClickName("side/sync")
	w.ClickName("side/indicator")
	w.Focus(side)
	w.Key(fyne.KeyDown, fyne.KeyReturn, fyne.KeyDown, fyne.KeyReturn)
	want := []string{"sync", "indicator", "sync", "indicator"}
	for i := range want {
		if i >= len(went) || went[i] != want[i] {
			t.Fatalf("went to %v, want %v", went, want)
		}
	}
	if side.Narrow() || side.Size().Width != theme.SidebarWidth {
		t.Errorf("at 1280 the sidebar is %v wide", side.Size().Width)
	}
	w.Resize(fyne.NewSize(kit.NarrowBelow-1, 700))
	if !side.Narrow() || side.Size().Width != theme.SidebarNarrow {
		t.Errorf("below %v it is %v wide", kit.NarrowBelow, side.Size().Width)
	}
}

func TestFieldShowsWhatIsWrongUntilItIsRight(t *testing.T) {
	e := kit.NewEntry("1.5")
	f := kit.NewField("Price", e).WithHelp("In NZD")
	kittest.NewWindow(t, kit.VBox(8, f), 300, 200)
	plain := kit.HeightFor(f, 300)
	f.SetError("Use a point: 1.5")
	if f.Error() != "Use a point: 1.5" || kit.HeightFor(f, 300) != plain {
		t.Error("the error does not stand in the place of the help")
	}
	f.SetError("")
	f.SetHelp("")
	if kit.HeightFor(f, 300) >= plain {
		t.Error("an empty line keeps its room")
	}
	if e.Label != "Price" {
		t.Error("a screen reader does not hear the label")
	}
}

func TestPagesAreHiddenNotCovered(t *testing.T) {
	a, b := kit.Named("a", kit.NewEntry("")), kit.Named("b", kit.NewEntry(""))
	stack := kit.NewPageStack()
	stack.Set("a", a)
	stack.Set("b", b)
	w := kittest.NewWindow(t, stack, 400, 200)
	stack.Open("a")
	w.At("a")
	stack.Open("b")
	w.At("b")
	if a.Visible() || !b.Visible() || b.Size().Width != 400 {
		t.Errorf("a visible %v, b visible %v at %v", a.Visible(), b.Visible(), b.Size())
	}
	stack.Remove("b")
	stack.Open("a")
	w.At("a")
}

func TestFieldsOwnUndoSaysWhenItIsAtItsStart(t *testing.T) {
	e := kit.NewEntry("")
	e.SetText("old")
	w := kittest.NewWindow(t, e, 300, 60)
	w.Focus(e)
	e.SetCaret(3)
	w.Type("er")
	if !e.UndoText() || e.Text != "old" {
		t.Errorf("undo gives %q", e.Text)
	}
	if e.UndoText() {
		t.Error("there is nothing left to undo, but it says so")
	}
	if !e.RedoText() || e.Text != "older" {
		t.Errorf("redo gives %q", e.Text)
	}
}

func TestShrunkTableShowsItsRows(t *testing.T) {
	r := newRows(200)
	table := newTable(r)
	w := kittest.NewWindow(t, table, 600, 400)
	table.SetCurrent(199)
	r.ids = r.ids[:3]
	table.Reload()
	w.At("t/r0")
	w.At("t/r2")
	if table.CurrentID() != "r2" {
		t.Errorf("current is %q", table.CurrentID())
	}
}
