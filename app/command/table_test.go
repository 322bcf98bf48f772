package command

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestRunEndsTheEditFirst(t *testing.T) {
	test.NewTempApp(t)
	var order []string
	ends := true
	table := NewTable(Guard{EndEdit: func() bool { order = append(order, "end"); return ends }}, []Command{
		{ID: "save", Do: func() { order = append(order, "save") }},
		{ID: "undo", InsideEdit: true, Do: func() { order = append(order, "undo") }},
	})
	if !table.Run("save") || !table.Run("undo") {
		t.Fatal("a possible command did not run")
	}
	ends = false
	if table.Run("save") {
		t.Error("ran although the edit could not end")
	}
	if got, want := len(order), 4; got != want || order[0] != "end" || order[1] != "save" || order[2] != "undo" {
		t.Errorf("order %v", order)
	}
}

func TestRunAsksAgainAfterTheEditEnded(t *testing.T) {
	test.NewTempApp(t)
	possible, ran := true, false
	table := NewTable(Guard{EndEdit: func() bool { possible = false; return true }}, []Command{
		{ID: "post", Do: func() { ran = true }, Why: func() string {
			if possible {
				return ""
			}
			return "Nothing to post."
		}},
	})
	if table.Run("post") || ran {
		t.Error("ran a command that ending the edit had made impossible")
	}
}

func TestMenuGreysAndShortcutsStayGuarded(t *testing.T) {
	test.NewTempApp(t)
	why, ran, blocked, passed := "Choose a line first.", 0, false, ""
	table := NewTable(Guard{
		Blocked: func() bool { return blocked }, Pass: func(c Command) { passed = c.ID },
	}, []Command{
		{ID: "a", Name: "A", Menu: "File", Key: Ctrl(fyne.KeyN), Do: func() { ran++ }},
		{ID: "b", Name: "B", Menu: "File", Group: 1, Why: func() string { return why }, Do: func() { ran++ }},
	})
	items := table.Menu("File").Items[0].Items
	if len(items) != 3 || !items[1].IsSeparator {
		t.Fatalf("want A, a line, B; got %d items", len(items))
	}
	if items[0].Disabled || !items[2].Disabled {
		t.Error("greyed the wrong one")
	}
	items[2].Action() // Fyne fires the shortcut of a disabled item
	if ran != 0 {
		t.Error("an impossible command ran")
	}
	if passed != "b" {
		t.Error("the key of an impossible command went nowhere")
	}
	why = ""
	table.Refresh()
	if items[2].Disabled {
		t.Error("still grey")
	}
	blocked = true
	items[0].Action()
	if ran != 0 {
		t.Error("ran under a dialog")
	}
	if passed != "a" {
		t.Error("the dialog did not get the shortcut that the menu took")
	}
}

func TestKeyNames(t *testing.T) {
	for want, key := range map[string]Key{
		"Ctrl+N": Ctrl(fyne.KeyN), "Ctrl+Shift+X": CtrlShift(fyne.KeyX), "Alt+←": Alt(fyne.KeyLeft),
		"Alt+Shift+↑": AltShift(fyne.KeyUp), "F1": Plain(fyne.KeyF1), "": {},
	} {
		if got := key.String(); got != want {
			t.Errorf("%v shown as %q, want %q", key, got, want)
		}
	}
}
